import { type RefObject, useEffect } from "react";
import { registerHandlers } from "../../commands/handlers";
import { freshNoteId, NOTE_SIZE, type NoteId } from "../../document/notes";
import type { Position } from "../../document/types";
import { useDocument } from "../../state/document";
import { select, useView } from "../../state/view";

/** Registers the commands of notes. A new one is added at the pointer, or in the middle of the visible area. */
export function useNoteCommands(pointer: RefObject<() => Position | null>): void {
  useEffect(() => {
    const addNote = () => {
      const { openGraph, edit } = useDocument.getState();
      const { viewport } = useView.getState();
      const middle = {
        x: viewport.x + (viewport.width - NOTE_SIZE.width) / 2,
        y: viewport.y + (viewport.height - NOTE_SIZE.height) / 2,
      };
      const { x, y } = pointer.current() ?? middle;
      const note = freshNoteId(openGraph);
      const value = { text: "", x: Math.round(x), y: Math.round(y), ...NOTE_SIZE };
      edit([{ type: "set_note", note, value }]);
      select([], null, [note]);
      useView.setState({ editedNote: note });
    };
    return registerHandlers({
      "graph.note": { run: addNote },
      "graph.writeNote": {
        run: () => useView.setState({ editedNote: onlyNote() }),
        can: () => onlyNote() !== null,
      },
    });
  }, [pointer]);
}

/** The selected note, if nothing else is selected. */
function onlyNote(): NoteId | null {
  const { nodes, notes } = useView.getState();
  const [only, ...more] = notes;
  return only === undefined || more.length + nodes.length > 0 ? null : only;
}
