import type { Code } from "@schema";
import { create } from "zustand";
import { readStored, writeStored } from "./localStorage";

/** What of the help with problems is shown: the entry of one code, all of them, or nothing. */
export const useProblemHelp = create<{ topic: Code | "all" | null }>(() => ({ topic: null }));

export function showProblemHelp(shown: Code | "all" | null): void {
  useProblemHelp.setState({ topic: shown });
}

/** Whether what Keras says of the selected node is unfolded: it stays so from one node to the next. */
export const useDocsOpen = create(() => ({ open: false }));

const TOUR_KEY = "tour";

/** Whether the tour is still offered: until it was taken or declined, once. */
export const useTour = create<{ offered: boolean }>(() => ({ offered: readStored(TOUR_KEY) === null }));

export function dismissTourOffer(): void {
  writeStored(TOUR_KEY, "known");
  useTour.setState({ offered: false });
}
