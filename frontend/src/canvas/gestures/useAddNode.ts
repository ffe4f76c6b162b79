import { useReactFlow } from "@xyflow/react";
import {
  type DragEvent,
  type MouseEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import { enterModel } from "../../actions/enterModel";
import { addToGraph, defaultPosition } from "../../actions/graphActions";
import type { Addition } from "../../document/add/addNode";
import { NODE_HEIGHT, NODE_WIDTH } from "../../document/layout/positions";
import type { Edge, Position } from "../../document/types";
import { useDocument, whileOpen } from "../../state/document";
import { ADDITION_TYPE, pickAddition, usePickedAddition } from "../../state/palette";
import { endEdge, usePendingEdge } from "../../state/pendingEdge";
import { hideToast } from "../../state/toast";
import { scrollIntoView, useView } from "../../state/view";
import { connectionEdits } from "./useConnectionHandlers";
import type { EdgeInsertion } from "./useInsertIntoEdge";

/** Where the search is open: in pixels of the canvas element, and in canvas units. */
export interface SearchState {
  at: Position;
  /** `null`: after the selected nodes, which feed it. */
  position: Position | null;
  /** The edge that the picked node is inserted into. */
  edge: Edge | undefined;
}

/** Adds nodes to the canvas: dropped from the palette, or picked in the search that opens here. */
export function useAddNode(container: RefObject<HTMLDivElement | null>, edgeInsertion: EdgeInsertion | null) {
  const flow = useReactFlow();
  const [search, setSearch] = useState<SearchState | null>(null);
  const pointer = useRef<Position | null>(null);
  const opened = useDocument((state) => state.opened);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the place that was searched for is in the document before.
  useEffect(() => setSearch(null), [opened]);

  const openAt = useCallback(
    (point: Position, edge?: Edge, afterSelection = false) => {
      const bounds = container.current?.getBoundingClientRect();
      if (bounds === undefined) return;
      setSearch({
        at: {
          x: Math.max(8, Math.min(point.x - bounds.left, bounds.width - 328)),
          y: Math.max(8, Math.min(point.y - bounds.top, bounds.height - 340)),
        },
        position: afterSelection ? null : flow.screenToFlowPosition(point),
        edge,
      });
    },
    [container, flow],
  );

  const close = useCallback(() => {
    setSearch(null);
    endEdge();
  }, []);

  const pick = useCallback(
    (addition: Addition) => {
      if (search === null) return;
      const { fromOutput, fromInput } = usePendingEdge.getState();
      const { edge, position } = search;
      if (position === null) {
        addToGraph(addition);
        return close();
      }
      const at = { x: position.x - NODE_WIDTH / 2, y: position.y };
      if (edge !== undefined) {
        const isOpen = whileOpen();
        void import("../../actions/spliceEdge").then(({ addIntoEdge }) => {
          if (isOpen()) addIntoEdge(addition, edge, at);
        });
      } else {
        const added = addToGraph(addition, at, (graph, { id }) => {
          if (fromOutput !== null) return connectionEdits(graph, fromOutput, id, null);
          if (fromInput === null) return [];
          return connectionEdits(
            graph,
            { source: id, sourceOutput: 0 },
            fromInput.node,
            `in|${fromInput.port}`,
          );
        });
        if (!isSeen(at)) scrollIntoView(added);
      }
      close();
    },
    [search, close],
  );

  const onDoubleClick = useCallback(
    (event: MouseEvent) => {
      if (!(event.target instanceof Element)) return;
      const node = event.target.closest(".react-flow__node")?.getAttribute("data-id");
      if (node) enterModel(node);
      else if (event.target.closest(".react-flow__pane")) openAt({ x: event.clientX, y: event.clientY });
    },
    [openAt],
  );

  const onDragOver = useCallback(
    (event: DragEvent) => {
      edgeInsertion?.onDragOver(event);
      if (!event.dataTransfer.types.includes(ADDITION_TYPE)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    [edgeInsertion],
  );

  /** Adds a node at a point of the screen; on an edge, inserts it there. */
  const drop = useCallback(
    (addition: Addition, point: Position) => {
      if (edgeInsertion?.drop(addition, point)) return;
      const position = flow.screenToFlowPosition(point);
      addToGraph(addition, { x: position.x - NODE_WIDTH / 2, y: position.y - NODE_HEIGHT / 2 });
    },
    [flow, edgeInsertion],
  );

  /** A tap adds what the tap before took from the palette. */
  const onClick = useCallback(
    ({ target, clientX, clientY }: MouseEvent) => {
      const { picked } = usePickedAddition.getState();
      if (picked === null || !(target instanceof Element) || target.closest(".react-flow__node")) return;
      if (!target.closest(".react-flow__pane")) return;
      pickAddition(null);
      hideToast();
      drop(picked, { x: clientX, y: clientY });
    },
    [drop],
  );

  const onDrop = useCallback(
    (event: DragEvent) => {
      const text = event.dataTransfer.getData(ADDITION_TYPE);
      if (text === "") return;
      event.preventDefault();
      drop(JSON.parse(text) as Addition, { x: event.clientX, y: event.clientY });
    },
    [drop],
  );

  /**
   * Opens the search after the selected nodes; with none, at the pointer; if that is not over the canvas, in the middle,
   * or not at all. Returns whether it opened.
   */
  const openSearch = useCallback(
    (middle: boolean) => {
      if (useView.getState().nodes.length > 0) {
        openAt(flow.flowToScreenPosition(defaultPosition(useDocument.getState().openGraph)), undefined, true);
        return true;
      }
      const bounds = container.current?.getBoundingClientRect();
      const centre = bounds && { x: bounds.x + bounds.width / 2 - 160, y: bounds.y + bounds.height / 4 };
      const at = pointer.current ?? (middle ? centre : undefined);
      if (at === undefined) return false;
      openAt(at);
      return true;
    },
    [container, flow, openAt],
  );

  const onPointerMove = useCallback((event: { clientX: number; clientY: number }) => {
    pointer.current = { x: event.clientX, y: event.clientY };
  }, []);
  const onPointerLeave = useCallback(() => {
    pointer.current = null;
  }, []);

  return {
    search,
    pick,
    close,
    openAt,
    openSearch,
    handlers: {
      onClick,
      onDoubleClick,
      onDragOver,
      onDragLeave: edgeInsertion?.onDragOver,
      onDrop,
      onPointerMove,
      onPointerLeave,
    },
  };
}

/** Whether a node at a position lies within what is seen of the canvas. */
function isSeen({ x, y }: Position): boolean {
  const seen = useView.getState().viewport;
  const right = seen.x + seen.width - NODE_WIDTH;
  const bottom = seen.y + seen.height - NODE_HEIGHT;
  return x >= seen.x && y >= seen.y && x <= right && y <= bottom;
}
