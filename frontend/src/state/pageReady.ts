import { create } from "zustand";

/** Whether the page is ready: its first view is rendered, and what loads right after it may load. */
export const usePageReady = create<{ ready: boolean }>(() => ({ ready: false }));

/** Sets it once the pending render is done; returns what cancels it. */
export function markPageReadySoon(): () => void {
  const timer = setTimeout(() => usePageReady.setState({ ready: true }));
  return () => clearTimeout(timer);
}
