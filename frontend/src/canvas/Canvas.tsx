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
import { useFinding } from "../state/find";
import { useStanding } from "../state/pageReady";
import { select, useView } from "../state/view";
import { ContextMenu } from "../ui/ContextMenu";
import { later } from "../ui/lazyPart";
import css from "./Canvas.module.css";
import { Empty } from "./EmptyCanvas";
import { Wire } from "./edges/ShapeEdge";
import { Threads } from "./edges/SharedLayerLinks";
import { useFlowEdges } from "./edges/useFlowEdges";
import { useAdding } from "./gestures/useAddNode";
import { useWiring } from "./gestures/useConnectionHandlers";
import type { Splicing } from "./gestures/useInsertIntoEdge";
import { useKeys } from "./keyboard/useArrowKeys";
import { MANY } from "./nodes/flowNodes";
import { CallNode } from "./nodes/GraphNode";
import { noteOf } from "./notes/flowNotes";
import { LateNote } from "./notes/LazyNoteNode";
import { NoteBar } from "./overlays/Toast";
import { useInPage } from "./overview/useMountedNodes";
import { FarAway } from "./overview/ZoomLevel";
import { useLabels } from "./useAriaLabels";
import { useDrawn } from "./useCanvasNodes";
import { Breadcrumb } from "./viewport/Breadcrumb";
import { useLeastZoom, useShowArranged, useViewport } from "./viewport/useViewport";
import { ZoomBar } from "./viewport/ZoomControls";

/** The search comes right after the canvas: who opens it types on at once, and no key may be lost. */
const AddSearch = later(async () => (await import("./gestures/AddNodeSearch")).AddSearch);
/** What is looked for, and where it stands. */
const FindBar = later(async () => (await import("./find/FindBar")).FindBar, "find");
const FindMarks = later(async () => (await import("./find/FindHighlights")).FindMarks);
/** The menu of the mouse's other button comes when it is first opened. */
const NodeMenu = later(async () => (await import("./nodes/NodeContextMenu")).NodeMenu, "commands");
/** What commands do on the canvas, and what hands do beyond adding and wiring, comes right after it. */
const CanvasCommands = later(async () => (await import("./CanvasCommands")).CanvasCommands);
const Hands = later(async () => (await import("./gestures/DeferredGestures")).Hands, "hands", "commands");
/** The drawing for far away comes when a graph is large enough to need it. */
const TouchBar = later(async () => (await import("./gestures/TouchToolbar")).TouchBar, "commands");
const Overview = later(async () => (await import("./overview/Overview")).Overview);
const Legends = later(async () => (await import("./overlays/Legends")).Legends, "cost", "watch");

const NODE_TYPES = { call: CallNode, note: LateNote };
const EDGE_TYPES = { wire: Wire };
/** What hangs on nothing of the board is made once: a node that is dragged must not draw it anew. */
const BEHIND = <Background gap={24} size={1.5} color="var(--dot)" />;
const BESIDE = (
  <>
    <Threads />
    <FarAway />
    <ZoomBar />
    <Breadcrumb />
  </>
);
const LEGENDS = <Legends />;
const nothing = () => [];
const PAN_BUTTONS = [1];

/** The open graph. It is drawn from the document, and every gesture on it is an edit. */
export function Canvas() {
  // Another graph is another board: its nodes may bear the ids of this one's.
  const open = useDocument(openModel);
  const finding = useFinding((state) => state.asked > 0);
  return (
    <div className={css.place}>
      <ReactFlowProvider key={open ?? ""}>
        <Board />
      </ReactFlowProvider>
      <Suspense fallback={null}>{finding && <FindBar />}</Suspense>
    </div>
  );
}

