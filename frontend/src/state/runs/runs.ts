import type { RunRecord } from "@schema";
import { create } from "zustand";
import { serverMessage } from "../../api/request";
import { readRun } from "../../api/runs";
import type { Document } from "../../document/types";
import type { RunView } from "../../run/state";

/** What the page knows of a run's events, and whether the server is heard. */
export interface FollowedRun {
  view: RunView;
  connected: boolean;
  /** Since when the server is not heard, in ms. */
  disconnectedAt?: number;
  /** It is heard no more because this page has no session there. */
  signedOut?: boolean;
}

export interface RunsState {
  /** The project's runs, newest first; `null` until they are here. */
  runs: readonly RunRecord[] | null;
  /** Runs that the list has shown, of any document, by their ids. */
  listed: Readonly<Record<string, RunRecord>>;
  /** The run that the page watches: the newest, until a person chooses one. */
  currentRun: string | null;
  /** Whether a person has started or chosen a run. */
  isChosen: boolean;
  /** Every run whose events were asked for. */
  followed: Readonly<Record<string, FollowedRun>>;
  /** What these runs train: the document as it was when they were started. */
  snapshots: Readonly<Record<string, Document>>;
  /** A start is on its way. */
  starting: boolean;
  /** Why the last request was refused. */
  error: string | null;
}

export const NO_RUNS: RunsState = {
  runs: null,
  listed: {},
  currentRun: null,
  isChosen: false,
  followed: {},
  snapshots: {},
  starting: false,
  error: null,
};

export const useRuns = create<RunsState>(() => NO_RUNS);

/** Keeps the records of runs that a list has shown. */
export function rememberRecords(records: readonly RunRecord[]): void {
  useRuns.setState(({ listed }) => ({
    listed: { ...listed, ...Object.fromEntries(records.map((record) => [record.id, record])) },
  }));
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
