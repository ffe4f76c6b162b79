import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Catalog, NodeReport } from "@schema";
import { describe, expect, test } from "vitest";
import { addNode } from "../../src/document/adding";
import { applyEdits } from "../../src/document/applyEdit";
import { copyText, pasteEdits, readPiece } from "../../src/document/clipboard";
import { endsRemoved, inputRenamed } from "../../src/document/ends";
import { callersOf, copyEntries, graphsOf, orphanEdits, renameEntryEdits } from "../../src/document/entries";
import { edgesOf, findNode, nodesOf } from "../../src/document/graph";
import { modelsOf, placed, standing, view, wayTo } from "../../src/document/nested";
import { nestEdits } from "../../src/document/nesting";
import { opText } from "../../src/document/opText";
import { NODE_HEIGHT, NODE_WIDTH, places } from "../../src/document/placing";
import { inputPorts, type Known, outputPorts } from "../../src/document/ports";
import { inputSlots, outputSlots } from "../../src/document/slots";
import type { Document, Edit, Node, OpNode } from "../../src/document/types";
import { isSharedModel, unpackEdits } from "../../src/document/unpacking";
import { REPOSITORY, readJson } from "../files";

const catalog: Known = readJson<Catalog>("shared_schema/generated/catalog.json");

const dense = (id: string, name: string, units = 4): Node => ({
  kind: "layer",
  id,
  name,
  layer: "Dense",
  config: { units },
});

/** input -> hidden -> scores -> answer, in a column. */
const chain: Document = {
  format: 1,
  name: "Chain",
  graph: {
    nodes: [
      { kind: "input", id: "n1", name: "features", shape: [8] },
      dense("n2", "hidden"),
      dense("n3", "scores"),
      { kind: "output", id: "n4", name: "answer" },
    ],
    edges: [
      { source: "n1", target: "n2" },
      { source: "n2", target: "n3" },
      { source: "n3", target: "n4" },
    ],
  },
  layout: { n1: { x: 0, y: 0 }, n2: { x: 0, y: 120 }, n3: { x: 0, y: 240 }, n4: { x: 0, y: 360 } },
};

const reports: Record<string, NodeReport> = {
  n1: { outputs: [{ shape: [null, 8], dtype: "float32" }], params: 0, call: 0 },
};

function nested(document: Document, ids: string[]): Document {
  const made = nestEdits(document, ids, reports, "down");
  if ("why" in made) throw new Error(made.why);
  return applyEdits(document, made.edits);
}

function names(document: Document | null): string[] {
  return document === null ? [] : nodesOf(document).map((node) => (node.kind === "shared" ? "" : node.name));
}

function wires(document: Document | null): string[] {
  if (document === null) return [];
  const name = (id: string) => (findNode(document, id) as { name: string }).name;
  return edgesOf(document)
    .map((edge) => `${name(edge.source)}.${edge.source_output ?? 0} ${name(edge.target)}`)
    .sort();
}

