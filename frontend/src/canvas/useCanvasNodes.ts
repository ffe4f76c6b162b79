import type { NodeChange } from "@xyflow/react";
import { useCallback, useMemo } from "react";
import type { Edit, NodeId } from "../document/types";
import { useDocument } from "../state/document";
import type { FlowNode } from "./nodes/flowNodes";
import { useFlowNodes } from "./nodes/useFlowNodes";
import { type FlowNote, noteOf } from "./notes/flowNotes";
import { useFlowNotes } from "./notes/useFlowNotes";

/** What stands on the canvas and can be selected and dragged. */
export type Drawn = FlowNode | FlowNote;

const isNote = (drawn: Drawn): drawn is FlowNote => drawn.type === "note";
const isNode = (drawn: Drawn): drawn is FlowNode => drawn.type !== "note";
const isOfNote = (change: NodeChange<Drawn>) => "id" in change && noteOf(change.id) !== null;

/**
 * Nodes and notes, as they stand on the canvas: what is dragged is one edit when it is let go, with what `dropped` adds
 * to it.
 */
export function useDrawn(
  label: (id: NodeId) => string,
  dropped: (point: { x: number; y: number }, dragged: readonly FlowNode[]) => readonly Edit[],
) {
  const { nodes, onNodesChange: changeNodes, settle: settleNodes } = useFlowNodes(label);
  const { notes, onNotesChange: changeNotes, settle: settleNotes } = useFlowNotes();
  const drawn = useMemo<Drawn[]>(() => (notes.length === 0 ? nodes : [...notes, ...nodes]), [notes, nodes]);

  const onNodesChange = useCallback(
    (changes: NodeChange<Drawn>[]) => {
      const ofNotes = changes.filter(isOfNote);
      if (ofNotes.length > 0) changeNotes(ofNotes as NodeChange<FlowNote>[]);
      if (ofNotes.length === changes.length) return;
      const others = ofNotes.length === 0 ? changes : changes.filter((change) => !isOfNote(change));
      changeNodes(others as NodeChange<FlowNode>[]);
    },
    [changeNodes, changeNotes],
  );

  const onDragStop = useCallback(
    (event: unknown, dragged: readonly Drawn[]) => {
      const moved = dragged.filter(isNode);
      const settled = [...settleNodes(moved), ...settleNotes(dragged.filter(isNote))];
      const { edit } = useDocument.getState();
      edit([...settled, ...dropped(pointOf(event), moved)]);
    },
    [settleNodes, settleNotes, dropped],
  );

  return { nodes, drawn, onNodesChange, onDragStop };
}

/** Where on the screen a mouse or a finger is, or was lifted. */
export function pointOf(event: unknown): { x: number; y: number } {
  const touched = event as Partial<TouchEvent & MouseEvent>;
  const { clientX = 0, clientY = 0 } = touched.changedTouches?.[0] ?? touched;
  return { x: clientX, y: clientY };
}
