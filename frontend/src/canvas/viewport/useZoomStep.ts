import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback } from "react";
import { duration } from "./useViewport";

const STEP = 1.2;
/** A busy page comes to the end of a step so much later. */
const LATE_MS = 100;

/** Where the last step leads, and until when it may be under way. */
let aim = { zoom: 1, until: 0 };

/** Zooms in or out by one step. One that is asked for while the last is under way counts from where that leads. */
export function useZoomStep(): (way: "in" | "out") => void {
  const flow = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (way) => {
      const { minZoom, maxZoom } = store.getState();
      const now = performance.now();
      const from = now < aim.until ? aim.zoom : flow.getZoom();
      const zoom = Math.min(maxZoom, Math.max(minZoom, way === "in" ? from * STEP : from / STEP));
      const time = duration();
      aim = { zoom, until: now + time + LATE_MS };
      void flow.zoomTo(zoom, { duration: time });
    },
    [flow, store],
  );
}
