import { nodesOf } from "../graph";
import type { Document, NodeId, Position } from "../types";
import { layered } from "./layering";

/** What a node takes up on the canvas, in canvas units. The server knows the same numbers (`graph/edge_routes.py`). */
export const NODE_WIDTH = 196;
export const NODE_HEIGHT = 56;

/** The room that is left around a node. */
const GAP = 24;
const STEP = 20;
/** What a node takes up with the room around it. */
export const WIDE = NODE_WIDTH + GAP;
export const HIGH = NODE_HEIGHT + GAP;

/** A node's position; without one in the document, where its edges put it. */
export function positionOf(document: Document, id: NodeId): Position {
  return document.layout?.[id] ?? layered(document).get(id) ?? { x: 0, y: 0 };
}

export function positionsOf(document: Document): Map<NodeId, Position> {
  return new Map(nodesOf(document).map((node) => [node.id, positionOf(document, node.id)]));
}

/** Whether a node at a place lies on none of those that are there. */
export function isFree(there: readonly Position[], { x, y }: Position): boolean {
  return there.every((other) => Math.abs(other.x - x) >= WIDE || Math.abs(other.y - y) >= HIGH);
}

/** A place and those about it, the nearest first. */
export function* around({ x, y }: Position): Generator<Position> {
  for (let ring = 0; ring < 200; ring += 1) {
    const away = ring * STEP;
    for (const [dx, dy] of [
      [0, away],
      [away, 0],
      [-away, 0],
      [away, away],
      [-away, away],
      [0, -away],
    ] as const) {
      yield { x: Math.round(x + dx), y: Math.round(y + dy) };
    }
  }
}

/** The free position nearest to the wanted one: a new node never lies on another. */
export function freePosition(
  document: Document,
  wanted: Position,
  taken: readonly Position[] = [],
): Position {
  const there = [...positionsOf(document).values(), ...taken];
  for (const position of around(wanted)) if (isFree(there, position)) return position;
  return { x: Math.max(...there.map((position) => position.x)) + WIDE, y: wanted.y };
}
