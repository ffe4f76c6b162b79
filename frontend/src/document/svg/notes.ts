import { type Type, wrapped } from "../display/measureText";
import type { Note } from "../types";
import { mark, words } from "./elements";
import type { Palette } from "./palette";

/** As the style sheet of the canvas has them. */
const TYPE: Type = { size: 13 };
const LINE_HEIGHT = 18;
const BESIDE = 12;
const ABOVE = 8;

/** A note in its own size, with as many lines as have room in it. */
export function noteMarks({ text, x, y, width, height }: Note, palette: Palette): string {
  const most = Math.max(1, Math.floor((height - 2 * ABOVE) / LINE_HEIGHT));
  const lines = wrapped(text, width - 2 * BESIDE, TYPE);
  const shown = lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1] ?? ""}…`] : lines;
  return mark(
    "g",
    {},
    mark("rect", {
      ...{ x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1, rx: 10 },
      ...{ fill: palette.mute, "fill-opacity": 0.05 },
      ...{ stroke: palette.mute, "stroke-opacity": 0.45, "stroke-dasharray": "4 3" },
    }),
    ...shown.map((line, index) =>
      words(
        line,
        { x: x + BESIDE, y: y + ABOVE + 13 + index * LINE_HEIGHT },
        { "font-size": TYPE.size, fill: palette.mute },
      ),
    ),
  );
}
