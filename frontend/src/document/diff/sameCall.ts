import { edgeKey, sameJson } from "../equal";
import { declaringNode, edgesInto, findNode } from "../graph";
import type { Document, NodeId } from "../types";

/** Whether a node calls the same thing, with the same settings and fed by the same wires, in two versions of a graph. */
export function sameCall(one: Document, other: Document, id: NodeId): boolean {
  const first = called(one, id);
  return first !== null && sameJson(first, called(other, id));
}

/** All that decides what the node gives, but for what the nodes before it give. */
function called(document: Document, id: NodeId): unknown {
  const node = findNode(document, id);
  const declaring = node && declaringNode(document, node);
  if (node === undefined || declaring === undefined) return null;
  const settings =
    declaring.kind === "layer"
      ? [declaring.layer, declaring.config ?? {}]
      : declaring.kind === "op"
        ? [declaring.op, declaring.config ?? {}]
        : declaring.kind === "model"
          ? [declaring.model]
          : declaring.kind === "input"
            ? [declaring.shape, declaring.dtype ?? "float32"]
            : [];
  return [node.kind, declaring.id, declaring.kind, settings, edgesInto(document, id).map(edgeKey).toSorted()];
}
