import type { Problem } from "@schema";
import { listed, ownerWords, type Say, valueWords, type Words } from "./valueText";

type Values = Readonly<Record<string, unknown>>;

const OWNERS = new Set(["owner", "node", "layer", "source"]);

/** What the placeholders of a sentence stand for, as the language writes it; what cannot be said is left out. */
export function wordsOf(problem: Problem, say: Say, language: string): Words {
  const values: Values = problem.values ?? {};
  const words: Words = {};
  for (const [name, value] of Object.entries(values)) words[name] = word(name, value, say, language);
  return {
    ...words,
    expected: valueWords(values.expected ?? problem.expected, say),
    received: valueWords(values.received ?? problem.received, say),
    reason: typeof values.reason === "string" ? reasonWords(values.reason, say) : undefined,
    choices: choiceWords(problem.expected, language),
    axis: typeof values.axis === "number" ? say("words.axis", { axis: String(values.axis) }) : undefined,
    way: Array.isArray(values.names) ? wayWords(values.names) : undefined,
    kind: kindWords(values, say),
    bounds: boundsWords(values, say, language),
  };
}

function word(name: string, value: unknown, say: Say, language: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : listed(value.map(String), language);
  if (typeof value === "number") return numberWords(value, language);
  if (typeof value === "object") return undefined;
  return OWNERS.has(name) ? ownerWords(String(value), say) : String(value);
}

/** With separators; in short where nobody could count the digits. */
function numberWords(value: number, language: string): string {
  return Math.abs(value) < 1e15 ? value.toLocaleString(language) : String(Number(value.toPrecision(6)));
}

/** `first → second → first`. */
function wayWords(names: readonly unknown[]): string {
  return [...names, ...(names.length === 1 || names.at(-1) !== names[0] ? [names[0]] : [])].join(" → ");
}

function kindWords({ kind, length, nullable }: Values, say: Say): string | undefined {
  if (typeof kind !== "string") return undefined;
  const exact = typeof length === "number" ? say(`words.kindOf.${kind}`, { length: String(length) }) : "";
  const words = exact || say(`words.kind.${kind}`);
  if (words === "") return undefined;
  return nullable === true ? say("words.orNone", { kind: words }) : words;
}

function boundsWords(values: Values, say: Say, language: string): string | undefined {
  const parts = ["least", "above", "most", "below"].flatMap((side) => {
    const bound = values[side];
    return typeof bound === "number" ? [say(`words.${side}`, { bound: bound.toLocaleString(language) })] : [];
  });
  return parts.length === 0 ? undefined : parts.join(say("words.and"));
}

/** The first of what can be chosen. */
function choiceWords(choices: unknown, language: string): string | undefined {
  if (!Array.isArray(choices) || choices.length === 0) return undefined;
  return listed(choices.slice(0, 8).map(String), language) + (choices.length > 8 ? " …" : "");
}

/** Why something of Keras cannot be drawn: a text of the catalogue, which is its own key. */
function reasonWords(reason: string, say: Say): string | undefined {
  return say(`reason.${reason.replace(/\.$/, "")}`) || undefined;
}
