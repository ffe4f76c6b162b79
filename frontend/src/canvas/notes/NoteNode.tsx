import { type NodeProps, NodeResizer } from "@xyflow/react";
import { memo, useId } from "react";
import { useTranslation } from "react-i18next";
import { LEAST_NOTE } from "../../document/notes";
import type { Note } from "../../document/types";
import { useDocument } from "../../state/document";
import { useView } from "../../state/view";
import { classNames } from "../../ui/classNames";
import { focusNode } from "../keyboard/focus";
import { type FlowNote, noteIdOf } from "./flowNotes";
import css from "./NoteNode.module.css";

/** A note behind the graph. A double click, or Enter, edits it. */
export const NoteNode = memo(function NoteNode({ id, data: { note }, selected }: NodeProps<FlowNote>) {
  const { t } = useTranslation("gestures");
  const key = noteIdOf(id) ?? id;
  const editing = useView((view) => view.editedNote === key);
  const setNote = (change: Partial<Note>, burst?: string) =>
    useDocument.getState().edit([{ type: "set_note", note: key, value: { ...note, ...change } }], burst);
  return (
    // The keys for it are commands of the canvas.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above.
    <div
      className={classNames(css.note, selected && css.selected)}
      onDoubleClick={() => useView.setState({ editedNote: key })}
    >
      <NodeResizer
        isVisible={selected && !editing}
        minWidth={LEAST_NOTE.width}
        minHeight={LEAST_NOTE.height}
        onResizeEnd={(_event, { x, y, width, height }) =>
          setNote({
            x: Math.round(x),
            y: Math.round(y),
            width: Math.round(width),
            height: Math.round(height),
          })
        }
      />
      {editing ? (
        <NoteEditor note={note} onText={setNote} onDone={() => stopEditing(id)} />
      ) : (
        <p className={classNames(css.text, note.text === "" && css.empty)}>
          {note.text === "" ? t("note.empty") : note.text}
        </p>
      )}
    </div>
  );
});

interface NoteEditorProps {
  note: Note;
  onText: (change: Pick<Note, "text" | "height">, burst: string) => void;
  onDone: () => void;
}

/** The text field of a note that is being edited; the note grows with its text. */
function NoteEditor({ note, onText, onDone }: NoteEditorProps) {
  const { t } = useTranslation("gestures");
  // Each editing session is an undo step of its own.
  const burst = useId();
  return (
    <textarea
      // biome-ignore lint/a11y/noAutofocus: the person asked for this field with a key or a gesture.
      autoFocus
      className={classNames(css.writing, "nodrag nopan nowheel")}
      aria-label={t("note.text")}
      placeholder={t("note.empty")}
      value={note.text}
      onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
      onChange={({ target }) => {
        const needed = target.scrollHeight > target.clientHeight ? target.scrollHeight + 2 : note.height;
        onText({ text: target.value, height: Math.max(note.height, needed) }, burst);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onDone();
      }}
      onBlur={() => useView.setState({ editedNote: null })}
    />
  );
}

/** Stops editing and focuses the note. */
function stopEditing(id: string): void {
  useView.setState({ editedNote: null });
  focusNode(id);
}
