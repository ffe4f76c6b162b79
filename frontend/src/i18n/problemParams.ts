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
    choices: choiceWords(problem.expected, language),
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

/** The first of what can be chosen. */
function choiceWords(choices: unknown, language: string): string | undefined {
  if (!Array.isArray(choices) || choices.length === 0) return undefined;
  return listed(choices.slice(0, 8).map(String), language) + (choices.length > 8 ? " …" : "");
}
