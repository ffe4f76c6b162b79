import type { Point } from "../types";

/** The diagonals that hatch a box from its lower left to its upper right, `step` apart along an edge. */
export function hatch(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  step: number,
): [Point, Point][] {
  const lines: [Point, Point][] = [];
  for (let at = step; at < width + height; at += step) {
    const from: Point = at <= height ? [x, y + at] : [x + at - height, y + height];
    const to: Point = at <= width ? [x + at, y] : [x + width, y + at - width];
    lines.push([from, to]);
  }
  return lines;
}
