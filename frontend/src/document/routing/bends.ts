import type { Point, Position } from "../types";
import { type Box, grown } from "./boxes";
import type { Grid } from "./grid";
import { boxAround, isClear, isStraight, lineOf } from "./lines";

/** A curve stays so far from the cards; a straight line, and what the document says, may touch them. */
export const ROOM = 6;
const TOUCHING = -1;

/** The bends of an edge where its points are right or it needs none; `null` where a card is in the way. */
export function bendsOf(
  from: Position,
  to: Position,
  points: readonly Point[],
  cards: Grid<Box>,
  own: readonly (Box | undefined)[],
): readonly Point[] | null {
  if (points.length > 0 && leads(from, to, points)) {
    const line = lineOf({ from, to, bends: points }, "down");
    if (isClear(line, cards.within(boxAround(line)), TOUCHING)) return points;
  }
  if (to.y <= from.y) return null;
  const around = grown(
    boxAround([
      [from.x, from.y],
      [to.x, to.y],
    ]),
    ROOM,
  );
  const between = [...cards.within(around)].filter((card) => !own.includes(card));
  if (between.length === 0) return [];
  const room = isStraight(from, to, "down") ? TOUCHING : ROOM;
  return isClear(lineOf({ from, to, bends: [] }, "down"), between, room) ? [] : null;
}

/** Whether an edge leaves downwards and arrives from above by its points. */
function leads(from: Position, to: Position, points: readonly Point[]): boolean {
  return (points[0]?.[1] ?? from.y) >= from.y && (points.at(-1)?.[1] ?? to.y) <= to.y;
}
