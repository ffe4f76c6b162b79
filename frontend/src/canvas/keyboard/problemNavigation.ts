import type { Problem } from "@schema";
import { sentenceOf } from "../../i18n/problemText";
import { useCheck } from "../../state/check";
import { say } from "../../state/toast";
import { focusPlace, showTab } from "../../state/view";
import { focusNode } from "./focus";

/** Where the walk through the problems stands: a new report has new objects for the same problems. */
let currentKey: string | null = null;

export function hasProblems(): boolean {
  return problems().length > 0;
}

/** Goes to the problem after the last one gone to, or to the one before it, and says it; from the end to the start. */
export function goToProblem(step: 1 | -1): void {
  const all = problems();
  const before = all.findIndex((problem) => keyOf(problem) === currentKey);
  const index = before < 0 ? (step > 0 ? 0 : all.length - 1) : (before + step + all.length) % all.length;
  const problem = all[index];
  if (problem === undefined) return;
  currentKey = keyOf(problem);
  focusPlace(problem.where);
  const node = problem.where.node ?? problem.where.edge?.target;
  if (node) focusNode(node);
  else showTab("problems");
  say({ text: `${index + 1} / ${all.length} · ${sentenceOf(problem)}` });
}

function problems(): readonly Problem[] {
  return useCheck.getState().report?.problems ?? [];
}

function keyOf({ code, where }: Problem): string {
  return JSON.stringify([code, where]);
}
