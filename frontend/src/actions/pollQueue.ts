import { loadRuns, useRuns } from "../state/runs";
import { upToDate } from "../state/shownRuns";

/** How often it is asked how many others a waiting run still waits for: of its own it has no event while it waits. */
const ASK_MS = 2000;

/** Keeps the places in the queue as they are, while a run of the project waits. Gives back what stops it. */
export function followQueue(every = ASK_MS): () => void {
  let asking: ReturnType<typeof setTimeout> | undefined;
  const ask = () => {
    asking = undefined;
    // A page that is looked at again reads the list by itself.
    if (document.visibilityState === "visible") void loadRuns();
  };
  const look = () => {
    if (!someWaits()) {
      clearTimeout(asking);
      asking = undefined;
    } else asking ??= setTimeout(ask, every);
  };
  const stopLooking = useRuns.subscribe(look);
  look();
  return () => {
    stopLooking();
    clearTimeout(asking);
  };
}

function someWaits(): boolean {
  const { runs, followed } = useRuns.getState();
  return (
    runs?.some((run) => run.ahead > 0 && upToDate(run, followed[run.id]?.view).state === "queued") ?? false
  );
}
