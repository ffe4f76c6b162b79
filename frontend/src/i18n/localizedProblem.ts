import type { Code, Problem } from "@schema";
import { i18n } from "./index";
import { interpolate } from "./interpolate";
import { message } from "./messages";
import { wordsOf } from "./problemParams";
import type { Say, Words } from "./valueText";

/** `sentence.param.range.bounds` of `problems.json`; `null` where no language has it. */
type Variant = (problem: Problem, values: Problem["values"] & object) => string;

/**
 * Which sentence a problem has where its code has several and the server names no rule; by what its values hold.
 */
const VARIANTS: Partial<Record<Code, Variant>> = {};

/** The sentence of a problem in the language of the page; `null` where the page does not know it. */
export function ownSentence(problem: Problem): string | null {
  return (
    message("problems", problem.code, problem.params ?? {}, problem.variant) ?? sentenceOfValues(problem)
  );
}

/** The sentence made of a problem's values, for rules that write their English themselves. */
function sentenceOfValues(problem: Problem): string | null {
  const values = problem.values ?? {};
  const variant = typeof values.rule === "string" ? values.rule : VARIANTS[problem.code]?.(problem, values);
  const key = ["sentence", problem.code, ...(variant === undefined ? [] : [variant])].join(".");
  const words = wordsOf(problem, say, i18n.language);
  const sentence = filled(key, words);
  if (sentence === null || typeof values.near !== "string") return sentence;
  return sentence + (filled("sentence.words.near", words) ?? "");
}

/** A text with every placeholder filled; `null` where there is no such text, or something it asks for is not known. */
function filled(key: string, words: Words): string | null {
  const text: unknown = i18n.getResource(i18n.language, "problems", key);
  if (typeof text !== "string") return null;
  const asked = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = ""]) => name);
  if (asked.some((name) => words[name] === undefined)) return null;
  return interpolate(text, (name) => words[name] ?? "", i18n.language);
}

const say: Say = (key, put) => {
  const text: unknown = i18n.getResource(i18n.language, "problems", `sentence.${key}`);
  return typeof text === "string" ? interpolate(text, (name) => put?.[name] ?? "", i18n.language) : "";
};