function Board() {
  const { t } = useTranslation("editor");
  const board = useRef<HTMLDivElement>(null);
  const document = useDocument((state) => state.document);
  const labels = useLabels(document);
  const [splicing, setSplicing] = useState<Splicing | null>(null);
  const { nodes, drawn, onNodesChange, onDragStop } = useDrawn(labels.node, splicing?.dropped ?? nothing);
  const { edges, onEdgesChange } = useFlowEdges(labels.wire);
  const { search, pick, close, openAt, openSearch, handlers } = useAdding(board, splicing);
  const wiring = useWiring(openAt);
  useKeys();
  useViewport();
  useFitWhenArranged();
  const leastZoom = useLeastZoom();
  const stands = useStanding((state) => state.stands);

  const onNodeMouseEnter = useCallback((_event: unknown, node: AnyFlowNode) => {
    if (noteOf(node.id) === null) useView.setState({ hovered: node.id });
  }, []);
  const onNodeContextMenu = useCallback((_event: unknown, node: AnyFlowNode) => {
    const { nodes: chosen, notes } = useView.getState();
    const note = noteOf(node.id);
    if (note === null && !chosen.includes(node.id)) select([node.id]);
    else if (note !== null && !notes.includes(note)) select([], null, [note]);
  }, []);
  const onPaneContextMenu = useCallback(() => select([]), []);
  const onNodeMouseLeave = useCallback(() => useView.setState({ hovered: null }), []);
  const finding = useFinding((state) => state.asked > 0);
  const inPage = useInPage(drawn, edges);
  const [touch, setTouch] = useState(() => matchMedia("(pointer: coarse)").matches);
  // One machine may have both: a finger pans where a mouse selects.
  const onPointerDownCapture = useCallback(
    (event: PointerEvent) => setTouch(event.pointerType === "touch"),
    [],
  );

  return (
    <div
      ref={board}
      className={css.board}
      role="application"
      aria-label={t("canvas.title")}
      onPointerDownCapture={onPointerDownCapture}
      {...handlers}
    >
      <ContextMenu lines={NodeMenu}>
        <ReactFlow
          nodes={inPage.nodes}
          edges={inPage.edges}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onNodeDrag={splicing?.onNodeDrag}
          onNodeDragStop={(event, _node, dragged) => onDragStop(event, dragged)}
          onSelectionDragStop={onDragStop}
          onEdgeClick={splicing?.onEdgeClick}
          onNodeMouseEnter={onNodeMouseEnter}
          onNodeMouseLeave={onNodeMouseLeave}
          onNodeContextMenu={onNodeContextMenu}
          onPaneContextMenu={onPaneContextMenu}
          {...wiring}
          deleteKeyCode={null}
          disableKeyboardA11y
          edgesFocusable={false}
          connectionRadius={24}
          minZoom={leastZoom}
          maxZoom={2}
          panOnScroll={!touch}
          panOnDrag={touch ? true : PAN_BUTTONS}
          selectionOnDrag={!touch}
          selectionMode={SelectionMode.Partial}
          multiSelectionKeyCode={["Shift", "Meta", "Control"]}
          zoomOnDoubleClick={false}
          nodeDragThreshold={3}
          onlyRenderVisibleElements={nodes.length > MANY}
          elevateNodesOnSelect={false}
        >
          {BEHIND}
          <Suspense fallback={null}>{inPage.pictured && <Overview />}</Suspense>
          {BESIDE}
          <Suspense fallback={null}>
            {stands && (
              <>
                <Hands openAt={openAt} onSplicing={setSplicing} />
                <CanvasCommands openSearch={openSearch} />
              </>
            )}
          </Suspense>
          <Suspense fallback={null}>{finding && <FindMarks />}</Suspense>
          <Suspense fallback={null}>{stands && LEGENDS}</Suspense>
        </ReactFlow>
      </ContextMenu>
      <NoteBar />
      <Suspense fallback={null}>{stands && touch && <TouchBar />}</Suspense>
      {drawn.length === 0 && <Empty />}
      <Suspense fallback={null}>
        {stands && <AddSearch search={search} onPick={pick} onClose={close} />}
      </Suspense>
    </div>
  );
}

/** After an arrange the graph is shown as a whole, or from its beginning. */
function useFitWhenArranged(): void {
  const show = useShowArranged();
  const arranged = useView((view) => view.arranged);
  useEffect(() => {
    if (arranged > 0) show();
  }, [arranged, show]);
}
