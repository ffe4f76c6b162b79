import type { Catalog, Problem } from "@schema";
import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findNode } from "../../src/document/graph";
import type { Document, Edge, Node } from "../../src/document/types";
import { useCatalog } from "../../src/state/catalog";
import { useCheck } from "../../src/state/check";
import { useDatasets } from "../../src/state/data/datasets";
import { useDocument } from "../../src/state/document";
import { select } from "../../src/state/view";
import { readJson } from "../files";
import { loadInspector, showInspector } from "../support/inspector";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");
const TOTALS = { params: 0, trainable: 0, layers: 0, bytes: 0, flops: 0, activations: 0 };

const layer = (id: string, name: string, config = {}): Node => ({
  kind: "layer",
  id,
  name: `${name.toLowerCase()}_${id}`,
  layer: name,
  config,
});
const input: Node = { kind: "input", id: "n1", name: "words", shape: [20, 8] };
const twice: Node = { kind: "shared", id: "n3", of: "n2" };

function show(id: string, nodes: readonly Node[], edges: readonly Edge[] = [], rest: Partial<Document> = {}) {
  showInspector({ format: 2, graph: { nodes: [...nodes], edges: [...edges] }, ...rest }, id);
}

beforeAll(loadInspector);

const node = (id: string) => findNode(useDocument.getState().openGraph, id);

