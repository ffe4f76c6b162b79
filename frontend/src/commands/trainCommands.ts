import { isOver } from "../run/state";
import { isBlocked } from "../state/check";
import { requestPause, requestStop, requestUnpause, train, useRuns } from "../state/runs";
import { showDockTab } from "../state/view";
import { registerHandlers } from "./handlers";

/** The commands that begin and end a run. */
export function registerTrainCommands(): () => void {
  return registerHandlers({
    "train.start": { run: startTraining, can: () => !useRuns.getState().starting && activeRun() === null },
    "train.stop": { run: stopTraining, can: () => activeRun() !== null },
    "train.pause": { run: pauseTraining, can: canPause, on: () => activeRun()?.waits === true },
  });
}

/** The run that the page watches, while it is not at its end. */
function activeRun(): { id: string; stopping: boolean; waits: boolean } | null {
  const { current, runs, followed } = useRuns.getState();
  const record = runs?.find(({ id }) => id === current);
  const view = current === null ? undefined : followed[current]?.view;
  if (record === undefined || view === undefined) return null;
  const waits = view.phase.at === "paused" || record.pause_wanted;
  return isOver(record, view) ? null : { id: record.id, stopping: view.phase.at === "stopping", waits };
}

/** Trains, and shows how it goes; what cannot be trained shows why. */
export function startTraining(): void {
  const blocked = isBlocked();
  showDockTab(blocked ? "problems" : "training");
  if (!blocked) void train();
}

/** Asks once: a run that is stopping already is left to it. */
export function stopTraining(): void {
  const run = activeRun();
  if (run !== null && !run.stopping) void requestStop(run.id);
}

function canPause(): boolean {
  const run = activeRun();
  return run !== null && !run.stopping;
}

/** Lets the run wait after the epoch in hand, or go on where it waits. */
function pauseTraining(): void {
  const run = activeRun();
  if (run !== null) void (run.waits ? requestUnpause(run.id) : requestPause(run.id));
}