describe("making a nested model", () => {
  const after = nested(chain, ["n1", "n2", "n3"]);

  test("takes the layers in and leaves the ends of the graph outside", () => {
    expect(names(after)).toEqual(["features", "answer", "block"]);
    expect(wires(after)).toEqual(["block.0 answer", "features.0 block"]);
    const inside = view(after, "block");
    expect(names(inside)).toEqual(["features", "hidden", "scores", "scores_output"]);
    expect(wires(inside)).toEqual(["features.0 hidden", "hidden.0 scores", "scores.0 scores_output"]);
  });

  test("knows the shape of what comes in, and keeps the places", () => {
    const inside = view(after, "block");
    expect(nodesOf(inside as Document)[0]).toMatchObject({ kind: "input", shape: [8] });
    expect(inside?.layout).toMatchObject({ n2: { x: 0, y: 120 }, n3: { x: 0, y: 240 } });
    expect(after.layout?.n5).toEqual({ x: 0, y: 180 });
  });

  test("one tensor is one input, however many layers take it", () => {
    const forked = applyEdits(chain, [{ type: "connect", edge: { source: "n1", target: "n3" } }]);
    const inside = view(nested(forked, ["n2", "n3"]), "block");
    expect(wires(inside)).toEqual([
      "features.0 hidden",
      "features.0 scores",
      "hidden.0 scores",
      "scores.0 scores_output",
    ]);
  });

  test("several tensors are several inputs and outputs, and the wires name them", () => {
    const merge: Node = { kind: "layer", id: "n6", name: "both", layer: "Add" };
    const two = applyEdits(chain, [
      { type: "add_node", node: { kind: "input", id: "n5", name: "more", shape: [4] } },
      { type: "add_node", node: merge },
      { type: "disconnect", edge: { source: "n2", target: "n3" } },
      { type: "connect", edge: { source: "n2", target: "n6", order: 0 } },
      { type: "connect", edge: { source: "n5", target: "n6", order: 1 } },
      { type: "connect", edge: { source: "n6", target: "n3" } },
      { type: "add_node", node: { kind: "output", id: "n7", name: "early" } },
      { type: "connect", edge: { source: "n2", target: "n7" } },
    ]);
    const outer = nested(two, ["n2", "n6"]);
    const into = edgesOf(outer).filter((edge) => edge.target === "n8");
    expect(into).toEqual([
      { source: "n1", target: "n8" },
      { source: "n5", target: "n8", target_input: "more" },
    ]);
    expect(edgesOf(outer).filter((edge) => edge.source === "n8")).toEqual([
      { source: "n8", target: "n3" },
      { source: "n8", target: "n7", source_output: 1 },
    ]);
    expect(inputPorts(outer, findNode(outer, "n8") as Node, catalog).map((port) => port.name)).toEqual([
      "features",
      "more",
    ]);
  });

  test.each([
    ["only ends", ["n1", "n4"], { why: "nothing" }],
    ["a gap", ["n2", "n4", "n9"], { why: "between", node: "scores" }],
  ])("is refused for %s", (_name, ids, refusal) => {
    const longer = applyEdits(chain, [
      { type: "add_node", node: dense("n9", "last") },
      { type: "connect", edge: { source: "n3", target: "n9" } },
    ]);
    expect(nestEdits(longer, ids, reports, "down")).toEqual(refusal);
  });

  test("is refused where weights would stand inside and outside", () => {
    const shared = applyEdits(chain, [{ type: "add_node", node: { kind: "shared", id: "n9", of: "n2" } }]);
    expect(nestEdits(shared, ["n2"], reports, "down")).toEqual({ why: "shared", node: "hidden" });
    const holder: Node = {
      kind: "layer",
      id: "n9",
      name: "steps",
      layer: "TimeDistributed",
      config: { layer: { of: "n2" } },
    };
    const held = applyEdits(chain, [{ type: "add_node", node: holder }]);
    expect(nestEdits(held, ["n9"], reports, "down")).toEqual({ why: "shared", node: "hidden" });
  });

  test("works inside a nested model too", () => {
    const inside = view(after, "block") as Document;
    const made = nestEdits(inside, ["n3"], {}, "down");
    if ("why" in made) throw new Error(made.why);
    const deep = applyEdits(after, placed(made.edits, "block"));
    expect(names(view(deep, "block"))).toContain("block_1");
    expect(wayTo(deep, "block_1")).toEqual(["block", "block_1"]);
    expect(names(deep)).toEqual(names(after));
  });
});

describe("unpacking", () => {
  const packed = nested(chain, ["n2", "n3"]);

  test("puts back what was packed, wired as before, and drops the entry", () => {
    const made = unpackEdits(packed, null, "n5", catalog, "down");
    const after = applyEdits(packed, made?.edits ?? []);
    expect(names(after).sort()).toEqual(names(chain).sort());
    expect(wires(after)).toEqual(wires(chain));
    expect(modelsOf(after)).toEqual({});
    expect(made?.ids).toHaveLength(2);
  });

  test("makes names unique and makes room for what it puts there", () => {
    const taken = applyEdits(packed, [
      { type: "add_node", node: dense("n9", "hidden"), at: { x: 500, y: 0 } },
    ]);
    const after = applyEdits(taken, unpackEdits(taken, null, "n5", catalog, "down")?.edits ?? []);
    expect(names(after)).toContain("hidden_1");
    const end = nodesOf(after).find((node) => node.kind === "output");
    expect(after.layout?.[end?.id ?? ""]?.y).toBe(480);
  });

  test("a call that shares its weights leaves the entry to the others", () => {
    const twice = applyEdits(packed, [{ type: "add_node", node: { kind: "shared", id: "n9", of: "n5" } }]);
    expect(isSharedModel(packed, "block")).toBe(false);
    expect(isSharedModel(twice, "block")).toBe(true);
    const after = applyEdits(twice, unpackEdits(twice, null, "n5", catalog, "down")?.edits ?? []);
    expect(findNode(after, "n9")).toMatchObject({ kind: "model", model: "block" });
    expect(Object.keys(modelsOf(after))).toEqual(["block"]);
  });

  test("what the call said of the whole, its layers say", () => {
    const frozen = applyEdits(packed, [
      { type: "set_node", node: "n5", field: "trainable", value: false },
      { type: "set_node", node: "n5", field: "call_with", value: { training: false } },
      {
        type: "add_node",
        model: "block",
        node: { kind: "layer", id: "n9", name: "drop", layer: "Dropout", config: { rate: 0.5 } },
      },
      { type: "add_node", model: "block", node: { kind: "op", id: "n10", name: "abs", op: "abs" } },
    ]);
    const after = applyEdits(frozen, unpackEdits(frozen, null, "n5", catalog, "down")?.edits ?? []);
    const byName = (name: string) =>
      nodesOf(after).find((node) => node.kind === "layer" && node.name === name);
    expect(byName("hidden")).toMatchObject({ trainable: false });
    expect(nodesOf(after).find((node) => node.kind === "op")).not.toHaveProperty("call_with");
    expect(byName("drop")).toMatchObject({ trainable: false, call_with: { training: false } });
  });

  test("an input that goes straight to an output joins what is outside", () => {
    const straight = applyEdits(packed, [
      { type: "remove_nodes", nodes: ["n2", "n3"], model: "block" },
      { type: "connect", edge: { source: "n4", target: "n5" }, model: "block" },
    ]);
    expect(names(view(straight, "block"))).toHaveLength(2);
    const after = applyEdits(straight, unpackEdits(straight, null, "n5", catalog, "down")?.edits ?? []);
    expect(wires(after)).toEqual(["features.0 answer"]);
  });
});

