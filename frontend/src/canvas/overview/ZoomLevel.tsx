import { useStore, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";

const FAR = 0.4;

/** Marks the canvas as seen from far away, so that styles leave out what could not be read anyway. */
export function FarAway() {
  const far = useStore((flow) => flow.transform[2] < FAR);
  const store = useStoreApi();
  useEffect(() => {
    store.getState().domNode?.setAttribute("data-far", far ? "yes" : "no");
  }, [far, store]);
  return null;
}
