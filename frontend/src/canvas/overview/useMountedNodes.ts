import { useStoreApi } from "@xyflow/react";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { nodesOf } from "../../document/graph";
import { NODE_HEIGHT, NODE_WIDTH } from "../../document/layout/positions";
import { useDocument } from "../../state/document";
import { useProject } from "../../state/project";
import type { FlowEdge } from "../nodes/flowNodes";
import type { CanvasNode } from "../useCanvasNodes";
import { OVERVIEW_FROM, useZoomedOut } from "./useZoomedOut";

/** How many visible nodes are mounted or unmounted in one frame. */
const NODES_PER_FRAME = 24;
/** How many hidden nodes are added in one frame: React Flow only stores them. */
const HIDDEN_NODES_PER_FRAME = 1000;
const NO_NODES: CanvasNode[] = [];
const NO_EDGES: FlowEdge[] = [];

type Ids = ReadonlySet<string> | "all";

/** Which nodes of which project are mounted. */
interface Mounted {
  of: string | null;
  nodes: Ids;
  /** The nodes whose edges are mounted: all edges come last, in a frame of their own. */
  withEdges: Ids;
  /** Whether all visible nodes are mounted, so that the overview can be hidden. */
  isComplete: boolean;
}

const NO_IDS: ReadonlySet<string> = new Set();
const ALL = { nodes: "all", withEdges: "all", isComplete: true } as const;
const NOTHING = { nodes: NO_IDS, withEdges: NO_IDS, isComplete: false };
const NONE = { showOverview: true, nodes: NO_NODES, edges: NO_EDGES };

/**
 * Decides which nodes are mounted: all when zoomed in, none when zoomed out. At the zoom between, hundreds of nodes are
 * visible: they are mounted and unmounted a few in each frame, behind the overview, so that no frame stalls.
 */
export function useMountedNodes(
  canvasNodes: CanvasNode[],
  edges: FlowEdge[],
): { showOverview: boolean; nodes: CanvasNode[]; edges: FlowEdge[] } {
  const store = useStoreApi();
  const project = useProject((state) => state.id);
  const isLarge = useDocument(({ openGraph }) => nodesOf(openGraph).length > OVERVIEW_FROM);
  const [mounted, setMounted] = useState<Mounted>({ of: null, ...ALL });
  const latest = useRef({ canvasNodes, edges });
  latest.current = { canvasNodes, edges };
  const current = useRef(mounted);
  current.current = mounted;
  /** The animation frame that mounts more nodes. */
  const nextMountFrame = useRef(0);
  // Only what is rendered now is unmounted: React Flow must not first mount all that the larger view shows.
  const zoomedOut = useZoomedOut(isLarge, () => {
    if (!isLarge) return;
    // Nodes that were to be mounted next must not be.
    cancelAnimationFrame(nextMountFrame.current);
    const ids = renderedIds(store);
    if (!isLarger(current.current.nodes, ids)) return;
    const { setNodes, setEdges } = store.getState();
    setNodes(latest.current.canvasNodes.filter((each) => ids.has(each.id)));
    setEdges(edgesBetween(latest.current.edges, ids));
    // They may be unmounting already, with the state not rendered yet.
    setMounted((now) =>
      isLarger(now.nodes, ids) ? { of: project, nodes: ids, withEdges: ids, isComplete: false } : now,
    );
  });

  useEffect(() => {
    const put = (next: Step) => setMounted({ of: project, ...next });
    if (!isLarge) return put(ALL);
    const known = current.current.of === project ? current.current.nodes : NO_IDS;
    if (known === (zoomedOut ? NO_IDS : "all")) return put(zoomedOut ? NOTHING : ALL);
    const steps = zoomedOut
      ? unmountSteps(known === "all" ? renderedIds(store) : known)
      : mountSteps(known, latest, store);
    let frame = 0;
    const schedule = () => {
      frame = requestAnimationFrame(step);
      if (!zoomedOut) nextMountFrame.current = frame;
    };
    const step = () => {
      const { value, done } = steps.next();
      if (done) return;
      put(value);
      schedule();
    };
    // Mounting waits for the viewport to be set.
    schedule();
    return () => cancelAnimationFrame(frame);
  }, [zoomedOut, isLarge, project, store]);

  return useMemo(() => {
    if (!isLarge) return { showOverview: false, nodes: canvasNodes, edges };
    const { nodes, withEdges, isComplete } = mounted.of === project ? mounted : NOTHING;
    if (nodes !== "all" && nodes.size === 0) return NONE;
    return {
      showOverview: zoomedOut || !isComplete,
      nodes: nodes === "all" ? canvasNodes : canvasNodes.filter((each) => nodes.has(each.id)),
      edges: withEdges === "all" ? edges : edgesBetween(edges, withEdges),
    };
  }, [mounted, zoomedOut, isLarge, project, canvasNodes, edges]);
}

