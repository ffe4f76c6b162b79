import { create } from "zustand";
import { holdsDocument } from "../document/carried/address";
import { sameJson } from "../document/equal";
import { fingerprint } from "../document/fingerprint";
import { laidOut } from "../document/layout/layingOut";
import { readableDocument } from "../document/readable";
import type { Document } from "../document/types";
import { createProject, listProjects, readProject, saveProject } from "../net/editor";
import { Refusal, Unreachable } from "../net/request";
import { EMPTY, useDocument } from "./document";
import { dropKept, readKept, writeKept } from "./kept";
import { say } from "./notes";
import { select, useView } from "./view";

export type Saving =
  /** The server has what is on the canvas. */
  | "saved"
  | "saving"
  /** The server does not answer; this browser keeps the draft and tries again. */
  | "offline"
  /** Somebody saved in between; both versions are kept until the person chooses. */
  | "conflict"
  /** The server will not take the draft as it is; this browser keeps it. */
  | "refused";

interface ProjectState {
  id: string | null;
  revision: number;
  saving: Saving;
  /** Why there is no document on the page; at the `start` one is chosen, and the open one, if any, waits. */
  waiting: "opening" | "offline" | "signed-out" | "missing" | "unreadable" | "start" | null;
  message: string | null;
}

export const useProject = create<ProjectState>(() => ({
  id: null,
  revision: 0,
  saving: "saved",
  waiting: "opening",
  message: null,
}));

const SETTLE_MS = 400;
const RETRY_MS = 2500;

interface Draft {
  /** The revision it began from. */
  revision: number;
  document: Document;
  /** Fingerprints of versions whose saving was never confirmed: should one of them be there, it is ours. */
  sent: readonly string[];
}

let timer: ReturnType<typeof setTimeout> | undefined;
/** The save that is under way; saves never overlap, so that each begins from the revision of the last. */
let running: Promise<void> | null = null;
let settled: Document = EMPTY;
let sent: readonly string[] = [];

/** Saves every change, valid or not; first in this browser, then at the server. Gives back what stops it. */
export function startSaving(): () => void {
  const stop = useDocument.subscribe(({ whole: document }, before) => {
    const { id, saving } = useProject.getState();
    if (document === before.whole || id === null) return;
    if (document === settled && saving === "saved") return;
    keepDraft();
    if (saving === "conflict") return;
    if (saving !== "offline") useProject.setState({ saving: "saving" });
    later(SETTLE_MS);
  });
  return () => {
    stop();
    clearTimeout(timer);
  };
}

/** Keeps what is on the canvas in this browser until the server has it. */
function keepDraft(): void {
  const { id, revision } = useProject.getState();
  const { whole: document } = useDocument.getState();
  writeKept(`draft.${id}`, JSON.stringify({ revision, document, sent } satisfies Draft));
}

function later(wait: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void save(), wait);
}

/** Saves what there is to save, and waits until it is done. */
export async function save(): Promise<void> {
  clearTimeout(timer);
  if (running !== null) await running;
  const { id, revision, saving } = useProject.getState();
  const { whole: document } = useDocument.getState();
  if (id === null || saving === "conflict") return;
  if (document === settled) {
    dropKept(`draft.${id}`);
    useProject.setState({ saving: "saved" });
    return;
  }
  running = put(id, revision, document);
  await running;
  running = null;
}

async function put(id: string, revision: number, document: Document): Promise<void> {
  try {
    sent = [...sent, fingerprint(document)].slice(-8);
    keepDraft();
    const record = await saveProject(id, revision, document);
    if (useProject.getState().id !== id) return;
    settled = document;
    sent = [];
    const latest = useDocument.getState().whole;
    useProject.setState({ revision: record.revision, saving: latest === document ? "saved" : "saving" });
    if (latest === document) dropKept(`draft.${id}`);
    else {
      keepDraft();
      later(SETTLE_MS);
    }
  } catch (error) {
    if (useProject.getState().id !== id) return;
    if (error instanceof Refusal && error.status === 409) await afterStale(id);
    else if (error instanceof Refusal && error.status < 500) {
      useProject.setState({ saving: "refused", message: error.body.message });
    } else {
      useProject.setState({ saving: "offline" });
      later(RETRY_MS);
    }
  }
}

/** The server has another revision: one of ours whose answer was lost, or somebody else's. */
async function afterStale(id: string): Promise<void> {
  try {
    const theirs = await readProject(id);
    if (useProject.getState().id !== id) return;
    if (sent.slice(0, -1).includes(fingerprint(theirs.document))) {
      useProject.setState({ revision: theirs.revision });
      later(0);
    } else useProject.setState({ saving: "conflict" });
  } catch {
    useProject.setState({ saving: "offline" });
    later(RETRY_MS);
  }
}

