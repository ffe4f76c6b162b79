import { sameParts } from "./equal";
import type {
  Document,
  Edge,
  InputNode,
  LayerNode,
  ModelNode,
  Node,
  NodeId,
  OpNode,
  OutputNode,
} from "./types";

const NO_NODES: readonly Node[] = [];
const NO_EDGES: readonly Edge[] = [];

export function nodesOf(document: Document): readonly Node[] {
  return document.graph?.nodes ?? NO_NODES;
}

export function edgesOf(document: Document): readonly Edge[] {
  return document.graph?.edges ?? NO_EDGES;
}

interface Index {
  readonly nodes: ReadonlyMap<NodeId, Node>;
  /** Every call of a layer, in the order of `nodes`, by the id of the node that declares it. */
  readonly calls: ReadonlyMap<NodeId, readonly Node[]>;
  readonly into: ReadonlyMap<NodeId, readonly Edge[]>;
  readonly outOf: ReadonlyMap<NodeId, readonly Edge[]>;
}

const indexes = new WeakMap<object, Index>();

/** Looked up by graph, which an edit replaces and never changes: a graph is indexed once. */
function indexOf(document: Document): Index {
  const key = document.graph ?? document;
  const known = indexes.get(key);
  if (known !== undefined) return known;
  const nodes = new Map<NodeId, Node>();
  const calls = new Map<NodeId, Node[]>();
  for (const node of nodesOf(document)) {
    nodes.set(node.id, node);
    push(calls, node.kind === "shared" ? node.of : node.id, node);
  }
  const into = new Map<NodeId, Edge[]>();
  const outOf = new Map<NodeId, Edge[]>();
  for (const edge of edgesOf(document)) {
    push(into, edge.target, edge);
    push(outOf, edge.source, edge);
  }
  const index = {
    nodes,
    calls: settled(calls, callLists),
    into: settled(into, intoLists),
    outOf: settled(outOf, outOfLists),
  };
  indexes.set(key, index);
  return index;
}

const callLists = new WeakMap<Node, readonly Node[]>();
const intoLists = new WeakMap<Edge, readonly Edge[]>();
const outOfLists = new WeakMap<Edge, readonly Edge[]>();

/** The same lists; one whose content is unchanged is the same object as before, and so is what depends on it. */
function settled<T extends Node | Edge>(
  lists: ReadonlyMap<NodeId, readonly T[]>,
  before: WeakMap<T, readonly T[]>,
): ReadonlyMap<NodeId, readonly T[]> {
  const kept = new Map<NodeId, readonly T[]>();
  for (const [id, list] of lists) {
    const [first] = list;
    const known = first === undefined ? undefined : before.get(first);
    const same = known !== undefined && sameParts(known, list);
    kept.set(id, same ? known : list);
    if (!same && first !== undefined) before.set(first, list);
  }
  return kept;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const there = map.get(key);
  if (there === undefined) map.set(key, [value]);
  else there.push(value);
}

export function findNode(document: Document, id: NodeId): Node | undefined {
  return indexOf(document).nodes.get(id);
}

export function edgesInto(document: Document, id: NodeId): readonly Edge[] {
  return indexOf(document).into.get(id) ?? NO_EDGES;
}

export function edgesOutOf(document: Document, id: NodeId): readonly Edge[] {
  return indexOf(document).outOf.get(id) ?? NO_EDGES;
}

export function inputNodes(document: Document): InputNode[] {
  return nodesOf(document).filter((node) => node.kind === "input");
}

export function outputNodes(document: Document): OutputNode[] {
  return nodesOf(document).filter((node) => node.kind === "output");
}

export type DeclaringNode = InputNode | LayerNode | ModelNode | OpNode | OutputNode;

/** The node that declares what a node calls: itself, but for a further call. */
export function declaringNode(document: Document, node: Node): DeclaringNode | undefined {
  if (node.kind !== "shared") return node;
  const declaring = findNode(document, node.of);
  return declaring?.kind === "shared" ? undefined : declaring;
}

/** Every call of the layer that a node calls, itself included, in the order of `nodes`. */
export function callsOf(document: Document, node: Node): readonly Node[] {
  return indexOf(document).calls.get(node.kind === "shared" ? node.of : node.id) ?? [node];
}

/** What a person calls a node: its label in any script, else its name. */
export function titleOf(document: Document, node: Node): string {
  const declaring = declaringNode(document, node);
  return declaring === undefined ? node.id : declaring.label || declaring.name;
}

/** The class of what a node calls, as Keras names it; Input and Output for the ends. */
export function classOf(document: Document, node: Node): string {
  const declaring = declaringNode(document, node);
  switch (declaring?.kind) {
    case "input":
      return "Input";
    case "output":
      return "Output";
    case "layer":
      return declaring.layer;
    case "model":
      return declaring.model;
    case "op":
      return declaring.op;
    default:
      return "";
  }
}

/** All nodes from which there is a way along the wires to one, itself included. */
export function upstreamOf(document: Document, id: NodeId): ReadonlySet<NodeId> {
  return walked(document, id, upstream, (at) => edgesInto(document, at).map(({ source }) => source));
}

/** All nodes to which there is a way along the wires from one, itself included. */
export function downstreamOf(document: Document, id: NodeId): ReadonlySet<NodeId> {
  return walked(document, id, downstream, (at) => edgesOutOf(document, at).map(({ target }) => target));
}

type Walked = WeakMap<Index, { id: NodeId; found: ReadonlySet<NodeId> }>;

/** The last that was asked of each graph: every ring asks of the same node while a wire is drawn. */
const upstream: Walked = new WeakMap();
const downstream: Walked = new WeakMap();

function walked(
  document: Document,
  id: NodeId,
  last: Walked,
  next: (at: NodeId) => readonly NodeId[],
): ReadonlySet<NodeId> {
  const index = indexOf(document);
  const known = last.get(index);
  if (known?.id === id) return known.found;
  const found = new Set<NodeId>([id]);
  // What is added while it is gone over is gone over, too.
  for (const at of found) for (const other of next(at)) found.add(other);
  last.set(index, { id, found });
  return found;
}
