import { applyNodeChanges, type NodeChange } from "@xyflow/react";
import { useCallback, useLayoutEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { noteMoves } from "../../document/notes";
import type { Edit, Note } from "../../document/types";
import { useDocument } from "../../state/document";
import { useView } from "../../state/view";
import { type FlowNote, flowNotes, noteOf } from "./flowNotes";

const NO_NOTES: FlowNote[] = [];

/** The notes on the canvas. While some are dragged or sized they run ahead of the document. */
export function useFlowNotes() {
  const { t } = useTranslation("editor");
  const document = useDocument((state) => state.document);
  const selected = useView((view) => view.notes);
  const [notes, setNotes] = useState<FlowNote[]>(NO_NOTES);

  useLayoutEffect(() => {
    const label = ({ text }: Note) => t("canvas.note", { text });
    setNotes((before) => {
      const next = flowNotes(before, document, selected, label);
      return next.length === 0 ? NO_NOTES : next;
    });
  }, [document, selected, t]);

  const onNotesChange = useCallback((changes: NodeChange<FlowNote>[]) => {
    const chosen = new Set(useView.getState().notes);
    let turned = false;
    for (const change of changes) {
      if (change.type !== "select") continue;
      turned = true;
      const id = noteOf(change.id) ?? change.id;
      if (change.selected) chosen.add(id);
      else chosen.delete(id);
    }
    if (turned) useView.setState({ notes: [...chosen] });
    const rest = changes.filter((change) => change.type !== "select" && change.type !== "remove");
    if (rest.length > 0) setNotes((before) => applyNodeChanges(rest, before));
  }, []);

  /** As for nodes. */
  const settle = useCallback((dragged: readonly FlowNote[]): Edit[] => {
    setNotes((before) => before.map((note) => (note.dragging ? { ...note, dragging: false } : note)));
    const places = dragged.map(({ id, position }) => {
      return [noteOf(id) ?? id, { x: Math.round(position.x), y: Math.round(position.y) }] as const;
    });
    return noteMoves(useDocument.getState().document, new Map(places));
  }, []);

  return { notes, onNotesChange, settle };
}
