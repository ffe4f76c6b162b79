import { useStoreApi } from "@xyflow/react";
import { useEffect, useMemo, useRef, useState } from "react";
import { nodesOf } from "../../document/graph";
import { NODE_HEIGHT, NODE_WIDTH } from "../../document/layout/placing";
import { useDocument } from "../../store/document";
import { useProject } from "../../store/project";
import type { FlowEdge } from "../flow/flowNodes";
import type { Drawn } from "../flow/useDrawn";
import { CROWD, useFar } from "./useFar";

/** So many of the nodes that are seen come into the page, or leave it, in one frame. */
const SLICE = 24;
const NO_NODES: Drawn[] = [];
const NO_EDGES: FlowEdge[] = [];

/** What of which document: all of it, or, behind the picture, those of the seen nodes that have come. */
interface InPage {
  of: string | null;
  ids: ReadonlySet<string> | "all";
}

const NOBODY: ReadonlySet<string> = new Set();
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
  const [inPage, setInPage] = useState<InPage>({ of: null, ids: "all" });
  const latest = useRef({ drawn, edges });
  latest.current = { drawn, edges };
  const there = useRef(inPage);
  there.current = inPage;
  // What leaves is what stands there: the canvas must not first put in all that the larger view shows.
  const far = useFar(crowded, () => {
    if (!crowded || there.current.ids !== "all") return;
    const ids = standing(store);
    const { setNodes, setEdges } = store.getState();
    setNodes(latest.current.drawn.filter((each) => ids.has(each.id)));
    setEdges(joining(latest.current.edges, ids));
    setInPage({ of: project, ids });
  });

  useEffect(() => {
    const put = (ids: InPage["ids"]) => setInPage({ of: project, ids });
    if (!crowded) return put("all");
    const known = there.current.of === project ? there.current.ids : NOBODY;
    if (known === (far ? NOBODY : "all")) return put(known);
    let frame = 0;
    let now = known === "all" ? standing(store) : known;
    let seen: string[] | null = null;
    const step = () => {
      if (!far) seen ??= seenOf(latest.current.drawn, store);
      now = seen === null ? fewer(now) : more(now, seen);
      const done = seen === null ? now.size === 0 : seen.every((id) => now.has(id));
      put(!done ? now : far ? NOBODY : "all");
      if (!done) frame = requestAnimationFrame(step);
    };
    // What comes waits for the canvas to be where the document wants it.
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [far, crowded, project, store]);

  return useMemo(() => {
    if (!crowded) return { pictured: false, nodes: drawn, edges };
    const ids = inPage.of === project ? inPage.ids : NOBODY;
    if (ids === "all") return { pictured: far, nodes: drawn, edges };
    if (ids.size === 0) return NONE;
    return {
      pictured: true,
      nodes: drawn.filter((each) => ids.has(each.id)),
      edges: joining(edges, ids),
    };
  }, [inPage, far, crowded, project, drawn, edges]);
}

/** The ids of what is drawn now. */
function standing(store: ReturnType<typeof useStoreApi>): ReadonlySet<string> {
  const elements = store.getState().domNode?.querySelectorAll(".react-flow__node") ?? [];
  return new Set([...elements].flatMap((element) => element.getAttribute("data-id") ?? []));
}

function joining(edges: readonly FlowEdge[], ids: ReadonlySet<string>): FlowEdge[] {
  return edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target));
}

function fewer(ids: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...ids].slice(0, -SLICE));
}

function more(ids: ReadonlySet<string>, seen: readonly string[]): ReadonlySet<string> {
  return new Set([...ids, ...seen.filter((id) => !ids.has(id)).slice(0, SLICE)]);
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
