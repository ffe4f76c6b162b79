import type { NodeChange } from "@xyflow/react";
import { useCallback, useMemo } from "react";
import type { Edit, NodeId } from "../document/types";
import { useDocument } from "../state/document";
import type { FlowNode } from "./nodes/flowNodes";
import { useFlowNodes } from "./nodes/useFlowNodes";
import { type FlowNote, noteIdOf } from "./notes/flowNotes";
import { useFlowNotes } from "./notes/useFlowNotes";

/** A node in the sense of React Flow: a graph node or a note. */
export type CanvasNode = FlowNode | FlowNote;

const isNote = (node: CanvasNode): node is FlowNote => node.type === "note";
const isGraphNode = (node: CanvasNode): node is FlowNode => node.type !== "note";
const isNoteChange = (change: NodeChange<CanvasNode>) => "id" in change && noteIdOf(change.id) !== null;

/**
 * Graph nodes and notes of the canvas. A drag becomes one edit when it ends, together with the edits of `editsOnDrop`.
 */
export function useCanvasNodes(
  label: (id: NodeId) => string,
  editsOnDrop: (point: { x: number; y: number }, dragged: readonly FlowNode[]) => readonly Edit[],
) {
  const { nodes, onNodesChange: changeNodes, commitDrag: commitNodeDrag } = useFlowNodes(label);
  const { notes, onNotesChange: changeNotes, commitDrag: commitNoteDrag } = useFlowNotes();
  const canvasNodes = useMemo<CanvasNode[]>(
    () => (notes.length === 0 ? nodes : [...notes, ...nodes]),
    [notes, nodes],
  );

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const noteChanges = changes.filter(isNoteChange);
      if (noteChanges.length > 0) changeNotes(noteChanges as NodeChange<FlowNote>[]);
      if (noteChanges.length === changes.length) return;
      const others = noteChanges.length === 0 ? changes : changes.filter((change) => !isNoteChange(change));
      changeNodes(others as NodeChange<FlowNode>[]);
    },
    [changeNodes, changeNotes],
  );

  const onDragStop = useCallback(
    (event: unknown, dragged: readonly CanvasNode[]) => {
      const moved = dragged.filter(isGraphNode);
      const moves = [...commitNodeDrag(moved), ...commitNoteDrag(dragged.filter(isNote))];
      const { edit } = useDocument.getState();
      edit([...moves, ...editsOnDrop(eventPoint(event), moved)]);
    },
    [commitNodeDrag, commitNoteDrag, editsOnDrop],
  );

  return { nodes, canvasNodes, onNodesChange, onDragStop };
}

/** The screen position of a mouse or touch event. */
export function eventPoint(event: unknown): { x: number; y: number } {
  const source = event as Partial<TouchEvent & MouseEvent>;
  const { clientX = 0, clientY = 0 } = source.changedTouches?.[0] ?? source;
  return { x: clientX, y: clientY };
}
