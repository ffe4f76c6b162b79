import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { applyEdits } from "../../src/document/applyEdit";
import { difference, isSame, marksOf } from "../../src/document/diff/diff";
import { nodeSettingRows } from "../../src/document/diff/nodeSettingRows";
import { edgesOf, nodesOf } from "../../src/document/graph";
import { modelsOf } from "../../src/document/nestedModels";
import type { Document, Edge, Edit, LayerNode } from "../../src/document/types";

const cases = join(import.meta.dirname, "../../../tests/cases");
const read = (folder: string) =>
  readdirSync(join(cases, folder))
    .filter((name) => name.endsWith(".json"))
    .map((name) => [name, JSON.parse(readFileSync(join(cases, folder, name), "utf8"))] as const);
const documents = read("valid").map(([name, golden]) => [name, golden.document as Document] as const);
const edited = read("edits") as (readonly [string, { document: Document; result: Document }])[];

const twin = documents.find(([name]) => name === "twin-digits.json")?.[1] as Document;
const tower = documents.find(([name]) => name === "model-called-twice.json")?.[1] as Document;

const layersOf = (document: Document) =>
  nodesOf(document).filter((node): node is LayerNode => node.kind === "layer");
/** Those with a layer to change. */
const drawn = documents.map(([, document]) => document).filter((document) => layersOf(document).length > 0);

