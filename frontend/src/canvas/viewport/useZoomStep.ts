import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import { animationMs } from "./useViewport";

const STEP = 1.2;
/** How much later a busy page may finish a step. */
const DELAY_MS = 100;

/** The zoom that the last step leads to, and until when it may be under way. */
let target = { zoom: 1, until: 0 };

/** Zooms in or out by one step. During the animation of the last step, it starts from the zoom that one leads to. */
export function useZoomStep(): (direction: "in" | "out") => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (direction) => {
      const { minZoom, maxZoom } = store.getState();
      const now = performance.now();
      const from = now < target.until ? target.zoom : flow.getZoom();
      const zoom = Math.min(maxZoom, Math.max(minZoom, direction === "in" ? from * STEP : from / STEP));
      const duration = animationMs();
      target = { zoom, until: now + duration + DELAY_MS };
      void flow.zoomTo(zoom, { duration: duration });
    },
    [flow, store],
  );
}
