import type { Position } from "../types";

/** Something on the canvas by its sides: a node, or a note. */
export interface Box extends Position {
  id: string;
  width: number;
  height: number;
}

export type Alignment =
  | "alignLeft"
  | "alignCenter"
  | "alignRight"
  | "alignTop"
  | "alignMiddle"
  | "alignBottom"
  | "distributeAcross"
  | "distributeDown";

/** How many are needed for it to change anything. */
export function leastFor(how: Alignment): number {
  return how === "distributeAcross" || how === "distributeDown" ? 3 : 2;
}

/** The positions of the boxes when they are aligned or distributed; those that stay are left out. */
export function aligned(boxes: readonly Box[], how: Alignment): Map<string, Position> {
  const positions = new Map<string, Position>();
  if (boxes.length < leastFor(how)) return positions;
  const to = target(boxes, how);
  for (const box of boxes) {
    const position = { x: box.x, y: box.y, ...to(box) };
    if (position.x !== box.x || position.y !== box.y) positions.set(box.id, position);
  }
  return positions;
}

function target(boxes: readonly Box[], how: Alignment): (box: Box) => Partial<Position> {
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  switch (how) {
    case "alignLeft":
      return () => ({ x: left });
    case "alignRight":
      return ({ width }) => ({ x: right - width });
    case "alignCenter":
      return ({ width }) => ({ x: (left + right - width) / 2 });
    case "alignTop":
      return () => ({ y: top });
    case "alignBottom":
      return ({ height }) => ({ y: bottom - height });
    case "alignMiddle":
      return ({ height }) => ({ y: (top + bottom - height) / 2 });
    case "distributeAcross":
      return spread(boxes, "x", "width");
    case "distributeDown":
      return spread(boxes, "y", "height");
  }
}

/** Equal gaps between neighbours; the first and the last stay. */
function spread(boxes: readonly Box[], axis: "x" | "y", size: "width" | "height") {
  const inOrder = [...boxes].sort((a, b) => a[axis] + a[size] / 2 - (b[axis] + b[size] / 2));
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  const start = first?.[axis] ?? 0;
  const end = last === undefined ? 0 : last[axis] + last[size];
  const filled = boxes.reduce((sum, box) => sum + box[size], 0);
  const gap = (end - start - filled) / (boxes.length - 1);
  const at = new Map<string, number>();
  let next = start;
  for (const box of inOrder) {
    at.set(box.id, next);
    next += box[size] + gap;
  }
  return (box: Box): Partial<Position> => ({ [axis]: at.get(box.id) ?? box[axis] });
}
