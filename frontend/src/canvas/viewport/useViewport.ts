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
import { sameJson } from "../../document/equal";
import { nodesOf } from "../../document/graph";
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from "../../document/layout/positions";
import { notesOf } from "../../document/notes";
import { routing } from "../../document/routing/routeEdges";
import type { Document } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { directionIn, openDirection } from "../../state/direction";
import { openModel, useDocument } from "../../state/document";
import { useProject } from "../../state/project";
import { useView } from "../../state/view";
import { focusNode } from "../keyboard/focus";
import { jumpZoomedOut, OVERVIEW_FROM, overviewZoom } from "../overview/useZoomedOut";

const MIN_ZOOM = 0.08;
/**
 * A smaller canvas, as while the window is resized, is treated as if it had this size: nothing is visible on it anyway.
 */
const MIN_SIDE = 100;
const ANIMATION_MS = 140;
const MARGIN = 24;
/** The share of the canvas left free around a fitted graph. */
const PADDING = 0.1;
/** Clear of the breadcrumb above a nested model. */
const START_OFFSET = 72;
/** Below this zoom a name cannot be read. */
const READABLE_ZOOM = 0.5;

/** The last viewport of each graph, restored when it is opened again. */
const savedViewports = new Map<string, Viewport>();

/** What was fitted into the view last, and the viewport that it had then. */
let lastFit: { bounds: Rect | null; viewport: Viewport } | null = null;

/** Whether the whole graph is seen as it was fitted: nobody has moved the view since, nor a node over the edge. */
function isFitted([x, y, zoom]: readonly [number, number, number]): boolean {
  return (
    lastFit !== null &&
    sameJson(lastFit.bounds, boundsOf(useDocument.getState().openGraph)) &&
    lastFit.viewport.x === x &&
    lastFit.viewport.y === y &&
    lastFit.viewport.zoom === zoom
  );
}

function viewportKey(project: string, open: string | null): string {
  return `${project} ${open ?? ""}`;
}

/** Controls the viewport: fits a document when it is opened, and brings requested nodes into view. */
export function useViewport(): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const project = useProject((state) => state.id);
  const requested = useView((view) => view.scrollTarget);
  const open = useDocument(openModel);
  const fitView = useFitView();
  const showStart = useShowStart();
  const shownProject = useRef<string | null>(null);

  const publish = useCallback(() => publishVisibleRect(store), [store]);
  useOnViewportChange({ onEnd: publish });

  useEffect(
    () =>
      store.subscribe((now, before) => {
        if (now.width === before.width && now.height === before.height) return;
        publish();
        if (isFitted(now.transform)) fitView(0);
      }),
    [store, publish, fitView],
  );

  useEffect(() => {
    if (project === null || shownProject.current === project) return;
    shownProject.current = project;
    const before = savedViewports.get(viewportKey(project, open));
    if (before === undefined) {
      if (!showStart(open === null ? MIN_ZOOM : READABLE_ZOOM)) fitView(0);
    } else void flow.setViewport(before).then(publish);
  }, [project, open, fitView, showStart, flow, publish]);

  useEffect(
    () => () => {
      const [x, y, zoom] = store.getState().transform;
      if (shownProject.current !== null)
        savedViewports.set(viewportKey(shownProject.current, open), { x, y, zoom });
    },
    [open, store],
  );

  useEffect(() => {
    if (requested === null) return;
    if (requested.focus) focusNode(requested.node);
    const at = positionsOf(useDocument.getState().openGraph).get(requested.node);
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
  }, [requested, flow, store]);
}

/**
 * Fits the whole graph into the view, at a zoom of at most 1. Uses positions of the document, since not every node is
 * mounted.
 */
export function useFitView(): (duration?: number) => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (duration = animationMs()) => {
      const { width, height } = store.getState();
      const bounds = boundsOf(useDocument.getState().openGraph);
      const viewport =
        bounds === null
          ? { x: 0, y: 0, zoom: 1 }
          : getViewportForBounds(bounds, width, height, minZoomFor(bounds, width, height), 1, PADDING);
      const { openGraph } = useDocument.getState();
      const jumps =
        nodesOf(openGraph).length > OVERVIEW_FROM && viewport.zoom < overviewZoom({ width, height }, true);
      const go = () =>
        flow.setViewport(viewport, { duration: jumps ? 0 : duration }).then(() => {
          lastFit = { bounds, viewport };
          publishVisibleRect(store);
        });
      if (jumps) jumpZoomedOut(go);
      else void go();
    },
    [flow, store],
  );
}

/** Fits the whole graph into the view; of one that would be a thin line, shows its start. */
export function useFitViewOrStart(): () => void {
  const fitView = useFitView();
  const showStart = useShowStart();
  return useCallback(() => {
    if (!showStart(MIN_ZOOM)) fitView();
  }, [fitView, showStart]);
}

/**
 * Shows the start of a graph that would need a zoom below some minimum to be fitted. Returns whether it does. A nested
 * model is opened to be read; of the top graph its outline is useful, too.
 */
function useShowStart(): (minZoom: number) => boolean {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (minZoom: number) => {
      const { width, height } = store.getState();
      const bounds = boundsOf(useDocument.getState().openGraph);
      if (bounds === null) return false;
      const zoom = Math.min(width / bounds.width, height / bounds.height);
      if (zoom >= minZoom) return false;
      const down = openDirection() === "down";
      const along = down ? "y" : "x";
      const [first] = [...positionsOf(useDocument.getState().openGraph).values()].sort(
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

/** Publishes the visible part of the canvas to the rest of the page. */
function publishVisibleRect(store: ReturnType<typeof useStoreApi>): void {
  const { width, height, transform } = store.getState();
  const [x, y, zoom] = transform;
  if (width === 0 || !(zoom > 0)) return;
  useView.setState({ viewport: { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom } });
}

/** The minimum zoom: shows a little more than the whole graph, however long it is. */
export function useMinZoom(): number {
  const openGraph = useDocument((state) => state.openGraph);
  const bounds = useMemo(() => boundsOf(openGraph), [openGraph]);
  return useStore(({ width, height }) => (bounds === null ? MIN_ZOOM : minZoomFor(bounds, width, height)));
}

function minZoomFor(bounds: Rect, width: number, height: number): number {
  const [across, down] = [Math.max(width, MIN_SIDE), Math.max(height, MIN_SIDE)];
  return Math.min(MIN_ZOOM, (1 - 2 * PADDING) * Math.min(across / bounds.width, down / bounds.height));
}

/** The bounding box of a graph with its edges and notes; `null` if it is empty. */
function boundsOf(document: Document): Rect | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const nodes = [...positionsOf(document).values()].map((position) => ({
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

/** The length of animations; 0 with `prefers-reduced-motion`. */
export function animationMs(): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : ANIMATION_MS;
}
