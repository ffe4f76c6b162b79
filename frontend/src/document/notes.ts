import { freshKey } from "./freshKey";
import type { Document, Edit, Note, Position } from "./types";

/** A key of a document's `notes`. */
export type NoteId = string;

export const NOTE_SIZE = { width: 220, height: 96 };
/** Smaller than this a note cannot be taken hold of. */
export const LEAST_NOTE = { width: 80, height: 40 };

const NO_NOTES: Readonly<Record<NoteId, Note>> = {};

export function notesOf(document: Document): Readonly<Record<NoteId, Note>> {
  return document.notes ?? NO_NOTES;
}

/** A random id, unused in the document and in `taken`. */
export function freshNoteId(document: Document, taken: Iterable<NoteId> = []): NoteId {
  return freshKey("t", new Set([...Object.keys(notesOf(document)), ...taken]));
}

/** Moves notes; those that are gone, or stay, are left out. */
export function noteMoves(document: Document, positions: ReadonlyMap<NoteId, Position>): Edit[] {
  return [...positions].flatMap(([id, { x, y }]): Edit[] => {
    const note = notesOf(document)[id];
    const stays = note === undefined || (note.x === x && note.y === y);
    return stays ? [] : [{ type: "set_note", note: id, value: { ...note, x, y } }];
  });
}

export function noteRemovals(ids: readonly NoteId[]): Edit[] {
  return ids.map((note) => ({ type: "set_note", note }));
}
