import { modelAsDocument } from "../nestedModels";
import type { Direction, Document, Edit, NodeId, Position } from "../types";
import { directionOf } from "./direction";
import { freePosition, positionsOf } from "./positions";

/** How far after its source a new node is placed. */
const STEP = { down: { x: 0, y: 120 }, right: { x: 276, y: 0 } };

/**
 * The edits of a fix, with a place for every new node that has none: between what feeds it and what it feeds. The
 * check knows no places, since moving a node must not ask it again.
 */
export function placeAddedNodes(document: Document, edits: readonly Edit[]): readonly Edit[] {
  const taken: Position[] = [];
  return edits.map((edit) => {
    if (edit.type !== "add_node" || edit.at) return edit;
    const drawn = edit.model ? modelAsDocument(document, edit.model) : document;
    const wanted = drawn && between(drawn, edits, edit.node.id);
    if (!wanted) return edit;
    const at = freePosition(drawn, wanted, taken);
    taken.push(at);
    return { ...edit, at };
  });
}

function between(document: Document, edits: readonly Edit[], id: NodeId): Position | null {
  const known = positionsOf(document);
  const edges = edits.flatMap((edit) => (edit.type === "connect" ? [edit.edge] : []));
  const there = (ends: readonly NodeId[]) => ends.flatMap((end) => known.get(end) ?? []);
  const above = there(edges.filter((edge) => edge.target === id).map((edge) => edge.source));
  const below = there(edges.filter((edge) => edge.source === id).map((edge) => edge.target));
  const direction = directionOf(document) ?? "down";
  const high = middle(above, Math.max, direction);
  const low = middle(below, Math.min, direction);
  const step = STEP[direction];
  if (high === null) return low && { x: low.x - step.x, y: low.y - step.y };
  if (low === null) return { x: high.x + step.x, y: high.y + step.y };
  return { x: (high.x + low.x) / 2, y: (high.y + low.y) / 2 };
}

/** Halfway across some places, as far along the direction as the one nearest to the gap. */
function middle(
  there: readonly Position[],
  nearest: (...along: number[]) => number,
  direction: Direction,
): Position | null {
  if (there.length === 0) return null;
  const [xs, ys] = [there.map(({ x }) => x), there.map(({ y }) => y)];
  const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / there.length;
  return direction === "down" ? { x: mean(xs), y: nearest(...ys) } : { x: nearest(...xs), y: mean(ys) };
}
