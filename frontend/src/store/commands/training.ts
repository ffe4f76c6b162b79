import { isBlocked } from "../check";
import { currentRun } from "../currentRun";
import { stop, train, useRuns } from "../runs";
import { showTab } from "../view";
import { provide } from "./provided";

/** The commands that begin and end a run. */
export function provideTraining(): () => void {
  return provide({
    "train.start": { run: startTraining, can: () => !useRuns.getState().starting && !isTraining() },
    "train.stop": { run: stopTraining, can: isTraining },
  });
}

function isTraining(): boolean {
  return currentRun()?.active === true;
}

/** Trains, and shows how it goes; what cannot be trained shows why. */
export function startTraining(): void {
  const blocked = isBlocked();
  showTab(blocked ? "problems" : "training");
  if (!blocked) void train();
}

/** Asks once: a run that is stopping already is left to it. */
export function stopTraining(): void {
  const run = currentRun();
  if (run !== null && run.view.phase.at !== "stopping") void stop(run.id);
}
