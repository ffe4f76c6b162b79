import type { Catalog } from "@schema";
import { describe, expect, test } from "vitest";
import { addNode } from "../../src/document/add/addNode";
import { copyText, pasteEdits, readPiece } from "../../src/document/add/clipboard";
import { applyEdits } from "../../src/document/applyEdit";
import { inputPorts, type Known } from "../../src/document/catalog/ports";
import { edgesOf, findNode, nodesOf } from "../../src/document/graph";
import { existingPath, inModel, modelAsDocument, modelsOf, pathTo } from "../../src/document/nestedModels";
import { endsRemoved } from "../../src/document/nesting/boundaryNodes";
import { callersOf, copyEntries, orphanEdits } from "../../src/document/nesting/modelEntries";
import { nestEdits } from "../../src/document/nesting/nestNodes";
import { isSharedModel, unpackEdits } from "../../src/document/nesting/unpackModel";
import type { Document, Node } from "../../src/document/types";
import { readJson } from "../files";
import { chain, dense, idOf, nested, reports } from "../support/chain";

const catalog: Known = readJson<Catalog>("shared_schema/generated/catalog.json");

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

const HERE = { project: "p1", model: null };

describe("making a nested model", () => {
  const after = nested(chain, ["n1", "n2", "n3"]);

  test("takes the layers in and leaves the ends of the graph outside", () => {
    expect(names(after)).toEqual(["features", "answer", "block"]);
    expect(wires(after)).toEqual(["block.0 answer", "features.0 block"]);
    const inside = modelAsDocument(after, "block");
    expect(names(inside)).toEqual(["features", "hidden", "scores", "scores_output"]);
    expect(wires(inside)).toEqual(["features.0 hidden", "hidden.0 scores", "scores.0 scores_output"]);
  });

  test("knows the shape of what comes in, and keeps the places", () => {
    const inside = modelAsDocument(after, "block");
    expect(nodesOf(inside as Document)[0]).toMatchObject({ kind: "input", shape: [8] });
    expect(inside?.layout).toMatchObject({ n2: { x: 0, y: 120 }, n3: { x: 0, y: 240 } });
    expect(after.layout?.[idOf(after, "block")]).toEqual({ x: 0, y: 180 });
  });

  test("one tensor is one input, however many layers take it", () => {
    const forked = applyEdits(chain, [{ type: "connect", edge: { source: "n1", target: "n3" } }]);
    const inside = modelAsDocument(nested(forked, ["n2", "n3"]), "block");
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
    const block = idOf(outer, "block");
    const into = edgesOf(outer).filter((edge) => edge.target === block);
    expect(into).toEqual([
      { source: "n1", target: block },
      { source: "n5", target: block, target_input: "more" },
    ]);
    expect(edgesOf(outer).filter((edge) => edge.source === block)).toEqual([
      { source: block, target: "n3" },
      { source: block, target: "n7", source_output: 1 },
    ]);
    expect(inputPorts(outer, findNode(outer, block) as Node, catalog).map((port) => port.name)).toEqual([
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
    const inside = modelAsDocument(after, "block") as Document;
    const made = nestEdits(inside, ["n3"], {}, "down");
    if ("why" in made) throw new Error(made.why);
    const deep = applyEdits(after, inModel(made.edits, "block"));
    expect(names(modelAsDocument(deep, "block"))).toContain("block_1");
    expect(pathTo(deep, "block_1")).toEqual(["block", "block_1"]);
    expect(names(deep)).toEqual(names(after));
  });
});

describe("unpacking", () => {
  const packed = nested(chain, ["n2", "n3"]);
  const block = idOf(packed, "block");

  test("puts back what was packed, wired as before, and drops the entry", () => {
    const made = unpackEdits(packed, null, block, catalog, "down");
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
    const after = applyEdits(taken, unpackEdits(taken, null, block, catalog, "down")?.edits ?? []);
    expect(names(after)).toContain("hidden_1");
    const end = nodesOf(after).find((node) => node.kind === "output");
    expect(after.layout?.[end?.id ?? ""]?.y).toBe(480);
  });

  test("a call that shares its weights leaves the entry to the others", () => {
    const twice = applyEdits(packed, [{ type: "add_node", node: { kind: "shared", id: "n9", of: block } }]);
    expect(isSharedModel(packed, "block")).toBe(false);
    expect(isSharedModel(twice, "block")).toBe(true);
    const after = applyEdits(twice, unpackEdits(twice, null, block, catalog, "down")?.edits ?? []);
    expect(findNode(after, "n9")).toMatchObject({ kind: "model", model: "block" });
    expect(Object.keys(modelsOf(after))).toEqual(["block"]);
  });

  test("what the call said of the whole, its layers say", () => {
    const frozen = applyEdits(packed, [
      { type: "set_node", node: block, field: "trainable", value: false },
      { type: "set_node", node: block, field: "call_with", value: { training: false } },
      {
        type: "add_node",
        model: "block",
        node: { kind: "layer", id: "n9", name: "drop", layer: "Dropout", config: { rate: 0.5 } },
      },
      { type: "add_node", model: "block", node: { kind: "op", id: "n10", name: "abs", op: "abs" } },
    ]);
    const after = applyEdits(frozen, unpackEdits(frozen, null, block, catalog, "down")?.edits ?? []);
    const byName = (name: string) =>
      nodesOf(after).find((node) => node.kind === "layer" && node.name === name);
    expect(byName("hidden")).toMatchObject({ trainable: false });
    expect(nodesOf(after).find((node) => node.kind === "op")).not.toHaveProperty("call_with");
    expect(byName("drop")).toMatchObject({ trainable: false, call_with: { training: false } });
  });

  test("an input that goes straight to an output joins what is outside", () => {
    const inside = modelAsDocument(packed, "block");
    const through = { source: idOf(inside, "features"), target: idOf(inside, "scores_output") };
    const straight = applyEdits(packed, [
      { type: "remove_nodes", nodes: ["n2", "n3"], model: "block" },
      { type: "connect", edge: through, model: "block" },
    ]);
    expect(names(modelAsDocument(straight, "block"))).toHaveLength(2);
    const after = applyEdits(straight, unpackEdits(straight, null, block, catalog, "down")?.edits ?? []);
    expect(wires(after)).toEqual(["features.0 answer"]);
  });
});

describe("the ends of a nested model", () => {
  const two: Document = {
    format: 2,
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
    const after = applyEdits(two, [{ type: "rename", node: "n2", name: "c", model: "tower" }]);
    expect(edgesOf(after)[1]).toEqual({ source: "n1", target: "n2", target_input: "c" });
    expect(edgesOf(after)[0]).toEqual({ source: "n1", target: "n2" });
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
    format: 2,
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
    const after = applyEdits(deep, [{ type: "rename_model", name: "inner", to: "core" }]);
    expect(Object.keys(modelsOf(after))).toEqual(["outer", "core", "spare"]);
    expect(callersOf(after, "core").map(({ model, node }) => [model, node.id])).toEqual([
      ["outer", "n1"],
      ["outer", "n2"],
    ]);
    expect(applyEdits(deep, [{ type: "rename_model", name: "inner", to: "spare" }])).toBe(deep);
  });

  test("a copied call brings copies of all that it calls", () => {
    const piece = readPiece(copyText(deep, { nodes: new Set(["n1"]), notes: new Set() }, HERE));
    if (piece === null) throw new Error("nothing copied");
    expect(Object.keys(modelsOf(piece)).sort()).toEqual(["inner", "outer"]);
    const { ids, edits } = pasteEdits(deep, piece, { x: 0, y: 0 }, HERE);
    const after = applyEdits(deep, edits);
    expect(findNode(after, ids[0] ?? "")).toMatchObject({ model: "outer_1" });
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
    expect(existingPath(deep, ["outer", "inner"])).toEqual(["outer"]);
    expect(existingPath(deep, ["spare"])).toEqual(["spare"]);
    expect(existingPath(chain, ["block"])).toEqual([]);
  });
});
