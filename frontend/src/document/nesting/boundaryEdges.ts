import type { NodeReport } from "@schema";
import { declaringNode, edgesOf, edgesOutOf, findNode } from "../graph";
import { freeName, freshId } from "../names";
import type { Document, Edge, InputNode, Node, NodeId, OutputNode } from "../types";

/** What crosses the border of a new nested model, and the ends that stand for it inside. */
export interface Crossing {
  inputs: readonly Ended<InputNode>[];
  outputs: readonly Ended<OutputNode>[];
}

/** One tensor, and the wires that carry it. */
interface CrossingTensor {
  source: NodeId;
  output: number;
  edges: Edge[];
}

interface Ended<End> extends CrossingTensor {
  end: End;
}

/** The ends have the names of what feeds them, and the shapes that the reports know. */
export function crossingOf(
  document: Document,
  nodes: readonly Node[],
  reports: Readonly<Record<NodeId, NodeReport>>,
): Crossing {
  const inside = new Set(nodes.map((node) => node.id));
  const drawn: Document = { ...document, graph: { nodes: [...nodes], edges: [] } };
  const names: string[] = [];
  const ids: NodeId[] = [];
  const called = ({ source }: CrossingTensor, ending: string) => {
    const node = findNode(document, source);
    const base = (node && declaringNode(document, node)?.name) ?? "tensor";
    const name = freeName(drawn, base + ending, names);
    const id = freshId(drawn, ids);
    names.push(name);
    ids.push(id);
    return { id, name };
  };
  const inputs = comingIn(document, inside).map((tensor) => {
    const { id, name } = called(tensor, "");
    const source = findNode(document, tensor.source);
    const known = source?.kind === "input" ? source : undefined;
    const spec = reports[tensor.source]?.outputs[tensor.output];
    const shape = [...(spec?.shape.slice(1) ?? known?.shape ?? [null])];
    const dtype = spec?.dtype ?? known?.dtype ?? "float32";
    const end: InputNode = { kind: "input", id, name, shape };
    return { ...tensor, end: dtype === "float32" ? end : { ...end, dtype } };
  });
  const outputs = goingOut(document, inside).map((tensor) => {
    const end: OutputNode = { kind: "output", ...called(tensor, "_output") };
    return { ...tensor, end };
  });
  return { inputs, outputs };
}

/** The wires of the nested model: those between its nodes, and those from and to its ends. */
export function innerEdges(document: Document, inside: ReadonlySet<NodeId>, crossing: Crossing): Edge[] {
  return [
    ...crossing.inputs.flatMap(({ edges, end }) => edges.map((edge) => rerouted(edge, end.id, 0))),
    ...edgesOf(document).filter((edge) => inside.has(edge.source) && inside.has(edge.target)),
    ...crossing.outputs.map(({ source, output, end }) =>
      rerouted({ source, target: end.id }, source, output),
    ),
  ];
}

/** The wires into and out of its call. */
export function outerEdges(call: NodeId, crossing: Crossing): Edge[] {
  return [
    ...crossing.inputs.map(({ source, output, end }, index) => {
      const edge = rerouted({ source, target: call }, source, output);
      return index === 0 ? edge : { ...edge, target_input: end.name };
    }),
    ...crossing.outputs.flatMap(({ edges }, index) => edges.map((edge) => rerouted(edge, call, index))),
  ];
}

function comingIn(document: Document, inside: ReadonlySet<NodeId>): CrossingTensor[] {
  return tensorsOf(edgesOf(document).filter((edge) => inside.has(edge.target) && !inside.has(edge.source)));
}

/** Where nothing goes out, what feeds nothing is what the model gives. */
function goingOut(document: Document, inside: ReadonlySet<NodeId>): CrossingTensor[] {
  const found = tensorsOf(
    edgesOf(document).filter((edge) => inside.has(edge.source) && !inside.has(edge.target)),
  );
  if (found.length > 0) return found;
  const last = [...inside].filter((id) => edgesOutOf(document, id).length === 0);
  return last.map((source) => ({ source, output: 0, edges: [] }));
}

function tensorsOf(edges: readonly Edge[]): CrossingTensor[] {
  const found = new Map<string, CrossingTensor>();
  for (const edge of edges) {
    const output = edge.source_output ?? 0;
    const key = `${edge.source}|${output}`;
    const tensor = found.get(key) ?? { source: edge.source, output, edges: [] };
    tensor.edges.push(edge);
    found.set(key, tensor);
  }
  return [...found.values()];
}

function rerouted(edge: Edge, source: NodeId, output: number): Edge {
  const { source_output: _old, ...rest } = edge;
  return output === 0 ? { ...rest, source } : { ...rest, source, source_output: output };
}
