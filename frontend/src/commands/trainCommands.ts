import { requestPause, requestStop, requestUnpause, startTraining } from "../actions/runActions";
import { isOver } from "../run/state";
import { isBlocked } from "../state/check";
import { useRuns } from "../state/runs/runs";
import { showDockTab } from "../state/view";
import { registerHandlers } from "./handlers";

/** The commands that begin and end a run. */
export function registerTrainCommands(): () => void {
  return registerHandlers({
    "train.start": {
      run: trainOrShowProblems,
      can: () => !useRuns.getState().starting && activeRun() === null,
    },
    "train.stop": { run: stopActiveRun, can: () => activeRun() !== null },
    "train.pause": { run: togglePause, can: canPause, on: () => activeRun()?.waits === true },
  });
}

/** The run that the page watches, while it is not at its end. */
function activeRun(): { id: string; stopping: boolean; waits: boolean } | null {
  const { currentRun, runs, followed } = useRuns.getState();
  const record = runs?.find(({ id }) => id === currentRun);
  const view = currentRun === null ? undefined : followed[currentRun]?.view;
  if (record === undefined || view === undefined) return null;
  const waits = view.phase.at === "paused" || record.pause_wanted;
  return isOver(record, view) ? null : { id: record.id, stopping: view.phase.at === "stopping", waits };
}

/** Trains, and shows how it goes; what cannot be trained shows why. */
export function trainOrShowProblems(): void {
  const blocked = isBlocked();
  showDockTab(blocked ? "problems" : "training");
  if (!blocked) void startTraining();
}

/** Asks once: a run that is stopping already is left to it. */
export function stopActiveRun(): void {
  const run = activeRun();
  if (run !== null && !run.stopping) void requestStop(run.id);
}

function canPause(): boolean {
  const run = activeRun();
  return run !== null && !run.stopping;
}

/** Lets the run wait after the epoch in hand, or go on where it waits. */
function togglePause(): void {
  const run = activeRun();
  if (run !== null) void (run.waits ? requestUnpause(run.id) : requestPause(run.id));
}
