import type { Problem } from "@schema";

/** A word of the language by its key under `sentence.words`; empty where it has none. */
export type Say = (word: string, put?: Record<string, string>) => string;
type Values = Readonly<Record<string, unknown>>;
type Words = Record<string, string | undefined>;

const SHAPES = new Set(["shape", "built_on", "wanted", "target"]);
const OWNERS = new Set(["owner", "node", "layer"]);
const BYTES = new Set(["bytes", "limit", "own"]);

/** What the placeholders of a sentence stand for, as the language writes it; what cannot be said is left out. */
export function wordsOf(problem: Problem, say: Say, language: string): Words {
  const values: Values = problem.values ?? {};
  const words: Words = {};
  for (const [name, value] of Object.entries(values)) words[name] = word(problem, name, value, say, language);
  return {
    ...words,
    expected: received(values.expected ?? problem.expected, say),
    received: received(values.received ?? problem.received, say),
    choices: choiceWords(problem.expected),
    ...shapesOfData(problem, say),
    slotName: typeof values.slot === "string" ? values.slot : undefined,
    slot: slotWords(values, say) ?? words.slot,
    axis: typeof values.axis === "number" ? axisWords(values.axis, values, say) : undefined,
    join: typeof values.join === "number" ? axisWords(values.join, values, say) : undefined,
    way: Array.isArray(values.names) ? wayWords(values.names) : undefined,
    kind: kindWords(values, say),
    bounds: boundsWords(values, say, language),
  };
}

function word(
  { code }: Problem,
  name: string,
  value: unknown,
  say: Say,
  language: string,
): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (code === "model.activations_too_large" && BYTES.has(name) && typeof value === "number") {
    const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return `${(value / 1024 ** 3).toLocaleString(language, digits)} GB`;
  }
  if (SHAPES.has(name) && Array.isArray(value)) return shapeWords(value, say);
  if (name === "shapes" && Array.isArray(value)) {
    return listed(
      value.map((shape) => shapeWords(Array.isArray(shape) ? shape : [shape], say)),
      language,
    );
  }
  if (Array.isArray(value)) return value.length === 0 ? undefined : listed(value.map(String), language);
  if (typeof value === "number") return value.toLocaleString(language);
  if (typeof value === "object") return undefined;
  return OWNERS.has(name) ? ownerWords(String(value), say) : String(value);
}

/** `(8, 8, 1)`; the batch, an axis of unknown length at the front, is left out. */
function shapeWords(shape: readonly unknown[], say: Say, batch = true): string {
  const row = batch && shape[0] === null ? shape.slice(1) : shape;
  return row.length === 0 ? say("oneNumber") : `(${row.map((length) => length ?? "?").join(", ")})`;
}

/** The rows of data have no batch axis. */
function shapesOfData({ code, values }: Problem, say: Say): Words {
  if (code !== "data.shape" || !Array.isArray(values?.expected) || !Array.isArray(values.received)) return {};
  return {
    expected: shapeWords(values.expected, say, false),
    received: shapeWords(values.received, say, false),
  };
}

function axisWords(axis: number, { shape, shapes }: Values, say: Say): string {
  const of: unknown = shape ?? (Array.isArray(shapes) ? shapes[0] : undefined);
  const last = axis === -1 || (Array.isArray(of) && axis === of.length - 1);
  return last ? say("lastAxis") : say("axis", { axis: String(axis) });
}

/** `first → second → first`. */
function wayWords(names: readonly unknown[]): string {
  return [...names, ...(names.length === 1 || names.at(-1) !== names[0] ? [names[0]] : [])].join(" → ");
}

/** The server says what a thing is in front of its name: `input left`, `the call of Dense hidden`. */
function ownerWords(owner: string, say: Say): string {
  if (owner === "training") return say("training");
  const [, whose] = /^the call of (.+)$/.exec(owner) ?? [];
  if (whose !== undefined) return say("theCall", { owner: ownerWords(whose, say) });
  const [, kind, name] = /^(input|output|Model) (.+)$/.exec(owner) ?? [];
  if (kind !== undefined && name !== undefined) return say(kind.toLowerCase(), { name });
  const [, inner, outer] = /^(\w+) (?:in|of) (\w+ .+)$/.exec(owner) ?? [];
  if (inner !== undefined && outer !== undefined)
    return say("inside", { inner, outer: ownerWords(outer, say) });
  const [, layer, number, of] = /^(?:(\w+), )?call (\d+) of (.+)$/.exec(owner) ?? [];
  if (number === undefined || of === undefined) return owner;
  return layer === undefined ? say("call", { number, of }) : say("layerCall", { layer, number, of });
}

function slotWords({ slot, part }: Values, say: Say): string | undefined {
  if (typeof slot !== "string" || typeof part !== "string") return undefined;
  return say(`slot.${part}`, { name: slot });
}

function kindWords({ kind, length, nullable }: Values, say: Say): string | undefined {
  if (typeof kind !== "string") return undefined;
  const exact = typeof length === "number" ? say(`kindOf.${kind}`, { length: String(length) }) : "";
  const words = exact || say(`kind.${kind}`);
  if (words === "") return undefined;
  return nullable === true ? say("orNone", { kind: words }) : words;
}

function boundsWords(values: Values, say: Say, language: string): string | undefined {
  const parts = ["least", "above", "most", "below"].flatMap((side) => {
    const bound = values[side];
    return typeof bound === "number" ? [say(side, { bound: bound.toLocaleString(language) })] : [];
  });
  return parts.length === 0 ? undefined : parts.join(say("and"));
}

/** The first of what can be chosen. */
function choiceWords(choices: unknown): string | undefined {
  if (!Array.isArray(choices) || choices.length === 0) return undefined;
  return choices.slice(0, 8).join(", ") + (choices.length > 8 ? " …" : "");
}

/** A value as a person writes it. */
function received(value: unknown, say: Say): string | undefined {
  if (value === undefined || (typeof value === "object" && value !== null && !Array.isArray(value))) {
    return undefined;
  }
  if (value === null) return say("none");
  if (typeof value === "string") return `"${value}"`;
  if (!Array.isArray(value)) return String(value);
  const parts = value.map((part) => received(part, say));
  return parts.includes(undefined) ? undefined : `(${parts.join(", ")})`;
}

function listed(parts: readonly string[], language: string): string {
  return parts.join(language.startsWith("zh") ? "、" : ", ");
}
