import { copyText, type Graph, pasteEdits, readPiece } from "../document/add/clipboard";
import { nodesOf } from "../document/graph";
import { freeShift } from "../document/layout/freeShift";
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from "../document/layout/positions";
import { notesOf } from "../document/notes";
import type { Document, Position } from "../document/types";
import { openModel, useDocument, whileOpen } from "../state/document";
import { useProject } from "../state/project";
import { reveal, select, useView } from "../state/view";
import { removeSelected } from "./graphActions";

/** Offset of a copy from what it was copied from. */
const ASIDE: Position = { x: 32, y: 32 };

/** What was taken last: where a page may not read the clipboard, that is what is pasted. */
let lastCopied = "";

/** What is selected as text for the clipboard; empty where nothing is. */
export function selectionAsText(): string {
  const { nodes, notes } = useView.getState();
  if (nodes.length + notes.length === 0) return "";
  const copied = { nodes: new Set(nodes), notes: new Set(notes) };
  lastCopied = copyText(useDocument.getState().openGraph, copied, graphOrigin());
  return lastCopied;
}

export function copySelected(): void {
  const text = selectionAsText();
  // Where the page may not write it, what was taken stays here.
  if (text !== "") void navigator.clipboard?.writeText(text).catch(() => undefined);
}

export function cutSelected(): void {
  copySelected();
  removeSelected();
}

/** Pastes without a key of the browser's: from a menu, or by another key. Into the graph where it was asked for. */
export async function pasteFromClipboard(pasting?: PasteOptions): Promise<void> {
  const isOpen = whileOpen();
  const model = openModel(useDocument.getState());
  const text = await navigator.clipboard?.readText().catch(() => lastCopied);
  if (!isOpen() || openModel(useDocument.getState()) !== model) return;
  paste(text ?? lastCopied, pasting);
}

export interface PasteOptions {
  /** Where its middle goes; without it, beside what it was copied from, or into what is seen. */
  at?: Position | null;
  /** Keeps the wires that came into it, where those came from this graph. */
  linked?: boolean;
}

/** Adds what a text from the clipboard holds and selects it; returns whether there was anything. */
export function paste(text: string, { at = null, linked = false }: PasteOptions = {}): boolean {
  const piece = readPiece(text);
  if (piece === null) return false;
  const { openGraph, edit } = useDocument.getState();
  const { ids, notes, edits } = pasteEdits(
    openGraph,
    piece,
    shiftFor(openGraph, piece, at),
    graphOrigin(),
    linked,
  );
  if (ids.length + notes.length === 0) return false;
  edit(edits);
  const [first] = ids;
  if (first !== undefined) reveal(first);
  select(ids, null, notes);
  return true;
}

const KERAS = /^\s*(?:from|import)\s+(?:tensorflow|keras|tf_keras)\b|\b(?:keras|layers|tf)\.\w/m;
const ASSIGNED_CALL = /^\s*[\w.,[\] ]+=\s*[\w.]+\(/m;

/** Whether a text is code that makes layers: it names Keras, and assigns what a call gives. */
export function isKerasCode(text: string): boolean {
  return KERAS.test(text) && ASSIGNED_CALL.test(text);
}

/** A copy of what is selected beside it, past the clipboard; returns whether anything was selected. */
export function duplicate(): boolean {
  const before = lastCopied;
  const text = selectionAsText();
  lastCopied = before;
  return text !== "" && paste(text);
}

function graphOrigin(): Graph {
  return { project: useProject.getState().id, model: openModel(useDocument.getState()) };
}

/** By how much a piece moves, so that it lies on nothing and is seen. */
function shiftFor(document: Document, piece: Document, at: Position | null): Position {
  const cards = [...positionsOf(piece).values()];
  const papers = Object.values(notesOf(piece));
  const boxes = [
    ...cards.map((model) => ({ ...model, width: NODE_WIDTH, height: NODE_HEIGHT })),
    ...papers.map(({ x, y, width, height }) => ({ x, y, width, height })),
  ];
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const middle = {
    x: (left + Math.max(...boxes.map((box) => box.x + box.width))) / 2,
    y: (top + Math.max(...boxes.map((box) => box.y + box.height))) / 2,
  };
  const { viewport } = useView.getState();
  const seen =
    middle.x > viewport.x &&
    middle.x < viewport.x + viewport.width &&
    middle.y > viewport.y &&
    middle.y < viewport.y + viewport.height;
  const to = at ?? { x: viewport.x + viewport.width / 2, y: viewport.y + viewport.height / 2 };
  const wanted = at === null && seen ? ASIDE : { x: to.x - middle.x, y: to.y - middle.y };
  if (nodesOf(piece).length === 0) return besideNotes(document, papers, wanted);
  return freeShift([...positionsOf(document).values()], cards, wanted);
}

/** Notes may lie on nodes, but not one on the very place of another. */
function besideNotes(document: Document, papers: readonly Position[], wanted: Position): Position {
  const there = new Set(Object.values(notesOf(document)).map(({ x, y }) => `${x} ${y}`));
  const shift = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  while (papers.some(({ x, y }) => there.has(`${x + shift.x} ${y + shift.y}`))) {
    shift.x += ASIDE.x;
    shift.y += ASIDE.y;
  }
  return shift;
}
