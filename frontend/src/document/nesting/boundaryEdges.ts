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
interface Way {
  source: NodeId;
  output: number;
  wires: Edge[];
}

interface Ended<End> extends Way {
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
  const called = ({ source }: Way, ending: string) => {
    const node = findNode(document, source);
    const base = (node && declaringNode(document, node)?.name) ?? "tensor";
    const name = freeName(drawn, base + ending, names);
    const id = freshId(drawn, ids);
    names.push(name);
    ids.push(id);
    return { id, name };
  };
  const inputs = comingIn(document, inside).map((way) => {
    const { id, name } = called(way, "");
    const source = findNode(document, way.source);
    const known = source?.kind === "input" ? source : undefined;
    const spec = reports[way.source]?.outputs[way.output];
    const shape = [...(spec?.shape.slice(1) ?? known?.shape ?? [null])];
    const dtype = spec?.dtype ?? known?.dtype ?? "float32";
    const end: InputNode = { kind: "input", id, name, shape };
    return { ...way, end: dtype === "float32" ? end : { ...end, dtype } };
  });
  const outputs = goingOut(document, inside).map((way) => {
    const end: OutputNode = { kind: "output", ...called(way, "_output") };
    return { ...way, end };
  });
  return { inputs, outputs };
}

/** The wires of the nested model: those between its nodes, and those from and to its ends. */
export function innerEdges(document: Document, inside: ReadonlySet<NodeId>, crossing: Crossing): Edge[] {
  return [
    ...crossing.inputs.flatMap(({ wires, end }) => wires.map((wire) => rerouted(wire, end.id, 0))),
    ...edgesOf(document).filter((edge) => inside.has(edge.source) && inside.has(edge.target)),
    ...crossing.outputs.map(({ source, output, end }) =>
      rerouted({ source, target: end.id }, source, output),
    ),
  ];
}

/** The wires into and out of its call. */
export function outerEdges(call: NodeId, crossing: Crossing): Edge[] {
  return [
    ...crossing.inputs.map(({ source, output, end }, place) => {
      const edge = rerouted({ source, target: call }, source, output);
      return place === 0 ? edge : { ...edge, target_input: end.name };
    }),
    ...crossing.outputs.flatMap(({ wires }, place) => wires.map((wire) => rerouted(wire, call, place))),
  ];
}

function comingIn(document: Document, inside: ReadonlySet<NodeId>): Way[] {
  return ways(edgesOf(document).filter((edge) => inside.has(edge.target) && !inside.has(edge.source)));
}

/** Where nothing goes out, what feeds nothing is what the model gives. */
function goingOut(document: Document, inside: ReadonlySet<NodeId>): Way[] {
  const found = ways(edgesOf(document).filter((edge) => inside.has(edge.source) && !inside.has(edge.target)));
  if (found.length > 0) return found;
  const last = [...inside].filter((id) => edgesOutOf(document, id).length === 0);
  return last.map((source) => ({ source, output: 0, wires: [] }));
}

function ways(edges: readonly Edge[]): Way[] {
  const found = new Map<string, Way>();
  for (const edge of edges) {
    const output = edge.source_output ?? 0;
    const key = `${edge.source}|${output}`;
    const way = found.get(key) ?? { source: edge.source, output, wires: [] };
    way.wires.push(edge);
    found.set(key, way);
  }
  return [...found.values()];
}

function rerouted(wire: Edge, source: NodeId, output: number): Edge {
  const { source_output: _old, ...rest } = wire;
  return output === 0 ? { ...rest, source } : { ...rest, source, source_output: output };
}
