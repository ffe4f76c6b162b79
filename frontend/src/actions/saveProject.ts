import { readProject, saveProject } from "../api/projects";
import { Refusal } from "../api/request";
import { announceSave } from "../api/tabChannel";
import { fingerprint } from "../document/fingerprint";
import type { Document } from "../document/types";
import { EMPTY, useDocument } from "../state/document";
import { dropDraft, writeDraft } from "../state/drafts";
import { type Saving, useProject } from "../state/project";

/** Saving the open project: every change, valid or not, first in this browser, then at the server. */

const SETTLE_MS = 400;
const RETRY_MS = 2500;
/** What the person decides first. */
const BLOCKED: ReadonlySet<Saving> = new Set<Saving>(["conflict", "binned", "newer"]);

let timer: ReturnType<typeof setTimeout> | undefined;
/** The save that is under way. Saves never overlap, so that each begins from the revision of the last. */
let running: Promise<void> | null = null;
/** What the server has, as far as is known. */
let lastSaved: Document = EMPTY;
/** Fingerprints of versions that were sent and not confirmed. */
let unconfirmed: readonly string[] = [];

/** Saves every change from now on. Returns what stops it. */
export function startSaving(): () => void {
  const stop = useDocument.subscribe(({ document }, before) => {
    const { id, saving } = useProject.getState();
    if (document === before.document || id === null) return;
    if (document === lastSaved && saving === "saved") return;
    storeDraft();
    if (BLOCKED.has(saving)) return;
    if (saving !== "offline") useProject.setState({ saving: "saving" });
    saveSoon();
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** Saves what there is to save once the person pauses. */
export function saveSoon(wait = SETTLE_MS): void {
  clearTimeout(timer);
  timer = setTimeout(() => void save(), wait);
}

/** Saves what there is to save, and waits until it is done. */
export async function save(): Promise<void> {
  clearTimeout(timer);
  // Of several that waited for the same save, the first to go on has started another one.
  while (running !== null) await running;
  const { id, revision, saving } = useProject.getState();
  const { document } = useDocument.getState();
  if (id === null || BLOCKED.has(saving)) return;
  if (document === lastSaved) {
    dropDraft(id);
    useProject.setState({ saving: "saved" });
    return;
  }
  running = put(id, revision, document).finally(() => {
    running = null;
  });
  await running;
}

/**
 * What is edited and saved at one moment. While `isUnchangedSince` holds of it, nothing was edited or saved since, so that what was
 * read from the server meanwhile may take the place of what is open.
 */
export interface SavePoint {
  id: string | null;
  revision: number;
  document: Document;
}

export function savePoint(): SavePoint {
  const { id, revision } = useProject.getState();
  return { id, revision, document: useDocument.getState().document };
}

export function isUnchangedSince(before: SavePoint): boolean {
  const now = savePoint();
  return (
    running === null &&
    now.id === before.id &&
    now.revision === before.revision &&
    now.document === before.document
  );
}

/** A document that takes the place of what was open, or of an older version of it. */
interface SaveState {
  id: string | null;
  revision: number;
  /** What the server has of it: what is put in place, unless this browser has a draft. */
  saved: Document;
  saving: Saving;
}

/** Saves from here on are of this project, and begin from this revision. Put the document in place afterwards. */
export function resetSaveState({ id, revision, saved, saving }: SaveState): void {
  lastSaved = saved;
  unconfirmed = [];
  clearTimeout(timer);
  useProject.setState({ id, revision, saving, message: null });
}

/** Whether the server has all that is on the canvas. */
export function isSaved(): boolean {
  return running === null && useDocument.getState().document === lastSaved;
}

/** Keeps what is on the canvas in this browser until the server has it. */
function storeDraft(): void {
  const { id, revision } = useProject.getState();
  const { document } = useDocument.getState();
  if (id !== null) writeDraft(id, { revision, document, sent: unconfirmed });
}

async function put(id: string, revision: number, document: Document): Promise<void> {
  try {
    unconfirmed = [...unconfirmed, fingerprint(document)].slice(-8);
    storeDraft();
    const record = await saveProject(id, revision, document);
    announceSave({ id, revision: record.revision });
    if (useProject.getState().id !== id) return;
    lastSaved = document;
    unconfirmed = [];
    const latest = useDocument.getState().document;
    useProject.setState({ revision: record.revision, saving: latest === document ? "saved" : "saving" });
    if (latest === document) dropDraft(id);
    else {
      storeDraft();
      saveSoon();
    }
  } catch (error) {
    if (useProject.getState().id !== id) return;
    if (error instanceof Refusal && error.status === 409) await resolveStaleRevision(id);
    else if (error instanceof Refusal && error.body.code === "in_bin")
      useProject.setState({ saving: "binned" });
    else if (error instanceof Refusal && error.status < 500) {
      useProject.setState({ saving: "refused", message: error.message });
    } else {
      useProject.setState({ saving: "offline" });
      saveSoon(RETRY_MS);
    }
  }
}

/** The server has another revision: one of ours whose answer was lost, or somebody else's. */
async function resolveStaleRevision(id: string): Promise<void> {
  try {
    const theirs = await readProject(id);
    if (useProject.getState().id !== id) return;
    if (unconfirmed.slice(0, -1).includes(fingerprint(theirs.document))) {
      useProject.setState({ revision: theirs.revision });
      saveSoon(0);
    } else useProject.setState({ saving: "conflict" });
  } catch {
    useProject.setState({ saving: "offline" });
    saveSoon(RETRY_MS);
  }
}
