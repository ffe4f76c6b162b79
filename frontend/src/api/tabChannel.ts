/** What the tabs of this browser say to each other: which project one of them has saved. */
export interface Saved {
  id: string;
  revision: number;
}

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("layerloom.saved");

export function tellTabs(saved: Saved): void {
  channel?.postMessage(saved);
}

/** Calls `onSaved` for every save of another tab. Returns what stops it. */
export function hearTabs(onSaved: (saved: Saved) => void): () => void {
  const hear = ({ data }: MessageEvent<Saved>) => onSaved(data);
  channel?.addEventListener("message", hear);
  return () => channel?.removeEventListener("message", hear);
}
