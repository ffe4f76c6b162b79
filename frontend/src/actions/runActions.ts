import type { ForkPoint, ResumeRun, RunRecord, StartRun } from "@schema";
import { Refusal, serverMessage, Unreachable } from "../api/request";
import {
  deleteRun,
  labelRun,
  noteRun,
  pauseRun,
  prioritizeRun,
  resumeRun,
  setRunTags,
  startRun,
  stopRun,
  unpauseRun,
} from "../api/runs";
import { newRunId } from "../run/runId";
import { findDeleted, offerUndo } from "../state/bin";
import { useDocument } from "../state/document";
import { useProject } from "../state/project";
import { setCompared } from "../state/runs/comparison";
import { rememberRecords, useRuns } from "../state/runs/runs";
import { showDockTab } from "../state/view";
import { followResumed, showStartedRun, stopFollowing } from "./followRuns";

const RETRIES_MS = [300, 1000, 3000];

/** Trains what is on the canvas. Where no answer comes, the same start is sent again: it is the same run. */
export async function startTraining(): Promise<void> {
  await start({});
}

/**
 * Trains what is on the canvas from the weights of another run, as far as they fit. Returns why that was refused; `null`
 * where it began, or another document was opened meanwhile.
 */
export async function startFork(run: string, checkpoint: ForkPoint): Promise<string | null> {
  await start({ from: { run, checkpoint } });
  return useRuns.getState().error;
}

async function start(fork: Pick<StartRun, "from">): Promise<void> {
  if (useRuns.getState().starting) return;
  useRuns.setState({ starting: true, error: null });
  const { id: project } = useProject.getState();
  const body = { id: newRunId(), document: useDocument.getState().document, project, ...fork };
  try {
    const record = await withRetries(() => startRun(body));
    if (useProject.getState().id !== project) return;
    useRuns.setState((state) => ({
      runs: [record, ...(state.runs ?? []).filter((run) => run.id !== record.id)],
    }));
    showStartedRun(record.id);
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

/** Gives a queued run another priority. */
export const setPriority = (id: string, priority: number) =>
  request(id, (run) => prioritizeRun(run, priority));

/**
 * Goes on with an ended run from its last checkpoint, and watches it. Returns the objection of the server where the run
 * can go on anyway; any other refusal is shown as that of a start.
 */
export async function resumeTraining(id: string, body: ResumeRun): Promise<string | null> {
  const { id: project } = useProject.getState();
  useRuns.setState({ error: null });
  try {
    const record = await resumeRun(id, body);
    if (useProject.getState().id !== project) return null;
    storeRecord(record);
    followResumed(record);
    showStartedRun(id);
  } catch (error) {
    if (error instanceof Refusal && error.body.variant === "other_machine") return error.message;
    const refused = serverMessage(error);
    if (useProject.getState().id === project) useRuns.setState({ error: refused });
  }
  return null;
}

/** Gives a run a name of the person's; an empty one takes it away. */
export const nameRun = (id: string, label: string) => request(id, (run) => labelRun(run, label));

/** Writes a note about a run; an empty one takes it away. */
export const writeRunNote = (id: string, note: string) => request(id, (run) => noteRun(run, note));

/** Gives a run tags in place of those that it has. */
export const tagRun = (id: string, tags: readonly string[]) => request(id, (run) => setRunTags(run, tags));

async function request(id: string, ask: (id: string) => Promise<RunRecord>): Promise<void> {
  const { id: project } = useProject.getState();
  useRuns.setState({ error: null });
  try {
    storeRecord(await ask(id));
  } catch (error) {
    const refused = serverMessage(error);
    if (useProject.getState().id === project) useRuns.setState({ error: refused });
  }
}

function storeRecord(record: RunRecord): void {
  useRuns.setState(({ runs }) => ({
    runs: runs?.map((run) => (run.id === record.id ? record : run)) ?? null,
  }));
  rememberRecords([record]);
}

/** Puts an ended run into the bin with all that came out of it, and offers to take that back. */
export async function removeRun(id: string): Promise<void> {
  useRuns.setState({ error: null });
  try {
    await deleteRun(id);
    stopFollowing(id);
    setCompared(id, false);
    const item = await findDeleted("run", id);
    if (item !== null) offerUndo({ item, wasOpen: false });
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) stopFollowing(id);
    else useRuns.setState({ error: serverMessage(error) });
  }
}
