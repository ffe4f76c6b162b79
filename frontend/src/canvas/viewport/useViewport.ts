import {
  getViewportForBounds,
  type Rect,
  useOnViewportChange,
  useReactFlow,
  useStore,
  useStoreApi,
  type Viewport,
} from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { nodesOf } from "../../document/graph";
import { places } from "../../document/layout/positions";
import { NODE_HEIGHT, NODE_WIDTH } from "../../document/layout/size";
import { notesOf } from "../../document/notes";
import { routing } from "../../document/routing/routeEdges";
import type { Document } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { directionIn, openDirection } from "../../state/direction";
import { openModel, useDocument } from "../../state/document";
import { useProject } from "../../state/project";
import { useView } from "../../state/view";
import { jumpZoomedOut, OVERVIEW_FROM, overviewZoom } from "../overview/useZoomedOut";

const MIN_ZOOM = 0.08;
/** A canvas that is smaller, as while the window is being sized, is zoomed as this one: on it nothing is seen anyway. */
const MIN_SIDE = 100;
const ANIMATION_MS = 140;
const MARGIN = 24;
/** Of the canvas, around a graph that is shown as a whole. */
const PADDING = 0.1;
/** Clear of the way that stands above a nested model. */
const START_OFFSET = 72;
/** Below this a name cannot be read. */
const READABLE_ZOOM = 0.5;

/** What was seen of each graph when it was left, to come back to. */
const savedViewports = new Map<string, Viewport>();

function viewportKey(project: string, open: string | null): string {
  return `${project} ${open ?? ""}`;
}

/** Keeps what is seen in step: shows all of a document when it is opened, and brings wanted nodes into view. */
export function useViewport(): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const project = useProject((state) => state.id);
  const wanted = useView((view) => view.scrollTarget);
  const open = useDocument(openModel);
  const fitView = useFitView();
  const showStart = useShowStart();
  const shown = useRef<string | null>(null);

  const publish = useCallback(() => publishVisibleRect(store), [store]);
  useOnViewportChange({ onEnd: publish });

  useEffect(
    () =>
      store.subscribe((now, before) => {
        if (now.width !== before.width || now.height !== before.height) publish();
      }),
    [store, publish],
  );

  useEffect(() => {
    if (project === null || shown.current === project) return;
    shown.current = project;
    const before = savedViewports.get(viewportKey(project, open));
    if (before === undefined) {
      if (!showStart(open === null ? MIN_ZOOM : READABLE_ZOOM)) fitView(0);
    } else void flow.setViewport(before).then(publish);
  }, [project, open, fitView, showStart, flow, publish]);

  useEffect(
    () => () => {
      const [x, y, zoom] = store.getState().transform;
      if (shown.current !== null) savedViewports.set(viewportKey(shown.current, open), { x, y, zoom });
    },
    [open, store],
  );

  useEffect(() => {
    if (wanted === null) return;
    const at = places(useDocument.getState().document).get(wanted.node);
    if (at === undefined) return;
    const { width, height, transform } = store.getState();
    const [left, top, zoom] = transform;
    const inside =
      at.x * zoom + left > MARGIN &&
      at.y * zoom + top > MARGIN &&
      (at.x + NODE_WIDTH) * zoom + left < width - MARGIN &&
      (at.y + NODE_HEIGHT) * zoom + top < height - MARGIN;
    if (inside && zoom >= READABLE_ZOOM) return;
    const centre = { x: at.x + NODE_WIDTH / 2, y: at.y + NODE_HEIGHT / 2 };
    void flow.setCenter(centre.x, centre.y, { zoom: Math.max(zoom, READABLE_ZOOM), duration: animationMs() });
  }, [wanted, flow, store]);
}

