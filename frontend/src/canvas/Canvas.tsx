import {
  type Node as AnyFlowNode,
  Background,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
} from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { type PointerEvent, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { openModel, useDocument } from "../state/document";
import { useFind } from "../state/find";
import { usePageReady } from "../state/pageReady";
import { select, useView } from "../state/view";
import { lazyPart } from "../ui/lazyPart";
import { ContextMenu } from "../ui/overlays/ContextMenu";
import css from "./Canvas.module.css";
import { CanvasCommands } from "./CanvasCommands";
import { EmptyCanvas } from "./EmptyCanvas";
import { ShapeEdge } from "./edges/ShapeEdge";
import { SharedLayerLinks } from "./edges/SharedLayerLinks";
import { useFlowEdges } from "./edges/useFlowEdges";
import { FindBar } from "./find/FindBar";
import { FindHighlights } from "./find/FindHighlights";
import { AddNodeSearch } from "./gestures/AddNodeSearch";
import { TouchToolbar } from "./gestures/TouchToolbar";
import { useAddNode } from "./gestures/useAddNode";
import { useConnectionHandlers } from "./gestures/useConnectionHandlers";
import type { EdgeInsertion } from "./gestures/useInsertIntoEdge";
import { useArrowKeys } from "./keyboard/useArrowKeys";
import { type FlowEdge, VIRTUALIZE_FROM } from "./nodes/flowNodes";
import { GraphNode } from "./nodes/GraphNode";
import { noteIdOf } from "./notes/flowNotes";
import { LazyNoteNode, NoteNode } from "./notes/LazyNoteNode";
import { Toast } from "./overlays/Toast";
import { useMountedNodes } from "./overview/useMountedNodes";
import { ZoomLevel } from "./overview/ZoomLevel";
import { useAriaLabels } from "./useAriaLabels";
import { useCanvasNodes } from "./useCanvasNodes";
import { Breadcrumb } from "./viewport/Breadcrumb";
import { useFitViewOrStart, useMinZoom, useViewport } from "./viewport/useViewport";
import { ZoomControls } from "./viewport/ZoomControls";

/** Gestures other than adding and connecting, and the commands for them. */
const DeferredGestures = lazyPart(
  async () => {
    const [{ DeferredGestures }] = await Promise.all([
      import("./gestures/DeferredGestures"),
      NoteNode.preload(),
    ]);
    return DeferredGestures;
  },
  "gestures",
  "commands",
);
/** Loaded with the menu itself, when it is first opened. */
const NodeContextMenu = lazyPart(async () => (await import("./nodes/NodeContextMenu")).NodeContextMenu);
/** The overview loads when a graph is large enough to need it. */
const Overview = lazyPart(async () => (await import("./overview/Overview")).Overview);
const Minimap = lazyPart(async () => (await import("./overview/Minimap")).Minimap);
const Legends = lazyPart(
  async () => (await import("./overlays/Legends")).Legends,
  "compare",
  "cost",
  "activations",
);

const NODE_TYPES = { call: GraphNode, note: LazyNoteNode };
const EDGE_TYPES = { shape: ShapeEdge };
/** Children that depend on no state are created once, so that dragging a node does not render them again. */
const BACKGROUND = <Background gap={24} size={1.5} color="var(--dot)" />;
const CONTROLS = (
  <>
    <SharedLayerLinks />
    <ZoomLevel />
    <ZoomControls />
    <Breadcrumb />
  </>
);
const LEGENDS = <Legends />;
const MINIMAP = <Minimap />;
const noEdits = () => [];
const PAN_BUTTONS = [1];

/** The React Flow canvas of the open graph. It is drawn from the document, and every gesture on it is an edit. */
export function Canvas() {
  // Another graph gets a React Flow instance of its own: its nodes may have the same ids.
  const open = useDocument(openModel);
  const finding = useFind((state) => state.openCount > 0);
  return (
    <div className={css.container}>
      <ReactFlowProvider key={open ?? ""}>
        <FlowCanvas />
      </ReactFlowProvider>
      {finding && <FindBar />}
    </div>
  );
}

function FlowCanvas() {
  const { t } = useTranslation("editor");
  const container = useRef<HTMLDivElement>(null);
  const openGraph = useDocument((state) => state.openGraph);
  const labels = useAriaLabels(openGraph);
  const [edgeInsertion, setEdgeInsertion] = useState<EdgeInsertion | null>(null);
  const { nodes, canvasNodes, onNodesChange, onDragStop } = useCanvasNodes(
    labels.node,
    edgeInsertion?.editsOnDrop ?? noEdits,
  );
  const { edges, onEdgesChange } = useFlowEdges(labels.edge);
  const { search, pick, close, openAt, openSearch, handlers } = useAddNode(container, edgeInsertion);
  const connectionHandlers = useConnectionHandlers(openAt);
  useArrowKeys();
  useViewport();
  useFitViewAfterArrange();
  const minZoom = useMinZoom();
  const ready = usePageReady((state) => state.ready);

  const onNodeMouseEnter = useCallback((_event: unknown, node: AnyFlowNode) => {
    if (noteIdOf(node.id) === null) useView.setState({ hovered: node.id });
  }, []);
  const onNodeContextMenu = useCallback((_event: unknown, node: AnyFlowNode) => {
    const { nodes: selected, notes } = useView.getState();
    const note = noteIdOf(node.id);
    if (note === null && !selected.includes(node.id)) select([node.id]);
    else if (note !== null && !notes.includes(note)) select([], null, [note]);
  }, []);
  const onPaneContextMenu = useCallback(() => select([]), []);
  const onEdgeContextMenu = useCallback((_event: unknown, edge: FlowEdge) => select([], edge.id), []);
  const onNodeMouseLeave = useCallback(() => useView.setState({ hovered: null }), []);
  const finding = useFind((state) => state.openCount > 0);
  const mounted = useMountedNodes(canvasNodes, edges);
  const [touch, setTouch] = useState(() => matchMedia("(pointer: coarse)").matches);
  // One machine may have both a touch screen and a mouse: touch pans where the mouse selects.
  const onPointerDownCapture = useCallback(
    (event: PointerEvent) => setTouch(event.pointerType === "touch"),
    [],
  );

  return (
    <div
      ref={container}
      className={css.canvas}
      data-canvas
      onPointerDownCapture={onPointerDownCapture}
      {...handlers}
    >
      <ContextMenu lines={NodeContextMenu}>
        <ReactFlow
          aria-label={t("canvas.title")}
          nodes={mounted.nodes}
          edges={mounted.edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onNodeDrag={edgeInsertion?.onNodeDrag}
          onNodeDragStop={(event, _node, dragged) => onDragStop(event, dragged)}
          onSelectionDragStop={onDragStop}
          onEdgeClick={edgeInsertion?.onEdgeClick}
          onNodeMouseEnter={onNodeMouseEnter}
          onNodeMouseLeave={onNodeMouseLeave}
          onNodeContextMenu={onNodeContextMenu}
          onPaneContextMenu={onPaneContextMenu}
          onEdgeContextMenu={onEdgeContextMenu}
          {...connectionHandlers}
          deleteKeyCode={null}
          disableKeyboardA11y
          edgesFocusable={false}
          connectionRadius={24}
          minZoom={minZoom}
          maxZoom={2}
          panOnScroll={!touch}
          panOnDrag={touch ? true : PAN_BUTTONS}
          selectionOnDrag={!touch}
          selectionMode={SelectionMode.Partial}
          multiSelectionKeyCode={["Shift", "Meta", "Control"]}
          zoomOnDoubleClick={false}
          nodeDragThreshold={3}
          onlyRenderVisibleElements={nodes.length > VIRTUALIZE_FROM}
          elevateNodesOnSelect={false}
        >
          {BACKGROUND}
          <Suspense fallback={null}>{mounted.showOverview && <Overview />}</Suspense>
          {CONTROLS}
          <CanvasCommands openSearch={openSearch} />
          <Suspense fallback={null}>
            {ready && <DeferredGestures openAt={openAt} onEdgeInsertion={setEdgeInsertion} />}
          </Suspense>
          {finding && <FindHighlights />}
          <Suspense fallback={null}>{ready && LEGENDS}</Suspense>
          <Suspense fallback={null}>{ready && MINIMAP}</Suspense>
        </ReactFlow>
      </ContextMenu>
      <Toast />
      {touch && <TouchToolbar />}
      {canvasNodes.length === 0 && <EmptyCanvas />}
      <AddNodeSearch search={search} onPick={pick} onClose={close} />
    </div>
  );
}

/** Fits the view after the graph was arranged, or shows its start where the whole would be too small. */
function useFitViewAfterArrange(): void {
  const fitView = useFitViewOrStart();
  const arranged = useView((view) => view.arrangeCount);
  useEffect(() => {
    if (arranged > 0) fitView();
  }, [arranged, fitView]);
}
