import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import { animationMs } from "./useViewport";

const STEP = 1.2;
/** A busy page comes to the end of a step so much later. */
const DELAY_MS = 100;

/** Where the last step leads, and until when it may be under way. */
let target = { zoom: 1, until: 0 };

/** Zooms in or out by one step. One that is asked for while the last is under way counts from where that leads. */
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
