import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { provide } from "../../commands/handlers";
import { hold, useHeld } from "../../state/draggedAddition";
import { endWire } from "../../state/pendingEdge";
import { hush } from "../../state/toast";

/** The command that lets go of what a tap began: a wire from a ring, or what was taken from the palette. */
export function useLettingGo(): void {
  const store = useStoreApi();
  useEffect(() => {
    const tapped = () => store.getState().connectionClickStartHandle !== null;
    const isHeld = () => useHeld.getState().held !== null;
    const letGo = () => {
      if (tapped()) {
        store.setState({ connectionClickStartHandle: null });
        endWire();
      }
      if (isHeld()) {
        hold(null);
        hush();
      }
    };
    return provide({ "edit.letGo": { run: letGo, can: () => tapped() || isHeld() } });
  }, [store]);
}
