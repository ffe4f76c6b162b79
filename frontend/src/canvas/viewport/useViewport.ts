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
import { border, CROWD, leaveFor } from "../overview/useZoomedOut";

const LEAST_ZOOM = 0.08;
/** A canvas that is smaller, as while the window is being sized, is zoomed as this one: on it nothing is seen anyway. */
const LEAST_SIDE = 100;
const QUICK_MS = 140;
const MARGIN = 24;
/** Of the canvas, around a graph that is shown as a whole. */
const PADDING = 0.1;
/** Clear of the way that stands above a nested model. */
const BEGIN = 72;
/** Below this a name cannot be read. */
const READABLE = 0.5;

/** What was seen of each graph when it was left, to come back to. */
const left = new Map<string, Viewport>();

function placeKey(project: string, open: string | null): string {
  return `${project} ${open ?? ""}`;
}

/** Keeps what is seen in step: shows all of a document when it is opened, and brings wanted nodes into view. */
export function useViewport(): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const project = useProject((state) => state.id);
  const wanted = useView((view) => view.wanted);
  const open = useDocument(openModel);
  const showAll = useShowAll();
  const showBegin = useShowBegin();
  const shown = useRef<string | null>(null);

  const tell = useCallback(() => tellVisible(store), [store]);
  useOnViewportChange({ onEnd: tell });

  useEffect(
    () =>
      store.subscribe((now, before) => {
        if (now.width !== before.width || now.height !== before.height) tell();
      }),
    [store, tell],
  );

  useEffect(() => {
    if (project === null || shown.current === project) return;
    shown.current = project;
    const before = left.get(placeKey(project, open));
    if (before === undefined) {
      if (!showBegin(open === null ? LEAST_ZOOM : READABLE)) showAll(0);
    } else void flow.setViewport(before).then(tell);
  }, [project, open, showAll, showBegin, flow, tell]);

  useEffect(
    () => () => {
      const [x, y, zoom] = store.getState().transform;
      if (shown.current !== null) left.set(placeKey(shown.current, open), { x, y, zoom });
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
    if (inside && zoom >= READABLE) return;
    const centre = { x: at.x + NODE_WIDTH / 2, y: at.y + NODE_HEIGHT / 2 };
    void flow.setCenter(centre.x, centre.y, { zoom: Math.max(zoom, READABLE), duration: duration() });
  }, [wanted, flow, store]);
}

/** Shows the whole document, no larger than life. It goes by the places: not every node need be in the page. */
export function useShowAll(): (duration?: number) => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (time = duration()) => {
      const { width, height } = store.getState();
      const bounds = boundsOf(useDocument.getState().document);
      const viewport =
        bounds === null
          ? { x: 0, y: 0, zoom: 1 }
          : getViewportForBounds(bounds, width, height, leastZoom(bounds, width, height), 1, PADDING);
      const { document } = useDocument.getState();
      const jumps = nodesOf(document).length > CROWD && viewport.zoom < border({ width, height }, true);
      const go = () =>
        flow.setViewport(viewport, { duration: jumps ? 0 : time }).then(() => tellVisible(store));
      if (jumps) leaveFor(go);
      else void go();
    },
    [flow, store],
  );
}

/** Shows the whole document; of one that would be a thread, its beginning. */
export function useShowArranged(): () => void {
  const showAll = useShowAll();
  const showBegin = useShowBegin();
  return useCallback(() => {
    if (!showBegin(LEAST_ZOOM)) showAll();
  }, [showAll, showBegin]);
}

/**
 * Shows the first nodes, as many as fit, of a graph that as a whole would be seen below some zoom; gives back whether it
 * is one. What stands inside another model is entered to be read; of the document itself the form says something, too.
 */
function useShowBegin(): (least: number) => boolean {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (least: number) => {
      const { width, height } = store.getState();
      const bounds = boundsOf(useDocument.getState().document);
      if (bounds === null) return false;
      const whole = Math.min(width / bounds.width, height / bounds.height);
      if (whole >= least) return false;
      const down = openDirection() === "down";
      const along = down ? "y" : "x";
      const [first] = [...places(useDocument.getState().document).values()].sort(
        (a, b) => a[along] - b[along],
      );
      const { x, y } = first ?? bounds;
      const begin = {
        x: down ? width / 2 - (x + NODE_WIDTH / 2) : BEGIN - x,
        y: down ? BEGIN - y : height / 2 - (y + NODE_HEIGHT / 2),
      };
      void flow.setViewport({ ...begin, zoom: 1 }).then(() => tellVisible(store));
      return true;
    },
    [flow, store],
  );
}

/** Tells the rest of the page which part of the canvas is seen. */
function tellVisible(store: ReturnType<typeof useStoreApi>): void {
  const { width, height, transform } = store.getState();
  const [x, y, zoom] = transform;
  if (width === 0 || !(zoom > 0)) return;
  useView.setState({ visible: { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom } });
}

/** How far the canvas zooms out: to a little more than the whole graph, however long it is. */
export function useLeastZoom(): number {
  const document = useDocument((state) => state.document);
  const bounds = useMemo(() => boundsOf(document), [document]);
  return useStore(({ width, height }) => (bounds === null ? LEAST_ZOOM : leastZoom(bounds, width, height)));
}

function leastZoom(bounds: Rect, width: number, height: number): number {
  const [across, down] = [Math.max(width, LEAST_SIDE), Math.max(height, LEAST_SIDE)];
  return Math.min(LEAST_ZOOM, (1 - 2 * PADDING) * Math.min(across / bounds.width, down / bounds.height));
}

/** The part of the canvas that a document takes up, its edges too; `null` for an empty one. */
function boundsOf(document: Document): Rect | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  const cards = [...places(document).values()].map((at) => ({
    ...at,
    width: NODE_WIDTH,
    height: NODE_HEIGHT,
  }));
  for (const { x, y, width, height } of [...cards, ...Object.values(notesOf(document))]) {
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
export function duration(): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : QUICK_MS;
}
