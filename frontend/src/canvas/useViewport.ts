import {
  getViewportForBounds,
  type Rect,
  useOnViewportChange,
  useReactFlow,
  useStoreApi,
} from "@xyflow/react";
import { useCallback, useEffect, useRef } from "react";
import { NODE_HEIGHT, NODE_WIDTH, places } from "../document/placing";
import type { Document } from "../document/types";
import { useDocument } from "../store/document";
import { useProject } from "../store/project";
import { useView } from "../store/view";

export const LEAST_ZOOM = 0.08;
const QUICK_MS = 140;
const MARGIN = 24;

/** Keeps what is seen in step: fits a document when it is opened, and brings wanted nodes into view. */
export function useViewport(): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  const project = useProject((state) => state.id);
  const wanted = useView((view) => view.wanted);
  const fitted = useRef<string | null>(null);

  const tell = useCallback(() => {
    const { width, height, transform } = store.getState();
    const [x, y, zoom] = transform;
    if (width === 0 || !(zoom > 0)) return;
    useView.setState({ visible: { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom } });
  }, [store]);
  useOnViewportChange({ onEnd: tell });

  useEffect(
    () =>
      store.subscribe((now, before) => {
        if (now.width !== before.width || now.height !== before.height) tell();
      }),
    [store, tell],
  );

  useEffect(() => {
    if (project === null || fitted.current === project) return;
    fitted.current = project;
    // By the places in the document: the nodes themselves are not measured yet.
    const { width, height } = store.getState();
    const bounds = boundsOf(useDocument.getState().document);
    const viewport =
      bounds === null
        ? { x: 0, y: 0, zoom: 1 }
        : getViewportForBounds(bounds, width, height, LEAST_ZOOM, 1, 0.1);
    void flow.setViewport(viewport).then(tell);
  }, [project, flow, store, tell]);

  useEffect(() => {
    if (wanted === null) return;
    let frames = 0;
    const show = () => {
      const node = flow.getInternalNode(wanted.node);
      frames += 1;
      if (node?.measured.width === undefined) {
        if (frames < 20) handle = requestAnimationFrame(show);
        return;
      }
      const { x, y } = node.internals.positionAbsolute;
      const [right, bottom] = [x + node.measured.width, y + (node.measured.height ?? 0)];
      const { width, height, transform } = store.getState();
      const [left, top, zoom] = transform;
      const inside =
        x * zoom + left > MARGIN &&
        y * zoom + top > MARGIN &&
        right * zoom + left < width - MARGIN &&
        bottom * zoom + top < height - MARGIN;
      if (inside) return;
      void flow.setCenter((x + right) / 2, (y + bottom) / 2, {
        zoom: Math.max(zoom, 0.5),
        duration: duration(),
      });
    };
    let handle = requestAnimationFrame(show);
    return () => cancelAnimationFrame(handle);
  }, [wanted, flow, store]);
}

/** The part of the canvas that a document takes up; `null` for an empty one. */
function boundsOf(document: Document): Rect | null {
  const at = [...places(document).values()];
  if (at.length === 0) return null;
  const x = Math.min(...at.map((place) => place.x));
  const y = Math.min(...at.map((place) => place.y));
  return {
    x,
    y,
    width: Math.max(...at.map((place) => place.x)) - x + NODE_WIDTH,
    height: Math.max(...at.map((place) => place.y)) - y + NODE_HEIGHT,
  };
}

/** No motion for who asked for none. */
export function duration(): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : QUICK_MS;
}
