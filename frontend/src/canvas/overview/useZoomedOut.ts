import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef, useState } from "react";
import { create } from "zustand";

/** From this many nodes on, a graph has another drawing for far away. */
export const OVERVIEW_FROM = 600;
/** Two zooms, so that resting at the border does not flicker between the two drawings. */
const ENTER_BELOW = 0.3;
const LEAVE_ABOVE = 0.36;
/** A canvas of so many pixels has these borders; a larger one shows more nodes at the same zoom. */
const REFERENCE_PIXELS = 550_000;
/** Above this names can be read. */
const MAX_SCALE = 1.35;

/** The canvas is about to go far away in one jump. */
const useJump = create<{ jumping: boolean }>(() => ({ jumping: false }));

/** Jumps to where a crowd of nodes would be seen at once: they leave the page before, so that none comes only to go. */
export function jumpZoomedOut(jump: () => Promise<unknown>): void {
  useJump.setState({ jumping: true });
  requestAnimationFrame(() =>
    requestAnimationFrame(() => void jump().finally(() => useJump.setState({ jumping: false }))),
  );
}

/** Below which zoom a canvas of some size shows the drawing for far away. */
export function overviewZoom(
  { width, height }: { width: number; height: number },
  isZoomedOut: boolean,
): number {
  const larger = Math.min(Math.max(Math.sqrt((width * height) / REFERENCE_PIXELS), 1), MAX_SCALE);
  return larger * (isZoomedOut ? LEAVE_ABOVE : ENTER_BELOW);
}

/** Whether a crowd of nodes is so far away that it is drawn as one picture; `onFar` runs before anything is drawn so. */
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
