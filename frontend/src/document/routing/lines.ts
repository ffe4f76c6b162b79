import type { Direction, Point, Position } from "../types";
import { type Box, grown, meetsBox } from "./boxes";

/** How round the corners of an edge are. */
const RADIUS = 8;
/** How far a curve that runs backwards swings out. */
const CURVATURE = 0.4;
/** Into so many straight pieces a curve is cut where it is asked what it meets. */
const PIECES = 12;

/** How an edge is drawn: between its two rings, by the points at which it bends; without any it is a curve. */
export interface Course {
  from: Position;
  to: Position;
  bends: readonly Point[];
}

/** The `d` of the path of an edge. */
export function pathOf({ from, to, bends }: Course, direction: Direction): string {
  if (bends.length === 0) return curve(from, to, direction);
  const line = [toPoint(from), ...fitted(bends, from, to, direction), toPoint(to)];
  const parts = [`M${from.x},${from.y}`];
  for (let index = 1; index < line.length - 1; index += 1) {
    const [before, corner, after] = [line[index - 1], line[index], line[index + 1]];
    if (before === undefined || corner === undefined || after === undefined) continue;
    const radius = Math.min(RADIUS, apart(before, corner) / 2, apart(corner, after) / 2);
    parts.push(
      `L${text(toward(corner, before, radius))} Q${text(corner)} ${text(toward(corner, after, radius))}`,
    );
  }
  return `${parts.join(" ")} L${to.x},${to.y}`;
}

/** The straight pieces of an edge as the points between them, its ends too; of a curve about. */
export function lineOf({ from, to, bends }: Course, direction: Direction): Point[] {
  if (bends.length > 0) return [toPoint(from), ...fitted(bends, from, to, direction), toPoint(to)];
  if (isStraight(from, to, direction)) return [toPoint(from), toPoint(to)];
  const [one, other] = controls(from, to, direction);
  return Array.from({ length: PIECES + 1 }, (_, index) => {
    const t = index / PIECES;
    const at = (a: number, b: number, c: number, d: number) =>
      (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
    return [at(from.x, one.x, other.x, to.x), at(from.y, one.y, other.y, to.y)];
  });
}

/** The bends where the ends are now: the first and the last piece run along the direction, straight from their rings. */
function fitted(
  bends: readonly Point[],
  from: Position,
  to: Position,
  direction: Direction,
): readonly Point[] {
  if (bends.length < 2) return bends;
  const last = bends.length - 1;
  return bends.map(([x = 0, y = 0], index) => {
    if (index !== 0 && index !== last) return [x, y];
    const end = index === 0 ? from : to;
    return direction === "down" ? [end.x, y] : [x, end.y];
  });
}

/** Whether an edge without bends is a line that runs along the direction. */
export function isStraight(from: Position, to: Position, direction: Direction): boolean {
  return direction === "down"
    ? Math.abs(from.x - to.x) < 1 && to.y > from.y
    : Math.abs(from.y - to.y) < 1 && to.x > from.x;
}

/** Whether a line meets none of some cards, grown by some room. */
export function isClear(line: readonly Point[], cards: Iterable<Box>, room: number): boolean {
  for (const card of cards) {
    const box = grown(card, room);
    for (let index = 1; index < line.length; index += 1) {
      const [ax = 0, ay = 0] = line[index - 1] ?? [];
      const [bx = 0, by = 0] = line[index] ?? [];
      if (meetsBox(box, ax, ay, bx, by)) return false;
    }
  }
  return true;
}

/** What a line takes up. */
export function boxAround(line: readonly Point[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x = 0, y = 0] of line) {
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

/** A curve that leaves and arrives along the direction. */
function curve(from: Position, to: Position, direction: Direction): string {
  const [one, other] = controls(from, to, direction);
  return `M${from.x},${from.y} C${one.x},${one.y} ${other.x},${other.y} ${to.x},${to.y}`;
}

function controls(from: Position, to: Position, direction: Direction): [Position, Position] {
  if (direction === "down") {
    const swing = swingOf(to.y - from.y);
    return [
      { x: from.x, y: from.y + swing },
      { x: to.x, y: to.y - swing },
    ];
  }
  const swing = swingOf(to.x - from.x);
  return [
    { x: from.x + swing, y: from.y },
    { x: to.x - swing, y: to.y },
  ];
}

function swingOf(distance: number): number {
  return distance >= 0 ? distance / 2 : CURVATURE * 25 * Math.sqrt(-distance);
}

function toPoint({ x, y }: Position): Point {
  return [x, y];
}

function apart([ax = 0, ay = 0]: Point, [bx = 0, by = 0]: Point): number {
  return Math.hypot(ax - bx, ay - by);
}

/** The point so far from one on the way to another. */
function toward([ax = 0, ay = 0]: Point, to: Point, distance: number): Point {
  const [bx = 0, by = 0] = to;
  const share = distance / Math.max(apart([ax, ay], to), 1e-9);
  return [ax + (bx - ax) * share, ay + (by - ay) * share];
}

function text([x = 0, y = 0]: Point): string {
  return `${Math.round(x * 100) / 100},${Math.round(y * 100) / 100}`;
}