async function write(label: string, text: string) {
  const field = screen.getByLabelText(label);
  await userEvent.clear(field);
  await userEvent.type(field, text.replace(/[[{]/g, "$&$&"));
}

function problem(where: Partial<Problem["where"]>, message: string): Problem {
  return {
    code: "param.range",
    severity: "error",
    message,
    variant: null,
    params: {},
    where: { node: null, edge: null, field: null, model: null, ...where },
    expected: null,
    received: null,
    fixes: [],
  };
}

function checked(...problems: Problem[]) {
  useCheck.setState({ report: { ok: false, problems, nodes: {}, models: {}, totals: TOTALS, rows: null } });
}

beforeEach(() => {
  useCatalog.setState({ catalog });
  useDatasets.setState({ datasets: [] });
  useCheck.setState({ report: null, state: "fresh", outdated: false, documentError: null });
});

describe("a layer inside a layer", () => {
  const lstm = { layer: "LSTM", config: { units: 16 } };

  it("is edited in place, and written as the argument of the outer one", async () => {
    show("n2", [layer("n2", "Bidirectional", { layer: lstm })]);
    await write("units", "5");
    expect(node("n2")).toMatchObject({ config: { layer: { layer: "LSTM", config: { units: 5 } } } });
  });

  it("may hold a layer in turn", async () => {
    const inner = { layer: "Bidirectional", config: { layer: lstm } };
    show("n2", [layer("n2", "TimeDistributed", { layer: inner })]);
    await write("units", "5");
    const config = { layer: { layer: "LSTM", config: { units: 5 } } };
    expect(node("n2")).toMatchObject({ config: { layer: { layer: "Bidirectional", config } } });
  });

  it("is changed for another, which keeps what they have in common", async () => {
    show("n2", [layer("n2", "Bidirectional", { layer: lstm })]);
    await userEvent.selectOptions(screen.getByLabelText("layer"), "GRU");
    expect(node("n2")).toMatchObject({ config: { layer: { layer: "GRU", config: { units: 16 } } } });
  });

  it("is a nested model, or the very layer of another node", async () => {
    const models = { tower: { label: "Tower", graph: { nodes: [], edges: [] } } };
    show("n2", [layer("n2", "TimeDistributed"), layer("n4", "Dense", { units: 3 })], [], { models });
    await userEvent.selectOptions(screen.getByLabelText("layer"), "Tower");
    expect(node("n2")).toMatchObject({ config: { layer: { model: "tower" } } });
    await userEvent.selectOptions(screen.getByLabelText("layer"), "dense_n4");
    expect(node("n2")).toMatchObject({ config: { layer: { of: "n4" } } });
    expect(screen.getByRole("button", { name: "Go to dense_n4" })).toBeTruthy();
  });

  it("shows a problem at the very setting, and nowhere above it", () => {
    const bad = { layer: "LSTM", config: { units: 0 } };
    checked(problem({ node: "n2", field: "config.layer.config.units" }, "units must be at least 1."));
    show("n2", [layer("n2", "Bidirectional", { layer: bad })]);
    expect(screen.getByLabelText("units").getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByLabelText("layer").getAttribute("aria-invalid")).toBe("false");
    expect(screen.getAllByText("units must be at least 1.")).toHaveLength(1);
  });

  it("is one of several: added, moved, set and removed", async () => {
    const cell = (name: string) => ({ layer: name, config: { units: 16 } });
    show("n2", [layer("n2", "RNN", { cell: cell("LSTMCell") })]);
    await userEvent.selectOptions(screen.getByLabelText("add another to cell"), "GRUCell");
    const units = catalog.layers.GRUCell?.parameters[0]?.suggested;
    expect(node("n2")).toMatchObject({
      config: { cell: [cell("LSTMCell"), { layer: "GRUCell", config: { units } }] },
    });
    await userEvent.click(screen.getByRole("button", { name: "Move cell 2 up" }));
    expect(node("n2")).toMatchObject({ config: { cell: [{ layer: "GRUCell" }, { layer: "LSTMCell" }] } });
    const second = screen.getByRole("group", { name: "LSTMCell, as cell 2" });
    await userEvent.click(within(second).getByLabelText("use_bias"));
    expect(node("n2")).toMatchObject({
      config: { cell: [{ layer: "GRUCell" }, { config: { units: 16, use_bias: false } }] },
    });
    await userEvent.click(screen.getByRole("button", { name: "Remove cell 1" }));
    expect(node("n2")).toMatchObject({ config: { cell: [{ layer: "LSTMCell" }] } });
  });
});

describe("a call", () => {
  it("pins its own arguments, and no other call's", async () => {
    show("n3", [layer("n2", "Dropout", { rate: 0.5 }), twice]);
    const form = screen.getByRole("group", { name: "This call" });
    await userEvent.selectOptions(within(form).getByLabelText("training"), "no");
    expect(node("n3")).toMatchObject({ call_with: { training: false } });
    expect(node("n2")).not.toHaveProperty("call_with");
    await userEvent.selectOptions(within(form).getByLabelText("training"), "not set");
    expect(node("n3")).toMatchObject({ call_with: {} });
  });

  it("is listed under the number Keras gives it, with its inputs, outputs and shapes", () => {
    const spec = (...shape: (number | null)[]) => ({ shape, dtype: "float32" });
    const edges = [
      { source: "n1", target: "n3" },
      { source: "n3", target: "n2" },
    ];
    const report = {
      n1: { outputs: [spec(null, 20, 8)], params: 0, call: 0, flops: 0, activations: 0 },
      n2: { outputs: [spec(null, 20, 8)], params: 72, call: 1, flops: 0, activations: 0 },
      n3: { outputs: [spec(null, 20, 8)], params: 72, call: 0, flops: 0, activations: 0 },
    };
    useCheck.setState({
      report: { ok: true, problems: [], nodes: report, models: {}, totals: TOTALS, rows: null },
    });
    show("n2", [input, layer("n2", "Dense", { units: 8 }), twice], edges);
    const rows = screen.getAllByRole("button", { name: /^\d / }).map((row) => row.textContent);
    expect(rows).toEqual(["0 words → dense_n220 × 8 → 20 × 8", "1 dense_n2 → …20 × 8 → 20 × 8"]);
  });

  it("is chosen by itself where its layer is called twice", async () => {
    const edges = [
      { source: "n1", target: "n2" },
      { source: "n1", target: "n3" },
    ];
    const output: Node = { kind: "output", id: "n5", name: "answer" };
    show("n5", [input, layer("n2", "Dense", { units: 8 }), twice, output], edges);
    const field = screen.getByLabelText("Wire into input from");
    const offered = within(field).getAllByRole("option");
    expect(offered.map((option) => option.textContent)).toEqual([
      "Wire from…",
      "words",
      "call 0, of words",
      "call 1, of words",
    ]);
    await userEvent.selectOptions(field, "call 1, of words");
    expect(useDocument.getState().openGraph.graph?.edges?.at(-1)).toEqual({ source: "n3", target: "n5" });
    expect(screen.getByText("dense_n2, call 1")).toBeTruthy();
  });
});

describe("what a layer learns beforehand", () => {
  it("is learned from the training rows where that is said", async () => {
    show("n2", [layer("n2", "Normalization")]);
    await userEvent.click(screen.getByRole("switch", { name: "adapt" }));
    expect(node("n2")).toMatchObject({ adapt: true });
  });

  it("is not offered for a layer that learns only while training", () => {
    show("n2", [layer("n2", "Dense", { units: 8 })]);
    expect(screen.queryByLabelText("adapt")).toBeNull();
  });
});

describe("an operation", () => {
  const op = (name: string, config = {}): Node => ({ kind: "op", id: "n2", name: "it", op: name, config });

  it("takes a subscript as Python writes it, and says what it cannot read", async () => {
    show("n2", [op("get_item")]);
    await write("key", ":, 0, ..., ::2");
    const all = { slice: [null, null, null] };
    expect(node("n2")).toMatchObject({ config: { key: [all, 0, "...", { slice: [null, null, 2] }] } });
    await write("key", ":, first");
    expect(node("n2")).toMatchObject({ config: { key: ":, first" } });
    expect(screen.getByText(/^:, first cannot be read/)).toBeTruthy();
  });

  it("has a constant in the place of a tensor, until one is wired", async () => {
    show("n2", [input, op("add")]);
    await write("Constant for x2", "1, 2.5");
    expect(node("n2")).toMatchObject({ config: { x2: [1, 2.5] } });
    expect(screen.queryByLabelText("Wire into x2 from")).toBeNull();
    await userEvent.clear(screen.getByLabelText("Constant for x2"));
    await userEvent.selectOptions(screen.getByLabelText("Wire into x2 from"), "words");
    expect(node("n2")).toMatchObject({ config: {} });
    expect(screen.queryByLabelText("Constant for x2")).toBeNull();
  });
});

describe("a nested model", () => {
  const call: Node = { kind: "model", id: "n2", name: "base_call", model: "base" };
  const models = { base: { application: "MobileNetV2", config: { classes: 0 } } };

  it("has the settings of its application, which all of its calls share", async () => {
    checked(problem({ model: "base", field: "config.classes" }, "classes must be at least 1."));
    show("n2", [call], [], { models });
    expect(screen.getByText("classes must be at least 1.")).toBeTruthy();
    await userEvent.click(screen.getByRole("switch", { name: "include_top" }));
    expect(useDocument.getState().openGraph.models?.base).toMatchObject({
      config: { classes: 0, include_top: false },
    });
  });

  it("says its ports and what it weighs", () => {
    const port = {
      name: "image",
      list: false,
      optional: false,
      minimum: 1,
      maximum: null,
      mask: false,
      argument: null,
    };
    const totals = { params: 264, trainable: 200, layers: 3, bytes: 1056, flops: 0, activations: 0 };
    const outputs = [{ name: "features", when: null, by_call: false }];
    const base = { inputs: [port], outputs, nodes: {}, totals };
    useCheck.setState({
      report: { ok: true, problems: [], nodes: {}, models: { base }, totals: TOTALS, rows: null },
    });
    show("n2", [call], [], { models });
    const facts = screen.getAllByRole("definition").map((fact) => fact.textContent);
    expect(facts).toEqual(["MobileNetV2", "image", "features", "3", "264", "200", "1.1 kB"]);
  });

  it("lists the calls of every node that names it", () => {
    const again: Node = { kind: "model", id: "n3", name: "again", model: "base" };
    const edges = [
      { source: "n1", target: "n2" },
      { source: "n2", target: "n3" },
    ];
    show("n3", [input, call, again], edges, { models });
    const rows = screen.getAllByRole("button", { name: /^\d / }).map((row) => row.textContent);
    expect(rows).toEqual(["0 words → again", "1 base_call → …"]);
    expect(screen.getByText(/Called 2 times/)).toBeTruthy();
  });

  it("opens on the canvas, where its own nodes have their own problems and its outputs no loss", async () => {
    const output: Node = { kind: "output", id: "n2", name: "features" };
    const graph = { nodes: [layer("n1", "Dense", { units: 0 }), output], edges: [] };
    checked(
      problem({ model: "tower", node: "n1", field: "config.units" }, "units must be at least 1."),
      problem({ node: "n1", field: "config.units" }, "This is another node."),
    );
    const tower: Node = { kind: "model", id: "n1", name: "one", model: "tower" };
    show("n1", [tower], [], { models: { tower: { label: "Tower", graph } } });
    await userEvent.click(screen.getByRole("button", { name: "Open" }));
    expect(screen.getByRole("heading", { name: "Tower" })).toBeTruthy();
    act(() => select(["n1"]));
    expect(screen.getByText("units must be at least 1.")).toBeTruthy();
    expect(screen.queryByText("This is another node.")).toBeNull();
    await write("units", "3");
    expect(useDocument.getState().document.models?.tower?.graph?.nodes?.[0]).toMatchObject({
      config: { units: 3 },
    });
    act(() => select(["n2"]));
    expect(screen.getByText("Names an output of the nested model.")).toBeTruthy();
    expect(screen.queryByLabelText("loss")).toBeNull();
  });

  it("can be frozen", async () => {
    show("n2", [call], [], { models });
    await userEvent.click(screen.getByRole("switch", { name: "trainable" }));
    expect(node("n2")).toMatchObject({ trainable: false });
  });
});
