import type { Catalog } from "@schema";
import { beforeEach, describe, expect, test } from "vitest";
import { duplicate, paste, selectionAsText } from "../../src/actions/clipboard";
import { enterModel } from "../../src/actions/enterModel";
import {
  addToGraph,
  callAgain,
  copyLayer,
  moveBy,
  removeSelected,
  rename,
} from "../../src/actions/graphActions";
import { nestSelected, renameModel, unpack } from "../../src/actions/nestedModels";
import { addIntoEdge, spliceNodeEdits } from "../../src/actions/spliceEdge";
import { connectEdits, disconnectEdits, swapEdits } from "../../src/document/connect/connectEdits";
import { edgesOf, findNode, nodesOf } from "../../src/document/graph";
import { aligned } from "../../src/document/layout/align";
import { positionsOf } from "../../src/document/layout/positions";
import { modelsOf } from "../../src/document/nestedModels";
import type { Document, Edit } from "../../src/document/types";
import { useCatalog } from "../../src/state/catalog";
import { useDocument } from "../../src/state/document";
import { usePublished } from "../../src/state/runs/publishedModels";
import { select, useView } from "../../src/state/view";
import { readJson } from "../files";
import { dense } from "../support/chain";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");
const tags = Object.keys(
  readJson<{
    components: {
      schemas: { Fix: { properties: { edits: { items: { discriminator: { mapping: object } } } } } };
    };
  }>("shared_schema/generated/openapi.json").components.schemas.Fix.properties.edits.items.discriminator
    .mapping,
);

const NOTE = { text: "why", x: 300, y: 40, width: 200, height: 80 };

/** The same nodes at the top and inside `tower`, so that what is done to one graph can be done to the other. */
const GRAPH = {
  nodes: [
    { kind: "input" as const, id: "n1", name: "features", shape: [8] },
    dense("n2", "hidden"),
    { kind: "shared" as const, id: "n3", of: "n2" },
    { kind: "layer" as const, id: "n4", name: "both", layer: "Concatenate" },
    { kind: "output" as const, id: "n5", name: "answer" },
    { kind: "model" as const, id: "n6", name: "inner", model: "inner" },
    dense("n7", "spare"),
  ],
  edges: [
    { source: "n1", target: "n2" },
    { source: "n1", target: "n3" },
    { source: "n2", target: "n4", order: 0 },
    { source: "n3", target: "n4", order: 1 },
    { source: "n4", target: "n5" },
    { source: "n1", target: "n6" },
  ],
};
const LAYOUT = Object.fromEntries(GRAPH.nodes.map(({ id }, at) => [id, { x: 7 * at, y: 140 * at }]));
/** Of the second call round the first, and of the last wire. */
const ROUTES = [
  {
    edge: { source: "n1", target: "n3" },
    points: [
      [98, 80],
      [240, 80],
      [240, 250],
      [112, 250],
    ],
  },
  {
    edge: { source: "n4", target: "n5" },
    points: [
      [119, 500],
      [126, 500],
    ],
  },
];

const DOCUMENT: Document = {
  format: 2,
  name: "All",
  graph: { ...GRAPH, nodes: [...GRAPH.nodes, { kind: "model", id: "n8", name: "tower", model: "tower" }] },
  models: {
    tower: { graph: GRAPH, direction: "down", layout: LAYOUT, routes: ROUTES, notes: { t1: NOTE } },
    inner: {
      graph: {
        nodes: [
          { kind: "input", id: "n1", name: "x", shape: [8] },
          dense("n2", "deep"),
          { kind: "output", id: "n3", name: "y" },
        ],
        edges: [
          { source: "n1", target: "n2" },
          { source: "n2", target: "n3" },
        ],
      },
    },
  },
  training: { optimizer: "adam", outputs: { answer: { loss: "mean_squared_error" } } },
  direction: "down",
  layout: { ...LAYOUT, n8: { x: 500, y: 0 } },
  routes: ROUTES,
  notes: { t1: NOTE },
};

