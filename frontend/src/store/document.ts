import { create } from "zustand";
import { applyEdits } from "../document/applyEdit";
import { type History, NO_HISTORY, record, redo, undo } from "../document/history";
import type { Document, Edit } from "../document/types";

export const EMPTY: Document = { format: 1, name: "Untitled", graph: { nodes: [], edges: [] } };

interface DocumentState {
  document: Document;
  history: History;
  /** Applies edits as one undo step; edits of one `burst` key in quick succession are one step together. */
  edit: (edits: readonly Edit[], burst?: string) => void;
  undo: () => void;
  redo: () => void;
  /** Puts another document in place, with no way back to the old one. */
  open: (document: Document) => void;
  /** Puts another content in place as an undo step. */
  replace: (document: Document) => void;
}

export const useDocument = create<DocumentState>((set, get) => ({
  document: EMPTY,
  history: NO_HISTORY,
  edit: (edits, burst) => {
    const { document, history } = get();
    const next = applyEdits(document, edits);
    if (next !== document) set({ document: next, history: record(history, document, burst, Date.now()) });
  },
  undo: () => set((state) => undo(state.history, state.document) ?? state),
  redo: () => set((state) => redo(state.history, state.document) ?? state),
  open: (document) => set({ document, history: NO_HISTORY }),
  replace: (document) =>
    set((state) => ({ document, history: record(state.history, state.document, undefined, Date.now()) })),
}));
