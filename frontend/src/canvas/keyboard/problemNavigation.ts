import type { Problem } from "@schema";
import { problemText } from "../../i18n/problemText";
import { useCheck } from "../../state/check";
import { showToast } from "../../state/toast";
import { focusLocation, showDockTab } from "../../state/view";
import { focusNode } from "./focus";

/** The current problem by its key: a new report has new objects for the same problems. */
let currentKey: string | null = null;

export function hasProblems(): boolean {
  return problems().length > 0;
}

/** Goes to the next or previous problem and shows it in a toast; wraps around at the ends. */
export function goToProblem(step: 1 | -1): void {
  const all = problems();
  const before = all.findIndex((problem) => keyOf(problem) === currentKey);
  const index = before < 0 ? (step > 0 ? 0 : all.length - 1) : (before + step + all.length) % all.length;
  const problem = all[index];
  if (problem === undefined) return;
  currentKey = keyOf(problem);
  focusLocation(problem.where);
  const node = problem.where.node ?? problem.where.edge?.target;
  if (node) focusNode(node);
  else showDockTab("problems");
  showToast({ text: `${index + 1} / ${all.length} · ${problemText(problem)}` });
}

function problems(): readonly Problem[] {
  return useCheck.getState().report?.problems ?? [];
}

function keyOf({ code, where }: Problem): string {
  return JSON.stringify([code, where]);
}
