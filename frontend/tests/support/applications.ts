import type { Document, Edge, Node } from "../../src/document/types";
import { readJson } from "../files";

interface Table {
  classes: string[];
  graphs: Record<string, { nodes: number[]; edges: [number, number, (number | string)?][] }>;
}

const table = readJson<Table>("frontend/tests/support/applications.json");

export const APPLICATIONS = Object.keys(table.graphs);

/** The graph of an application of Keras with the size of each card, and nothing else of it. */
export function application(name: string): Document {
  const { nodes = [], edges = [] } = table.graphs[name] ?? {};
  return {
    format: 2,
    name,
    graph: { nodes: nodes.map(nodeOf), edges: edges.map(edgeOf) },
    models: { model: { application: "MobileNet" } },
  };
}

function nodeOf(code: number, place: number): Node {
  const id = `n${place}`;
  const what = table.classes[code >> 1] ?? "";
  const config = (code & 1) === 1 ? { name: "set" } : {};
  if (what === "input") return { kind: "input", id, name: id, shape: [224, 224, 3] };
  if (what === "output") return { kind: "output", id, name: id };
  if (what === "model") return { kind: "model", id, name: id, model: "model" };
  if (what === what.toLowerCase()) return { kind: "op", id, name: id, op: what, config: {} };
  return { kind: "layer", id, name: id, layer: what, config };
}

function edgeOf([source, target, port]: [number, number, (number | string)?]): Edge {
  const edge: Edge = { source: `n${source}`, target: `n${target}` };
  if (typeof port === "number") edge.order = port;
  if (typeof port === "string") edge.target_input = port;
  return edge;
}
