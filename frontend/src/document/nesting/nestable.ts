import { nodesOf } from "../graph";
import type { Document, Node, NodeId } from "../types";

/** Those of some nodes that can be in a nested model: the ends of the graph stay where they are. */
export function nestable(document: Document, chosen: readonly NodeId[]): Node[] {
  return nodesOf(document).filter(
    (node) => chosen.includes(node.id) && node.kind !== "input" && node.kind !== "output",
  );
}
