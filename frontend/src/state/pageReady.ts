import { create } from "zustand";

/** Whether the page stands: what it opens with is drawn, and what comes right after that may come. */
export const useStanding = create<{ stands: boolean }>(() => ({ stands: false }));

/** Says so once what is being drawn has been drawn; gives back what takes that back. */
export function soonStands(): () => void {
  const timer = setTimeout(() => useStanding.setState({ stands: true }));
  return () => clearTimeout(timer);
}
