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

export function findNode(document: Document, id: NodeId): Node | undefined {
  return nodesOf(document).find((node) => node.id === id);
}

export function inputNodes(document: Document): InputNode[] {
  return nodesOf(document).filter((node) => node.kind === "input");
}

export function outputNodes(document: Document): OutputNode[] {
  return nodesOf(document).filter((node) => node.kind === "output");
}

/** The node that declares what a node calls: itself, but for a further call. */
export function declaringNode(
  document: Document,
  node: Node,
): InputNode | LayerNode | ModelNode | OpNode | OutputNode | undefined {
  if (node.kind !== "shared") return node;
  const declaring = findNode(document, node.of);
  return declaring?.kind === "shared" ? undefined : declaring;
}

/** Every call of the layer that a node calls, itself included, in the order of `nodes`. */
export function callsOf(document: Document, node: Node): Node[] {
  const id = node.kind === "shared" ? node.of : node.id;
  return nodesOf(document).filter((other) => other.id === id || (other.kind === "shared" && other.of === id));
}

/** What a person calls a node: its label in any script, else its name. */
export function titleOf(document: Document, node: Node): string {
  const declaring = declaringNode(document, node);
  if (declaring === undefined) return node.id;
  return declaring.label || declaring.name;
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
