import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { provide } from "../../commands/handlers";
import { hold, useHeld } from "../../state/draggedAddition";
import { endWire } from "../../state/pendingEdge";
import { hush } from "../../state/toast";

/** The command that lets go of what a tap began: a wire from a ring, or what was taken from the palette. */
export function useCancelGesture(): void {
  const store = useStoreApi();
  useEffect(() => {
    const isConnecting = () => store.getState().connectionClickStartHandle !== null;
    const isHolding = () => useHeld.getState().held !== null;
    const cancel = () => {
      if (isConnecting()) {
        store.setState({ connectionClickStartHandle: null });
        endWire();
      }
      if (isHolding()) {
        hold(null);
        hush();
      }
    };
    return provide({ "edit.letGo": { run: cancel, can: () => isConnecting() || isHolding() } });
  }, [store]);
}
