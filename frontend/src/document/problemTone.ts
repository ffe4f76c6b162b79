import type { Problem } from "@schema";

/** How a problem is shown: what is wrong, what is doubtful, and what only remains to be chosen before training. */
export type Tone = "error" | "warning" | "choice";

export function toneOf({ code, variant, severity }: Pick<Problem, "code" | "variant" | "severity">): Tone {
  const choice = code === "training.missing_loss" || (code === "data.unbound" && CHOSEN.has(variant));
  return choice ? "choice" : severity;
}

/** The variants of `data.unbound` that name nothing wrong: no data set, or no field of it, is chosen yet. */
const CHOSEN: ReadonlySet<string | null> = new Set(["none", "inputs", "targets"]);

/** An error before a warning before a choice; `null` of none. */
export function worstTone(problems: readonly Problem[]): Tone | null {
  const tones = new Set(problems.map(toneOf));
  return (["error", "warning", "choice"] as const).find((tone) => tones.has(tone)) ?? null;
}

/** The problems of a drawing in two lists: what to solve, and what to choose before training. */
export interface SortedProblems {
  /** Nothing is drawn yet: neither wrong, nor a time to choose. */
  empty: boolean;
  wrong: readonly Problem[];
  choices: readonly Problem[];
}

export function sortedProblems(problems: readonly Problem[]): SortedProblems {
  const empty = problems.some(({ code, where }) => code === "graph.empty" && !where.model);
  const real = problems.filter(({ code, where }) => code !== "graph.empty" || where.model);
  return {
    empty,
    wrong: real.filter((problem) => toneOf(problem) !== "choice"),
    choices: empty ? [] : real.filter((problem) => toneOf(problem) === "choice"),
  };
}
