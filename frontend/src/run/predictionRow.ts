import type { PredictionField, PredictRows } from "@schema";

export type Cell = number | string | boolean | null | Cell[];
/** A row by the names of its fields. */
export type Row = Readonly<Record<string, Cell>>;

/** What is asked of a run. */
export type Question = Pick<PredictRows, "checkpoint" | "rows">;

/** What a person sets a field with. */
export type Control = "number" | "numbers" | "text" | "boolean" | "pixels" | "picture" | "json";

const MOST_NUMBERS = 32;
const LARGEST_DRAWING = 256;
const SMALLEST_DRAWING = 4;

/** The height, width and channels of a field that can be drawn; `null` for any other. */
export function pixelsOf(field: PredictionField): { height: number; width: number; channels: number } | null {
  if (field.window !== null) return null;
  const [height, width, channels = 1] = field.shape;
  if (field.kind === "text" || field.kind === "boolean" || ![2, 3].includes(field.shape.length)) return null;
  if (!height || !width || ![1, 3].includes(channels ?? 0)) return null;
  const fits = [height, width].every((side) => side >= SMALLEST_DRAWING && side <= LARGEST_DRAWING);
  return fits ? { height, width, channels: channels ?? 1 } : null;
}

export function controlOf(field: PredictionField): Control {
  const [length] = field.shape;
  const single = field.shape.length === 0 || (field.shape.length === 1 && length === 1);
  if (field.kind === "image") return "picture";
  if (single) return field.kind === "text" || field.kind === "boolean" ? field.kind : "number";
  if (pixelsOf(field) !== null) return "pixels";
  const numeric = field.kind === "number" || field.kind === "integer";
  return numeric && field.shape.length === 1 && length && length <= MOST_NUMBERS ? "numbers" : "json";
}

/** A number of 32 bits in the digits that a person would write. */
export function plainNumber(value: number): number {
  const short = Number(value.toPrecision(7));
  return Math.fround(short) === Math.fround(value) ? short : value;
}

/** A cell with its numbers written plainly. */
export function plainCell(cell: Cell): Cell {
  if (Array.isArray(cell)) return cell.map(plainCell);
  return typeof cell === "number" ? plainNumber(cell) : cell;
}

/** All numbers of a nested list, in order. */
export function numbersOf(cell: Cell): (number | null)[] {
  if (Array.isArray(cell)) return cell.flatMap(numbersOf);
  return [typeof cell === "number" ? cell : null];
}

/** The cell of a field of one number, which the data may have on an axis of its own. */
export const singleCell = (cell: Cell | undefined): Cell => (Array.isArray(cell) ? cell[0] : cell) ?? null;

const path = (id: string) => `/api/v1/runs/${id}/predict`;

/** A command that asks the same of a shell. */
export function curlSnippet(origin: string, id: string, question: Question): string {
  const body = JSON.stringify(question).replaceAll("'", "'\\''");
  return [
    `curl ${origin}${path(id)} \\`,
    `  -H "Authorization: Bearer $(layerloom token)" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${body}'`,
  ].join("\n");
}

/** A script that asks the same in Python, with nothing to install. A string of JSON is one of Python too. */
export function pythonSnippet(origin: string, id: string, question: Question): string {
  return [
    "import json, subprocess, urllib.request",
    "",
    'token = subprocess.check_output(["layerloom", "token"], text=True).strip()',
    `body = ${JSON.stringify(JSON.stringify(question))}`,
    "request = urllib.request.Request(",
    `    "${origin}${path(id)}",`,
    "    body.encode(),",
    '    {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},',
    ")",
    'for output in json.load(urllib.request.urlopen(request))["outputs"]:',
    '    print(output["name"], output["labels"] or output["values"])',
  ].join("\n");
}
