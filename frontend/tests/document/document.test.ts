import type { Catalog } from "@schema";
import { describe, expect, test } from "vitest";
import { addNode } from "../../src/document/add/addNode";
import { applyEdits } from "../../src/document/applyEdit";
import { outputPorts } from "../../src/document/catalog/ports";
import { connectEdits, disconnectEdits, swapEdits } from "../../src/document/connect/connectEdits";
import { handleOffset, inputSlots, isSpare, slotOfEdge } from "../../src/document/connect/slots";
import { sameEdge } from "../../src/document/equal";
import { downstreamOf, edgesOf, findNode, nodesOf, upstreamOf } from "../../src/document/graph";
import { BURST_MS, NO_HISTORY, record, redo, undo } from "../../src/document/history";
import { freePosition, NODE_HEIGHT, NODE_WIDTH, positionsOf } from "../../src/document/layout/positions";
import { freshId, freshName } from "../../src/document/names";
import { readableDocument } from "../../src/document/readDocument";
import type { Document, Node } from "../../src/document/types";
import { settingsLine, typedList, typedValue } from "../../src/document/values/settings";
import { readJson } from "../files";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");
const twin = readJson<{ document: Document }>("tests/cases/valid/twin-digits.json").document;
const states = readJson<{ document: Document }>("tests/cases/valid/lstm-states.json").document;

function node(document: Document, id: string): Node {
  const found = findNode(document, id);
  if (found === undefined) throw new Error(`no node ${id}`);
  return found;
}

describe("rings", () => {
  test("a port that a layer does without stands aside while nothing is wired to it", () => {
    const plain = inputSlots(states, node(states, "n3"), catalog);
    expect(plain.map((slot) => [slot.port, isSpare(slot)])).toEqual([
      ["sequences", false],
      ["initial_state", true],
      ["mask", true],
    ]);
    const at = plain.map((_, place) => handleOffset(place, plain));
    expect(at.map((share) => Number(share.toFixed(2)))).toEqual([0.5, 0.69, 0.85]);
  });

  test("once it is wired it stands among the others", () => {
    const wired = inputSlots(states, node(states, "n4"), catalog);
    expect(wired.map(isSpare)).toEqual([false, false, false, true]);
    expect(wired.slice(0, 3).map((_, place) => handleOffset(place, wired))).toEqual([0.25, 0.5, 0.75]);
  });
});

describe("wires", () => {
  test("a wire into a list takes the next number", () => {
    const [edit] = connectEdits(twin, { source: "n1", sourceOutput: 0 }, node(twin, "n7"), "inputs", catalog);
    expect(edit).toEqual({ type: "connect", edge: { source: "n1", target: "n7", order: 2 } });
  });

  test("a wire put at a taken place of a list moves the later ones up", () => {
    const edits = connectEdits(
      twin,
      { source: "n1", sourceOutput: 0 },
      node(twin, "n7"),
      "inputs",
      catalog,
      0,
    );
    const after = applyEdits(twin, edits);
    const orders = edgesOf(after)
      .filter((edge) => edge.target === "n7")
      .map((edge) => [edge.source, edge.order]);
    expect(orders.sort()).toEqual([
      ["n1", 0],
      ["n5", 1],
      ["n6", 2],
    ]);
  });

  test("a wire taken from a list closes the gap", () => {
    const first = edgesOf(twin).find((edge) => edge.target === "n7" && edge.order === 0);
    if (first === undefined) throw new Error("the case has changed");
    const after = applyEdits(twin, disconnectEdits(twin, first, node(twin, "n7"), catalog));
    expect(edgesOf(after).filter((edge) => edge.target === "n7")).toEqual([
      { source: "n6", target: "n7", order: 0 },
    ]);
  });

  test("two wires of a list change places", () => {
    const [a, b] = edgesOf(twin).filter((edge) => edge.target === "n7");
    if (a === undefined || b === undefined) throw new Error("the case has changed");
    const after = edgesOf(applyEdits(twin, swapEdits(a, b))).filter((edge) => edge.target === "n7");
    expect(after.map((edge) => [edge.source, edge.order])).toEqual([
      ["n6", 0],
      ["n5", 1],
    ]);
  });

  test("a second wire onto a taken port is added: the checker says what to do", () => {
    const [edit] = connectEdits(twin, { source: "n2", sourceOutput: 0 }, node(twin, "n3"), "inputs", catalog);
    expect(edit).toEqual({ type: "connect", edge: { source: "n2", target: "n3" } });
  });

  test("a wire to a port that is not the first names it, and its output", () => {
    const [edit] = connectEdits(
      states,
      { source: "n3", sourceOutput: 2 },
      node(states, "n4"),
      "initial_state",
      catalog,
    );
    expect(edit).toEqual({
      type: "connect",
      edge: { source: "n3", source_output: 2, target: "n4", target_input: "initial_state", order: 2 },
    });
  });

  test("fields left out are their defaults", () => {
    expect(
      sameEdge({ source: "a", target: "b" }, { source: "a", source_output: 0, target: "b", order: null }),
    ).toBe(true);
    expect(sameEdge({ source: "a", target: "b" }, { source: "a", target: "b", order: 0 })).toBe(false);
  });
});

