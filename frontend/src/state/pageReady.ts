import { create } from "zustand";

/** Whether the page stands: what it opens with is drawn, and what comes right after that may come. */
export const usePageReady = create<{ ready: boolean }>(() => ({ ready: false }));

/** Says so once what is being drawn has been drawn; gives back what takes that back. */
export function markPageReadySoon(): () => void {
  const timer = setTimeout(() => usePageReady.setState({ ready: true }));
  return () => clearTimeout(timer);
}