type Step = Omit<Mounted, "of">;

/** What stays mounted, frame by frame, while all nodes are removed. */
function* unmountSteps(mounted: ReadonlySet<string>): Generator<Step> {
  for (let ids = [...mounted]; ids.length > NODES_PER_FRAME; ) {
    ids = ids.slice(0, -NODES_PER_FRAME);
    const left = new Set(ids);
    yield { nodes: left, withEdges: left, isComplete: false };
  }
  yield NOTHING;
}

/**
 * What is mounted, frame by frame: first visible nodes, from the centre outwards, then the others, then their edges.
 */
function* mountSteps(
  known: Ids,
  latest: RefObject<{ canvasNodes: readonly CanvasNode[] }>,
  store: ReturnType<typeof useStoreApi>,
): Generator<Step> {
  let nodes: ReadonlySet<string> = new Set(known === "all" ? [] : known);
  const visible = visibleIds(latest.current.canvasNodes, store).filter((id) => !nodes.has(id));
  for (let at = 0; at < visible.length; at += NODES_PER_FRAME) {
    nodes = new Set([...nodes, ...visible.slice(at, at + NODES_PER_FRAME)]);
    yield { nodes, withEdges: nodes, isComplete: at + NODES_PER_FRAME >= visible.length };
  }
  const withEdges = nodes;
  const hidden = latest.current.canvasNodes.map(({ id }) => id).filter((id) => !withEdges.has(id));
  for (let at = 0; at < hidden.length; at += HIDDEN_NODES_PER_FRAME) {
    nodes = new Set([...nodes, ...hidden.slice(at, at + HIDDEN_NODES_PER_FRAME)]);
    yield { nodes, withEdges, isComplete: true };
  }
  yield { nodes: "all", withEdges, isComplete: true };
  yield ALL;
}

function isLarger(nodes: Ids, than: ReadonlySet<string>): boolean {
  return nodes === "all" || nodes.size > than.size;
}

/** The ids of the nodes in the DOM. */
function renderedIds(store: ReturnType<typeof useStoreApi>): ReadonlySet<string> {
  const elements = store.getState().domNode?.querySelectorAll(".react-flow__node") ?? [];
  return new Set([...elements].flatMap((element) => element.getAttribute("data-id") ?? []));
}

function edgesBetween(edges: readonly FlowEdge[], ids: ReadonlySet<string>): FlowEdge[] {
  return edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target));
}

/** The ids of the visible nodes, from the centre outwards. */
function visibleIds(canvasNodes: readonly CanvasNode[], store: ReturnType<typeof useStoreApi>): string[] {
  const { width, height, transform } = store.getState();
  const [left, top, zoom] = transform;
  const middle = { x: (width / 2 - left) / zoom, y: (height / 2 - top) / zoom };
  const reach = { x: width / 2 / zoom + NODE_WIDTH, y: height / 2 / zoom + NODE_HEIGHT };
  return canvasNodes
    .map(({ id, position }) => ({
      id,
      x: Math.abs(position.x - middle.x),
      y: Math.abs(position.y - middle.y),
    }))
    .filter(({ x, y }) => x < reach.x && y < reach.y)
    .sort((a, b) => a.x + a.y - b.x - b.y)
    .map(({ id }) => id);
}
