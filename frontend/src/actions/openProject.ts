import type { ProjectDetail, ProjectRecord } from "@schema";
import { createProject, listProjects, readProject } from "../api/projects";
import { isServerError, Refusal, Unreachable } from "../api/request";
import { sameJson } from "../document/equal";
import { fingerprint } from "../document/fingerprint";
import { autoLayout } from "../document/layout/autoLayout";
import { drawnOfNewer, FORMAT, newerFormat, readableDocument } from "../document/readDocument";
import { holdsDocument } from "../document/sharing/address";
import { usualDirection } from "../state/direction";
import { EMPTY, useDocument } from "../state/document";
import { dropDraft, readDraft } from "../state/drafts";
import { readStored, removeStored, writeStored } from "../state/localStorage";
import { endEdge } from "../state/pendingEdge";
import { useProject } from "../state/project";
import { hideToast, showToast, useToast } from "../state/toast";
import { select } from "../state/view";
import { isUnchangedSince, resetSaveState, save, savePoint, saveSoon } from "./saveProject";
import { dropCopy, rememberCopy, untouchedCopy } from "./untouchedCopy";

/** Which document the page shows: opened by name, new, from a link, or the one of last time. */

const RETRY_MS = 2500;

/**
 * Counts what a person has asked to be shown. What was asked for last is shown, in whichever order the answers come:
 * an answer to an earlier request is dropped.
 */
let request = 0;

function newRequest(): number {
  request += 1;
  return request;
}

/** Opens a saved project, with this browser's unsaved draft of it where there is one. */
export function openProject(id: string): Promise<void> {
  return show(id, newRequest());
}

/** Saves a document, or one that is still being read, as a new project and opens it, unless another was asked for since. */
export async function newProject(document: unknown): Promise<void> {
  await create(document, newRequest());
}

/** The same with a template: the copy goes to the bin by itself if nobody edits or trains it. */
export async function newFromTemplate(template: unknown): Promise<void> {
  const { id, revision } = await create(template, newRequest());
  rememberCopy(id, revision);
}

async function create(document: unknown, mine: number): Promise<ProjectRecord> {
  const made = await document;
  await save();
  const record = await createProject(made);
  await show(record.id, mine);
  return record;
}

async function show(id: string, mine: number): Promise<void> {
  try {
    const detail = await readWhenUnchanged(id, mine);
    if (detail !== null) openDetail(detail);
  } catch (error) {
    if (mine === request) throw error;
  }
}

/** A project as the server has it once all that was edited here meanwhile is saved; `null` once it is not asked for. */
async function readWhenUnchanged(id: string, mine: number): Promise<ProjectDetail | null> {
  while (mine === request) {
    await save();
    const before = savePoint();
    const detail = await readProject(id);
    if (mine === request && isUnchangedSince(before)) return detail;
  }
  return null;
}

function openDetail({ id, name, revision, document: stored }: ProjectDetail): void {
  const format = newerFormat(stored);
  if (format !== null) {
    openReadOnly(id, revision, stored, format);
    return;
  }
  const draft = readDraft(id);
  const theirs = readableDocument(stored);
  const mine = draft !== null && !sameJson(draft.document, stored) ? draft : null;
  if (mine === null) dropDraft(id);
  const kept = mine?.document ?? theirs;
  if (kept === null) {
    useProject.setState({ waiting: "unreadable", message: name });
    return;
  }
  // Saved with the first edit: to look at a document changes nothing.
  const document = autoLayout(kept, usualDirection());
  const left = untouchedCopy();
  if (left !== null && left !== id) void dropCopy(left);
  const goesOn = mine?.revision === revision || mine?.sent?.includes(fingerprint(stored)) === true;
  resetSaveState({
    id,
    revision: mine === null || goesOn ? revision : mine.revision,
    saved: mine === null ? document : (theirs ?? EMPTY),
    saving: mine === null ? "saved" : goesOn ? "saving" : "conflict",
  });
  select([]);
  // A choice that was offered for the document before is none for this one.
  if (useToast.getState().toast?.action !== undefined) hideToast();
  // Nor does an edge that was being drawn there begin at a node of this one.
  endEdge();
  useDocument.getState().open(document);
  useProject.setState({ waiting: null });
  if (mine !== null && goesOn) saveSoon();
  writeStored("project", id);
  replaceHash(id);
}

