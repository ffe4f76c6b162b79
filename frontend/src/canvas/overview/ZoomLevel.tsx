import { useStore, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";

const LOW_DETAIL_ZOOM = 0.4;

/** Marks the canvas as seen from far away, so that styles leave out what could not be read anyway. */
export function ZoomLevel() {
  const lowDetail = useStore((flow) => flow.transform[2] < LOW_DETAIL_ZOOM);
  const store = useStoreApi();
  useEffect(() => {
    store.getState().domNode?.setAttribute("data-zoom", lowDetail ? "far" : "near");
  }, [lowDetail, store]);
  return null;
}
