import type { Catalog, Parameter } from "@schema";
import { fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findNode, nodesOf } from "../../src/document/graph";
import type { Document } from "../../src/document/types";
import { useCatalog } from "../../src/state/catalog";
import { useCheck } from "../../src/state/check";
import { useDatasets } from "../../src/state/data/datasets";
import { useDocument } from "../../src/state/document";
import { readJson } from "../files";
import { loadInspector, showInspector } from "../support/inspector";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");
const twin = readJson<{ document: Document }>("tests/cases/valid/twin-digits.json").document;

function show(id: string, document: Document = twin) {
  showInspector(document, id);
}

beforeAll(loadInspector);

const CONTROLS = "input, select, textarea";

/** A list of layers begins with a field that adds the first. */
const labelOf = ({ name, type }: Parameter) => (type === "layers" ? `add to ${name}` : name);

const config = (id: string) => {
  const node = findNode(useDocument.getState().openGraph, id);
  return node?.kind === "layer" ? node.config : undefined;
};

beforeEach(() => {
  useDatasets.setState({ datasets: [] });
  useCatalog.setState({ catalog });
  useCheck.setState({ report: null, state: "fresh", outdated: false, documentError: null });
});

describe("the inspector", () => {
  it.each(Object.keys(catalog.layers))("draws a control for every setting of %s", (layer) => {
    const node = { kind: "layer" as const, id: "n1", name: "it", layer, config: {} };
    show("n1", { format: 2, graph: { nodes: [node], edges: [] } });
    for (const parameter of catalog.layers[layer]?.parameters ?? []) {
      expect(screen.getAllByLabelText(labelOf(parameter), { selector: CONTROLS }).length).toBeGreaterThan(0);
    }
  });

  it.each(Object.keys(catalog.ops))("draws a control for every argument of %s", (op) => {
    const entry = catalog.ops[op];
    const ports = new Set(entry?.inputs.map((port) => port.name));
    const node = { kind: "op" as const, id: "n1", name: "it", op, config: {} };
    show("n1", { format: 2, graph: { nodes: [node], edges: [] } });
    for (const { name } of entry?.parameters ?? []) {
      if (ports.has(name)) continue;
      expect(screen.getAllByLabelText(name, { selector: CONTROLS }).length).toBeGreaterThan(0);
    }
  });

  it("writes numbers as numbers, and what is no number as it was typed", async () => {
    show("n8");
    const units = screen.getByLabelText("units");
    await userEvent.clear(units);
    await userEvent.type(units, "12");
    expect(config("n8")).toMatchObject({ units: 12 });
    await userEvent.type(units, "x");
    expect(config("n8")).toMatchObject({ units: "12x" });
  });

  it.each(["编码器", "인코더"])("takes %s, which no name can be, for the label", async (text) => {
    show("n8");
    const name = screen.getByLabelText<HTMLInputElement>("name");
    const before = name.value;
    await userEvent.clear(name);
    // Enter while the word is put together ends the word, not the field.
    fireEvent.change(name, { target: { value: text } });
    fireEvent.keyDown(name, { key: "Enter", isComposing: true });
    expect(name.value).toBe(text);
    await userEvent.keyboard("{Enter}");
    expect(name.value).toBe(before);
    expect(findNode(useDocument.getState().openGraph, "n8")).toMatchObject({ name: before, label: text });
  });

  it("is one undo step for a burst of typing", async () => {
    show("n8");
    const before = config("n8");
    const units = screen.getByLabelText("units");
    await userEvent.clear(units);
    await userEvent.type(units, "123");
    useDocument.getState().undo();
    expect(config("n8")).toEqual(before);
  });

  it("leaves Keras's default out of the document, under any of its names", async () => {
    show("n8");
    await userEvent.selectOptions(screen.getByLabelText("kernel_initializer"), "HeNormal");
    expect(config("n8")).toMatchObject({ kernel_initializer: "HeNormal" });
    await userEvent.selectOptions(screen.getByLabelText("kernel_initializer"), "GlorotUniform");
    expect(config("n8")).not.toHaveProperty("kernel_initializer");
    await userEvent.click(screen.getByRole("switch", { name: "use_bias" }));
    expect(config("n8")).toMatchObject({ use_bias: false });
    await userEvent.click(screen.getByRole("switch", { name: "use_bias" }));
    expect(config("n8")).not.toHaveProperty("use_bias");
  });

  it("shows a problem beside the setting it is about", () => {
    const where = { node: "n8", edge: null, field: "config.units", model: null };
    const problem = {
      code: "param.range" as const,
      severity: "error" as const,
      message: "units must be at least 1.",
      variant: null,
      params: {},
      where,
      expected: null,
      received: null,
      fixes: [],
    };
    const totals = { params: 0, trainable: 0, layers: 0, bytes: 0, flops: 0, activations: 0 };
    useCheck.setState({
      report: { ok: false, problems: [problem], nodes: {}, models: {}, totals, rows: null },
    });
    show("n8");
    const units = screen.getByLabelText("units");
    expect(units.getAttribute("aria-invalid")).toBe("true");
    const note = document.getElementById(units.getAttribute("aria-describedby") ?? "");
    expect(note?.textContent).toBe("units must be at least 1.");
  });

  it("[C97] a setting with nothing but a warning is not invalid, and an error stands before a warning", () => {
    const said = (severity: "error" | "warning", name: string, message: string) => ({
      code: "training.suspicious" as const,
      severity,
      message,
      variant: null,
      params: {},
      where: { node: "n8", edge: null, field: `config.${name}`, model: null },
      expected: null,
      received: null,
      fixes: [],
    });
    const problems = [
      said("warning", "units", "One unit is few."),
      said("warning", "activation", "softmax of one unit is always 1."),
      said("error", "activation", "There is no activation of this name."),
    ];
    const totals = { params: 0, trainable: 0, layers: 0, bytes: 0, flops: 0, activations: 0 };
    useCheck.setState({ report: { ok: false, problems, nodes: {}, models: {}, totals, rows: null } });
    show("n8");
    const noteOf = (label: string) => {
      const field = screen.getByLabelText(label);
      const note = document.getElementById(field.getAttribute("aria-describedby") ?? "");
      return [field.getAttribute("aria-invalid"), note?.textContent, note?.className];
    };
    expect(noteOf("units")).toEqual(["false", "One unit is few.", expect.stringContaining("warning")]);
    expect(noteOf("activation")).toEqual([
      "true",
      "There is no activation of this name.",
      expect.stringContaining("error"),
    ]);
  });

  it("changes the one layer from any of its calls, and calls it again", async () => {
    show("n4");
    const filters = screen.getByLabelText("filters");
    await userEvent.clear(filters);
    await userEvent.type(filters, "5");
    expect(config("n3")).toMatchObject({ filters: 5 });
    await userEvent.click(screen.getByRole("button", { name: "Call again" }));
    const added = nodesOf(useDocument.getState().openGraph).at(-1);
    expect(added).toEqual({ kind: "shared", id: expect.stringMatching(/^n[a-z2-7]{10}$/), of: "n3" });
  });

  it("wires without a pointer, in an order that can be changed", async () => {
    show("n7");
    await userEvent.click(screen.getByRole("button", { name: "Move flat_right up" }));
    const into = () =>
      (useDocument.getState().openGraph.graph?.edges ?? [])
        .filter((edge) => edge.target === "n7")
        .map((edge) => `${edge.source} ${edge.order}`)
        .sort();
    expect(into()).toEqual(["n5 1", "n6 0"]);
    await userEvent.selectOptions(screen.getByLabelText("Wire into inputs from"), "left");
    expect(into()).toEqual(["n1 2", "n5 1", "n6 0"]);
  });

  it("reads a shape as people write it, and sends nothing that is none", async () => {
    show("n1");
    const shape = screen.getByLabelText("shape");
    await userEvent.clear(shape);
    await userEvent.type(shape, "28, ?, 3");
    expect(findNode(useDocument.getState().openGraph, "n1")).toMatchObject({ shape: [28, null, 3] });
    await userEvent.type(shape, ", wide");
    expect(findNode(useDocument.getState().openGraph, "n1")).toMatchObject({ shape: [28, null, 3] });
    expect(shape.getAttribute("aria-invalid")).toBe("true");
  });
});