/** Shows a document of a newer format, to be looked at only. */
function openReadOnly(id: string, revision: number, stored: unknown, format: number): void {
  const document = autoLayout(drawnOfNewer(stored), usualDirection());
  resetSaveState({ id, revision, saved: document, saving: "newer" });
  select([]);
  useDocument.getState().open(document, true);
  useProject.setState({ waiting: null });
  showToast({ key: "editor:newer", values: { format, known: FORMAT }, persistent: true });
  writeStored("project", id);
  replaceHash(id);
}

/** What the page shows at first: the document or the project in the address, the last project, or the start. */
export async function openFirst(): Promise<void> {
  if (location.hash === openingLink) return;
  const mine = newRequest();
  useProject.setState({ waiting: "opening" });
  try {
    const named = idInHash();
    if (named !== null) return await show(named, mine);
    if (holdsDocument(location.hash) && (await openLink(mine))) return;
    if (await openLast(mine)) return;
    const [newest] = (await listProjects()).projects;
    if (newest !== undefined) await show(newest.id, mine);
    else if (mine === request) showStart();
  } catch (error) {
    showOpenError(error, mine);
  }
}

/** Opens the project that this browser had open last; returns whether it is still there. */
async function openLast(mine: number): Promise<boolean> {
  const last = readStored("project");
  if (last === null) return false;
  try {
    await show(last, mine);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return false;
    throw error;
  }
}

/** Lets go of the open document, and offers what one can begin with. */
export function closeProject(): void {
  resetSaveState({ id: null, revision: 0, saved: EMPTY, saving: "saved" });
  useDocument.getState().open(EMPTY);
  removeStored("project");
  replaceHash(null);
  // What was asked for meanwhile comes all the same: this is no request of its own.
  useProject.setState({ waiting: "start" });
}

/** Offers what one can begin with. */
export function showStart(): void {
  newRequest();
  useProject.setState({ waiting: "start" });
}

/** Back to the open document. */
export function leaveStart(): void {
  const { id, waiting } = useProject.getState();
  if (id === null || waiting !== "start") return;
  newRequest();
  useProject.setState({ waiting: null });
}

/** The link that is being opened: asked for twice, it makes one project. */
let openingLink: string | null = null;

/**
 * Opens the document that the address holds as a new project, whose own address takes its place. Of one that cannot be
 * read the page says why, and what was open stays. Returns whether a document was opened.
 */
async function openLink(mine: number): Promise<boolean> {
  const { hash } = location;
  openingLink = hash;
  try {
    const { documentInHash, importErrorToast } = await import("./imports/importDocument");
    const found = await documentInHash(hash).catch(async (error) => {
      const note = await importErrorToast(error);
      if (note === null) throw error;
      showToast(note);
      return null;
    });
    if (found !== null) await create(found.document, mine);
    else if (location.hash === hash) replaceHash(useProject.getState().id);
    return found !== null;
  } finally {
    if (openingLink === hash) openingLink = null;
  }
}

/** Says on the page why nothing could be opened, unless something else was asked for meanwhile. */
function showOpenError(error: unknown, mine: number): void {
  if (!isServerError(error)) throw error;
  if (mine !== request) return;
  if (error instanceof Unreachable) {
    useProject.setState({ waiting: "offline" });
    setTimeout(() => {
      if (mine === request) void openFirst();
    }, RETRY_MS);
  } else if (error.status === 401) useProject.setState({ waiting: "signed-out" });
  else if (error.body.code === "in_bin") {
    const id = typeof error.body.got === "string" ? error.body.got : null;
    useProject.setState({ waiting: "binned", message: id });
  } else if (error.status === 404) useProject.setState({ waiting: "missing" });
  else useProject.setState({ waiting: "unreadable", message: error.message });
}

/** Opens what the address names when it is changed by hand or by going back. Returns what stops it. */
export function followHash(): () => void {
  const follow = () => {
    const { hash } = location;
    const id = idInHash();
    const attempt = (open: (mine: number) => Promise<unknown>) => {
      const mine = newRequest();
      open(mine).catch((error) => showOpenError(error, mine));
    };
    if (holdsDocument(hash)) {
      if (hash !== openingLink) attempt(openLink);
    } else if (id !== null && id !== useProject.getState().id) attempt((mine) => show(id, mine));
  };
  window.addEventListener("hashchange", follow);
  return () => window.removeEventListener("hashchange", follow);
}

function idInHash(): string | null {
  return /^#\/p\/([\w-]+)$/.exec(location.hash)?.[1] ?? null;
}

/** The address names what is open. */
function replaceHash(id: string | null): void {
  const hash = id === null ? "" : `#/p/${id}`;
  if (location.hash !== hash) history.replaceState(null, "", hash === "" ? location.pathname : hash);
}