/** A generator of numbers below 1 that is the same in every run (Park and Miller, 1988). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

describe("a document compared with itself", () => {
  test("there are golden documents", () => expect(documents.length + edited.length).toBeGreaterThan(30));

  test.each(documents)("[R47] %s differs in nothing", (_, document) => {
    expect(isSame(difference(document, structuredClone(document)))).toBe(true);
  });

  test.each(documents)("[R47] %s: places, notes and the order of keys are no difference", (_, document) => {
    const { layout: _places, ...rest } = document;
    const moved = {
      ...Object.fromEntries(Object.entries(rest).reverse()),
      layout: {},
      notes: {},
    } as Document;
    expect(isSame(difference(document, moved))).toBe(true);
  });

  test.each(documents)("[R47] %s: other ids are no difference", (_, document) => {
    const text = JSON.stringify(document.graph).replace(/"(id|of|source|target)":"([^"]+)"/g, '"$1":"x$2"');
    expect(difference(document, { ...document, graph: JSON.parse(text) }).nodes).toEqual([]);
  });
});

test.each(edited)(
  "[R47] the golden edit %s is all that differs, and is undone by its reverse",
  (_, golden) => {
    const there = difference(golden.document, golden.result);
    const back = difference(golden.result, golden.document);
    const flip = { added: "removed", removed: "added", changed: "changed" } as const;
    const nodes = (changes: typeof there) =>
      changes.nodes.map(({ kind, id, model }) => [kind, id, model].join());
    expect(nodes(there).sort()).toEqual(
      back.nodes.map(({ kind, id, model }) => [flip[kind], id, model].join()).sort(),
    );
    expect(there.edges.length).toBe(back.edges.length);
    expect(there.settings.length).toBe(back.settings.length);
  },
);

describe("what differs", () => {
  it("[R47] says a parameter with both its values, and a default where one side does not say it", () => {
    const scores = nodesOf(twin).find((node) => node.kind === "layer" && node.layer === "Dense") as LayerNode;
    const after = applyEdits(twin, [
      { type: "set_config", node: scores.id, field: "units", value: 12 },
      { type: "set_config", node: scores.id, field: "use_bias", value: false },
    ]);
    const found = difference(twin, after, (_node, path) => (path.at(-1) === "use_bias" ? true : undefined));
    expect(found.nodes).toEqual([
      {
        kind: "changed",
        model: null,
        id: scores.id,
        title: scores.name,
        class: "Dense",
        settings: [
          { path: ["config", "units"], before: 10, after: 12 },
          { path: ["config", "use_bias"], before: true, after: false },
        ],
      },
    ]);
    expect(marksOf(found, null)).toEqual(new Map([[scores.id, "changed"]]));
  });

  it("[R47] knows a layer by its name and class where it has another id, and another layer where neither is the same", () => {
    const before: Document = chain([
      { kind: "layer", id: "n2", name: "hidden", layer: "Dense", config: { units: 8 } },
    ]);
    const after: Document = chain([
      { kind: "layer", id: "n2", name: "flat", layer: "Flatten" },
      { kind: "layer", id: "n9", name: "hidden", layer: "Dense", config: { units: 16 } },
    ]);
    const found = difference(before, after);
    expect(found.nodes.map(({ kind, title, id }) => [kind, title, id])).toEqual([
      ["added", "flat", "n2"],
      ["changed", "hidden", "n9"],
    ]);
  });

  it("[R47] says training and data by their paths; an optimizer by its name and its arguments", () => {
    const before: Document = {
      format: 2,
      training: { optimizer: "adam", epochs: 1, outputs: { digit: { metrics: ["accuracy"] } } },
      data: { dataset: "digits", inputs: { left: "image" } },
    };
    const after: Document = {
      format: 2,
      training: {
        optimizer: { name: "Adam", config: { learning_rate: 0.01 } },
        seed: 7,
        outputs: { digit: { metrics: ["accuracy", "auc"] } },
        callbacks: [{ name: "EarlyStopping", config: { patience: 3 } }],
      },
      data: { dataset: "iris", inputs: { left: "image" } },
    };
    expect(
      difference(before, after).settings.map(({ path, before: a, after: b }) => [path.join("."), a, b]),
    ).toEqual([
      ["training.optimizer.learning_rate", undefined, 0.01],
      ["training.seed", 0, 7],
      ["training.outputs.digit.metrics.auc", undefined, "auc"],
      ["training.callbacks.EarlyStopping", undefined, "EarlyStopping"],
      ["training.callbacks.EarlyStopping.patience", undefined, 3],
      ["data.dataset", "digits", "iris"],
    ]);
  });

  it("[R47] looks into nested models, and follows one that got another name", () => {
    const [name] = Object.keys(modelsOf(tower));
    const graph = modelsOf(tower)[name ?? ""]?.graph;
    const layer = graph?.nodes?.find((node) => node.kind === "layer") as LayerNode;
    const inside = applyEdits(tower, [
      { type: "set_config", node: layer.id, field: "units", value: 99, model: name ?? "" },
    ]);
    expect(difference(tower, inside).nodes).toMatchObject([{ kind: "changed", model: name, id: layer.id }]);
    const text = JSON.stringify(tower).replaceAll(`"${name}"`, '"renamed"');
    const found = difference(tower, JSON.parse(text));
    expect(found.nodes).toEqual([]);
    expect(found.entries).toEqual([
      { kind: "changed", model: "renamed", settings: [{ path: ["name"], before: name, after: "renamed" }] },
    ]);
  });

  it("[R47] says that the order of the seeds is another one", () => {
    const [one, ...rest] = nodesOf(twin);
    const after = { ...twin, graph: { ...twin.graph, nodes: [...rest, one] } } as Document;
    expect(difference(twin, after)).toMatchObject({ nodes: [], edges: [], reordered: [null] });
  });
});

describe("edits drawn at random", () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed + 1))(
    "[R47] with seed %i, are exactly what differs",
    (seed) => {
      const random = numbers(seed * 7919);
      const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
      const document = pick(drawn);
      const edits: Edit[] = [];
      const expected: string[] = [];
      const layer = pick(layersOf(document));
      edits.push({ type: "set_config", node: layer.id, field: "drawn", value: Math.floor(random() * 1e6) });
      expected.push(`changed ${layer.id}`);
      for (let count = Math.floor(random() * 4); count > 0; count -= 1) {
        const id = `new${count}`;
        edits.push({ type: "add_node", node: { kind: "layer", id, name: `fresh_${count}`, layer: "Dense" } });
        expected.push(`added ${id}`);
      }
      const wire: Edge | null = random() < 0.5 ? pick(edgesOf(document)) : null;
      if (wire !== null) edits.push({ type: "disconnect", edge: wire });
      edits.push({ type: "set_field", path: ["training", "seed"], value: 4242 });
      const found = difference(document, applyEdits(document, edits));
      expect(found.nodes.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(expected.sort());
      expect(found.edges.map(({ kind, edge }) => [kind, edge])).toEqual(
        wire === null ? [] : [["removed", wire]],
      );
      expect(found.settings.map(({ path }) => path)).toEqual([["training", "seed"]]);
      expect(found.entries).toEqual([]);
      expect(found.reordered).toEqual([]);
    },
  );
});

test("[R283] a document that starts from other weights is not the same", () => {
  const loaded = { ...twin, weights: [{ file: "0123456789", name: "mine.h5" }] };
  const found = difference(twin, loaded);
  expect(isSame(found)).toBe(false);
  expect(found.settings.map(({ path }) => path)).toEqual([["weights"]]);
  expect(isSame(difference(loaded, { ...loaded, weights: [{ file: "0123456789", name: "mine.h5" }] }))).toBe(
    true,
  );
});

function chain(nodes: LayerNode[]): Document {
  return {
    format: 2,
    graph: {
      nodes: [{ kind: "input", id: "n1", name: "x", shape: [4] }, ...nodes],
      edges: nodes.map((node, place) => ({ source: nodes[place - 1]?.id ?? "n1", target: node.id })),
    },
  };
}

test("[R540] the parameters in which documents differ stand beside each other", () => {
  const [layer] = layersOf(twin);
  const filters = (count: number) =>
    applyEdits(twin, [{ type: "set_config", node: layer?.id ?? "", field: "filters", value: count }]);
  expect(nodeSettingRows([twin, twin], () => undefined)).toEqual([]);
  expect(nodeSettingRows([filters(8), filters(8), filters(4)], () => undefined)).toEqual([
    { path: [layer?.name, "filters"], values: [8, 8, 4] },
  ]);
});
