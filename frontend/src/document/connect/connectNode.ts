import { applyEdits } from "../applyEdit";
import { inputPorts, type Known, outputPorts } from "../catalog/ports";
import { findNode, upstreamOf } from "../graph";
import type { Document, Edit, Node, NodeId } from "../types";
import { connectEdits, type PendingEdge } from "./connectEdits";
import { inputSlots, readSlot } from "./slots";

/** The edge from an output to a handle of a node, or, without a handle, to the node's first free input. */
export function connectNodeEdits(
  document: Document,
  pending: PendingEdge,
  id: NodeId,
  handle: string | null,
  catalog: Known,
): Edit[] {
  const target = findNode(document, id);
  if (target === undefined) return [];
  if (handle !== null) {
    const { port, index } = readSlot(handle);
    return connectEdits(document, pending, target, port, catalog, index ?? undefined);
  }
  const slots = inputSlots(document, target, catalog).filter(
    () => !upstreamOf(document, pending.source).has(id),
  );
  const slot = slots.find((each) => each.free && !each.mask) ?? slots[0];
  return slot === undefined ? [] : connectEdits(document, pending, target, slot.port, catalog);
}

/** The nodes among some that can feed a new node. */
export function sourcesAmong(document: Document, ids: readonly NodeId[], catalog: Known): NodeId[] {
  return ids.filter((id) => {
    const node = findNode(document, id);
    return node !== undefined && outputPorts(document, node, catalog).length > 0;
  });
}

/**
 * Edges from the first output of each source to a node that is new in the document; none where the node has no free
 * input for one of them.
 */
export function feedEdits(
  document: Document,
  sources: readonly NodeId[],
  node: Node,
  catalog: Known,
): Edit[] {
  let grown = document;
  const all: Edit[] = [];
  for (const source of sources) {
    const free = inputSlots(grown, node, catalog).some((slot) => slot.free && !slot.mask);
    if (inputPorts(grown, node, catalog).length === 0 || !free) return [];
    const edits = connectNodeEdits(grown, { source, sourceOutput: 0 }, node.id, null, catalog);
    grown = applyEdits(grown, edits);
    all.push(...edits);
  }
  return all;
}
