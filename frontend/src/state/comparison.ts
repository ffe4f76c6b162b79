import type { RunRecord } from "@schema";
import { create } from "zustand";
import { Unreachable } from "../api/request";
import { listRuns } from "../api/runs";
import { useProject } from "./project";

interface ComparisonState {
  /** The runs that are laid over each other, in the order in which they were chosen. */
  chosen: readonly string[];
  /** The runs of all documents, newest first; `null` until they are asked for. */
  others: readonly RunRecord[] | null;
}

const NONE: ComparisonState = { chosen: [], others: null };

export const useComparison = create<ComparisonState>(() => NONE);

useProject.subscribe((now, before) => {
  if (now.id !== before.id) useComparison.setState(NONE);
});

export function choose(id: string, chosen: boolean): void {
  useComparison.setState((state) => ({
    chosen: [...state.chosen.filter((each) => each !== id), ...(chosen ? [id] : [])],
  }));
}

/** A run that is gone is neither compared nor listed. */
export function leaveOut(id: string): void {
  choose(id, false);
  useComparison.setState(({ others }) => ({ others: others?.filter((run) => run.id !== id) ?? null }));
}

export function chooseNone(): void {
  useComparison.setState({ chosen: [] });
}

/** Reads the runs of all documents, so that those of others can be chosen too. */
export async function loadOthers(): Promise<void> {
  try {
    const { runs } = await listRuns();
    useComparison.setState({ others: runs });
  } catch (error) {
    // Who cannot be reached now can be asked again.
    if (!(error instanceof Unreachable)) throw error;
  }
}
