import type { Node as AnyFlowNode } from "@xyflow/react";
import { type NoteId, notesOf } from "../../document/notes";
import type { Document, Note } from "../../document/types";

export type FlowNote = AnyFlowNode<{ note: Note }, "note">;

/** Prefix of note ids on the canvas: notes and graph nodes have ids of their own, and React Flow has one list. */
const NOTE_ID_PREFIX = "note ";

export function flowNoteId(note: NoteId): string {
  return NOTE_ID_PREFIX + note;
}

/** The note of a React Flow node id; `null` for a graph node. */
export function noteIdOf(id: string): NoteId | null {
  return id.startsWith(NOTE_ID_PREFIX) ? id.slice(NOTE_ID_PREFIX.length) : null;
}

/** The notes of a graph as React Flow nodes, behind all edges. A note that did not change keeps its object. */
export function flowNotes(
  previous: readonly FlowNote[],
  document: Document,
  selected: readonly NoteId[],
  label: (note: Note) => string,
): FlowNote[] {
  const known = new Map(previous.map((flowNote) => [flowNote.id, flowNote]));
  return Object.entries(notesOf(document)).map(([key, note]) => {
    const id = flowNoteId(key);
    const old = known.get(id);
    const isSelected = selected.includes(key);
    const ariaLabel = label(note);
    const same =
      old?.data.note === note &&
      (old.selected ?? false) === isSelected &&
      old.ariaLabel === ariaLabel &&
      !old.dragging &&
      old.position.x === note.x &&
      old.position.y === note.y;
    if (same) return old;
    return {
      ...old,
      id,
      type: "note" as const,
      data: { note },
      position: old?.dragging ? old.position : { x: note.x, y: note.y },
      width: note.width,
      height: note.height,
      zIndex: -2,
      selected: isSelected,
      ariaLabel,
      connectable: false,
    };
  });
}
