import type { RunRecord } from "@schema";
import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { type Progress, progressOf } from "../../run/progress";
import { isOver, type RunView } from "../../run/state";
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
  const listed = useRuns(useShallow((state) => ids.map((id) => state.listed[id])));
  return useMemo(
    () =>
      ids.flatMap((id, index) => {
        const record = runs?.find((run) => run.id === id) ?? listed[index];
        const known = heard[index];
        return record === undefined || known === undefined ? [] : [shownRun(record, known)];
      }),
    [ids, runs, listed, heard],
  );
}

function shownRun(record: RunRecord, followed: FollowedRun): ShownRun {
  const { view } = followed;
  return {
    id: record.id,
    record,
    number: record.number,
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
