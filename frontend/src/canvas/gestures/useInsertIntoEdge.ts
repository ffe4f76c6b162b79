import { useReactFlow } from "@xyflow/react";
import { type DragEvent, type MouseEvent, useMemo } from "react";
import { addInWire, canBeLetIn, letIn, wireOfKey } from "../../actions/spliceEdge";
import type { Addition } from "../../document/add/addNode";
import { NODE_HEIGHT, NODE_WIDTH } from "../../document/layout/size";
import type { Edge, Edit, Position } from "../../document/types";
import { ADDITION_TYPE } from "../../state/draggedAddition";
import { beginWire } from "../../state/pendingEdge";
import { lightWire, wireAt } from "../edges/edgeAtPoint";
import type { FlowEdge, FlowNode } from "../nodes/flowNodes";
import { type Drawn, pointOf } from "../useCanvasNodes";

/** What a wire does with what is dropped or asked for on it. It comes after the canvas. */
export interface Splicing {
  /** While nodes are dragged: lights the wire that the one dragged would be let into. */
  onNodeDrag: (event: unknown, node: Drawn, dragged: Drawn[]) => void;
  /** The edits that let a dragged node into the wire that it was dropped on. */
  dropped: (point: Position, dragged: readonly FlowNode[]) => readonly Edit[];
  onDragOver: (event: DragEvent) => void;
  /** Adds what was dropped on a wire; gives back whether there was one. */
  drop: (addition: Addition, point: Position) => boolean;
  /** Ctrl and a click open the search of what fits in a wire. */
  onEdgeClick: (event: MouseEvent, edge: FlowEdge) => void;
}

export function useSplicing(openAt: (point: Position, into: Edge) => void): Splicing {
  const flow = useReactFlow();
  return useMemo(() => {
    const onNodeDrag: Splicing["onNodeDrag"] = (event, _node, dragged) => {
      const [only, ...more] = dragged;
      const alone = only?.type === "call" && more.length === 0 && canBeLetIn(only.id);
      lightWire(alone ? wireBelow(pointOf(event), only.id) : null);
    };

    const dropped: Splicing["dropped"] = (point, dragged) => {
      const [only, ...more] = dragged;
      lightWire(null);
      if (only === undefined || more.length > 0 || !canBeLetIn(only.id)) return [];
      const wire = wireOfKey(wireBelow(point, only.id) ?? "");
      return wire === undefined ? [] : letIn(only.id, wire, only.position);
    };

    const onDragOver = (event: DragEvent) => {
      const ours = event.dataTransfer.types.includes(ADDITION_TYPE) && event.type !== "dragleave";
      lightWire(ours ? wireAt({ x: event.clientX, y: event.clientY }) : null);
    };

    const drop: Splicing["drop"] = (addition, point) => {
      lightWire(null);
      const wire = wireOfKey(wireAt(point) ?? "");
      if (wire === undefined) return false;
      const place = flow.screenToFlowPosition(point);
      addInWire(addition, wire, { x: place.x - NODE_WIDTH / 2, y: place.y - NODE_HEIGHT / 2 });
      return true;
    };

    const onEdgeClick: Splicing["onEdgeClick"] = (event, { data }) => {
      if (data === undefined || !(event.ctrlKey || event.metaKey)) return;
      openAt({ x: event.clientX, y: event.clientY }, data.wire);
      beginWire({ source: data.wire.source, sourceOutput: data.wire.source_output ?? 0 });
    };

    return { onNodeDrag, dropped, onDragOver, drop, onEdgeClick };
  }, [flow, openAt]);
}

/** The wire under the pointer, or under the middle of the node that it drags. */
function wireBelow(point: Position, id: string): string | null {
  const under = wireAt(point);
  const card = document.querySelector(`.react-flow__node[data-id="${CSS.escape(id)}"]`);
  if (under !== null || card === null) return under;
  const { x, y, width, height } = card.getBoundingClientRect();
  return wireAt({ x: x + width / 2, y: y + height / 2 });
}
