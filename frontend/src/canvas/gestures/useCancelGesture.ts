import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { registerHandlers } from "../../commands/handlers";
import { pickAddition, usePickedAddition } from "../../state/palette";
import { endEdge } from "../../state/pendingEdge";
import { hideToast } from "../../state/toast";

/** Registers the command that cancels what a tap started: an edge from a handle, or an item taken from the palette. */
export function useCancelGesture(): void {
  const store = useStoreApi();
  useEffect(() => {
    const isConnecting = () => store.getState().connectionClickStartHandle !== null;
    const isHolding = () => usePickedAddition.getState().picked !== null;
    const cancel = () => {
      if (isConnecting()) {
        store.setState({ connectionClickStartHandle: null });
        endEdge();
      }
      if (isHolding()) {
        pickAddition(null);
        hideToast();
      }
    };
    return registerHandlers({ "edit.letGo": { run: cancel, can: () => isConnecting() || isHolding() } });
  }, [store]);
}
