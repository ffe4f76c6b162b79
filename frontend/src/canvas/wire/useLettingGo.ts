import { useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { provide } from "../../store/commands/provided";
import { hold, useHeld } from "../../store/dragged";
import { hush } from "../../store/notes";
import { endWire } from "../../store/wire";

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