/** Saves this page's version over the other one, which stays among the revisions. */
export async function keepMine(): Promise<void> {
  const { id } = useProject.getState();
  if (id === null) return;
  const { revision } = await readProject(id);
  useProject.setState({ revision, saving: "saving" });
  await save();
}

/** Opens the other version here; this page's becomes a project of its own. */
export async function keepBoth(copyName: (name: string) => string): Promise<void> {
  const { id } = useProject.getState();
  if (id === null) return;
  const { whole: document } = useDocument.getState();
  await createProject({ ...document, name: copyName(document.name ?? "") });
  dropKept(`draft.${id}`);
  await openProject(id);
}

/** Opens a saved project, with this browser's unsaved draft of it where there is one. */
export async function openProject(id: string): Promise<void> {
  await save();
  const detail = await readProject(id);
  const draft = keptDraft(id);
  const theirs = readableDocument(detail.document);
  const mine = draft !== null && !sameJson(draft.document, detail.document) ? draft : null;
  if (mine === null) dropKept(`draft.${id}`);
  const kept = mine?.document ?? theirs;
  if (kept === null) {
    useProject.setState({ waiting: "unreadable", message: detail.name });
    return;
  }
  // Saved with the first edit: to look at a document changes nothing.
  const document = laidOut(kept, useView.getState().flow);
  settled = theirs ?? EMPTY;
  if (mine === null) settled = document;
  const goesOn =
    mine?.revision === detail.revision || mine?.sent?.includes(fingerprint(detail.document)) === true;
  useProject.setState({
    id,
    revision: mine === null || goesOn ? detail.revision : mine.revision,
    saving: mine === null ? "saved" : goesOn ? "saving" : "conflict",
    waiting: null,
    message: null,
  });
  sent = [];
  select([]);
  useDocument.getState().open(document);
  if (mine !== null && goesOn) later(SETTLE_MS);
  writeKept("project", id);
  replaceHash(id);
}

/** Keeps a document as a new project and opens it. */
export async function newProject(document: unknown): Promise<void> {
  await save();
  const record = await createProject(document);
  await openProject(record.id);
}

/** What the page shows at first: the document or the project in the address, the last project, or the start. */
export async function openFirst(): Promise<void> {
  useProject.setState({ waiting: "opening" });
  try {
    const named = idInHash();
    if (named !== null) return await openProject(named);
    if (holdsDocument(location.hash) && (await openLink())) return;
    if (await openLast()) return;
    const [newest] = (await listProjects()).projects;
    if (newest !== undefined) return await openProject(newest.id);
    showStart();
  } catch (error) {
    stumble(error);
  }
}

/** Opens the project that this browser had open last; gives back whether it is still there. */
async function openLast(): Promise<boolean> {
  const last = readKept("project");
  if (last === null) return false;
  try {
    await openProject(last);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return false;
    throw error;
  }
}

/** Offers what one can begin with. */
export function showStart(): void {
  useProject.setState({ waiting: "start" });
}

/** Back to the open document. */
export function leaveStart(): void {
  const { id, waiting } = useProject.getState();
  if (id !== null && waiting === "start") useProject.setState({ waiting: null });
}

/** The link that is being opened: asked for twice, it makes one project. */
let linked: string | null = null;

/**
 * Opens the document that the address holds as a new project, whose own address takes its place. One that cannot be
 * read is told of, and what was open stays. Gives back whether a document was opened, or is being.
 */
async function openLink(): Promise<boolean> {
  const { hash } = location;
  if (hash === linked) return true;
  linked = hash;
  try {
    const { documentInHash, whyNot } = await import("./opening");
    const found = await documentInHash(hash).catch(async (error) => {
      const note = await whyNot(error);
      if (note === null) throw error;
      say(note);
      return null;
    });
    if (found !== null) await newProject(found.document);
    else replaceHash(useProject.getState().id);
    return found !== null;
  } finally {
    linked = null;
  }
}

function stumble(error: unknown): void {
  if (error instanceof Refusal && error.status === 401) useProject.setState({ waiting: "signed-out" });
  else if (error instanceof Refusal && error.status === 404) useProject.setState({ waiting: "missing" });
  else if (error instanceof Refusal) useProject.setState({ waiting: "unreadable", message: error.message });
  else if (error instanceof Unreachable) {
    useProject.setState({ waiting: "offline" });
    setTimeout(() => void openFirst(), RETRY_MS);
  } else throw error;
}

/** Opens what the address names when it is changed by hand or by going back. Gives back what stops it. */
export function followHash(): () => void {
  const follow = () => {
    const id = idInHash();
    if (holdsDocument(location.hash)) void openLink().catch(stumble);
    else if (id !== null && id !== useProject.getState().id) void openProject(id).catch(stumble);
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

function keptDraft(id: string): Draft | null {
  try {
    const draft = JSON.parse(readKept(`draft.${id}`) ?? "null") as Draft | null;
    return draft !== null && readableDocument(draft.document) !== null ? draft : null;
  } catch {
    return null;
  }
}
