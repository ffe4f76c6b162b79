import { useStoreApi } from "@xyflow/react";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { nodesOf } from "../../document/graph";
import { NODE_HEIGHT, NODE_WIDTH } from "../../document/layout/size";
import { useDocument } from "../../state/document";
import { useProject } from "../../state/project";
import type { FlowEdge } from "../nodes/flowNodes";
import type { Drawn } from "../useCanvasNodes";
import { CROWD, useFar } from "./useZoomedOut";

/** So many of the nodes that are seen come into the page, or leave it, in one frame. */
const SLICE = 24;
/** So many of those that are not seen: they are only counted, not drawn. */
const UNSEEN_SLICE = 1000;
const NO_NODES: Drawn[] = [];
const NO_EDGES: FlowEdge[] = [];

type Some = ReadonlySet<string> | "all";

/** What of which document is in the page. */
interface InPage {
  of: string | null;
  nodes: Some;
  /** The nodes that have their wires: all wires come at last, in a frame of their own. */
  wired: Some;
  /** All that is seen is there: no picture need stand in for it. */
  isSeen: boolean;
}

const NOBODY: ReadonlySet<string> = new Set();
const ALL = { nodes: "all", wired: "all", isSeen: true } as const;
const NOTHING = { nodes: NOBODY, wired: NOBODY, isSeen: false };
const NONE = { pictured: true, nodes: NO_NODES, edges: NO_EDGES };

/**
 * What of a graph is in the page: everything near by, nothing far away. Hundreds of nodes are seen where the one drawing
 * gives way to the other: they come and go some in each frame, behind the picture, so that no frame stalls.
 */
export function useInPage(
  drawn: Drawn[],
  edges: FlowEdge[],
): { pictured: boolean; nodes: Drawn[]; edges: FlowEdge[] } {
  const store = useStoreApi();
  const project = useProject((state) => state.id);
  const crowded = useDocument(({ document }) => nodesOf(document).length > CROWD);
  const [inPage, setInPage] = useState<InPage>({ of: null, ...ALL });
  const latest = useRef({ drawn, edges });
  latest.current = { drawn, edges };
  const there = useRef(inPage);
  there.current = inPage;
  /** The frame in which more comes. */
  const nextComing = useRef(0);
  // What leaves is what stands there: the canvas must not first put in all that the larger view shows.
  const far = useFar(crowded, () => {
    if (!crowded) return;
    // What was to come next must not come now.
    cancelAnimationFrame(nextComing.current);
    const ids = standing(store);
    if (!holdsMore(there.current.nodes, ids)) return;
    const { setNodes, setEdges } = store.getState();
    setNodes(latest.current.drawn.filter((each) => ids.has(each.id)));
    setEdges(joining(latest.current.edges, ids));
    // They may be leaving already, and what says so not be drawn yet.
    setInPage((now) =>
      holdsMore(now.nodes, ids) ? { of: project, nodes: ids, wired: ids, isSeen: false } : now,
    );
  });

  useEffect(() => {
    const put = (next: Step) => setInPage({ of: project, ...next });
    if (!crowded) return put(ALL);
    const known = there.current.of === project ? there.current.nodes : NOBODY;
    if (known === (far ? NOBODY : "all")) return put(far ? NOTHING : ALL);
    const steps = far ? leaving(known === "all" ? standing(store) : known) : coming(known, latest, store);
    let frame = 0;
    const later = () => {
      frame = requestAnimationFrame(step);
      if (!far) nextComing.current = frame;
    };
    const step = () => {
      const { value, done } = steps.next();
      if (done) return;
      put(value);
      later();
    };
    // What comes waits for the canvas to be where the document wants it.
    later();
    return () => cancelAnimationFrame(frame);
  }, [far, crowded, project, store]);

  return useMemo(() => {
    if (!crowded) return { pictured: false, nodes: drawn, edges };
    const { nodes, wired, isSeen } = inPage.of === project ? inPage : NOTHING;
    if (nodes !== "all" && nodes.size === 0) return NONE;
    return {
      pictured: far || !isSeen,
      nodes: nodes === "all" ? drawn : drawn.filter((each) => nodes.has(each.id)),
      edges: wired === "all" ? edges : joining(edges, wired),
    };
  }, [inPage, far, crowded, project, drawn, edges]);
}

type Step = Omit<InPage, "of">;

/** What leaves, frame by frame. */
function* leaving(there: ReadonlySet<string>): Generator<Step> {
  for (let ids = [...there]; ids.length > SLICE; ) {
    ids = ids.slice(0, -SLICE);
    const left = new Set(ids);
    yield { nodes: left, wired: left, isSeen: false };
  }
  yield NOTHING;
}

/** What comes, frame by frame: first what is seen, from the middle outwards, then all else, then its wires. */
function* coming(
  known: Some,
  latest: RefObject<{ drawn: readonly Drawn[] }>,
  store: ReturnType<typeof useStoreApi>,
): Generator<Step> {
  let nodes: ReadonlySet<string> = new Set(known === "all" ? [] : known);
  const seen = seenOf(latest.current.drawn, store).filter((id) => !nodes.has(id));
  for (let at = 0; at < seen.length; at += SLICE) {
    nodes = new Set([...nodes, ...seen.slice(at, at + SLICE)]);
    yield { nodes, wired: nodes, isSeen: at + SLICE >= seen.length };
  }
  const wired = nodes;
  const unseen = latest.current.drawn.map(({ id }) => id).filter((id) => !wired.has(id));
  for (let at = 0; at < unseen.length; at += UNSEEN_SLICE) {
    nodes = new Set([...nodes, ...unseen.slice(at, at + UNSEEN_SLICE)]);
    yield { nodes, wired, isSeen: true };
  }
  yield { nodes: "all", wired, isSeen: true };
  yield ALL;
}

function holdsMore(nodes: Some, than: ReadonlySet<string>): boolean {
  return nodes === "all" || nodes.size > than.size;
}

/** The ids of what is drawn now. */
function standing(store: ReturnType<typeof useStoreApi>): ReadonlySet<string> {
  const elements = store.getState().domNode?.querySelectorAll(".react-flow__node") ?? [];
  return new Set([...elements].flatMap((element) => element.getAttribute("data-id") ?? []));
}

function joining(edges: readonly FlowEdge[], ids: ReadonlySet<string>): FlowEdge[] {
  return edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target));
}

/** The ids of what is seen, from the middle outwards. */
function seenOf(drawn: readonly Drawn[], store: ReturnType<typeof useStoreApi>): string[] {
  const { width, height, transform } = store.getState();
  const [left, top, zoom] = transform;
  const middle = { x: (width / 2 - left) / zoom, y: (height / 2 - top) / zoom };
  const far = { x: width / 2 / zoom + NODE_WIDTH, y: height / 2 / zoom + NODE_HEIGHT };
  return drawn
    .map(({ id, position }) => ({
      id,
      x: Math.abs(position.x - middle.x),
      y: Math.abs(position.y - middle.y),
    }))
    .filter(({ x, y }) => x < far.x && y < far.y)
    .sort((a, b) => a.x + a.y - b.x - b.y)
    .map(({ id }) => id);
}
