/** What the tabs of this browser say to each other: which project one of them has saved. */
export interface SavedRevision {
  id: string;
  revision: number;
}

const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("layerloom.saved");

export function announceSave(saved: SavedRevision): void {
  channel?.postMessage(saved);
}

/** Calls `onSaved` for every save of another tab. Returns what stops it. */
export function onSavedElsewhere(onSaved: (saved: SavedRevision) => void): () => void {
  const hear = ({ data }: MessageEvent<SavedRevision>) => onSaved(data);
  channel?.addEventListener("message", hear);
  return () => channel?.removeEventListener("message", hear);
}
