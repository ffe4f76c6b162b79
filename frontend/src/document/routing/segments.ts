import type { Point } from "../types";
import type { Box } from "./boxes";

/** One straight piece of an edge; its box is as thin as the piece. */
export interface Segment extends Box {
  ax: number;
  ay: number;
  bx: number;
  by: number;
  /** The tensor it carries, as a text: pieces of one tensor may lie on each other. */
  tensor: string;
}

/** The pieces of a line of points. */
export function segmentsOf(line: readonly Point[], tensor: string): Segment[] {
  const segments: Segment[] = [];
  for (let index = 1; index < line.length; index += 1) {
    const [ax = 0, ay = 0] = line[index - 1] ?? [];
    const [bx = 0, by = 0] = line[index] ?? [];
    const [left, right] = ax < bx ? [ax, bx] : [bx, ax];
    const [top, bottom] = ay < by ? [ay, by] : [by, ay];
    segments.push({ ax, ay, bx, by, tensor, left, right, top, bottom });
  }
  return segments;
}
