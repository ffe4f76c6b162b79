import type { Problem } from "@schema";

let own: ((problem: Problem) => string | null) | null = null;

/** Hands over how sentences are made of values: it comes with the first language that needs it. */
export function tellBy(ownSentence: (problem: Problem) => string | null): void {
  own = ownSentence;
}

/** The problem's sentence in the language of the page: the server's own in English, and where this language has none. */
export function sentenceOf(problem: Problem): string {
  return own?.(problem) ?? problem.message;
}