describe("the ends of a nested model", () => {
  const two: Document = {
    format: 1,
    graph: {
      nodes: [
        { kind: "input", id: "n1", name: "features", shape: [8] },
        { kind: "model", id: "n2", name: "tower", model: "tower" },
        { kind: "output", id: "n3", name: "first" },
        { kind: "output", id: "n4", name: "second" },
      ],
      edges: [
        { source: "n1", target: "n2" },
        { source: "n1", target: "n2", target_input: "b" },
        { source: "n2", target: "n3" },
        { source: "n2", target: "n4", source_output: 1 },
      ],
    },
    models: {
      tower: {
        graph: {
          nodes: [
            { kind: "input", id: "n1", name: "a", shape: [8] },
            { kind: "input", id: "n2", name: "b", shape: [8] },
            { kind: "output", id: "n3", name: "y" },
            { kind: "output", id: "n4", name: "z" },
          ],
          edges: [],
        },
      },
    },
  };

  test("a wire follows an input to its new name; one that names none means the first anyway", () => {
    expect(inputRenamed(two, "tower", "b", "c")).toEqual([
      { type: "disconnect", edge: { source: "n1", target: "n2", target_input: "b" } },
      { type: "connect", edge: { source: "n1", target: "n2", target_input: "c" } },
    ]);
    expect(inputRenamed(two, "tower", "a", "c")).toEqual([]);
  });

  test("when an end goes its wires go, and the outputs after it move up", () => {
    const gone = new Set(["n1", "n3"]);
    const after = applyEdits(two, [
      ...endsRemoved(two, "tower", gone),
      { type: "remove_nodes", nodes: [...gone], model: "tower" },
    ]);
    expect(edgesOf(after)).toEqual([
      { source: "n1", target: "n2", target_input: "b" },
      { source: "n2", target: "n4", source_output: 0 },
    ]);
    expect(endsRemoved(two, "tower", new Set(["n9"]))).toEqual([]);
  });
});

