import { create } from "zustand";

/** A sentence on the canvas: one of ours by its key, or one of the server's; with `action`, a choice that it offers. */
export interface Toast {
  key?: string;
  values?: Readonly<Record<string, string | number>>;
  text?: string;
  /** Stays until it is closed: it says what is lost. */
  persistent?: boolean;
  action?: { key: string; onPick: () => void };
}

/** What the canvas has to say of the last gesture, until the next one. */
export const useToast = create<{ toast: Toast | null }>(() => ({ toast: null }));

export function showToast(note: Toast): void {
  useToast.setState({ toast: note });
}

export function hideToast(): void {
  if (useToast.getState().toast !== null) useToast.setState({ toast: null });
}