const state = () => useDocument.getState();
const edit = (...edits: Edit[]) => state().edit(edits);
const node = (id: string) => {
  const found = findNode(state().openGraph, id);
  if (found === undefined) throw new Error(`no node ${id}`);
  return found;
};
const wire = (source: string, target: string) => {
  const found = edgesOf(state().openGraph).find((each) => each.source === source && each.target === target);
  if (found === undefined) throw new Error(`no wire from ${source} to ${target}`);
  return found;
};
const picked = (nodes: readonly string[], act: () => unknown) => () => {
  select(nodes);
  return act();
};

/** Whatever a person can do to a graph, by the gesture that does it. */
const ON_A_GRAPH: Record<string, () => unknown> = {
  "add a layer": () => addToGraph({ kind: "layer", layer: "Dropout" }),
  "add an operation": () => addToGraph({ kind: "op", op: "relu" }),
  "add a model of Keras": () => addToGraph({ kind: "application", application: "MobileNet" }),
  "add a trained run": () => addToGraph({ kind: "run", run: "r1", name: "run_1" }),
  "add a published model": () => addToGraph({ kind: "published", name: "head" }),
  "call again": () => callAgain("n2"),
  "make a copy": () => copyLayer("n2"),
  "add into a wire": () => addIntoEdge({ kind: "layer", layer: "ReLU" }, wire("n4", "n5"), { x: 0, y: 500 }),
  "let into a wire": () => edit(...spliceNodeEdits("n7", wire("n4", "n5"), { x: 0, y: 500 })),
  delete: picked(["n2", "n4"], () => removeSelected()),
  "delete with the last call of a nested model": picked(["n6"], () => removeSelected()),
  "delete and join": picked(["n2"], () => removeSelected(true)),
  "delete a wire": () => {
    select([], "n4|0|n5||");
    removeSelected();
  },
  "delete a note": () => {
    select([], null, ["t1"]);
    removeSelected();
  },
  wire: () =>
    edit(
      ...connectEdits(state().openGraph, { source: "n7", sourceOutput: 0 }, node("n4"), "inputs", catalog, 0),
    ),
  "unwire from a merge": () =>
    edit(...disconnectEdits(state().openGraph, wire("n2", "n4"), node("n4"), catalog)),
  "swap two wires": () => edit(...swapEdits(wire("n2", "n4"), wire("n3", "n4"))),
  rename: () => rename(node("n2"), "other"),
  "rename an end": () => rename(node("n5"), "reply"),
  label: () => edit({ type: "set_node", node: "n2", field: "label", value: "层" }),
  "set an argument": () => edit({ type: "set_config", node: "n2", field: "units", value: 9 }),
  "unset an argument": () => edit({ type: "set_config", node: "n2", field: "units", unset: true }),
  move: () => edit({ type: "move", positions: { n2: { x: 1, y: 2 } } }),
  "move by the arrows": () => moveBy(["n2", "n3"], 8, 0),
  align: () => {
    const boxes = [...positionsOf(state().openGraph)].map(([id, at]) => ({
      id,
      ...at,
      width: 196,
      height: 56,
    }));
    edit({ type: "move", positions: Object.fromEntries(aligned(boxes, "alignLeft")) });
  },
  "turn the drawing": () => edit({ type: "set_direction", direction: "right" }),
  "bend a wire": () =>
    edit({ type: "set_routes", routes: [{ edge: wire("n4", "n5"), points: [[500, 300]] }] }),
  paste: picked(["n2", "n3", "n6"], () => paste(selectionAsText())),
  "paste with the incoming wires": picked(["n4"], () => paste(selectionAsText(), { linked: true })),
  duplicate: picked(["n2"], duplicate),
  "write a note": () => edit({ type: "set_note", note: "t2", value: NOTE }),
  "write in a note": () => edit({ type: "set_note", note: "t1", value: { ...NOTE, text: "because" } }),
  "make a nested model": picked(["n2", "n3", "n4"], nestSelected),
  unpack: () => unpack("n6", true),
};

