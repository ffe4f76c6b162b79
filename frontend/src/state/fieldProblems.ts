import type { Problem } from "@schema";
import { problemText } from "../i18n/problemText";
import { useCheck } from "./check";

/** What is wrong with a field, by its dotted path; with `below`, or with anything inside it. */
export type ProblemOf = (field: string, below?: boolean) => string | undefined;

/** Says what is wrong with a field of the document, by its dotted path (`training.epochs`). */
export function useFieldProblems(): ProblemOf {
  const report = useCheck((state) => state.report);
  const refused = useCheck((state) => state.documentError);
  return (field, below = false) => {
    // A document that could not be read at all is refused for one field, whose path begins the sentence.
    if (refused?.startsWith(`${field} `)) return refused;
    return firstSentence(report?.problems ?? [], field, below);
  };
}

/** What is said of the first problem of a field. */
export function firstSentence(
  problems: readonly Problem[],
  field: string,
  below: boolean,
): string | undefined {
  const found = problems.find(({ where }) => isAt(where.field ?? "", field, below));
  return found && problemText(found);
}

/** Whether a problem's field is this one or, with `below`, stands inside it. */
function isAt(problem: string | null, field: string, below: boolean): boolean {
  return problem === field || (below && problem?.startsWith(`${field}.`) === true);
}

/** The problems of what stands at a path; the empty field is that path itself. */
export function problemsWithin(problem: ProblemOf, path: string): ProblemOf {
  return (field, below) => problem(field === "" ? path : `${path}.${field}`, below);
}
