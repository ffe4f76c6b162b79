import type { RunRecord } from "@schema";
import { create } from "zustand";
import { Unreachable } from "../api/request";
import { listRuns } from "../api/runs";
import { useProject } from "./project";

interface ComparisonState {
  /** The runs that are laid over each other, in the order in which they were chosen. */
  chosen: readonly string[];
  /** The runs of all documents, newest first; `null` until they are asked for. */
  allRuns: readonly RunRecord[] | null;
}

const NONE: ComparisonState = { chosen: [], allRuns: null };

export const useComparison = create<ComparisonState>(() => NONE);

useProject.subscribe((now, before) => {
  if (now.id !== before.id) useComparison.setState(NONE);
});

export function setCompared(id: string, chosen: boolean): void {
  useComparison.setState((state) => ({
    chosen: [...state.chosen.filter((each) => each !== id), ...(chosen ? [id] : [])],
  }));
}

/** A run that is gone is neither compared nor listed. */
export function removeFromComparison(id: string): void {
  setCompared(id, false);
  useComparison.setState(({ allRuns }) => ({ allRuns: allRuns?.filter((run) => run.id !== id) ?? null }));
}

export function clearComparison(): void {
  useComparison.setState({ chosen: [] });
}

/** Reads the runs of all documents, so that those of others can be chosen too. */
export async function loadAllRuns(): Promise<void> {
  try {
    const allRuns: RunRecord[] = [];
    for (let more = true; more; ) {
      const page = await listRuns(undefined, allRuns.at(-1)?.id);
      allRuns.push(...page.runs);
      more = page.has_more && page.runs.length > 0;
    }
    useComparison.setState({ allRuns });
  } catch (error) {
    // Who cannot be reached now can be asked again.
    if (!(error instanceof Unreachable)) throw error;
  }
}
