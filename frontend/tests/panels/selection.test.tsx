import type { Catalog } from "@schema";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freezeUpTo } from "../../src/actions/freeze";
import { registerEditCommands } from "../../src/commands/editCommands";
import { findNode } from "../../src/document/graph";
import { isFrozenModel } from "../../src/document/nesting/modelEntries";
import type { Document, Node } from "../../src/document/types";
import { Inspector } from "../../src/panels/inspector/Inspector";
import { useCatalog } from "../../src/state/catalog";
import { useCheck } from "../../src/state/check";
import { useDocument } from "../../src/state/document";
import { select } from "../../src/state/view";
import { readJson } from "../files";
import { loadInspector } from "../support/inspector";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");

const layer = (id: string, name: string, config = {}): Node => ({
  kind: "layer",
  id,
  name: id,
  layer: name,
  config,
});

const DOCUMENT: Document = {
  format: 2,
  graph: {
    nodes: [
      { kind: "input", id: "x", name: "x", shape: [8] },
      layer("a", "Dense", { units: 4 }),
      layer("b", "Dense", { units: 5, activation: "relu" }),
      layer("c", "Dropout", { rate: 0.5 }),
      { kind: "model", id: "m", name: "m", model: "tower" },
      { kind: "output", id: "y", name: "y" },
    ],
    edges: ["xa", "ab", "bc", "cm", "my"].map(([source = "", target = ""]) => ({ source, target })),
  },
  models: { tower: { graph: { nodes: [layer("d", "Dense", { units: 2 })], edges: [] } } },
};

const node = (id: string) => findNode(useDocument.getState().openGraph, id);
const report = (params: number) => ({ outputs: [], params, call: 0, flops: 0, activations: 0 });

function show(...ids: string[]) {
  act(() => {
    useDocument.getState().open(DOCUMENT);
    select(ids);
  });
  render(<Inspector />);
}

beforeAll(async () => {
  registerEditCommands();
  await loadInspector();
});
beforeEach(() => {
  useCatalog.setState({ catalog });
  const totals = { params: 0, trainable: 0, layers: 0, bytes: 0, flops: 0, activations: 0 };
  const nodes = { a: report(36), b: report(25), c: report(0), m: report(12) };
  useCheck.setState({
    report: { ok: true, problems: [], nodes, models: {}, totals, rows: null },
    state: "fresh",
    documentError: null,
  });
});

describe("[C321] several selected layers", () => {
  it("are edited together in what all of them have, as one undo step", async () => {
    show("a", "b");
    await userEvent.selectOptions(screen.getByLabelText("activation"), "tanh");
    expect(node("a")).toMatchObject({ config: { units: 4, activation: "tanh" } });
    expect(node("b")).toMatchObject({ config: { units: 5, activation: "tanh" } });
    act(() => useDocument.getState().undo());
    expect(node("a")).not.toHaveProperty("config.activation");
    expect(node("b")).toMatchObject({ config: { activation: "relu" } });
  });

  it("say where they differ, and take one value for all", async () => {
    show("a", "b");
    expect(screen.getByText("They differ: 4, 5")).toBeTruthy();
    const units = screen.getByLabelText<HTMLInputElement>("units");
    expect(units.value).toBe("");
    await userEvent.type(units, "12");
    expect(node("a")).toMatchObject({ config: { units: 12 } });
    expect(node("b")).toMatchObject({ config: { units: 12, activation: "relu" } });
    expect(screen.queryByText(/^They differ: 4/)).toBeNull();
  });

  it("offer only what all of them have", () => {
    show("a", "c");
    expect(screen.queryByLabelText("units")).toBeNull();
    expect(screen.queryByLabelText("rate")).toBeNull();
    expect(screen.getByLabelText("dtype")).toBeTruthy();
  });
});

describe("[C322] freezing", () => {
  it("is one switch for all that is selected, which leaves out what has no weights", async () => {
    show("a", "c", "m");
    await userEvent.click(screen.getByRole("switch", { name: "trainable" }));
    expect([node("a"), node("m")]).toMatchObject([{ trainable: false }, { trainable: false }]);
    expect(node("c")).not.toHaveProperty("trainable");
    await userEvent.click(screen.getByRole("switch", { name: "trainable" }));
    expect([node("a"), node("m")]).toMatchObject([{ trainable: true }, { trainable: true }]);
  });

  it("reaches from the inputs up to a node", async () => {
    show("b", "c");
    await userEvent.click(screen.getByRole("button", { name: "Freeze everything up to here" }));
    expect([node("a"), node("b")]).toMatchObject([{ trainable: false }, { trainable: false }]);
    expect(node("m")).not.toHaveProperty("trainable");
    act(() => useDocument.getState().undo());
    expect(node("a")).not.toHaveProperty("trainable");
  });

  it("of a nested model holds for what it calls, and for all of its calls", () => {
    const nested: Document = {
      ...DOCUMENT,
      models: {
        ...DOCUMENT.models,
        outer: { graph: { nodes: [{ kind: "model", id: "i", name: "i", model: "tower" }], edges: [] } },
      },
      graph: {
        nodes: [{ kind: "model", id: "o", name: "o", model: "outer", trainable: false }],
        edges: [],
      },
    };
    expect(isFrozenModel(nested, "outer")).toBe(true);
    expect(isFrozenModel(nested, "tower")).toBe(true);
    expect(isFrozenModel(DOCUMENT, "tower")).toBe(false);
  });

  it("changes nothing where nothing is selected", () => {
    act(() => {
      useDocument.getState().open(DOCUMENT);
      select([]);
      freezeUpTo();
    });
    expect(useDocument.getState().document).toBe(DOCUMENT);
  });
});
