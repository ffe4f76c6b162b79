import type { CheckReport, NodeReport, Problem } from "@schema";
import { useMemo } from "react";
import { create } from "zustand";
import { type SortedProblems, sortedProblems, toneOf } from "../document/problemTone";
import type { ModelName, NodeId } from "../document/types";
import { problemText } from "../i18n/problemText";
import { openModel, useDocument } from "./document";

interface CheckState {
  /** The newest answer. Its shapes are shown until the next one comes. */
  report: CheckReport | null;
  state: "fresh" | "checking" | "unavailable";
  /** Whether the report, or some of its problems, are of an earlier state of the document. */
  outdated: boolean;
  /** What the server said of a document it could not read. */
  documentError: string | null;
}

export const useCheck = create<CheckState>(() => ({
  report: null,
  state: "checking",
  outdated: false,
  documentError: null,
}));

/** Reports of the nodes of the open graph: the document's own, or that of a nested model. */
export function nodeReports(
  report: CheckReport | null,
  open: ModelName | null,
): Readonly<Record<NodeId, NodeReport>> | undefined {
  return open === null ? report?.nodes : report?.models[open]?.nodes;
}

/** Reports of the nodes of the open graph. */
export function useNodeReports(): Readonly<Record<NodeId, NodeReport>> | undefined {
  const open = useDocument(openModel);
  return useCheck((state) => nodeReports(state.report, open));
}

/** The report of one node of the open graph. */
export function useNodeReport(id: NodeId): NodeReport | undefined {
  const open = useDocument(openModel);
  return useCheck((state) => nodeReports(state.report, open)?.[id]);
}

/** The errors for which a document cannot be trained; that nobody can check it just now is none. */
export function blockingProblems(report: CheckReport | null): readonly Problem[] {
  if (report === null || report.ok) return [];
  return report.problems.filter(({ severity, code }) => severity === "error" && code !== "check.unavailable");
}

/** What is wrong with the document, and what is to be chosen; `null` while nobody knows. */
export function useSortedProblems(): SortedProblems | null {
  const problems = useCheck((state) => state.report?.problems);
  return useMemo(() => (problems === undefined ? null : sortedProblems(problems)), [problems]);
}

/** Whether the document is known not to be fit for training. */
export function isBlocked(): boolean {
  const { report, documentError } = useCheck.getState();
  return documentError !== null || blockingProblems(report).length > 0;
}

/**
 * Problems of one graph (`null` is the document's own) by their node; one that names only an edge is at
 * the edge's target.
 */
export function problemsByNode(
  report: CheckReport | null,
  open: ModelName | null = null,
): ReadonlyMap<NodeId, readonly Problem[]> {
  if (report === null) return NONE;
  const known = byNode.get(report.problems)?.get(open);
  if (known !== undefined) return known;
  const map = new Map<NodeId, Problem[]>();
  for (const problem of report.problems) {
    const node = problem.where.node ?? problem.where.edge?.target;
    if (node === undefined || node === null || (problem.where.model ?? null) !== open) continue;
    map.set(node, [...(map.get(node) ?? []), problem]);
  }
  byNode.set(report.problems, (byNode.get(report.problems) ?? new Map()).set(open, map));
  return map;
}

const NONE: ReadonlyMap<NodeId, readonly Problem[]> = new Map();
const byNode = new WeakMap<
  CheckReport["problems"],
  Map<ModelName | null, ReadonlyMap<NodeId, readonly Problem[]>>
>();

/** What is said of a field. A value with a warning is taken, one with an error is not; a hint says what to choose. */
export interface FieldProblem {
  severity: Problem["severity"] | "hint";
  text: string;
}

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
  return (
    found && { severity: toneOf(found) === "choice" ? "hint" : found.severity, text: problemText(found) }
  );
}

/** Of two, an error before a warning. */
export function worse(
  first: FieldProblem | undefined,
  second: FieldProblem | undefined,
): FieldProblem | undefined {
  return second?.severity === "error" && first?.severity !== "error" ? second : (first ?? second);
}

/** Whether a problem's field is this one or, with `below`, is inside it. */
function isAt(problem: string | null, field: string, below: boolean): boolean {
  return problem === field || (below && problem?.startsWith(`${field}.`) === true);
}

/** The problems of the value at a path; the empty field is that path itself. */
export function problemsWithin(problem: ProblemOf, path: string): ProblemOf {
  return (field, below) => problem(field === "" ? path : `${path}.${field}`, below);
}
