import type { Point } from "../types";
import type { Box } from "./boxes";
import type { Grid } from "./grid";

/** One straight piece of an edge; its box is as thin as the piece. */
export interface Segment extends Box {
  ax: number;
  ay: number;
  bx: number;
  by: number;
  /** The tensor it carries, as a text: pieces of one tensor may lie on each other. */
  tensor: string;
  /** The `edgeKey` of its edge. */
  edge: string;
}

/** The pieces of a line of points. */
export function segmentsOf(line: readonly Point[], tensor: string, edge: string): Segment[] {
  return line.slice(1).map(([bx = 0, by = 0], place) => {
    const [ax = 0, ay = 0] = line[place] ?? [];
    return {
      ...{ ax, ay, bx, by, tensor, edge },
      left: Math.min(ax, bx),
      top: Math.min(ay, by),
      right: Math.max(ax, bx),
      bottom: Math.max(ay, by),
    };
  });
}

export function addLine(grid: Grid<Segment>, line: readonly Point[], tensor: string, edge: string): void {
  for (const segment of segmentsOf(line, tensor, edge)) grid.add(segment);
}
