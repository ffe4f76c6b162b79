import type { Known } from "../catalog/ports";
import { declaringNode, nodesOf } from "../graph";
import { OP_INSET, sizeOf } from "../layout/nodeSize";
import { positionOf } from "../layout/positions";
import type { Document, NodeId } from "../types";

/** Something on the canvas that an edge goes round, by its sides. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The cards of a graph as they are drawn, by node; an id used twice is drawn once. One of `before` that is as it was stays. */
export function cardBoxes(
  document: Document,
  catalog: Known | null,
  before?: ReadonlyMap<NodeId, Box>,
): Map<NodeId, Box> {
  const boxes = new Map<NodeId, Box>();
  for (const node of nodesOf(document)) {
    if (boxes.has(node.id)) continue;
    const { x, y } = positionOf(document, node.id);
    const { width, height } = sizeOf(document, node, catalog);
    const inset = declaringNode(document, node)?.kind === "op" ? OP_INSET : 0;
    const box = { left: x + inset, top: y, right: x + width - inset, bottom: y + height };
    const old = before?.get(node.id);
    boxes.set(node.id, old !== undefined && sameBox(old, box) ? old : box);
  }
  return boxes;
}

/** The box with its axes exchanged: what leads to the right is looked at as leading down. */
export function turnedBox({ left, top, right, bottom }: Box): Box {
  return { left: top, top: left, right: bottom, bottom: right };
}

/** The box with so much room on each side; with less than none it is smaller. */
export function grown({ left, top, right, bottom }: Box, room: number): Box {
  return { left: left - room, top: top - room, right: right + room, bottom: bottom + room };
}

/** Whether two boxes have more than a side in common. */
export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}

export function sameBox(a: Box, b: Box): boolean {
  return a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom;
}

/** Whether the inside of a box is met by the straight line between two points. */
export function meetsBox(
  { left, top, right, bottom }: Box,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): boolean {
  if (ax <= left && bx <= left) return false;
  if (ax >= right && bx >= right) return false;
  if (ay <= top && by <= top) return false;
  if (ay >= bottom && by >= bottom) return false;
  if (ax === bx || ay === by) return true;
  // Liang and Barsky: what is left of the line between each pair of sides.
  const [x, y] = [bx - ax, by - ay];
  const enters = Math.max(
    0,
    Math.min((left - ax) / x, (right - ax) / x),
    Math.min((top - ay) / y, (bottom - ay) / y),
  );
  const leaves = Math.min(
    1,
    Math.max((left - ax) / x, (right - ax) / x),
    Math.max((top - ay) / y, (bottom - ay) / y),
  );
  return enters < leaves;
}
