import type { Code } from "@schema";
import { create } from "zustand";

/** What of the help with problems is shown: the entry of one code, all of them, or nothing. */
export const useProblemHelp = create<{ topic: Code | "all" | null }>(() => ({ topic: null }));

export function showProblemHelp(shown: Code | "all" | null): void {
  useProblemHelp.setState({ topic: shown });
}
