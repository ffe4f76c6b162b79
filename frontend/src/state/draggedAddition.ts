import { create } from "zustand";
import type { Addition } from "../document/add/addNode";

/** The type under which the palette hands what is dragged to the canvas. */
export const ADDITION_TYPE = "application/x-layerloom-addition";

/** What a finger took from the palette: the next tap on the canvas puts it there. */
export const usePickedAddition = create<{ picked: Addition | null }>(() => ({ picked: null }));

export function pickAddition(picked: Addition | null): void {
  usePickedAddition.setState({ picked });
}
