import { APART, CLASS, NAME } from "../display/cardText";
import { hatch } from "../display/hatch";
import { cut, type Type, widthOf } from "../display/measureText";
import { splitName } from "../display/nodeFace";
import type { Position } from "../types";
import { type Box, type Flow, type PictureHandle, RIM } from "./box";
import { mark, short, words } from "./elements";
import type { Face } from "./nodeText";
import { bandOf, MONO, type Palette } from "./palette";

const RADIUS = 8;
const BAND = 4;
const LINE: Type = { size: 11, mono: true };
const EXPRESSION: Type = { size: 12, mono: true, bold: true };
/** As much as there must be of what somebody called an operation, to say something. */
const LEAST_NAME = 40;

/** A node as it is on the canvas. */
export function nodeMarks(box: Box, face: Face, palette: Palette): string {
  const band = bandOf(face.family, palette);
  const outline = {
    fill: palette.panel,
    stroke: face.further ? band : palette.line,
    "stroke-dasharray": face.further ? "4 3" : undefined,
  };
  const sheet =
    face.kind === "model"
      ? [card({ ...box, x: box.x + 4, y: box.y + 4 }, { fill: palette.panel, stroke: band })]
      : [];
  const frozen = face.frozen ? [hatchMark(box, palette), lockMark(box, palette)] : [];
  return mark(
    "g",
    {},
    ...sheet,
    card(box, outline),
    ...frozen,
    bandMark(box, band),
    ...textMarks(box, face, palette),
  );
}

function card({ x, y, width, height }: Box, more: Record<string, string | undefined>): string {
  return mark("rect", { x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, rx: RADIUS, ...more });
}

/** As far apart as on the canvas; the first and the last would lie outside the round corners. */
const HATCH = 11;

function hatchMark(box: Box, palette: Palette): string {
  const lines = hatch({ x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2 }, HATCH);
  const d = lines.map(([[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]]) => `M${x1},${y1} L${x2},${y2}`).join(" ");
  return mark("path", { d, stroke: palette.line, "stroke-width": 1 });
}

/** A lock in the lower right corner. */
function lockMark({ x, y, width, height }: Box, palette: Palette): string {
  const [left, top] = [x + width - 15, y + height - 12];
  const d = `M${left + 1.5},${top + 3.5} v-2 a2,2 0 0 1 4,0 v2`;
  return [
    mark("path", { d, fill: palette.panel, stroke: palette.mute, "stroke-width": 1.2 }),
    mark("rect", { x: left, y: top + 3.5, width: 7, height: 5, rx: 1, fill: palette.mute }),
  ].join("");
}

/** How far below the top the round of a corner is where the band ends. */
const ROUND = RADIUS - Math.sqrt(RADIUS ** 2 - (RADIUS - BAND) ** 2);

/** The colour of the family, along the left edge and into its corners. */
function bandMark({ x, y, height }: Box, fill: string): string {
  const corner = `A${RADIUS},${RADIUS} 0 0 0`;
  const [top, bottom] = [short(y + ROUND), short(y + height - ROUND)];
  const d = `M${x + BAND},${top} ${corner} ${x},${y + RADIUS} V${y + height - RADIUS} ${corner} ${x + BAND},${bottom} Z`;
  return mark("path", { d, fill });
}

function textMarks(box: Box, face: Face, palette: Palette): string[] {
  const left = box.x + (face.kind === "op" ? 14 : 16);
  const right = box.x + box.width - (face.kind === "op" ? 10 : 12);
  const type = face.expression ? EXPRESSION : NAME;
  const middle = box.y + (face.line === "" ? box.height / 2 : 17) + 4.5;
  const room = right - left;
  const beside = besideOf(face, room - APART - widthOf(face.title, type));
  const nameRoom = room - (beside === "" ? 0 : widthOf(beside, CLASS) + APART);
  const marks = [
    words(
      cutName(face, nameRoom, type),
      { x: left, y: middle },
      {
        "font-size": type.size,
        "font-weight": 600,
        "font-family": type.mono ? MONO : undefined,
        fill: palette.ink,
      },
    ),
  ];
  if (beside !== "") {
    const at = { x: right, y: middle };
    marks.push(words(beside, at, { "font-size": CLASS.size, "text-anchor": "end", fill: palette.mute }));
  }
  if (face.line !== "") {
    const at = { x: left, y: box.y + 37 };
    const look = { "font-size": LINE.size, "font-family": MONO, fill: palette.mute };
    marks.push(words(cut(face.line, room, LINE), at, look));
  }
  return marks;
}

/** As much of a name as there is room for; the number at its end stays. */
function cutName({ title, expression }: Face, room: number, type: Type): string {
  const { stem, number } = splitName(title);
  if (expression || widthOf(title, type) <= room) return cut(title, room, type);
  return cut(stem, room - widthOf(number, type), type) + number;
}

/** The name is what tells two nodes apart: a class gives way to it as a whole, the number of a call never does. */
function besideOf({ beside, least, expression }: Face, room: number): string {
  if (beside === "" || widthOf(beside, CLASS) <= room) return beside;
  return expression && room >= LEAST_NAME ? cut(beside, room, CLASS) : least;
}

const TAG: Type = { size: 10, mono: true };

/** The rings of one side, with their tags; those that would overlap are set in two lines. */
export function handleMarks(
  handles: readonly PictureHandle[],
  flow: Flow,
  isOutput: boolean,
  palette: Palette,
): string[] {
  const crowded = flow === "down" && areCrowded(handles);
  return handles.flatMap((handle, index) => {
    const circle = mark("circle", {
      cx: handle.x,
      cy: handle.y,
      r: RIM - 1,
      fill: palette.panel,
      stroke: palette.wire,
      "stroke-width": 2,
    });
    if (handle.tag === "") return [circle];
    const raise = crowded && index % 2 === 1 ? 12 : 0;
    const look = { "font-size": TAG.size, "font-family": MONO, fill: palette.mute };
    return [
      circle,
      words(handle.tag, tagPosition(handle, flow, isOutput, raise), { ...look, ...anchor(isOutput) }),
    ];
  });
}

/** Left of an input's ring and right of an output's, on the side of the wire that the shape does not take. */
function tagPosition(handle: PictureHandle, flow: Flow, isOutput: boolean, raise: number): Position {
  const x = handle.x + (isOutput ? 8 : -8);
  if (flow === "right") return { x, y: handle.y - 6 };
  return isOutput ? { x, y: handle.y + 13 + raise } : { x, y: handle.y - 6 - raise };
}

function anchor(isOutput: boolean): Record<string, string> {
  return isOutput ? {} : { "text-anchor": "end" };
}

function areCrowded(handles: readonly PictureHandle[]): boolean {
  return handles.some((handle, index) => {
    const next = handles[index + 1];
    return next !== undefined && next.x - handle.x < widthOf(next.tag, TAG) + 12;
  });
}
