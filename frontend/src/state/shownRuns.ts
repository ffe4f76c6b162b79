import type { RunRecord } from "@schema";
import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { type Progress, progressOf } from "../run/progress";
import { isOver, type RunView } from "../run/state";
import { useComparison } from "./comparison";
import { type FollowedRun, useRuns } from "./runs";

/** A run as the page shows it: the server's record, and what the events have said so far. */
export interface ShownRun {
  id: string;
  record: RunRecord;
  /** From 1, in the order of their starts. */
  number: number;
  view: RunView;
  progress: Progress | null;
  connected: boolean;
  /** Since when the server is not heard, in ms. */
  disconnectedAt?: number;
  signedOut?: boolean;
  /** Not at its end yet. */
  active: boolean;
}

/** The run that the page watches: the project's newest. */
export function useCurrentRun(): ShownRun | null {
  return useShownRun(useRuns((state) => state.currentRun));
}

/** A run whose events are followed; `null` while they are not. */
export function useShownRun(id: string | null): ShownRun | null {
  const ids = useMemo(() => (id === null ? [] : [id]), [id]);
  return useShownRuns(ids)[0] ?? null;
}

/** Those of some runs whose events are followed, in this order; they may be of another document. */
export function useShownRuns(ids: readonly string[]): readonly ShownRun[] {
  const runs = useRuns((state) => state.runs);
  // Not all that is followed: an event of another run changes nothing here.
  const heard = useRuns(useShallow((state) => ids.map((id) => state.followed[id])));
  const others = useComparison((state) => state.allRuns);
  return useMemo(
    () =>
      ids.flatMap((id, index) => {
        const numbered = numberedRun(runs ?? [], id) ?? numberedRun(others ?? [], id);
        const known = heard[index];
        return numbered === null || known === undefined ? [] : [shownRun(numbered, known)];
      }),
    [ids, runs, others, heard],
  );
}

/** A run and its number among those of its document, from the first. */
export function numberedRun(
  runs: readonly RunRecord[],
  id: string,
): { record: RunRecord; number: number } | null {
  const index = runs.findIndex((run) => run.id === id);
  const record = runs[index];
  if (record === undefined) return null;
  const number = runs.slice(index).filter((run) => run.project === record.project).length;
  return { record, number };
}

function shownRun(
  { record, number }: { record: RunRecord; number: number },
  followed: FollowedRun,
): ShownRun {
  const { view } = followed;
  return {
    id: record.id,
    record,
    number,
    ...followed,
    progress: progressOf(view),
    active: !isOver(record, view),
  };
}

/** A record brought up to what the events have said since it was read. */
export function upToDate(record: RunRecord, view: RunView | undefined): RunRecord {
  if (view === undefined || view.lastSeq <= record.last_seq) return record;
  const { at } = view.phase;
  return {
    ...record,
    state: at === "compiling" ? "starting" : at,
    epochs_done: view.epochs.length,
    logs: view.epochs.at(-1)?.logs ?? record.logs,
    last_seq: view.lastSeq,
  };
}