describe("entries", () => {
  const deep: Document = {
    format: 1,
    graph: { nodes: [{ kind: "model", id: "n1", name: "outer", model: "outer" }], edges: [] },
    models: {
      outer: {
        graph: {
          nodes: [
            { kind: "model", id: "n1", name: "inner", model: "inner" },
            {
              kind: "layer",
              id: "n2",
              name: "steps",
              layer: "TimeDistributed",
              config: { layer: { model: "inner" } },
            },
          ],
          edges: [],
        },
      },
      inner: { application: "MobileNet", config: {} },
      spare: { graph: { nodes: [], edges: [] } },
    },
  };

  test("a new name is used wherever the model is named", () => {
    const after = applyEdits(deep, renameEntryEdits(deep, "inner", "core"));
    expect(Object.keys(modelsOf(after))).toEqual(["outer", "core", "spare"]);
    expect(callersOf(after, "core").map(({ model, node }) => [model, node.id])).toEqual([
      ["outer", "n1"],
      ["outer", "n2"],
    ]);
    expect(renameEntryEdits(deep, "inner", "spare"), "the name is another's").toEqual([]);
  });

  test("a copied call brings copies of all that it calls", () => {
    const piece = readPiece(copyText(deep, new Set(["n1"])));
    if (piece === null) throw new Error("nothing copied");
    expect(Object.keys(modelsOf(piece)).sort()).toEqual(["inner", "outer"]);
    const after = applyEdits(deep, pasteEdits(deep, piece, { x: 0, y: 0 }).edits);
    expect(findNode(after, "n2")).toMatchObject({ model: "outer_1" });
    expect(callersOf(after, "inner_1").map(({ model }) => model)).toEqual(["outer_1", "outer_1"]);
  });

  test("what a change leaves without a caller goes; what had none before stays", () => {
    const after = applyEdits(deep, [{ type: "remove_nodes", nodes: ["n1"] }]);
    const gone = orphanEdits(deep, after).map((edit) => (edit.type === "set_field" ? edit.path : []));
    expect(gone).toEqual([
      ["models", "outer"],
      ["models", "inner"],
    ]);
  });

  test("a published model comes with those it names, under free names", () => {
    const { names: given } = copyEntries(deep, modelsOf(deep), ["outer"]);
    expect(Object.fromEntries(given)).toEqual({ outer: "outer_1", inner: "inner_1" });
    const published = [{ name: "outer", entry: modelsOf(deep).outer ?? {}, models: modelsOf(deep) }];
    const { node, edits } = addNode(
      deep,
      { kind: "published", name: "outer" },
      { x: 0, y: 0 },
      null,
      published,
    );
    const after = applyEdits(deep, edits);
    expect(node).toMatchObject({ kind: "model", model: "outer_1" });
    expect(Object.keys(modelsOf(after)).sort()).toEqual(["inner", "inner_1", "outer", "outer_1", "spare"]);
  });

  test("a model of Keras and a trained run are entries of their own", () => {
    const run = { kind: "run", run: "4f0c", name: "run_3" } as const;
    for (const [addition, entry] of [
      [{ kind: "application", application: "Xception" } as const, { application: "Xception", config: {} }],
      [run, { run: "4f0c" }],
    ] as const) {
      const { node, edits } = addNode(chain, addition, { x: 0, y: 0 }, catalog);
      const after = applyEdits(chain, edits);
      expect(Object.values(modelsOf(after))).toEqual([entry]);
      expect(findNode(after, node.id)).toMatchObject({ model: Object.keys(modelsOf(after))[0] });
    }
  });

  test("a way stands as far as there are graphs to show", () => {
    expect(standing(deep, ["outer", "inner"])).toEqual(["outer"]);
    expect(standing(deep, ["spare"])).toEqual(["spare"]);
    expect(standing(chain, ["block"])).toEqual([]);
  });
});

describe("ports", () => {
  const alone = (node: Node): Document => ({ format: 1, graph: { nodes: [node], edges: [] } });
  const ports = (node: Node) => inputPorts(alone(node), node, catalog);
  const outputs = (node: Node, known = catalog) =>
    outputPorts(alone(node), node, known).map((port) => port.name);
  const op = (name: string, config: OpNode["config"] = {}): OpNode => ({
    kind: "op",
    id: "n1",
    name,
    op: name,
    config,
  });

  test("a constant stands in for the tensor of a port", () => {
    expect(ports(op("add")).map((port) => [port.name, port.optional])).toEqual([
      ["x1", false],
      ["x2", false],
    ]);
    expect(ports(op("add", { x2: 2 })).map((port) => port.optional)).toEqual([false, true]);
  });

  test("an argument may count the outputs of an operation", () => {
    expect(outputs(op("split", { indices_or_sections: 3 }))).toEqual(["output_0", "output_1", "output_2"]);
    expect(outputs(op("split", { indices_or_sections: [2, 5] }))).toHaveLength(3);
    for (const odd of [undefined, 1, -1, 2.5, "3", 1000]) {
      expect(outputs(op("split", { indices_or_sections: odd as never }))).toEqual(["output"]);
    }
  });

  test("an output may hang on an argument of the call", () => {
    const attend: Node = { kind: "layer", id: "n1", name: "attend", layer: "MultiHeadAttention", config: {} };
    expect(outputs(attend)).toEqual(["output"]);
    expect(outputs({ ...attend, call_with: { return_attention_scores: true } })).toEqual([
      "output",
      "attention_scores",
    ]);
    expect(outputs({ ...attend, config: { return_attention_scores: true } })).toEqual(["output"]);
  });

  test("a trained run has the ports that a check told", () => {
    const node: Node = { kind: "model", id: "n1", name: "reader", model: "reader" };
    const document: Document = { ...alone(node), models: { reader: { run: "4f0c" } } };
    const port = (name: string) => ({ name, list: false, optional: false, minimum: 1, maximum: null });
    const known: Known = {
      ...catalog,
      runs: { "4f0c": { inputs: [port("left"), port("right")], outputs: [] } },
    };
    expect(inputPorts(document, node, catalog).map((each) => each.name)).toEqual(["inputs"]);
    expect(inputPorts(document, node, known).map((each) => each.name)).toEqual(["left", "right"]);
  });

  test.each([
    ["add", {}, "+"],
    ["multiply", { x2: 0.5 }, "? × 0.5"],
    ["subtract", { x1: 1 }, "1 − ?"],
    ["get_item", { key: [{ slice: [null, null, null] }, 0] }, "x[:, 0]"],
    ["reshape", { newshape: [8, 8] }, "reshape (8, 8)"],
    ["mean", { axis: 1, keepdims: true }, "mean axis 1 keepdims true"],
    ["relu", {}, "relu"],
  ])("%s %j is written %s", (name, config, text) => {
    const node = op(name, config as OpNode["config"]);
    expect(opText(alone(node), node, catalog)).toBe(text);
  });
});

