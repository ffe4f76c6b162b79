import type { RunRecord } from "@schema";
import { useMemo } from "react";
import { type Progress, progressOf } from "../run/progress";
import { hasEnded, type RunView } from "../run/state";
import { type Followed, useRuns } from "./runs";

/** A run as the page shows it: the server's record, and what the events have said so far. */
export interface ShownRun {
  id: string;
  record: RunRecord;
  /** From 1, in the order of their starts. */
  number: number;
  view: RunView;
  progress: Progress | null;
  heard: boolean;
  /** Not at its end yet. */
  active: boolean;
}

/** The run that the page watches: the project's newest. */
export function useCurrentRun(): ShownRun | null {
  return useShownRun(useRuns((state) => state.current));
}

/** A run whose events are followed; `null` while they are not. */
export function useShownRun(id: string | null): ShownRun | null {
  const runs = useRuns((state) => state.runs);
  const followed = useRuns((state) => (id === null ? undefined : state.followed[id]));
  return useMemo(() => shownRun(id, runs, followed), [id, runs, followed]);
}

/** The run that the page watches now. */
export function currentRun(): ShownRun | null {
  const { current, runs, followed } = useRuns.getState();
  return shownRun(current, runs, current === null ? undefined : followed[current]);
}

function shownRun(
  id: string | null,
  runs: readonly RunRecord[] | null,
  followed: Followed | undefined,
): ShownRun | null {
  const place = runs?.findIndex((run) => run.id === id) ?? -1;
  const record = runs?.[place];
  if (id === null || runs === null || record === undefined || followed === undefined) return null;
  const { view, heard } = followed;
  const active = view.last === 0 ? !hasEndedState(record.state) : !hasEnded(view.phase);
  return { id, record, number: runs.length - place, view, progress: progressOf(view), heard, active };
}

/** A record brought up to what the events have said since it was read. */
export function upToDate(record: RunRecord, view: RunView | undefined): RunRecord {
  if (view === undefined || view.last <= record.last) return record;
  const { at } = view.phase;
  return {
    ...record,
    state: at === "compiling" ? "starting" : at,
    epochs_done: view.epochs.length,
    logs: view.epochs.at(-1)?.logs ?? record.logs,
    last: view.last,
  };
}

export function hasEndedState(state: RunRecord["state"]): boolean {
  return ["stopped", "completed", "failed", "diverged"].includes(state);
}
