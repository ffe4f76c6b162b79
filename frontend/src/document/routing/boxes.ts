import type { Known } from "../catalog/ports";
import { declaringNode, nodesOf } from "../graph";
import { OP_INSET, sizeOf } from "../layout/cardSize";
import { placeOf } from "../layout/placing";
import type { Document, NodeId } from "../types";

/** Something on the canvas that an edge goes round, by its sides. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The cards of a graph as they are drawn, by node; an id used twice is drawn once. */
export function cardBoxes(document: Document, catalog: Known | null): Map<NodeId, Box> {
  const boxes = new Map<NodeId, Box>();
  for (const node of nodesOf(document)) {
    if (boxes.has(node.id)) continue;
    const { x, y } = placeOf(document, node.id);
    const { width, height } = sizeOf(document, node, catalog);
    const inset = declaringNode(document, node)?.kind === "op" ? OP_INSET : 0;
    boxes.set(node.id, { left: x + inset, top: y, right: x + width - inset, bottom: y + height });
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

/** Whether the inside of a box is met by the straight line between two points. */
export function meetsBox(box: Box, ax: number, ay: number, bx: number, by: number): boolean {
  let [enters, leaves] = [0, 1];
  // Liang and Barsky: what is left of the line between each pair of sides.
  for (const [from, step, low, high] of [
    [ax, bx - ax, box.left, box.right],
    [ay, by - ay, box.top, box.bottom],
  ] as const) {
    if (step === 0) {
      if (from <= low || from >= high) return false;
      continue;
    }
    const [one, other] = [(low - from) / step, (high - from) / step];
    enters = Math.max(enters, Math.min(one, other));
    leaves = Math.min(leaves, Math.max(one, other));
    if (enters >= leaves) return false;
  }
  return true;
}