describe("ports", () => {
  test("an output that hangs on a setting is there only with it", () => {
    expect(outputPorts(states, node(states, "n3"), catalog).map((port) => port.name)).toEqual([
      "output",
      "state_h",
      "state_c",
    ]);
    expect(outputPorts(states, node(states, "n4"), catalog)).toHaveLength(1);
  });

  test("a list shows a ring for each wire and one for the next", () => {
    expect(inputSlots(twin, node(twin, "n7"), catalog).map((slot) => slot.free)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test("a port that the layer does not have is shown while a wire names it", () => {
    const edge = { source: "n1", target: "n8", target_input: "query" };
    const odd = applyEdits(twin, [{ type: "connect", edge }]);
    const slot = inputSlots(odd, node(odd, "n8"), catalog).find((each) => each.unknown);
    expect(slot?.id).toBe(slotOfEdge(odd, edge, catalog));
  });
});

describe("what is added", () => {
  test("never lies on another node", () => {
    let document = twin;
    for (let turn = 0; turn < 30; turn += 1) {
      document = applyEdits(document, addNode(document, { kind: "input" }, { x: 0, y: 0 }, catalog).edits);
    }
    const at = [...positionsOf(document).values()];
    for (const [i, a] of at.entries()) {
      for (const b of at.slice(i + 1)) {
        expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT).toBe(true);
      }
    }
  });

  test("stays where it was asked for when that is free", () => {
    expect(freePosition({ format: 2 }, { x: 12, y: 34 })).toEqual({ x: 12, y: 34 });
  });

  test("begins with a value for every required setting", () => {
    const { node: added } = addNode(twin, { kind: "layer", layer: "Conv2D" }, { x: 0, y: 0 }, catalog);
    expect(added).toMatchObject({ name: "conv2d", layer: "Conv2D" });
    expect(Object.keys((added as { config: object }).config)).toEqual(["filters", "kernel_size"]);
  });

  test("has an id of its own, also when two people add a node to the same document", () => {
    const ids = Array.from({ length: 1000 }, () => freshId(twin));
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^n[a-z2-7]{10}$/);
  });

  test("has a name in the style of Keras", () => {
    expect(freshName(twin, "GlobalAveragePooling2D")).toBe("global_average_pooling2d");
    expect(freshName(twin, "LSTM")).toBe("lstm");
    expect(freshName(twin, "stroke")).toBe("stroke_1");
    expect(freshName(twin, "2 odd · name")).toBe("2_odd_name");
    expect(freshName(twin, "Véhicule à moteur")).toBe("vehicule_a_moteur");
    expect(freshName(twin, "-_.")).toBe("node");
  });
});

describe("names", () => {
  test("what an output's name keys goes along", () => {
    const document: Document = {
      ...twin,
      training: { outputs: { digit: { loss: "mse" }, other: { loss: "mae" } } },
      data: { inputs: { left: "image" }, targets: { digit: "label" } },
    };
    const after = applyEdits(document, [{ type: "rename", node: "n9", name: "number" }]);
    expect(after.training?.outputs).toEqual({ number: { loss: "mse" }, other: { loss: "mae" } });
    expect(after.data?.targets).toEqual({ number: "label" });
  });
});

describe("history", () => {
  const at = (name: string): Document => ({ format: 2, name });

  test("a burst of typing is one step, a pause or another field begins the next", () => {
    let history = record<Document>(NO_HISTORY, at("a"), "name", 0);
    history = record(history, at("ab"), "name", 100);
    expect(history.past).toHaveLength(1);
    history = record(history, at("abc"), "label", 200);
    history = record(history, at("abcd"), "label", 200 + BURST_MS);
    expect(history.past).toHaveLength(3);
  });

  test("undo and redo walk the same way back and forth", () => {
    let history = record<Document>(NO_HISTORY, at("1"), undefined, 0);
    history = record(history, at("2"), undefined, 0);
    const back = undo(history, () => at("3"));
    expect(back?.to).toEqual(at("2"));
    const forth = back && redo(back.history, () => back.to);
    expect(forth?.to).toEqual(at("3"));
    expect(undo(NO_HISTORY, () => at("1") as never)).toBeNull();
  });

  test("a new change forgets what was undone", () => {
    const back = undo(record<Document>(NO_HISTORY, at("1"), undefined, 0), () => at("2"));
    expect(back && record(back.history, at("1"), undefined, 0).future).toEqual([]);
  });
});

describe("settings", () => {
  const dense = catalog.layers.Dense?.parameters ?? [];
  const conv = catalog.layers.Conv2D?.parameters ?? [];

  test("the line of a node tells what differs from the default", () => {
    expect(settingsLine({ kernel_size: 3, filters: 8, strides: [1, 1] }, conv)).toBe(
      "filters 8 · kernel 3×3",
    );
    expect(settingsLine({ units: 10, activation: "softmax", use_bias: false }, dense)).toBe(
      "units 10 · softmax · no bias",
    );
    expect(settingsLine({ units: 10, kernel_initializer: { name: "HeNormal", config: {} } }, dense)).toBe(
      "units 10 · kernel_initializer HeNormal",
    );
  });

  test.each([
    ["64", "int", 64],
    ["2.5", "int", 2.5],
    ["-1", "int", -1],
    ["1e-3", "float", 0.001],
    ["1e400", "float", "1e400"],
    ["sixty", "int", "sixty"],
    ["3, 3", "int_tuple", [3, 3]],
    ["(3, 3)", "int_tuple", [3, 3]],
    ["8", "shape", [8]],
    ["8 × 8 × ?", "shape", [8, 8, null]],
    ["relu", "string", "relu"],
  ] as const)("typed %s as %s is %j", (text, type, value) => {
    expect(typedValue(text, type)).toEqual(value);
  });

  test("a list that is none is not read", () => {
    expect(typedList("8, eight")).toBeNull();
    expect(typedList("8, 8,")).toEqual([8, 8]);
  });
});

describe("what comes from outside", () => {
  test.each([
    null,
    [],
    { format: 3 },
    { format: 2, graph: [] },
    { format: 2, graph: { nodes: {} } },
    { format: 2, graph: { nodes: [{ kind: "layer", id: "n1", name: "a" }] } },
    { format: 2, graph: { edges: [{ source: 1 }] } },
    { format: 2, layout: { n1: { x: "0", y: 0 } } },
    { format: 2, routes: [{ edge: { source: "n1", target: "n2" }, points: [[1]] }] },
    { format: 2, training: [] },
  ])("%j cannot be drawn", (value) => {
    expect(readableDocument(value)).toBeNull();
  });

  test("an invalid draft can, and keeps what is not known", () => {
    const draft = {
      format: 2,
      future: 1,
      graph: { nodes: [{ kind: "layer", id: "n1", name: "", layer: "?" }] },
    };
    expect(readableDocument(draft)).toBe(draft);
  });

  test("[G137] a document of format 1 is one of today", () => {
    expect(readableDocument({ format: 1, name: "Kept" })).toEqual({ format: 2, name: "Kept" });
  });
});

test("a way along the wires is found, and none where there is none", () => {
  expect(upstreamOf(twin, "n9").has("n1")).toBe(true);
  expect(upstreamOf(twin, "n1").has("n9")).toBe(false);
  expect(downstreamOf(twin, "n1").has("n9")).toBe(true);
  expect(downstreamOf(twin, "n9").has("n1")).toBe(false);
  for (const { id } of nodesOf(twin)) {
    expect(upstreamOf(twin, id).has(id)).toBe(true);
    for (const before of upstreamOf(twin, id)) expect(downstreamOf(twin, before).has(id), before).toBe(true);
  }
});
