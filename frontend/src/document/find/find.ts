import type { Json } from "../types";
import type { Fact, Sheet } from "./facts";
import { type Compare, type Query, readAxes, readQuery } from "./query";

/** Finds the nodes that a text means, in the order of the document; none for an empty text. */
export function findNodes(sheets: readonly Sheet[], text: string): Sheet[] {
  const keys = new Set(sheets.flatMap(({ facts }) => facts.map(({ key }) => key)));
  const query = readQuery(text, (word) => keys.has(word));
  if (query === null) return [];
  return sheets.filter((sheet) => matches(sheet, query));
}

function matches({ facts, shapes }: Sheet, query: Query): boolean {
  switch (query.kind) {
    case "setting":
      return facts.some((fact) => hasKey(fact, query.key) && compares(fact, query.compare, query.value));
    case "shape":
      return (
        shapes.some((shape) => holds(shape, query.axes)) ||
        facts.some(({ value, quiet }) => !quiet && Array.isArray(value) && holds(value, query.axes, true))
      );
    case "words": {
      const loud = facts.filter(({ quiet }) => !quiet);
      return (
        loud.some(({ text }) => text.includes(query.phrase)) ||
        query.words.every((word) => loud.some((fact) => isMeant(fact, word)) || hasLength(shapes, word))
      );
    }
  }
}

/** `rate` and `learning_rate` are different settings; `kernel` is short for `kernel_size`. */
function hasKey({ key, quiet }: Fact, wanted: string): boolean {
  return key === wanted || (!quiet && key.startsWith(`${wanted}_`));
}

/** A word means a fact by a part of its text; a number only as a whole; what is on, and what is set, by its key. */
function isMeant({ key, value, text }: Fact, word: string): boolean {
  if (typeof value === "boolean") return value && key === word;
  if (typeof value === "number") return value === numberIn(word) || key === word;
  return text.includes(word) || (key === word && value !== null);
}

function hasLength(shapes: Sheet["shapes"], word: string): boolean {
  const length = numberIn(word);
  return length !== null && shapes.some((shape) => shape.includes(length));
}

function compares({ value, text }: Fact, compare: Compare, wanted: string): boolean {
  if (compare === "=") return equals(value, text, wanted.replaceAll(/["']/g, ""));
  const bound = numberIn(wanted);
  const numbers = Array.isArray(value) ? value : [value];
  return (
    bound !== null && numbers.every((each) => typeof each === "number" && isBeside(each, compare, bound))
  );
}

function isBeside(value: number, compare: Compare, bound: number): boolean {
  if (value === bound) return compare.endsWith("=");
  return compare.startsWith("<") ? value < bound : value > bound;
}

function equals(value: Json, text: string, wanted: string): boolean {
  if (value === null) return wanted === "none" || wanted === "null";
  if (typeof value === "boolean") return (value ? ["true", "yes"] : ["false", "no"]).includes(wanted);
  const axes = readAxes(wanted);
  if (typeof value === "number") {
    return value === numberIn(wanted) || axes?.every((axis) => axis === value) === true;
  }
  if (!Array.isArray(value)) return text.includes(wanted);
  const number = numberIn(wanted);
  return axes === null
    ? text.includes(wanted) || (number !== null && value.every((each) => each === number))
    : holds(value, axes, true);
}

/** Whether lengths follow one another in a shape; with `whole`, whether they are all of it. */
function holds(shape: readonly Json[], axes: readonly (number | null)[], whole = false): boolean {
  if (whole && shape.length !== axes.length) return false;
  return shape.some((_, from) => axes.every((axis, at) => shape[from + at] === axis));
}

/** `64`, `1e-3`, `1_000`; `null` where a word is no number. */
function numberIn(word: string): number | null {
  const number = Number(word.replaceAll("_", ""));
  return word.trim() === "" || Number.isNaN(number) ? null : number;
}