/** What is set outside of any graph. */
const ON_THE_DOCUMENT: Record<string, () => unknown> = {
  "name the document": () => edit({ type: "set_field", path: ["name"], value: "Other" }),
  "set the training": () => edit({ type: "set_field", path: ["training", "epochs"], value: 7 }),
  "take a loss away": () =>
    edit({ type: "set_field", path: ["training", "outputs", "answer", "loss"], unset: true }),
  "choose data": () => edit({ type: "set_field", path: ["data"], value: { dataset: "random" } }),
  "rename a nested model": () => renameModel("inner", "core"),
  "apply a fix": () =>
    state().editDocument([
      { type: "add_node", node: dense("n99", "mended") },
      { type: "connect", edge: { source: "n1", target: "n99" } },
    ]),
  "put another content in place": () => state().replace({ ...DOCUMENT, name: "Imported" }),
};

beforeEach(() => {
  useCatalog.setState({ catalog });
  usePublished.setState({
    published: [{ name: "head", entry: { graph: { nodes: [dense("n1", "in_it")] } } }],
  });
  state().open(DOCUMENT);
  select([]);
  useView.setState({ viewport: { x: 0, y: 0, width: 900, height: 900 } });
});

/** Does something, takes it back and does it again. */
async function thereAndBack(act: () => unknown): Promise<Document> {
  const before = structuredClone(state().document);
  const steps = state().history.past.length;
  await act();
  const after = structuredClone(state().document);
  expect(after).not.toEqual(before);
  expect(state().history.past.length, "one gesture is one step").toBe(steps + 1);
  state().undo();
  expect(state().document).toEqual(before);
  state().redo();
  expect(state().document).toEqual(after);
  state().undo();
  return after;
}

describe("[C39] undo brings back the very document before", () => {
  test.each(Object.entries({ ...ON_A_GRAPH, ...ON_THE_DOCUMENT }))("%s", async (_name, act) => {
    await thereAndBack(act);
  });

  test.each(Object.entries(ON_A_GRAPH))(
    "inside a nested model, and touches only that: %s",
    async (_name, act) => {
      expect(enterModel("n8")).toBe(true);
      const after = await thereAndBack(act);
      expect(after.graph).toEqual(DOCUMENT.graph);
      expect(after.direction).toEqual(DOCUMENT.direction);
      expect(after.layout).toEqual(DOCUMENT.layout);
      expect(after.routes).toEqual(DOCUMENT.routes);
      expect(after.notes).toEqual(DOCUMENT.notes);
      expect(state().modelPath).toEqual(["tower"]);
      expect(nodesOf(state().openGraph).map(({ id }) => id)).toEqual(GRAPH.nodes.map(({ id }) => id));
    },
  );

  test("the gestures above make every kind of edit that there is", async () => {
    const made = new Set<string>();
    const { edit: applied, editDocument } = state();
    const recorded =
      (apply: (edits: readonly Edit[]) => void) =>
      (edits: readonly Edit[]): void => {
        for (const { type } of edits) made.add(type);
        apply(edits);
      };
    useDocument.setState({ edit: recorded(applied), editDocument: recorded(editDocument) });
    for (const act of Object.values({ ...ON_A_GRAPH, ...ON_THE_DOCUMENT })) {
      await act();
      state().open(DOCUMENT);
    }
    useDocument.setState({ edit: applied, editDocument });
    expect([...made].sort()).toEqual([...tags].sort());
  });
});

test("[C39] a burst of typing is one step, and another field is another", () => {
  const type = (name: "label" | "name", text: string) =>
    state().edit([{ type: "set_node", node: "n2", field: name, value: text }], `n2 ${name}`);
  for (const text of ["a", "ab", "abc"]) type("label", text);
  type("name", "x");
  expect(state().history.past).toHaveLength(2);
  state().undo();
  expect(findNode(state().openGraph, "n2")).toMatchObject({ name: "hidden", label: "abc" });
  state().undo();
  expect(state().document).toEqual(DOCUMENT);
  expect(modelsOf(state().document)).toEqual(DOCUMENT.models);
});
