import type { PageInput } from "@schema";
import type { Column } from "./columns";

export type Step = PageInput["steps"][number];
type StepOf<K extends Step["kind"]> = Extract<Step, { kind: K }>;

/** A value that a step has no place for, such as a class that training never saw. */
export class UnknownValue extends Error {
  constructor(readonly value: string | number) {
    super(String(value));
  }
}

/** What a step makes of columns: the same numbers as the server's own, in floats of 32 bits. */
export function applyStep(step: Step, columns: readonly Column[]): Column[] {
  switch (step.kind) {
    case "fill":
      return columns.map((column, place) => fill(column, step.values[place] as number | string));
    case "clip":
      return columns.map((column) => clip(column, step));
    case "stack":
      return [stack(columns)];
    case "reshape":
      return columns.map((column) => ({ ...column, shape: fullShape(step.shape, column.cells.length) }));
    case "date":
      return columns.flatMap((column) => dateParts(column, step.parts));
    case "grey":
      return columns.map(grey);
    case "normalize":
      return columns.map((column) => normalize(column, step));
    case "rescale":
      return columns.map((column) =>
        arithmetic(column, (x, place) =>
          Math.fround(Math.fround(x * at(step.scale, place)) + at(step.offset, place)),
        ),
      );
    case "bin":
      return columns.map((column) => ofLayer(column, "whole", (x) => bin(Number(x), step.boundaries)));
    case "words":
      return columns.map((column) => words(column, step));
    case "look_up":
      return columns.map((column) => lookUp(column, step));
    case "pad":
      return columns.map((column) => pad(column, step.length));
    case "encode":
      return columns.map((column) => encode(column, step));
  }
}

/** A layer takes a row of one axis at least. */
const layerShape = ({ shape }: Column) => (shape.length === 0 ? [1] : shape);

function ofLayer(
  column: Column,
  kind: Column["kind"],
  cell: (x: number | string, place: number) => number | string,
): Column {
  return { kind, shape: layerShape(column), cells: column.cells.map(cell) };
}

/** Floats of floats or whole numbers, each with its place along the last axis. */
function arithmetic(column: Column, cell: (x: number, place: number) => number): Column {
  const last = column.shape.at(-1) ?? 1;
  return ofLayer(column, "float", (x, place) => cell(Math.fround(Number(x)), place % last));
}

/** A number for each place, or one for all. */
const at = (numbers: readonly number[], place: number) =>
  numbers[numbers.length === 1 ? 0 : place] ?? Number.NaN;

function fill(column: Column, value: number | string): Column {
  if (column.kind === "whole") return column;
  const filling = column.kind === "float" ? Math.fround(Number(value)) : value;
  return { ...column, cells: column.cells.map((x) => (x === "" || Number.isNaN(x) ? filling : x)) };
}

function clip(column: Column, { low, high }: StepOf<"clip">): Column {
  const bound = column.kind === "whole" ? Math.trunc : Math.fround;
  const clipped = (x: number) => {
    const above = low != null && x < low ? bound(low) : x;
    return high != null && above > high ? bound(high) : above;
  };
  return { ...column, cells: column.cells.map((x) => clipped(Number(x))) };
}

function stack(columns: readonly Column[]): Column {
  const [first] = columns;
  if (first === undefined) throw new Error("nothing to stack");
  const kind = columns.every((column) => column.kind === first.kind) ? first.kind : "float";
  const cells = first.cells.flatMap((_, place) => columns.map((column) => column.cells[place] ?? Number.NaN));
  return {
    kind,
    shape: [...first.shape, columns.length],
    cells: kind === "float" ? cells.map((x) => Math.fround(Number(x))) : cells,
  };
}

/** A shape with the length that `-1` stands for. */
function fullShape(shape: readonly number[], size: number): number[] {
  const known = shape.filter((length) => length >= 0).reduce((product, length) => product * length, 1);
  return shape.map((length) => (length < 0 ? size / known : length));
}

