import { useStore, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";

const LOW_DETAIL_ZOOM = 0.4;

/** Sets `data-zoom` to `far` on the canvas, so that styles hide what could not be read. */
export function ZoomLevel() {
  const lowDetail = useStore((flow) => flow.transform[2] < LOW_DETAIL_ZOOM);
  const store = useStoreApi();
  useEffect(() => {
    store.getState().domNode?.setAttribute("data-zoom", lowDetail ? "far" : "near");
  }, [lowDetail, store]);
  return null;
}
