import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "@schema";
import { describe, expect, test } from "vitest";
import { inputPorts, type Known, outputPorts } from "../../src/document/catalog/ports";
import { inputSlots, outputSlots } from "../../src/document/connect/slots";
import { opText } from "../../src/document/display/opExpression";
import { nodesOf } from "../../src/document/graph";
import { inModel } from "../../src/document/nestedModels";
import { graphsOf } from "../../src/document/nesting/modelEntries";
import type { Document, Edit, Node, OpNode } from "../../src/document/types";
import { REPOSITORY, readJson } from "../files";

const catalog: Known = readJson<Catalog>("shared_schema/generated/catalog.json");

describe("ports", () => {
  const alone = (node: Node): Document => ({ format: 2, graph: { nodes: [node], edges: [] } });
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

  test("a trained run has the ports that a check reported", () => {
    const node: Node = { kind: "model", id: "n1", name: "reader", model: "reader" };
    const document: Document = { ...alone(node), models: { reader: { run: "4f0c" } } };
    const port = (name: string) => ({
      name,
      list: false,
      optional: false,
      minimum: 1,
      maximum: null,
      mask: false,
      argument: null,
    });
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
    { type: "rename_model", name: "x", to: "y" },
    { type: "rename", node: "n1", name: "y" },
  ];
  expect(inModel(edits, "tower").map((edit) => ("model" in edit ? edit.model : null))).toEqual([
    "tower",
    "other",
    null,
    null,
    "tower",
  ]);
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
