import { edgesInto, edgesOutOf, nodesOf } from "../../document/graph";
import { positionsOf } from "../../document/layout/positions";
import type { Document, NodeId } from "../../document/types";

export type ArrowMove = "onward" | "back" | "before" | "after";

/** The node that an arrow key leads to: along an edge, or to the nearest neighbour beside it. */
export function arrowTarget(
  document: Document,
  from: NodeId,
  move: ArrowMove,
  direction: "down" | "right",
): NodeId | null {
  const positions = positionsOf(document);
  const start = positions.get(from);
  if (start === undefined) return null;
  if (move === "onward") return edgesOutOf(document, from)[0]?.target ?? null;
  if (move === "back") return edgesInto(document, from)[0]?.source ?? null;
  const across = direction === "down" ? "x" : "y";
  const along = direction === "down" ? "y" : "x";
  const sign = move === "after" ? 1 : -1;
  let best: { id: NodeId; distance: number } | null = null;
  for (const { id } of nodesOf(document)) {
    const position = positions.get(id);
    if (position === undefined || id === from) continue;
    const sideways = (position[across] - start[across]) * sign;
    if (sideways <= 0) continue;
    const distance = sideways + 3 * Math.abs(position[along] - start[along]);
    if (best === null || distance < best.distance) best = { id, distance };
  }
  return best?.id ?? null;
}
