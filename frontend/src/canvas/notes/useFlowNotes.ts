import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useLayoutEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { noteMoves } from "../../document/notes";
import type { Edit, Note } from "../../document/types";
import { useDocument } from "../../state/document";
import { useView } from "../../state/view";
import { type FlowNote, flowNotes, noteIdOf } from "./flowNotes";

const NO_NOTES: FlowNote[] = [];

/** The notes of the canvas. While notes are dragged or resized they differ from the document. */
export function useFlowNotes() {
  const { t } = useTranslation("editor");
  const openGraph = useDocument((state) => state.openGraph);
  const selected = useView((view) => view.notes);
  const [notes, setNotes] = useState<FlowNote[]>(NO_NOTES);

  useLayoutEffect(() => {
    const label = ({ text }: Note) => t("canvas.note", { text });
    setNotes((previous) => {
      const next = flowNotes(previous, openGraph, selected, label);
      return next.length === 0 ? NO_NOTES : next;
    });
  }, [openGraph, selected, t]);

  const onNotesChange = useCallback((changes: NodeChange<FlowNote>[]) => {
    const selectedIds = new Set(useView.getState().notes);
    let selectionChanged = false;
    for (const change of changes) {
      if (change.type !== "select") continue;
      selectionChanged = true;
      const id = noteIdOf(change.id) ?? change.id;
      if (change.selected) selectedIds.add(id);
      else selectedIds.delete(id);
    }
    if (selectionChanged) useView.setState({ notes: [...selectedIds] });
    const rest = changes.filter((change) => change.type !== "select" && change.type !== "remove");
    if (rest.length > 0) setNotes((previous) => applyNodeChanges(rest, previous));
  }, []);

  /** Ends a drag, as for nodes. */
  const commitDrag = useCallback((dragged: readonly FlowNote[]): Edit[] => {
    setNotes((previous) => previous.map((note) => (note.dragging ? { ...note, dragging: false } : note)));
    const positions = dragged.map(({ id, position }) => {
      return [noteIdOf(id) ?? id, { x: Math.round(position.x), y: Math.round(position.y) }] as const;
    });
    return noteMoves(useDocument.getState().openGraph, new Map(positions));
  }, []);

  return { notes, onNotesChange, commitDrag };
}
