/** What was before and after the present. Documents share their unchanged parts, so a step costs little. */
export interface History<T> {
  readonly past: readonly T[];
  readonly future: readonly T[];
  /** What the last step was a burst of, and when it was last added to. */
  readonly burst: { readonly key: string; readonly at: number } | null;
}

export const NO_HISTORY: History<never> = { past: [], future: [], burst: null };

/** Keystrokes closer than this are one step. */
export const BURST_MS = 1200;
const LIMIT = 500;

/** Remembers `before`, unless the change goes on with the burst of the last one. */
export function record<T>(
  history: History<T>,
  before: T,
  burst: string | undefined,
  now: number,
): History<T> {
  const last = history.burst;
  const goesOn = last !== null && burst !== undefined && last.key === burst && now - last.at < BURST_MS;
  return {
    past: goesOn ? history.past : [...history.past, before].slice(-LIMIT),
    future: [],
    burst: burst === undefined ? null : { key: burst, at: now },
  };
}

/** What was before the last change; `now` says how the present is kept, to come back to. */
export function undo<T>(history: History<T>, now: (before: T) => T): { history: History<T>; to: T } | null {
  const to = history.past.at(-1);
  if (to === undefined) return null;
  return {
    to,
    history: { past: history.past.slice(0, -1), future: [...history.future, now(to)], burst: null },
  };
}

/** What the last undo took back. */
export function redo<T>(history: History<T>, now: (after: T) => T): { history: History<T>; to: T } | null {
  const to = history.future.at(-1);
  if (to === undefined) return null;
  return {
    to,
    history: { past: [...history.past, now(to)], future: history.future.slice(0, -1), burst: null },
  };
}