test("edits of a view are of its model; those of a path are of the document", () => {
  const edits: Edit[] = [
    { type: "remove_nodes", nodes: ["n1"] },
    { type: "remove_nodes", nodes: ["n1"], model: "other" },
    { type: "set_field", path: ["name"], value: "x" },
  ];
  expect(placed(edits, "tower").map((edit) => (edit.type === "set_field" ? null : edit.model))).toEqual([
    "tower",
    "other",
    null,
  ]);
});

describe("a graph that nobody laid out", () => {
  const wire = (source: string, target: string) => ({ source, target });
  const forked: Document = {
    format: 1,
    graph: {
      nodes: ["a", "b", "c", "d", "e"].map((id) => dense(id, id)),
      edges: [wire("a", "b"), wire("b", "d"), wire("a", "c"), wire("c", "d"), wire("d", "e")],
    },
  };

  test("stands row by row, each node below all that feeds it", () => {
    const at = Object.fromEntries(places(forked));
    expect(Object.entries(at).map(([id, { x, y }]) => [id, x / 244, y / 120])).toEqual([
      ["a", 0, 0],
      ["b", 0, 1],
      ["c", 1, 1],
      ["d", 0, 2],
      ["e", 0, 3],
    ]);
  });

  test("a wire that goes past rows has the column to itself", () => {
    const skipping = applyEdits(forked, [
      { type: "remove_nodes", nodes: ["c"] },
      { type: "connect", edge: wire("a", "d") },
    ]);
    expect([...places(skipping)].map(([id, { x, y }]) => [id, x / 244, y / 120])).toEqual([
      ["a", 0, 0],
      ["b", 1, 1],
      ["d", 0, 2],
      ["e", 0, 3],
    ]);
  });

  test("has a place for every node of a circle, and for wires that end nowhere", () => {
    const odd = applyEdits(forked, [
      { type: "connect", edge: wire("e", "b") },
      { type: "connect", edge: wire("e", "lost") },
    ]);
    const taken = [...places(odd).values()].map(({ x, y }) => `${x} ${y}`);
    expect(new Set(taken).size).toBe(5);
  });

  test("a place that a person gave stands", () => {
    const laid = { ...forked, layout: { d: { x: 7, y: 8 } } };
    expect(places(laid).get("d")).toEqual({ x: 7, y: 8 });
  });
});

test("unpacked nodes lie on no other", () => {
  const packed = nested(chain, ["n2", "n3"]);
  const beside: Edit = { type: "add_node", node: dense("n9", "other"), at: { x: 150, y: 180 } };
  const crowded = applyEdits(packed, [beside]);
  const made = unpackEdits(crowded, null, "n5", catalog, "down");
  const at = [...places(applyEdits(crowded, made?.edits ?? [])).values()];
  for (const [place, a] of at.entries()) {
    for (const b of at.slice(place + 1)) {
      expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT).toBe(true);
    }
  }
});

describe("the page knows the ports that the server knows", () => {
  const folder = join(REPOSITORY, "tests/cases/valid");
  const cases = readdirSync(folder).filter((name) => name.endsWith(".json"));

  test.each(cases)("%s", (name) => {
    const { document } = readJson<{ document: Document }>("tests/cases/valid", name);
    for (const { graph } of graphsOf(document)) {
      for (const node of nodesOf(graph)) {
        const unknown = [...inputSlots(graph, node, catalog), ...outputSlots(graph, node, catalog)];
        expect(unknown.filter((slot) => slot.unknown)).toEqual([]);
      }
    }
  });
});
