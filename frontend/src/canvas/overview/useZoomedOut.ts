import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef, useState } from "react";
import { create } from "zustand";

/** From this many nodes on, a graph has an overview. */
export const OVERVIEW_FROM = 600;
/** Two thresholds, so that zooming near one does not flicker. */
const ENTER_BELOW = 0.3;
const LEAVE_ABOVE = 0.36;
/** The size of the canvas for which the thresholds hold, in pixels; a larger one shows more nodes at the same zoom. */
const REFERENCE_PIXELS = 550_000;
/** The thresholds grow by this factor at most: above it names can be read. */
const MAX_SCALE = 1.35;

/** Whether the view is about to zoom out in one jump. */
const useJump = create<{ jumping: boolean }>(() => ({ jumping: false }));

/** Zooms out in one jump. Nodes are unmounted first, so that none is mounted only to be removed. */
export function jumpZoomedOut(jump: () => Promise<unknown>): void {
  useJump.setState({ jumping: true });
  requestAnimationFrame(() =>
    requestAnimationFrame(() => void jump().finally(() => useJump.setState({ jumping: false }))),
  );
}

/** The zoom below which a canvas of some size shows the overview. */
export function overviewZoom(
  { width, height }: { width: number; height: number },
  isZoomedOut: boolean,
): number {
  const larger = Math.min(Math.max(Math.sqrt((width * height) / REFERENCE_PIXELS), 1), MAX_SCALE);
  return larger * (isZoomedOut ? LEAVE_ABOVE : ENTER_BELOW);
}

/**
 * Whether a large graph is zoomed out so far that the overview is shown; `onZoomOut` runs before it is first rendered.
 */
export function useZoomedOut(enabled: boolean, onZoomOut: () => void): boolean {
  const store = useStoreApi();
  const jumping = useJump((state) => state.jumping);
  const [zoomedOut, setZoomedOut] = useState(false);
  const current = useRef(false);
  const callback = useRef(onZoomOut);
  callback.current = onZoomOut;
  useEffect(() => {
    const update = () => {
      const state = store.getState();
      const previous = current.current;
      current.current = state.transform[2] < overviewZoom(state, previous);
      if (current.current && !previous) callback.current();
      setZoomedOut(current.current);
    };
    update();
    return store.subscribe((state, then) => {
      if (state.transform[2] !== then.transform[2] || state.width !== then.width) update();
    });
  }, [store]);
  return enabled && (zoomedOut || jumping);
}
