import type { Code } from "@schema";
import { create } from "zustand";

/** What of the help with problems is shown: the entry of one code, all of them, or nothing. */
export const useHelp = create<{ shown: Code | "all" | null }>(() => ({ shown: null }));

export function explain(shown: Code | "all" | null): void {
  useHelp.setState({ shown });
}
