import type { Document, FollowedScript, PutScript } from "@schema";
import { followScript, putScript } from "../../api/documents";
import { isServerError, Refusal } from "../../api/request";
import { sameJson } from "../../document/equal";
import { nodesOf } from "../../document/graph";
import { placeAddedNodes } from "../../document/layout/placeAddedNodes";
import { semanticsOf } from "../../document/presentation";
import type { Edit } from "../../document/types";
import { useDocument } from "../../state/document";
import { resetScript, useScript } from "../../state/script";

/** After so long without a change, the other side follows. */
const PAUSE_MS = 150;
/** Texts of which the document is remembered: as far back as an undo is likely to go. */
const REMEMBERED = 100;

/** The documents that scripts were known to agree with, by their text. */
const agreed = new Map<string, Document>();
/** The document that agreed last, at first the one that was opened: whether its graph changed since tells which side a person edited. */
let last: Document | null = null;

/** Keeps the script and the graph of the open document in step. Returns what stops it. */
export function startScriptSync(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let request: AbortController | undefined;
  let opened = useDocument.getState().opened;
  const run = async () => {
    request?.abort();
    request = new AbortController();
    await sync(request.signal);
  };
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), PAUSE_MS);
  };
  const stop = useDocument.subscribe((now, before) => {
    if (now.opened !== opened) {
      opened = now.opened;
      begin(now.document);
    }
    if (now.document !== before.document) schedule();
  });
  begin(useDocument.getState().document);
  schedule();
  return () => {
    stop();
    clearTimeout(timer);
    request?.abort();
  };
}

function begin(document: Document): void {
  agreed.clear();
  last = document;
  resetScript();
}

/** Remembers that a script says what its document says. */
export function rememberAgreed(text: string, document: Document): void {
  agreed.delete(text);
  agreed.set(text, document);
  const [oldest] = agreed.keys();
  if (agreed.size > REMEMBERED && oldest !== undefined) agreed.delete(oldest);
  last = document;
}

async function sync(signal: AbortSignal): Promise<void> {
  const { document, readOnly } = useDocument.getState();
  const text = document.script?.text;
  if (text === undefined || readOnly) return;
  const known = agreed.get(text);
  if (known !== undefined && sameModel(known, document)) {
    last = document;
    if (useScript.getState().state !== "agreed")
      useScript.setState({ state: "agreed", offer: null, message: null });
    return;
  }
  await showingUnreadable(signal, async () => {
    const isOther = text !== last?.script?.text && useScript.getState().state !== "apart";
    const typed = known === undefined && last !== null && isOther && sameModel(last, document);
    const before = known ?? (isOther ? null : last);
    if (typed) await follow(document, signal);
    else await put(document, before, signal);
  });
}

/** Asks the server; a text that it cannot read is shown with the reason. */
async function showingUnreadable(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (signal.aborted) return;
    if (!isServerError(error)) throw error;
    const line = error instanceof Refusal ? error.body.where?.line : null;
    useScript.setState({
      state: "unreadable",
      message: error.message,
      line: typeof line === "number" ? line : null,
      words: [],
    });
  }
}

/** Lets the canvas follow the text. */
async function follow(document: Document, signal: AbortSignal): Promise<void> {
  const found = await followScript(document, signal);
  if (!signal.aborted && useDocument.getState().document === document) take(document, found);
}

function take(document: Document, found: FollowedScript): void {
  const next = placed(document, { ...(found.document as unknown as Document), script: document.script });
  if (document.script) rememberAgreed(document.script.text, next);
  useDocument.getState().amend(next);
  useScript.setState({ state: "agreed", words: found.words, message: null, line: null, offer: null });
}

/** Puts a change of the canvas into the text. */
async function put(document: Document, before: Document | null, signal: AbortSignal): Promise<void> {
  const found = await putScript({ after: document, before }, signal);
  if (signal.aborted || useDocument.getState().document !== document) return;
  const isOwn = found.agreed || found.outcome === "same";
  if (isOwn && (found.outcome === "same" || found.outcome === "changed")) {
    takeText(document, found.text);
    useScript.setState({ state: "agreed", words: found.words, message: null, line: null, offer: null });
  } else {
    useScript.setState({
      state: found.outcome === "several" ? "several" : "apart",
      offer: found,
      words: [],
      message: null,
      line: null,
    });
  }
}

/** Gives the document the text that says what it says. */
function takeText(document: Document, text: string): void {
  const next = { ...document, script: { ...document.script, text } };
  rememberAgreed(text, next);
  if (text !== document.script?.text) useDocument.getState().amend(next);
}

/** Changes all that a line stands for: the canvas follows the text that says so. */
export async function changeAll(offer: PutScript): Promise<void> {
  if (offer.all === null) return;
  const { document, amend } = useDocument.getState();
  const next = { ...document, script: { ...document.script, text: offer.all } };
  amend(next);
  const { signal } = new AbortController();
  await showingUnreadable(signal, () => follow(next, signal));
}

/** Takes the text in which only what was meant is changed. */
export function changeOne(offer: PutScript): void {
  const text = offer.outcome === "several" ? offer.apart : offer.text;
  if (text === null) return;
  takeText(useDocument.getState().document, text);
  useScript.setState({ state: "agreed", offer: null });
}

/** The canvas becomes what the text says, as an undo step. */
export async function useMyFile(): Promise<void> {
  const { document, replace } = useDocument.getState();
  const { signal } = new AbortController();
  await showingUnreadable(signal, async () => {
    const found = await followScript(document, signal);
    if (useDocument.getState().document !== document) return;
    replace({ ...document });
    take(useDocument.getState().document, found);
  });
}

/** The document has no text of a person's any more: its script is the one that is written from it. */
export function dropScript(): void {
  const { document, replace } = useDocument.getState();
  const { script: _text, ...rest } = document;
  replace(rest);
  resetScript();
}

/** A person's text from now on, or their next keystroke in it. */
export function typeScript(text: string): void {
  const { document, replace } = useDocument.getState();
  if (document.script?.text === text) return;
  replace({ ...document, script: { ...document.script, text } }, "script");
}

/** The written script becomes the person's own, to be edited. */
export function takeOver(text: string): void {
  const { document, replace } = useDocument.getState();
  const next = { ...document, script: { text } };
  replace(next);
  rememberAgreed(text, next);
  useScript.setState({ takenOver: true });
}

/** Whether two documents are the same to a script: how they are drawn and what it does not say is free. */
function sameModel(one: Document, other: Document): boolean {
  const [a, b] = [semanticsOf(one), semanticsOf(other)];
  return sameJson(a.graph, b.graph) && sameJson(a.models, b.models) && sameJson(a.training, b.training);
}

/** Places for the nodes that came: between what feeds them and what they feed. */
function placed(before: Document, next: Document): Document {
  const known = new Set(nodesOf(before).map(({ id }) => id));
  const added = nodesOf(next).filter(({ id }) => !known.has(id));
  if (added.length === 0 || before.layout === undefined) return next;
  const edits: Edit[] = added.map((node) => ({ type: "add_node", node }));
  for (const edge of next.graph?.edges ?? []) edits.push({ type: "connect", edge });
  const layout = { ...next.layout };
  for (const edit of placeAddedNodes(before, edits))
    if (edit.type === "add_node" && edit.at) layout[edit.node.id] = edit.at;
  return { ...next, layout };
}
