import type { Fix, Problem } from "@schema";
import { editsOfAlike, editsOfFix } from "../document/offeredFixes";
import type { Edit } from "../document/types";
import { useCheck } from "../state/check";
import { whileOpen } from "../state/document";
import { showToast } from "../state/toast";
import { editAndShow } from "./graphActions";

/** Applies a fix that a problem offers. */
export function applyFix(problem: Problem, fix: Fix): void {
  applyOffered((problems) => editsOfFix(problems, problem, fix));
}

/** Applies what several problems offer alike, in one undo step. */
export function applyToAll(problem: Problem, fix: Fix): void {
  applyOffered((problems) => editsOfAlike(problems, problem, fix));
}

type Offer = (problems: readonly Problem[]) => readonly Edit[] | undefined;

const waiting: { offer: Offer; isOpen: () => boolean }[] = [];
let stop: (() => void) | undefined;

/**
 * A fix was proved for the document that its report is of. When that has changed meanwhile, the report to come decides:
 * what it still offers is applied, and where it does not, that is said. Several are decided one after the other.
 */
function applyOffered(offer: Offer): void {
  waiting.push({ offer, isOpen: whileOpen() });
  applyWaiting();
}

/** Applies what waits, as far as it can be decided now. */
function applyWaiting(): void {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (!next.isOpen() || applyCurrent(next.offer)) continue;
    waiting.unshift(next);
    stop ??= useCheck.subscribe(applyWaiting);
    return;
  }
  stop?.();
  stop = undefined;
}

/** Whether it was decided: false while the check of the document as it is now is still on its way. */
function applyCurrent(offer: Offer): boolean {
  const { report, outdated, state, documentError } = useCheck.getState();
  if (outdated && state === "unavailable") {
    showToast({ key: "problems:fixUnchecked", persistent: true });
    return true;
  }
  if (outdated && documentError === null) return false;
  const edits = outdated ? undefined : offer(report?.problems ?? []);
  if (edits === undefined) showToast({ key: "problems:fixGone" });
  else editAndShow(edits);
  return true;
}
