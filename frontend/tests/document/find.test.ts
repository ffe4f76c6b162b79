import type { Catalog, CheckReport, NodeReport, Problem } from "@schema";
import { describe, expect, test } from "vitest";
import { type Knowledge, sheetsOf } from "../../src/document/find/facts";
import { findNodes } from "../../src/document/find/find";
import type { Document, Node } from "../../src/document/types";
import { readJson } from "../files";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");

const layer = (id: string, name: string, kind: string, config = {}, more: object = {}): Node => ({
  kind: "layer",
  id,
  name,
  layer: kind,
  config,
  ...more,
});

const tower: Node[] = [
  { kind: "input", id: "t1", name: "seen", shape: [14, 14, 8] },
  layer("t2", "narrow", "Conv2D", { filters: 4, kernel_size: [1, 1], activation: "gelu" }),
  { kind: "output", id: "t3", name: "told" },
];

const drawn: Document = {
  format: 2,
  graph: {
    nodes: [
      { kind: "input", id: "i", name: "picture", shape: [28, 28, 1] },
      layer("c", "stroke", "Conv2D", { filters: 8, kernel_size: 3, activation: "relu" }),
      { kind: "shared", id: "c2", of: "c" },
      layer("b", "both", "Bidirectional", { layer: { layer: "LSTM", config: { units: 64 } } }),
      layer("d", "scores", "Dense", { units: 10 }, { trainable: false, label: "점수" }),
      layer("e", "wide", "Dense", { units: 128, kernel_regularizer: { name: "L2", config: { l2: 0.001 } } }),
      { kind: "op", id: "p", name: "halved", op: "multiply", config: { x2: 0.5 } },
      { kind: "model", id: "m", name: "tower", model: "tower" },
      { kind: "output", id: "o", name: "digit" },
    ] as Node[],
    edges: [],
  },
  models: { tower: { label: "塔", graph: { nodes: tower, edges: [] } } },
  training: { outputs: { digit: { loss: "sparse_categorical_crossentropy" } } },
  data: { inputs: { picture: "image" } },
} as Document;

const shaped = (params: number, ...shapes: (number | null)[][]): NodeReport => ({
  outputs: shapes.map((shape) => ({ shape, dtype: "float32" })),
  params,
  call: 0,
  flops: 0,
  activations: 0,
});

const report = {
  nodes: {
    i: { ...shaped(0, [null, 28, 28, 1]), outputs: [{ shape: [null, 28, 28, 1], dtype: "uint8" }] },
    c: shaped(80, [null, 26, 26, 8]),
    d: shaped(1290, [null, 10]),
    e: shaped(2000, [null, 128]),
  },
  models: { tower: { nodes: { t2: shaped(36, [null, 14, 14, 4]) } } },
  problems: [
    { code: "param.range", where: { node: "e", edge: null, field: "config.units", model: null } },
    { code: "input.missing", where: { node: "t3", edge: null, field: null, model: "tower" } },
  ] as Problem[],
} as unknown as CheckReport;

const known: Knowledge = {
  catalog,
  report,
  problemTexts: ({ code }) => (code === "param.range" ? ["Out of range", "units of wide is too large"] : []),
  family: (family) => (family === "convolution" ? "卷积" : ""),
};

const sheets = sheetsOf(drawn, known);

function found(text: string): string {
  return findNodes(sheets, text)
    .map(({ model, node }) => (model === null ? node : `${model}/${node}`))
    .join(" ");
}

describe("a node is found by", () => {
  test.each([
    ["its name", "scores", "d"],
    ["a part of it, in any case", "STRO", "c c2"],
    ["its label in any script", "점수", "d"],
    ["its class", "dense", "d e"],
    ["its class and its name", "dense wide", "e"],
    ["the class of a layer inside it", "lstm", "b"],
    ["its family", "convolution", "c c2 tower/t2"],
    ["its family as the page calls it", "卷积", "c c2 tower/t2"],
    ["the label of the model that it calls", "塔", "m"],
    ["an operation", "multiply", "p"],
    ["a setting with a colon", "units: 64", "b"],
    ["a setting with a sign", "units=10", "d"],
    ["a setting in two words", "activation relu", "c c2"],
    ["the value of a setting alone", "gelu", "tower/t2"],
    ["a setting that is set at all", "kernel_regularizer", "e"],
    ["a setting inside a setting", "l2: 1e-3", "e"],
    ["a constant", "x2 = 0.5", "p"],
    ["a setting that is as Keras has it", "use_bias: true", "c c2 d e tower/t2"],
    ["more than so much", "units > 60", "b e"],
    ["at most so much", "filters <= 4", "tower/t2"],
    ["how many parameters it has", "params >= 1000", "d e"],
    ["a size that is written once or twice", "kernel_size: 3x3", "c c2"],
    ["a size alone", "1x1", "tower/t2"],
    ["a shape without the batch", "28 × 28", "i"],
    ["a shape with the batch", "None,10", "d"],
    ["a shape in brackets", "(26, 26, 8)", "c"],
    ["one length", "26", "c"],
    ["its dtype", "uint8", "i"],
    ["the code of its problem", "param.range", "e"],
    ["the words of its problem", "too large", "e"],
    ["a problem inside a model", "input.missing", "tower/t3"],
    ["being called more than once", "shared", "c c2"],
    ["not being trained", "trainable: false", "d"],
    ["its loss", "loss: crossentropy", "o"],
    ["its data", "data: image", "i"],
  ])("%s: %s", (_what, text, nodes) => {
    expect(found(text)).toBe(nodes);
  });
});

test.each(["", "   ", "units: 7", "nobody", "99", "28 × 1 × 28", "units > wide"])(
  "%j finds nothing",
  (text) => {
    expect(found(text)).toBe("");
  },
);

test("without a report and a catalogue, what stands in the document is found", () => {
  const bare = sheetsOf(drawn, { ...known, catalog: null, report: null });
  expect(findNodes(bare, "28 × 28").map(({ node }) => node)).toEqual(["i"]);
  expect(findNodes(bare, "units: 64").map(({ node }) => node)).toEqual(["b"]);
});

test("a sheet says which call of its layer a node is", () => {
  const calls = sheets.filter(({ class: name }) => name === "Conv2D").map(({ call }) => call);
  expect(calls).toEqual([0, 1, null]);
});
