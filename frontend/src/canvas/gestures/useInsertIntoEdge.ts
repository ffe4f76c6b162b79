import { useReactFlow } from "@xyflow/react";
import { type DragEvent, type MouseEvent, useMemo } from "react";
import { addIntoEdge, canSplice, edgeOfKey, spliceNodeEdits } from "../../actions/spliceEdge";
import type { Addition } from "../../document/add/addNode";
import { NODE_HEIGHT, NODE_WIDTH } from "../../document/layout/positions";
import type { Edge, Edit, Position } from "../../document/types";
import { ADDITION_TYPE } from "../../state/palette";
import { startEdge } from "../../state/pendingEdge";
import { edgeAtPoint, highlightEdge } from "../edges/edgeAtPoint";
import type { FlowEdge, FlowNode } from "../nodes/flowNodes";
import { type CanvasNode, eventPoint } from "../useCanvasNodes";

/** Inserting a node into an edge by dropping it there, or by the search. Loaded after the canvas. */
export interface EdgeInsertion {
  /** While nodes are dragged: highlights the edge that a single one would be inserted into. */
  onNodeDrag: (event: unknown, node: CanvasNode, dragged: CanvasNode[]) => void;
  /** The edits that insert a dragged node into the edge that it was dropped on. */
  editsOnDrop: (point: Position, dragged: readonly FlowNode[]) => readonly Edit[];
  onDragOver: (event: DragEvent) => void;
  /** Inserts what was dropped on an edge. Returns whether there was one. */
  drop: (addition: Addition, point: Position) => boolean;
  /** Ctrl and a click open the search for a node to insert. */
  onEdgeClick: (event: MouseEvent, edge: FlowEdge) => void;
}

export function useInsertIntoEdge(openAt: (point: Position, into: Edge) => void): EdgeInsertion {
  const flow = useReactFlow();
  return useMemo(() => {
    const onNodeDrag: EdgeInsertion["onNodeDrag"] = (event, _node, dragged) => {
      const [only, ...more] = dragged;
      const isSingle = only?.type === "call" && more.length === 0 && canSplice(only.id);
      highlightEdge(isSingle ? edgeBelow(eventPoint(event), only.id) : null);
    };

    const editsOnDrop: EdgeInsertion["editsOnDrop"] = (point, dragged) => {
      const [only, ...more] = dragged;
      highlightEdge(null);
      if (only === undefined || more.length > 0 || !canSplice(only.id)) return [];
      const edge = edgeOfKey(edgeBelow(point, only.id) ?? "");
      return edge === undefined ? [] : spliceNodeEdits(only.id, edge, only.position);
    };

    const onDragOver = (event: DragEvent) => {
      const isAddition = event.dataTransfer.types.includes(ADDITION_TYPE) && event.type !== "dragleave";
      highlightEdge(isAddition ? edgeAtPoint({ x: event.clientX, y: event.clientY }) : null);
    };

    const drop: EdgeInsertion["drop"] = (addition, point) => {
      highlightEdge(null);
      const edge = edgeOfKey(edgeAtPoint(point) ?? "");
      if (edge === undefined) return false;
      const position = flow.screenToFlowPosition(point);
      addIntoEdge(addition, edge, { x: position.x - NODE_WIDTH / 2, y: position.y - NODE_HEIGHT / 2 });
      return true;
    };

    const onEdgeClick: EdgeInsertion["onEdgeClick"] = (event, { data }) => {
      if (data === undefined || !(event.ctrlKey || event.metaKey)) return;
      openAt({ x: event.clientX, y: event.clientY }, data.edge);
      startEdge({ source: data.edge.source, sourceOutput: data.edge.source_output ?? 0 });
    };

    return { onNodeDrag, editsOnDrop, onDragOver, drop, onEdgeClick };
  }, [flow, openAt]);
}

/** The edge under the pointer, or under the centre of the dragged node. */
function edgeBelow(point: Position, id: string): string | null {
  const under = edgeAtPoint(point);
  const node = document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  if (under !== null || node === null) return under;
  const { x, y, width, height } = node.getBoundingClientRect();
  return edgeAtPoint({ x: x + width / 2, y: y + height / 2 });
}
