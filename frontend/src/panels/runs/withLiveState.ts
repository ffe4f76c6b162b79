import type { RunRecord } from "@schema";
import { leastLoss } from "../../run/bestEpoch";
import type { RunView } from "../../run/state";
import { upToDate } from "../../state/runs/shownRuns";

/** A record updated by the events that arrived since it was read. */
export function withLiveState(run: RunRecord, view: RunView | undefined): RunRecord {
  const now = upToDate(run, view);
  return view === undefined ? now : { ...now, best_loss: leastLoss(view) ?? now.best_loss };
}