/** Shows the whole document, no larger than life. It goes by the places: not every node need be in the page. */
export function useFitView(): (duration?: number) => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (duration = animationMs()) => {
      const { width, height } = store.getState();
      const bounds = boundsOf(useDocument.getState().document);
      const viewport =
        bounds === null
          ? { x: 0, y: 0, zoom: 1 }
          : getViewportForBounds(bounds, width, height, minZoomFor(bounds, width, height), 1, PADDING);
      const { document } = useDocument.getState();
      const jumps =
        nodesOf(document).length > OVERVIEW_FROM && viewport.zoom < overviewZoom({ width, height }, true);
      const go = () =>
        flow.setViewport(viewport, { duration: jumps ? 0 : duration }).then(() => publishVisibleRect(store));
      if (jumps) jumpZoomedOut(go);
      else void go();
    },
    [flow, store],
  );
}

/** Shows the whole document; of one that would be a thread, its beginning. */
export function useFitViewOrStart(): () => void {
  const fitView = useFitView();
  const showStart = useShowStart();
  return useCallback(() => {
    if (!showStart(MIN_ZOOM)) fitView();
  }, [fitView, showStart]);
}

/**
 * Shows the first nodes, as many as fit, of a graph that as a whole would be seen below some zoom; gives back whether it
 * is one. What stands inside another model is entered to be read; of the document itself the form says something, too.
 */
function useShowStart(): (minZoom: number) => boolean {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (minZoom: number) => {
      const { width, height } = store.getState();
      const bounds = boundsOf(useDocument.getState().document);
      if (bounds === null) return false;
      const zoom = Math.min(width / bounds.width, height / bounds.height);
      if (zoom >= minZoom) return false;
      const down = openDirection() === "down";
      const along = down ? "y" : "x";
      const [first] = [...places(useDocument.getState().document).values()].sort(
        (a, b) => a[along] - b[along],
      );
      const { x, y } = first ?? bounds;
      const start = {
        x: down ? width / 2 - (x + NODE_WIDTH / 2) : START_OFFSET - x,
        y: down ? START_OFFSET - y : height / 2 - (y + NODE_HEIGHT / 2),
      };
      void flow.setViewport({ ...start, zoom: 1 }).then(() => publishVisibleRect(store));
      return true;
    },
    [flow, store],
  );
}

/** Tells the rest of the page which part of the canvas is seen. */
function publishVisibleRect(store: ReturnType<typeof useStoreApi>): void {
  const { width, height, transform } = store.getState();
  const [x, y, zoom] = transform;
  if (width === 0 || !(zoom > 0)) return;
  useView.setState({ viewport: { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom } });
}

/** How far the canvas zooms out: to a little more than the whole graph, however long it is. */
export function useMinZoom(): number {
  const document = useDocument((state) => state.document);
  const bounds = useMemo(() => boundsOf(document), [document]);
  return useStore(({ width, height }) => (bounds === null ? MIN_ZOOM : minZoomFor(bounds, width, height)));
}

function minZoomFor(bounds: Rect, width: number, height: number): number {
  const [across, down] = [Math.max(width, MIN_SIDE), Math.max(height, MIN_SIDE)];
  return Math.min(MIN_ZOOM, (1 - 2 * PADDING) * Math.min(across / bounds.width, down / bounds.height));
}

/** The part of the canvas that a document takes up, its edges too; `null` for an empty one. */
function boundsOf(document: Document): Rect | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const nodes = [...places(document).values()].map((position) => ({
    ...position,
    width: NODE_WIDTH,
    height: NODE_HEIGHT,
  }));
  for (const { x, y, width, height } of [...nodes, ...Object.values(notesOf(document))]) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  const { catalog } = useCatalog.getState();
  for (const { bends } of routing(document, catalog, directionIn(document)).edges.values()) {
    for (const [x = 0, y = 0] of bends) {
      left = Math.min(left, x);
      top = Math.min(top, y);
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }
  }
  return left > right ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** No motion for who asked for none. */
export function animationMs(): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : ANIMATION_MS;
}
