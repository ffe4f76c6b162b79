import type { Note } from "../types";
import { mark, words } from "./marks";
import { type Type, wrapped } from "./measure";
import type { Palette } from "./paint";

const TYPE: Type = { size: 12 };
const LINE_HEIGHT = 18;
const ROOM = 10;

/** A note in its own size, with as many lines as have room in it. */
export function noteMarks({ text, x, y, width, height }: Note, palette: Palette): string {
  const most = Math.max(1, Math.floor((height - 2 * ROOM) / LINE_HEIGHT));
  const lines = wrapped(text, width - 2 * ROOM, TYPE);
  const shown = lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1] ?? ""}…`] : lines;
  return mark(
    "g",
    {},
    mark("rect", { x, y, width, height, rx: 6, fill: palette["warn-soft"], stroke: palette.line }),
    ...shown.map((line, place) =>
      words(
        line,
        { x: x + ROOM, y: y + ROOM + 13 + place * LINE_HEIGHT },
        { "font-size": TYPE.size, fill: palette.ink },
      ),
    ),
  );
}
