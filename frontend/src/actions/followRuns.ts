import type { RunRecord } from "@schema";
import { serverMessage, Unreachable } from "../api/request";
import type { StreamListener } from "../api/runStream";
import { listRuns, readRun } from "../api/runs";
import { reduceAll } from "../run/reduceEvents";
import { hasEnded, isOver, NOTHING_YET, phaseOf } from "../run/state";
import { useProject } from "../state/project";
import { type FollowedRun, NO_RUNS, useRuns } from "../state/runs/runs";
import { upToDate } from "../state/runs/shownRuns";

const RELOAD_MS = 2500;
let reloading: ReturnType<typeof setTimeout> | undefined;
const stops = new Map<string, () => void>();

/** Follows the newest run of whatever project is open, from its first event. Returns what stops it. */
export function followProjectRuns(): () => void {
  const open = (id: string | null) => {
    stopFollowingAll();
    if (id !== null) void loadRuns();
  };
  const onVisible = () => {
    if (document.visibilityState === "visible") void loadRuns();
  };
  const stopWatching = useProject.subscribe((now, before) => {
    if (now.id !== before.id) open(now.id);
  });
  document.addEventListener("visibilitychange", onVisible);
  open(useProject.getState().id);
  return () => {
    stopWatching();
    document.removeEventListener("visibilitychange", onVisible);
    stopFollowingAll();
  };
}

function stopFollowingAll(): void {
  clearTimeout(reloading);
  for (const stop of stops.values()) stop();
  stops.clear();
  useRuns.setState(NO_RUNS);
}

/** Reads the first page of the list again, and follows a newer run unless a person has chosen one. */
export async function loadRuns(): Promise<void> {
  const { id } = useProject.getState();
  if (id === null) return;
  clearTimeout(reloading);
  try {
    const page = await listRuns(id);
    if (useProject.getState().id !== id) return;
    useRuns.setState({ runs: page.runs });
    page.runs.forEach(followResumed);
    const [newest] = page.runs;
    const { isChosen } = useRuns.getState();
    if (newest !== undefined && !isChosen) showRun(newest.id);
  } catch (error) {
    serverMessage(error);
    if (error instanceof Unreachable) reloading = setTimeout(() => void loadRuns(), RELOAD_MS);
  }
}

function showRun(id: string): void {
  followRun(id);
  useRuns.setState({ currentRun: id });
}

/** A person has started a run: the page watches it, and goes to no other by itself. */
export function showStartedRun(id: string): void {
  showRun(id);
  useRuns.setState({ isChosen: true });
}

/** A person has opened a run in the list: the page goes to no other by itself. One under way is watched from now on. */
export function chooseRun(id: string): void {
  followRun(id);
  const { runs, listed, followed } = useRuns.getState();
  const run = runs?.find((each) => each.id === id) ?? listed[id];
  const goesOn = run !== undefined && !isOver(run, followed[id]?.view ?? NOTHING_YET);
  useRuns.setState({ isChosen: true, ...(goesOn ? { currentRun: id } : {}) });
}

/** Gathers the events of a run, from the first. Asking twice changes nothing. */
export function followRun(id: string): void {
  if (stops.has(id)) return;
  setFollowed(id, { view: NOTHING_YET, connected: true });
  followAfter(id, 0);
}

/** Goes on gathering the events of a run that was followed to its end, and has been resumed since. */
export function followResumed({ id, attempt }: RunRecord): void {
  const view = useRuns.getState().followed[id]?.view;
  if (view === undefined || !hasEnded(view.phase) || attempt <= view.attempt) return;
  stops.get(id)?.();
  followAfter(id, view.lastSeq);
}

function followAfter(id: string, seq: number): void {
  const stop = openStream(id, seq, {
    onEvents: (events) => {
      const known = useRuns.getState().followed[id];
      if (known === undefined) return;
      const view = reduceAll(known.view, events);
      setFollowed(id, { ...known, view });
      if (hasEnded(view.phase) && !hasEnded(known.view.phase)) void loadRuns();
    },
    onRestart: () => setFollowed(id, { view: NOTHING_YET, connected: true }),
    onConnected: (heard) => {
      const known = useRuns.getState().followed[id];
      if (known !== undefined)
        setFollowed(id, { ...known, connected: heard, ...(heard ? {} : { disconnectedAt: Date.now() }) });
      // What was asked of it meanwhile is in its record.
      if (heard) void loadRuns();
    },
    onEnd: (why) => {
      if (why === "gone") stopFollowing(id);
      if (why === "ended") void endByRecord(id);
      const known = useRuns.getState().followed[id];
      if (why === "signed-out" && known !== undefined)
        setFollowed(id, { ...known, connected: false, signedOut: true });
    },
  });
  stops.set(id, stop);
}

/** Streams a run after an event. The client of the socket is loaded with the first run. Returns what stops it. */
function openStream(id: string, after: number, listener: StreamListener): () => void {
  let stopped = false;
  let stop = () => {
    stopped = true;
  };
  import("../api/runStream").then(
    ({ streamRun }) => {
      if (!stopped) stop = streamRun(id, after, listener);
    },
    // The server did not answer: the next reading of the list tries again.
    () => {
      if (!stopped) stops.delete(id);
    },
  );
  return () => stop();
}

/** A run whose log has lost its last event has ended as its record says. */
async function endByRecord(id: string): Promise<void> {
  const known = useRuns.getState().followed[id];
  if (known === undefined || hasEnded(known.view.phase)) return;
  try {
    const phase = phaseOf(await readRun(id));
    const now = useRuns.getState().followed[id];
    if (phase !== null && now !== undefined) setFollowed(id, { ...now, view: { ...now.view, phase } });
    void loadRuns();
  } catch (error) {
    serverMessage(error);
  }
}

function setFollowed(id: string, followed: FollowedRun): void {
  useRuns.setState((state) => ({ followed: { ...state.followed, [id]: followed } }));
}

export function stopFollowing(id: string): void {
  stops.get(id)?.();
  stops.delete(id);
  useRuns.setState((state) => {
    const { [id]: _gone, ...followed } = state.followed;
    const runs = state.runs?.filter((run) => run.id !== id) ?? null;
    return {
      followed,
      runs,
      ...(state.currentRun === id ? { currentRun: runs?.[0]?.id ?? null, isChosen: false } : {}),
    };
  });
  const { currentRun } = useRuns.getState();
  if (currentRun !== null) followRun(currentRun);
}

/** How often it is asked how many others a waiting run still waits for: of its own it has no event while it waits. */
const ASK_MS = 2000;

/** Keeps the places in the queue as they are, while a run of the project waits. Returns what stops it. */
export function followQueue(every = ASK_MS): () => void {
  let asking: ReturnType<typeof setTimeout> | undefined;
  const ask = () => {
    asking = undefined;
    // A page that is looked at again reads the list by itself.
    if (document.visibilityState === "visible") void loadRuns();
  };
  const look = () => {
    if (!hasQueuedRun()) {
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

function hasQueuedRun(): boolean {
  const { runs, followed } = useRuns.getState();
  return (
    runs?.some((run) => run.queue_position > 0 && upToDate(run, followed[run.id]?.view).state === "queued") ??
    false
  );
}
