import type { Known } from "../catalog/ports";
import { handlesOf } from "../connect/handles";
import { slotOfEdge } from "../connect/slots";
import { findNode } from "../graph";
import type { Direction, Document, Edge, NodeId, Position } from "../types";
import type { Box } from "./boxes";

/** From the middle of a card's border to the rim of its ring. */
const RIM = 3.5;
const BORDER = 1;

/** Where an edge leaves its source and arrives at its target; `null` where it has not both. */
export function endsOf(
  document: Document,
  edge: Edge,
  cards: ReadonlyMap<NodeId, Box>,
  catalog: Known | null,
  direction: Direction,
): { from: Position; to: Position } | null {
  const [source, target] = [findNode(document, edge.source), findNode(document, edge.target)];
  const [above, below] = [cards.get(edge.source), cards.get(edge.target)];
  if (!source || !target || !above || !below) return null;
  const output = `out|${edge.source_output ?? 0}`;
  const slot = slotOfEdge(document, edge, catalog);
  const leaves = handlesOf(document, source, catalog).outputs.find(({ id }) => id === output);
  const enters = handlesOf(document, target, catalog).inputs.find(({ id }) => id === slot);
  return {
    from: ringOn(above, leaves?.share ?? 0.5, direction, true),
    to: ringOn(below, enters?.share ?? 0.5, direction, false),
  };
}

function ringOn(box: Box, share: number, direction: Direction, isOutput: boolean): Position {
  if (direction === "down") {
    const x = box.left + BORDER + share * (box.right - box.left - 2 * BORDER);
    return { x, y: isOutput ? box.bottom + RIM : box.top - RIM };
  }
  const y = box.top + BORDER + share * (box.bottom - box.top - 2 * BORDER);
  return { x: isOutput ? box.right + RIM : box.left - RIM, y };
}
