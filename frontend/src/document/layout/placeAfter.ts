import { edgesOutOf } from "../graph";
import type { Direction, Document, NodeId, Position } from "../types";
import { NODE_WIDTH, positionsOf } from "./positions";

/** From a node to the next one along the direction, and to one beside it. */
const NEXT = { down: 120, right: NODE_WIDTH + 80 };
const BESIDE = { down: NODE_WIDTH + 80, right: 120 };

/** Where a node is placed that some nodes feed: after the last of them, beside what they feed already. */
export function positionAfter(
  document: Document,
  sources: readonly NodeId[],
  direction: Direction,
): Position | null {
  const at = positionsOf(document);
  const there = (ids: readonly NodeId[]) => ids.flatMap((id) => at.get(id) ?? []);
  const above = there(sources);
  if (above.length === 0) return null;
  const [along, across] = direction === "down" ? (["y", "x"] as const) : (["x", "y"] as const);
  const far = Math.max(...above.map((each) => each[along])) + NEXT[direction];
  const middle = above.reduce((sum, each) => sum + each[across], 0) / above.length;
  const fed = there(sources.flatMap((id) => edgesOutOf(document, id).map(({ target }) => target)));
  // A node further on is reached by an edge that passes here.
  const beside = fed.filter((each) => each[along] < far + NEXT[direction]).map((each) => each[across]);
  const position = {
    [along]: far,
    [across]: Math.max(middle, ...beside.map((each) => each + BESIDE[direction])),
  };
  return { x: Math.round(position.x ?? 0), y: Math.round(position.y ?? 0) };
}
