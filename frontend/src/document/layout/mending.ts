import { view } from "../nested";
import type { Document, Edit, NodeId, Position } from "../types";
import { freePlace, places } from "./placing";

/** How far below what feeds it a new node stands. */
const STEP = 120;

/**
 * The edits of a fix, with a place for every new node that has none: between what feeds it and what it feeds. The
 * check knows no places, since moving a node must not ask it again.
 */
export function withPlaces(document: Document, edits: readonly Edit[]): readonly Edit[] {
  const taken: Position[] = [];
  return edits.map((edit) => {
    if (edit.type !== "add_node" || edit.at) return edit;
    const drawn = edit.model ? view(document, edit.model) : document;
    const wished = drawn && between(drawn, edits, edit.node.id);
    if (!wished) return edit;
    const at = freePlace(drawn, wished, taken);
    taken.push(at);
    return { ...edit, at };
  });
}

function between(document: Document, edits: readonly Edit[], id: NodeId): Position | null {
  const known = places(document);
  const wires = edits.flatMap((edit) => (edit.type === "connect" ? [edit.edge] : []));
  const there = (ends: readonly NodeId[]) => ends.flatMap((end) => known.get(end) ?? []);
  const above = there(wires.filter((wire) => wire.target === id).map((wire) => wire.source));
  const below = there(wires.filter((wire) => wire.source === id).map((wire) => wire.target));
  const high = middle(above, Math.max);
  const low = middle(below, Math.min);
  if (high === null) return low && { x: low.x, y: low.y - STEP };
  if (low === null) return { x: high.x, y: high.y + STEP };
  return { x: (high.x + low.x) / 2, y: (high.y + low.y) / 2 };
}

/** Halfway across some places, at the height of the one nearest to the gap. */
function middle(there: readonly Position[], nearest: (...heights: number[]) => number): Position | null {
  if (there.length === 0) return null;
  const x = there.reduce((sum, place) => sum + place.x, 0) / there.length;
  return { x, y: nearest(...there.map((place) => place.y)) };
}
