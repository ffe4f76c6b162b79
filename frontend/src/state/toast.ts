import { create } from "zustand";

/** A sentence on the canvas: one of ours by its key, or one of the server's; with `ask`, a choice that it offers. */
export interface Note {
  key?: string;
  values?: Readonly<Record<string, string | number>>;
  text?: string;
  /** Stays until it is closed: it says what is lost. */
  stays?: boolean;
  ask?: { key: string; onPick: () => void };
}

/** What the canvas has to say of the last gesture, until the next one. */
export const useNote = create<{ note: Note | null }>(() => ({ note: null }));

export function say(note: Note): void {
  useNote.setState({ note });
}

export function hush(): void {
  if (useNote.getState().note !== null) useNote.setState({ note: null });
}
