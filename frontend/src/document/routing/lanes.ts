import type { Point, Position } from "../types";
import { Board } from "./board";
import type { Box } from "./boxes";
import type { Grid } from "./grid";
import type { Segment } from "./segments";

/** How far a lane stays from the cards: the first that finds a way. Between close nodes it uses a narrower one. */
const MARGINS = [12, 6, 2] as const;
/** How far around its two ends a way is looked for: the first that finds one. */
const REACHES = [240, 900, 4000] as const;

/** A drawing in which edges lead down: the cards, and the edges that lie there already. */
export interface Field {
  cards: Grid<Box>;
  edges: Grid<Segment>;
}

/**
 * The bends of an edge that leaves downwards, arrives from above and meets no card on its way: few, on a short way, and
 * beside other edges rather than on them. `null` where there is no such way.
 */
export function lane(from: Position, to: Position, field: Field, tensor: string): Point[] | null {
  for (const reach of REACHES) {
    const region = {
      left: Math.min(from.x, to.x) - reach,
      right: Math.max(from.x, to.x) + reach,
      top: Math.min(from.y, to.y) - reach,
      bottom: Math.max(from.y, to.y) + reach,
    };
    const cards = [...field.cards.within(region)];
    const edges = [...field.edges.within(region)].filter((segment) => segment.tensor !== tensor);
    for (const margin of MARGINS) {
      const start = { x: from.x, y: from.y + margin + 2 };
      const end = { x: to.x, y: to.y - margin - 2 };
      const path = new Board(start, end, cards, edges, margin).search();
      if (path !== null) return corners([from, ...path, to]);
    }
  }
  return null;
}

/** The points at which a line bends, without its ends. */
function corners(line: readonly Position[]): Point[] {
  const bends: Point[] = [];
  for (let index = 1; index < line.length - 1; index += 1) {
    const [before, here, after] = [line[index - 1], line[index], line[index + 1]];
    if (before === undefined || here === undefined || after === undefined) continue;
    const straight =
      (before.x === here.x && here.x === after.x) || (before.y === here.y && here.y === after.y);
    if (!straight) bends.push([here.x, here.y]);
  }
  return bends;
}