/** Years begin in March here, so that the leap day is the last; an era has 400 of them. */
function dateParts(column: Column, parts: readonly string[]): Column[] {
  const known = (seconds: number): Record<string, number> => {
    const days = Math.floor(seconds / 86400);
    const era = Math.floor((days + 719468) / 146097);
    const inEra = days + 719468 - era * 146097;
    const leapDays = Math.floor(inEra / 1460) - Math.floor(inEra / 36524) + Math.floor(inEra / 146096);
    const year = Math.floor((inEra - leapDays) / 365);
    const day = inEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
    const month = Math.floor((5 * day + 2) / 153);
    const inDay = seconds - days * 86400;
    return {
      year: era * 400 + year + (month >= 10 ? 1 : 0),
      month: ((month + 2) % 12) + 1,
      day: day - Math.floor((153 * month + 2) / 5) + 1,
      weekday: (((days + 3) % 7) + 7) % 7,
      hour: Math.floor(inDay / 3600),
      minute: Math.floor((inDay % 3600) / 60),
    };
  };
  const dates = column.cells.map((seconds) => known(Number(seconds)));
  return parts.map((part) => ({ ...column, cells: dates.map((date) => date[part] ?? Number.NaN) }));
}

/** The luma of television, of red, green and blue. */
function grey(column: Column): Column {
  const cells: number[] = [];
  for (let start = 0; start < column.cells.length; start += 3) {
    const [red, green, blue] = column.cells.slice(start, start + 3).map(Number) as [number, number, number];
    cells.push(Math.fround(0.299 * red + 0.587 * green + 0.114 * blue));
  }
  return { kind: "float", shape: [...column.shape.slice(0, -1), 1], cells };
}

function normalize(column: Column, { mean, deviation, invert }: StepOf<"normalize">): Column {
  return arithmetic(column, (x, place) =>
    invert
      ? Math.fround(at(mean, place) + Math.fround(x * at(deviation, place)))
      : Math.fround(Math.fround(x - at(mean, place)) / at(deviation, place)),
  );
}

/** How many boundaries are not above a number; all of them where it is none. */
function bin(x: number, boundaries: readonly number[]): number {
  const first = boundaries.findIndex((boundary) => Math.fround(x) < boundary);
  return first < 0 ? boundaries.length : first;
}

const PUNCTUATION = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g;
const ASCII_SPACES = /[ \t\n\v\f\r]+/;

/** As TensorFlow does by default, only the letters A to Z have lower case. */
function words(column: Column, { lower, strip, split }: StepOf<"words">): Column {
  const found = column.cells.flatMap((cell) => {
    let text = String(cell);
    if (lower) text = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    if (strip) text = text.replace(PUNCTUATION, "");
    if (split === "whitespace") return text.split(ASCII_SPACES).filter((word) => word !== "");
    return split === "character" ? [...text] : [text];
  });
  return { kind: "text", shape: [found.length], cells: found };
}

const tables = new WeakMap<object, Map<string | number, number>>();

function lookUp(column: Column, { tokens, unknown }: StepOf<"look_up">): Column {
  let table = tables.get(tokens);
  if (table === undefined) {
    table = new Map();
    for (const [place, token] of tokens.entries()) if (!table.has(token)) table.set(token, place);
    tables.set(tokens, table);
  }
  return ofLayer(column, "whole", (x) => {
    const place = table.get(x) ?? unknown;
    if (place == null) throw new UnknownValue(x);
    return place;
  });
}

function pad(column: Column, length: number): Column {
  const cells = Array.from({ length }, (_, place) => column.cells[place] ?? 0);
  return { ...column, shape: [length], cells };
}

function encode(column: Column, { mode, depth, weights }: StepOf<"encode">): Column {
  const shape = layerShape(column);
  const last = shape.at(-1) ?? 1;
  const before = shape.slice(0, -1);
  const together = mode === "one_hot" ? 1 : last;
  const cells: number[] = [];
  for (let start = 0; start < column.cells.length || start === 0; start += Math.max(together, 1)) {
    const vector = Array<number>(depth).fill(0);
    for (const cell of column.cells.slice(start, start + together)) {
      const place = Number(cell);
      if (!(place >= 0 && place < depth)) throw new UnknownValue(cell);
      vector[place] = mode === "count" ? (vector[place] ?? 0) + 1 : 1;
    }
    cells.push(
      ...(weights == null ? vector : vector.map((x, place) => Math.fround(x * (weights[place] ?? 0)))),
    );
  }
  const outer = mode === "one_hot" && last !== 1 ? shape : before;
  return { kind: "float", shape: [...outer, depth], cells };
}
