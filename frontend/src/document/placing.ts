import { nodesOf } from "./graph";
import { layered } from "./layering";
import type { Document, NodeId, Position } from "./types";

/** A node's size on the canvas, and the room that is left around it. */
export const NODE_WIDTH = 196;
export const NODE_HEIGHT = 56;
const GAP = 24;
const STEP = 20;

/** A node's place; one that has none yet stands where its wires put it. */
export function placeOf(document: Document, id: NodeId): Position {
  return document.layout?.[id] ?? layered(document).get(id) ?? { x: 0, y: 0 };
}

export function places(document: Document): Map<NodeId, Position> {
  return new Map(nodesOf(document).map((node) => [node.id, placeOf(document, node.id)]));
}

/** The free place nearest to the one wished for: a new node never lies on another. */
export function freePlace(document: Document, wished: Position, taken: readonly Position[] = []): Position {
  const there = [...places(document).values(), ...taken];
  const free = ({ x, y }: Position) =>
    there.every(
      (other) => Math.abs(other.x - x) >= NODE_WIDTH + GAP || Math.abs(other.y - y) >= NODE_HEIGHT + GAP,
    );
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
      const place = { x: Math.round(wished.x + dx), y: Math.round(wished.y + dy) };
      if (free(place)) return place;
    }
  }
  return { x: Math.max(...there.map((place) => place.x)) + NODE_WIDTH + GAP, y: wished.y };
}
