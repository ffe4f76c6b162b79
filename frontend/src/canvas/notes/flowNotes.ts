import type { Node as AnyFlowNode } from "@xyflow/react";
import { type NoteId, notesOf } from "../../document/notes";
import type { Document, Note } from "../../document/types";

export type FlowNote = AnyFlowNode<{ note: Note }, "note">;

/** Notes and nodes are named each by themselves; on the canvas they stand side by side. */
const MARK = "note ";

export function flowId(note: NoteId): string {
  return MARK + note;
}

/** The note that an id on the canvas is of; `null` for a node's. */
export function noteOf(id: string): NoteId | null {
  return id.startsWith(MARK) ? id.slice(MARK.length) : null;
}

/** The notes as the canvas library wants them, behind all wires. What did not change keeps its object. */
export function flowNotes(
  before: readonly FlowNote[],
  document: Document,
  selected: readonly NoteId[],
  label: (note: Note) => string,
): FlowNote[] {
  const known = new Map(before.map((drawn) => [drawn.id, drawn]));
  return Object.entries(notesOf(document)).map(([key, note]) => {
    const id = flowId(key);
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
