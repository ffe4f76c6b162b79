import type { Catalog } from "@schema";
import { type Box, cardBoxes } from "../../src/document/routing/boxes";
import { pathOf } from "../../src/document/routing/lines";
import { routing } from "../../src/document/routing/routeEdges";
import type { Direction, Document } from "../../src/document/types";

/** Into so many pieces each part of a path is cut. */
const PIECES = 24;

type Point = readonly [number, number];

/** The points of a path of `M`, `L`, `Q` and `C`, close beside each other on its curves. */
export function pointsOf(d: string): Point[] {
  const points: Point[] = [];
  for (const [, command, numbers = ""] of d.matchAll(/([MLQC])([^MLQC]*)/g)) {
    const values = numbers
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const given = values.flatMap((x, at): Point[] =>
      at % 2 === 0 ? [[x, values[at + 1] ?? Number.NaN]] : [],
    );
    const [start] = points.slice(-1);
    if (command === "M" || command === "L" || start === undefined) points.push(...given);
    else for (let at = 1; at <= PIECES; at += 1) points.push(bezier([start, ...given], at / PIECES));
  }
  return points;
}

function bezier(points: readonly Point[], t: number): Point {
  const [first = [0, 0], ...rest] = points;
  if (rest.length === 0) return first;
  return bezier(
    rest.map(([x, y], at): Point => {
      const [fromX, fromY] = points[at] ?? first;
      return [fromX + (x - fromX) * t, fromY + (y - fromY) * t];
    }),
    t,
  );
}

/** `edge over node` for every edge of a drawing that lies on a card, its own cards too; what touches a side is beside it. */
export function hidden(document: Document, catalog: Catalog, direction: Direction): string[] {
  const cards = cardBoxes(document, catalog);
  return [...routing(document, catalog, direction).edges].flatMap(([key, course]) => {
    return covers(pathOf(course, direction), cards).map((id) => `${key} over ${id}`);
  });
}

/** The names of the boxes that a path lies on. */
export function covers(d: string, boxes: ReadonlyMap<string, Box>): string[] {
  const points = pointsOf(d);
  if (points.length < 2 || points.some((point) => point.some(Number.isNaN))) throw new Error(`no line: ${d}`);
  return [...boxes].flatMap(([name, box]) => (isNear(points, box) && lies(points, box) ? [name] : []));
}

function isNear(points: readonly Point[], { left, top, right, bottom }: Box): boolean {
  const within = (axis: 0 | 1, low: number, high: number) =>
    points.some((point) => point[axis] > low) && points.some((point) => point[axis] < high);
  return within(0, left, right) && within(1, top, bottom);
}

function lies(points: readonly Point[], { left, top, right, bottom }: Box): boolean {
  return points.some(([bx, by], at) => {
    const [ax, ay] = points[at - 1] ?? [bx, by];
    if (Math.max(ax, bx) <= left || Math.min(ax, bx) >= right) return false;
    if (Math.max(ay, by) <= top || Math.min(ay, by) >= bottom) return false;
    const steps = Math.max(1, Math.ceil(Math.hypot(bx - ax, by - ay) / 2));
    for (let step = 0; step <= steps; step += 1) {
      const [x, y] = [ax + ((bx - ax) * step) / steps, ay + ((by - ay) * step) / steps];
      if (x > left + 1 && x < right - 1 && y > top + 1 && y < bottom - 1) return true;
    }
    return false;
  });
}
