import type { RunRecord } from "@schema";
import { create } from "zustand";
import { Refusal, serverMessage, Unreachable } from "../api/request";
import { followRun } from "../api/runStream";
import { deleteRun, labelRun, listRuns, pauseRun, readRun, startRun, stopRun, unpauseRun } from "../api/runs";
import type { Document } from "../document/types";
import { reduceAll } from "../run/reduceEvents";
import { newRunId } from "../run/runId";
import { hasEnded, NOTHING_YET, phaseOf, type RunView } from "../run/state";
import { findDeleted, offerUndo } from "./bin";
import { removeFromComparison, useComparison } from "./comparison";
import { useDocument } from "./document";
import { useProject } from "./project";
import { showDockTab } from "./view";

/** What the page knows of a run's events, and whether the server is heard. */
export interface FollowedRun {
  view: RunView;
  connected: boolean;
  /** Since when the server is not heard, in ms. */
  disconnectedAt?: number;
  /** It is heard no more because this page has no session there. */
  signedOut?: boolean;
}

interface RunsState {
  /** The project's runs, newest first; `null` until they are here. */
  runs: readonly RunRecord[] | null;
  /** The run that the page watches: the newest. */
  current: string | null;
  /** Every run whose events were asked for. */
  followed: Readonly<Record<string, FollowedRun>>;
  /** What these runs train: the document as it was when they were started. */
  snapshots: Readonly<Record<string, Document>>;
  /** A start is on its way. */
  starting: boolean;
  /** Why the last wish was not granted. */
  error: string | null;
}

const NO_RUNS: RunsState = {
  runs: null,
  current: null,
  followed: {},
  snapshots: {},
  starting: false,
  error: null,
};

export const useRuns = create<RunsState>(() => NO_RUNS);

const RETRIES_MS = [300, 1000, 3000];
const RELOAD_MS = 2500;
let reloading: ReturnType<typeof setTimeout> | undefined;
const stops = new Map<string, () => void>();

/** Follows the newest run of whatever project is open, from its first event. Gives back what stops it. */
export function startRuns(): () => void {
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

/** Reads the list anew; a newer run than the one watched is watched from now on. */
export async function loadRuns(): Promise<void> {
  const { id } = useProject.getState();
  if (id === null) return;
  clearTimeout(reloading);
  try {
    const { runs } = await listRuns(id);
    if (useProject.getState().id !== id) return;
    useRuns.setState({ runs });
    const [newest] = runs;
    if (newest !== undefined) watch(newest.id);
  } catch (error) {
    serverMessage(error);
    if (error instanceof Unreachable) reloading = setTimeout(() => void loadRuns(), RELOAD_MS);
  }
}

/** Reads what a run trains, once. */
export async function loadSnapshot(id: string): Promise<void> {
  if (useRuns.getState().snapshots[id] !== undefined) return;
  try {
    const { document } = await readRun(id);
    storeSnapshot(id, document as Document);
  } catch (error) {
    serverMessage(error);
  }
}

function storeSnapshot(id: string, snapshot: Document): void {
  useRuns.setState((state) => ({ snapshots: { ...state.snapshots, [id]: snapshot } }));
}

function watch(id: string): void {
  follow(id);
  useRuns.setState({ current: id });
}

/** Gathers the events of a run, from the first. Asking twice changes nothing. */
export function follow(id: string): void {
  if (stops.has(id)) return;
  setFollowed(id, { view: NOTHING_YET, connected: true });
  const stop = followRun(id, 0, {
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

function stopFollowing(id: string): void {
  stops.get(id)?.();
  stops.delete(id);
  useRuns.setState((state) => {
    const { [id]: _gone, ...followed } = state.followed;
    const runs = state.runs?.filter((run) => run.id !== id) ?? null;
    return { followed, runs, current: state.current === id ? (runs?.[0]?.id ?? null) : state.current };
  });
  const { current } = useRuns.getState();
  if (current !== null) follow(current);
}

/** Trains what is on the canvas. Where no answer comes, the same start is sent again: it is the same run. */
export async function train(): Promise<void> {
  if (useRuns.getState().starting) return;
  if (addMissingSections()) return showDockTab("problems");
  useRuns.setState({ starting: true, error: null });
  const { id: project } = useProject.getState();
  const body = { id: newRunId(), document: useDocument.getState().document, project };
  try {
    const record = await withRetries(() => startRun(body));
    if (useProject.getState().id !== project) return;
    useRuns.setState((state) => ({
      runs: [record, ...(state.runs ?? []).filter((run) => run.id !== record.id)],
    }));
    watch(record.id);
  } catch (error) {
    const refused = serverMessage(error);
    if (useProject.getState().id !== project) return;
    useRuns.setState({ error: refused });
    if (error instanceof Refusal && error.body.code === "run.refused") showDockTab("problems");
  } finally {
    // Another document has a start of its own.
    if (useProject.getState().id === project) useRuns.setState({ starting: false });
  }
}

/** A document may leave out how and on what it is trained. Once it is to be, the check says what is to be chosen. */
function addMissingSections(): boolean {
  const { openGraph, edit } = useDocument.getState();
  const missing = (["training", "data"] as const).filter((section) => openGraph[section] === undefined);
  if (missing.length > 0) edit(missing.map((section) => ({ type: "set_field", path: [section], value: {} })));
  return missing.length > 0;
}

async function withRetries<T>(ask: () => Promise<T>): Promise<T> {
  for (const wait of RETRIES_MS) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  return ask();
}

/** Asks a run to end; what it has learned is kept. */
export const requestStop = (id: string) => request(id, stopRun);

/** Asks a run to wait after the epoch in hand. */
export const requestPause = (id: string) => request(id, pauseRun);

/** Lets a run go on that waits. */
export const requestUnpause = (id: string) => request(id, unpauseRun);

/** Gives a run a name of the person's; an empty one takes it away. */
export const nameRun = (id: string, label: string) => request(id, (run) => labelRun(run, label));

async function request(id: string, ask: (id: string) => Promise<RunRecord>): Promise<void> {
  const { id: project } = useProject.getState();
  useRuns.setState({ error: null });
  try {
    update(await ask(id));
  } catch (error) {
    const refused = serverMessage(error);
    if (useProject.getState().id === project) useRuns.setState({ error: refused });
  }
}

function update(record: RunRecord): void {
  const renewed = (runs: readonly RunRecord[] | null) =>
    runs?.map((run) => (run.id === record.id ? record : run)) ?? null;
  useRuns.setState(({ runs }) => ({ runs: renewed(runs) }));
  useComparison.setState(({ allRuns }) => ({ allRuns: renewed(allRuns) }));
}

/** Puts an ended run into the bin with all that came out of it, and offers to take that back. */
export async function removeRun(id: string): Promise<void> {
  useRuns.setState({ error: null });
  try {
    await deleteRun(id);
    stopFollowing(id);
    removeFromComparison(id);
    const item = await findDeleted("run", id);
    if (item !== null) offerUndo({ item, wasOpen: false });
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) stopFollowing(id);
    else useRuns.setState({ error: serverMessage(error) });
  }
}
