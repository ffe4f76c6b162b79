import { declaringNode, edgesInto, edgesOutOf, findNode } from "../graph";
import type { Document, Edge, NodeId } from "../types";
import { type Box, sameBox } from "./boxes";

/** From so many moved cards on, all edges are gone through. */
const MOST_CHANGED = 64;

/** The boxes of the cards that came, went or changed, before and after; `null` where they are many. */
export function changedCards(before: ReadonlyMap<NodeId, Box>, now: ReadonlyMap<NodeId, Box>): Box[] | null {
  const changed: Box[] = [];
  for (const [id, box] of now) {
    const old = before.get(id);
    if (old !== undefined && sameBox(old, box)) continue;
    changed.push(box);
    if (old !== undefined) changed.push(old);
    if (changed.length > MOST_CHANGED) return null;
  }
  for (const [id, box] of before) if (!now.has(id)) changed.push(box);
  return changed.length > MOST_CHANGED ? null : changed;
}

/** Whether nothing changed at the two ends of an edge on which its rings hang. */
export function sameNodes(
  before: Document,
  now: Document,
  cardsBefore: ReadonlyMap<NodeId, Box>,
  cards: ReadonlyMap<NodeId, Box>,
): (edge: Edge) => boolean {
  if (before.models !== now.models) return () => false;
  const known = new Map<NodeId, boolean>();
  const stays = (id: NodeId) => {
    const there = known.get(id);
    if (there !== undefined) return there;
    const node = findNode(now, id);
    const same =
      node !== undefined &&
      node === findNode(before, id) &&
      declaringNode(now, node) === declaringNode(before, node) &&
      cards.get(id) === cardsBefore.get(id) &&
      edgesInto(now, id) === edgesInto(before, id) &&
      edgesOutOf(now, id) === edgesOutOf(before, id);
    known.set(id, same);
    return same;
  };
  return ({ source, target }) => stays(source) && stays(target);
}
