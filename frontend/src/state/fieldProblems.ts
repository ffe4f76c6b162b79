import type { Problem } from "@schema";
import { problemText } from "../i18n/problemText";
import { useCheck } from "./check";

/** What is said of a field. A value with a warning is taken, one with an error is not. */
export type FieldProblem = Pick<Problem, "severity"> & { text: string };

/** What is wrong with a field, by its dotted path; with `below`, or with anything inside it. */
export type ProblemOf = (field: string, below?: boolean) => FieldProblem | undefined;

/** Says what is wrong with a field of the document, by its dotted path (`training.epochs`). */
export function useFieldProblems(): ProblemOf {
  const report = useCheck((state) => state.report);
  const refused = useCheck((state) => state.documentError);
  return (field, below = false) => {
    // A document that could not be read at all is refused for one field, whose path begins the sentence.
    if (refused?.startsWith(`${field} `)) return { severity: "error", text: refused };
    return firstProblem(report?.problems ?? [], field, below);
  };
}

/** The first error of a field, else its first warning. */
export function firstProblem(
  problems: readonly Problem[],
  field: string,
  below: boolean,
): FieldProblem | undefined {
  const all = problems.filter(({ where }) => isAt(where.field ?? "", field, below));
  const found = all.find(({ severity }) => severity === "error") ?? all[0];
  return found && { severity: found.severity, text: problemText(found) };
}

/** Of two, an error before a warning. */
export function worse(
  first: FieldProblem | undefined,
  second: FieldProblem | undefined,
): FieldProblem | undefined {
  return second?.severity === "error" && first?.severity !== "error" ? second : (first ?? second);
}

/** Whether a problem's field is this one or, with `below`, stands inside it. */
function isAt(problem: string | null, field: string, below: boolean): boolean {
  return problem === field || (below && problem?.startsWith(`${field}.`) === true);
}

/** The problems of what stands at a path; the empty field is that path itself. */
export function problemsWithin(problem: ProblemOf, path: string): ProblemOf {
  return (field, below) => problem(field === "" ? path : `${path}.${field}`, below);
}
