import { hasEnded } from "../run/state";
import { isBlocked } from "../state/check";
import { pause, resume, stop, train, useRuns } from "../state/runs";
import { hasEndedState } from "../state/shownRuns";
import { showTab } from "../state/view";
import { provide } from "./handlers";

/** The commands that begin and end a run. */
export function provideTraining(): () => void {
  return provide({
    "train.start": { run: startTraining, can: () => !useRuns.getState().starting && underWay() === null },
    "train.stop": { run: stopTraining, can: () => underWay() !== null },
    "train.pause": { run: pauseTraining, can: canPause, on: () => underWay()?.waits === true },
  });
}

/** The run that the page watches, while it is not at its end. */
function underWay(): { id: string; stopping: boolean; waits: boolean } | null {
  const { current, runs, followed } = useRuns.getState();
  const record = runs?.find(({ id }) => id === current);
  const view = current === null ? undefined : followed[current]?.view;
  if (record === undefined || view === undefined) return null;
  const ended = view.last === 0 ? hasEndedState(record.state) : hasEnded(view.phase);
  const waits = view.phase.at === "paused" || record.pause_wanted;
  return ended ? null : { id: record.id, stopping: view.phase.at === "stopping", waits };
}

/** Trains, and shows how it goes; what cannot be trained shows why. */
export function startTraining(): void {
  const blocked = isBlocked();
  showTab(blocked ? "problems" : "training");
  if (!blocked) void train();
}

/** Asks once: a run that is stopping already is left to it. */
export function stopTraining(): void {
  const run = underWay();
  if (run !== null && !run.stopping) void stop(run.id);
}

function canPause(): boolean {
  const run = underWay();
  return run !== null && !run.stopping;
}

/** Lets the run wait after the epoch in hand, or go on where it waits. */
function pauseTraining(): void {
  const run = underWay();
  if (run !== null) void (run.waits ? resume(run.id) : pause(run.id));
}
