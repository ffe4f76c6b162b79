import { type Type, widthOf } from "../display/measureText";
import { edgesInto, edgesOutOf } from "../graph";
import { notesOf } from "../notes";
import type { Direction, Document, Edge, Position } from "../types";
import { type Box, grown, meetsBox } from "./boxes";
import { Grid } from "./grid";
import { boxAround, type Course, lineOf } from "./lines";
import type { Routing } from "./routeEdges";
import { type Segment, segmentsOf } from "./segments";

/** The letters of a label, which are on the line `y` and reach so far above and below it. */
export const LABEL: Type = { size: 11, mono: true };
const ABOVE = 9;
const BELOW = 3;
/** How far a label stays from its own edge, from other things, and from the bends of its edge. */
const BESIDE = 8;
const CLEAR = 2;
const FROM_BEND = 6;
/** How far a curve that runs backwards may swing out beyond its ends. */
const SWING = 96;
const MOST_WIDTHS = 4096;
/** The tag of a port, as the style sheet of the rings has it. */
const TAG = { aside: 4, sign: 6.1, high: 16 };

export interface LabelPosition extends Position {
  /** The text ends here instead of beginning. */
  left: boolean;
}

/** An edge by what it takes up; its pieces are found out where something is near. */
interface Drawn extends Box {
  course: Course;
  pieces: readonly Segment[] | null;
}

/**
 * The positions of the labels: beside their edges, and on no card, no edge, no note and no other text. They are
 * placed one after the other, as they are asked for.
 */
export class Labels {
  private readonly things: Grid<Box>;
  private readonly lines = new Grid<Drawn>();
  private readonly drawn = new Map<string, Drawn>();
  private readonly positions = new Map<string, LabelPosition | null>();

  constructor(
    private readonly document: Document,
    private readonly routing: Routing,
    private readonly texts: ReadonlyMap<string, string>,
    private readonly direction: Direction,
  ) {
    this.things = new Grid<Box>([...routing.cards.values()].map((card) => grown(card, CLEAR)));
    for (const { x, y, width, height } of Object.values(notesOf(document))) {
      this.things.add({ left: x, top: y, right: x + width, bottom: y + height });
    }
    for (const [key, course] of routing.edges) {
      const { edge, from, to, bends } = course;
      if (edgesInto(document, edge.target).length > 1) this.things.add(tagBox(edge, to));
      // A curve stays between its ends but where it runs backwards, and is then no further out than its swing.
      const around = boxAround([[from.x, from.y], ...bends, [to.x, to.y]]);
      const drawn = { ...grown(around, bends.length === 0 ? SWING : 0), course, pieces: null };
      this.drawn.set(key, drawn);
      this.lines.add(drawn);
    }
  }

  /** The place of the text of an edge, by its `edgeKey`; `null` where it has none, or there is no room. */
  positionOf(key: string): LabelPosition | null {
    const known = this.positions.get(key);
    if (known !== undefined) return known;
    const position = this.found(key);
    this.positions.set(key, position);
    return position;
  }

  private found(key: string): LabelPosition | null {
    const text = this.texts.get(key) ?? "";
    const drawn = this.drawn.get(key);
    const edge = this.routing.edges.get(key)?.edge;
    if (text === "" || drawn === undefined || edge === undefined) return null;
    const width = textWidth(text);
    const line = this.piecesOf(drawn);
    const fromStart = isAlone(this.document, edge);
    const isCurve = drawn.course.bends.length === 0 && line.length > 1;
    const tried = isCurve
      ? besideCurve(drawn.course, width, fromStart, this.direction)
      : besidePieces(line, width, fromStart);
    for (const position of tried) {
      const box = boxOf(position, width);
      if (this.isTaken(grown(box, CLEAR))) continue;
      this.things.add(box);
      return position;
    }
    return null;
  }

  private isTaken(box: Box): boolean {
    if (this.things.some(box, () => true)) return true;
    return this.lines.some(box, (drawn) =>
      this.piecesOf(drawn).some(({ ax, ay, bx, by }) => meetsBox(box, ax, ay, bx, by)),
    );
  }

  private piecesOf(drawn: Drawn): readonly Segment[] {
    drawn.pieces ??= segmentsOf(lineOf(drawn.course, this.direction), "");
    return drawn.pieces;
  }
}

/** What the number, or the name, of a port takes up beside its ring. */
function tagBox({ target_input }: Edge, { x, y }: Position): Box {
  const signs = target_input ? target_input.length + 2 : 2;
  return { left: x - TAG.aside - signs * TAG.sign, right: x - TAG.aside, top: y - TAG.high, bottom: y };
}

const widths = new Map<string, number>();

/** Shapes are few, and to measure one takes long. */
function textWidth(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  if (widths.size > MOST_WIDTHS) widths.clear();
  const width = widthOf(text, LABEL);
  widths.set(text, width);
  return width;
}

/** What a label takes up. */
export function boxOf({ x, y, left }: LabelPosition, width: number): Box {
  const start = left ? x - width : x;
  return { left: start, right: start + width, top: y - ABOVE, bottom: y + BELOW };
}

/** Places beside a curve: at the one end, at the other, and where it runs across. */
function* besideCurve(
  { from, to }: Course,
  width: number,
  fromStart: boolean,
  direction: Direction,
): Generator<LabelPosition> {
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

/** Places beside the straight pieces of an edge, the best first: from the end where it is better distinguished from others. */
function* besidePieces(
  line: readonly Segment[],
  width: number,
  fromStart: boolean,
): Generator<LabelPosition> {
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

/** Whether an edge is better distinguished from others at its beginning than at its end. */
function isAlone(document: Document, edge: Edge): boolean {
  if (edgesInto(document, edge.target).length > 1) return true;
  const output = edge.source_output ?? 0;
  return (
    edgesOutOf(document, edge.source).filter((other) => (other.source_output ?? 0) === output).length < 2
  );
}
