import { wiresIntoNode, wiresOutOf } from "../graph";
import { notesOf } from "../noting";
import { type Type, widthOf } from "../picture/measure";
import type { Direction, Document, Edge, Position } from "../types";
import { type Box, grown, meetsBox } from "./boxes";
import { Grid } from "./grid";
import { type Course, lineOf } from "./lines";
import type { Routing } from "./routing";
import { type Segment, segmentsOf } from "./segments";

/** The letters of a label, which stand on the line `y` and reach so far above and below it. */
export const LABEL: Type = { size: 11, mono: true };
const ABOVE = 9;
const BELOW = 3;
/** How far a label stays from its own edge, from other things, and from the bends of its edge. */
const BESIDE = 8;
const CLEAR = 2;
const FROM_BEND = 6;

export interface LabelPlace extends Position {
  /** The text ends here instead of beginning. */
  left: boolean;
}

/**
 * Where the text of each edge stands, by `edgeKey`: beside the edge, and on no card, no edge, no note and no other text.
 * One for which there is no such place is left out.
 */
export function labelPlaces(
  document: Document,
  { edges, cards }: Routing,
  texts: ReadonlyMap<string, string>,
  direction: Direction,
): Map<string, LabelPlace> {
  const things = new Grid<Box>([...cards.values()].map((card) => grown(card, CLEAR)));
  for (const { x, y, width, height } of Object.values(notesOf(document))) {
    things.add({ left: x, top: y, right: x + width, bottom: y + height });
  }
  const lines = new Map<string, Segment[]>();
  const segments = new Grid<Segment>();
  for (const [key, routed] of edges) {
    const line = segmentsOf(lineOf(routed, direction), "", key);
    lines.set(key, line);
    for (const segment of line) segments.add(segment);
  }
  const places = new Map<string, LabelPlace>();
  const widths = new Map<string, number>();
  for (const [key, routed] of edges) {
    const text = texts.get(key) ?? "";
    if (text === "") continue;
    const width = widths.get(text) ?? widthOf(text, LABEL);
    widths.set(text, width);
    const fromStart = isAlone(document, routed.edge);
    const line = lines.get(key) ?? [];
    const tried =
      routed.bends.length > 0 || line.length === 1
        ? besidePieces(line, width, fromStart)
        : besideCurve(routed, width, fromStart, direction);
    for (const place of tried) {
      const box = boxOf(place, width);
      const near = grown(box, CLEAR);
      const isTaken =
        things.some(near, () => true) ||
        segments.some(near, ({ ax, ay, bx, by }) => meetsBox(near, ax, ay, bx, by));
      if (isTaken) continue;
      places.set(key, place);
      things.add(box);
      break;
    }
  }
  return places;
}

/** What a label takes up. */
export function boxOf({ x, y, left }: LabelPlace, width: number): Box {
  const start = left ? x - width : x;
  return { left: start, right: start + width, top: y - ABOVE, bottom: y + BELOW };
}

/** Places beside a curve: at the one end, at the other, and where it runs across. */
function* besideCurve(
  { from, to }: Course,
  width: number,
  fromStart: boolean,
  direction: Direction,
): Generator<LabelPlace> {
  for (const atStart of [fromStart, !fromStart]) {
    const { x, y } = atStart ? from : to;
    const onward = atStart ? 1 : -1;
    if (direction === "right") {
      const start = { x: x + onward * BESIDE, left: !atStart };
      yield { ...start, y: y - BELOW - FROM_BEND };
      yield { ...start, y: y + ABOVE + FROM_BEND };
      continue;
    }
    for (const away of [FROM_BEND + ABOVE, 2 * FROM_BEND + ABOVE]) {
      const baseline = y + onward * away + (atStart ? 0 : ABOVE - BELOW);
      yield { x: x + BESIDE + BELOW, y: baseline, left: false };
      yield { x: x - BESIDE - BELOW, y: baseline, left: true };
    }
  }
  const middle = { x: (from.x + to.x - width) / 2, y: (from.y + to.y) / 2, left: false };
  for (const away of [8, 16, 24]) {
    yield { ...middle, y: middle.y - BELOW - away };
    yield { ...middle, y: middle.y + ABOVE + away };
  }
}

/** Places beside the straight pieces of an edge, the best first: from the end where it is better told from others. */
function* besidePieces(line: readonly Segment[], width: number, fromStart: boolean): Generator<LabelPlace> {
  const straight = line.length === 1;
  for (const piece of fromStart ? line : [...line].reverse()) {
    const level = Math.abs(piece.bx - piece.ax) > Math.abs(piece.by - piece.ay);
    const length = level ? piece.right - piece.left : piece.bottom - piece.top;
    const needed = level ? width : ABOVE + BELOW;
    const room = length - needed - 2 * FROM_BEND;
    if (room < 0) continue;
    const shares = straight ? [0.5, 0, 1] : fromStart ? [0, 0.5, 1] : [1, 0.5, 0];
    for (const share of shares) {
      // How far along the piece the middle of the text is.
      const t = (FROM_BEND + needed / 2 + share * room) / length;
      const x = piece.ax + (piece.bx - piece.ax) * t;
      const y = piece.ay + (piece.by - piece.ay) * t;
      if (level) {
        const rise = Math.abs(piece.by - piece.ay) * (needed / 2 / length);
        yield { x: x - width / 2, y: y - BELOW - CLEAR - 1 - rise, left: false };
        yield { x: x - width / 2, y: y + ABOVE + CLEAR + 1 + rise, left: false };
      } else {
        const lean = Math.abs(piece.bx - piece.ax) * (needed / 2 / length);
        yield { x: x + BESIDE + lean, y: y + (ABOVE - BELOW) / 2, left: false };
        yield { x: x - BESIDE - lean, y: y + (ABOVE - BELOW) / 2, left: true };
      }
    }
  }
}

/** Whether an edge is better told from others at its beginning than at its end. */
function isAlone(document: Document, edge: Edge): boolean {
  if (wiresIntoNode(document, edge.target).length > 1) return true;
  const output = edge.source_output ?? 0;
  return wiresOutOf(document, edge.source).filter((wire) => (wire.source_output ?? 0) === output).length < 2;
}
