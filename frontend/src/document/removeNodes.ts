import { keptRoutes, withRoutes } from "./edgeRoutes";
import { edgesOf, nodesOf } from "./graph";
import type { Document, Node, NodeId } from "./types";

/**
 * The document without some nodes, their wires and their places. A layer whose declaring node goes lives on in its
 * next call: that one declares it from now on, and the others follow.
 */
export function removeNodes(document: Document, gone: ReadonlySet<NodeId>): Document {
  const nodes = nodesOf(document);
  if (!nodes.some((node) => gone.has(node.id))) return document;
  const heirs = new Map<NodeId, NodeId>();
  for (const node of nodes) {
    if (node.kind === "shared" && gone.has(node.of) && !gone.has(node.id) && !heirs.has(node.of)) {
      heirs.set(node.of, node.id);
    }
  }
  const next: Document = {
    ...document,
    graph: {
      ...document.graph,
      nodes: nodes.filter((node) => !gone.has(node.id)).map((node) => inherit(nodes, node, heirs)),
      edges: edgesOf(document).filter((edge) => !gone.has(edge.source) && !gone.has(edge.target)),
    },
  };
  if (document.layout !== undefined) {
    next.layout = Object.fromEntries(Object.entries(document.layout).filter(([id]) => !gone.has(id)));
  }
  return withRoutes(next, keptRoutes(next));
}

function inherit(nodes: readonly Node[], node: Node, heirs: ReadonlyMap<NodeId, NodeId>): Node {
  if (node.kind !== "shared") return node;
  const heir = heirs.get(node.of);
  if (heir === undefined) return node;
  if (heir !== node.id) return { ...node, of: heir };
  const declaring = nodes.find((other) => other.id === node.of);
  if (declaring?.kind === "layer") {
    const { call_with: _own, ...layer } = declaring;
    return { ...layer, id: node.id, ...(node.call_with === undefined ? {} : { call_with: node.call_with }) };
  }
  return declaring?.kind === "model" || declaring?.kind === "op" ? { ...declaring, id: node.id } : node;
}
