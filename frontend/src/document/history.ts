import type { Document } from "./types";

/** Documents before and after the present one. They share their unchanged parts, so a step costs little. */
export interface History {
  readonly past: readonly Document[];
  readonly future: readonly Document[];
  /** What the last step was a burst of, and when it was last added to. */
  readonly burst: { readonly key: string; readonly at: number } | null;
}

export const NO_HISTORY: History = { past: [], future: [], burst: null };

/** Keystrokes closer than this are one step. */
export const BURST_MS = 1200;
const LIMIT = 500;

/** Remembers `before`, unless the change goes on with the burst of the last one. */
export function record(history: History, before: Document, burst: string | undefined, now: number): History {
  const last = history.burst;
  const goesOn = last !== null && burst !== undefined && last.key === burst && now - last.at < BURST_MS;
  return {
    past: goesOn ? history.past : [...history.past, before].slice(-LIMIT),
    future: [],
    burst: burst === undefined ? null : { key: burst, at: now },
  };
}

export function undo(history: History, present: Document): { history: History; document: Document } | null {
  const document = history.past.at(-1);
  if (document === undefined) return null;
  return {
    document,
    history: { past: history.past.slice(0, -1), future: [...history.future, present], burst: null },
  };
}

export function redo(history: History, present: Document): { history: History; document: Document } | null {
  const document = history.future.at(-1);
  if (document === undefined) return null;
  return {
    document,
    history: { past: [...history.past, present], future: history.future.slice(0, -1), burst: null },
  };
}
