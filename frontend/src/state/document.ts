import { create } from "zustand";
import { applyEdits } from "../document/applyEdit";
import { findNode } from "../document/graph";
import { type History, NO_HISTORY, record, redo, undo } from "../document/history";
import { withDirections } from "../document/layout/direction";
import { withPlaces } from "../document/layout/placeAddedNodes";
import { calledModel, placed, standing, view } from "../document/nestedModels";
import type { Document, Edit, ModelName, NodeId } from "../document/types";

export const EMPTY: Document = { format: 1, name: "Untitled", graph: { nodes: [], edges: [] } };

/** A document on one side of a change, and the way to the graph in which the change was made. */
interface Step {
  whole: Document;
  way: readonly ModelName[];
}

interface DocumentState {
  /** All that is saved, checked and trained. */
  whole: Document;
  /** The nested models that were entered, one inside the other; the last one's graph is on the canvas. */
  way: readonly ModelName[];
  /** The whole, with the graph that is on the canvas in the place of its own: what can be selected and edited. */
  document: Document;
  history: History<Step>;
  /** How many documents were put in place so far: another number, another document. */
  opened: number;
  /**
   * Applies edits as one undo step; edits of one `burst` key in quick succession are one step together. They are of
   * the graph on the canvas unless they name a nested model.
   */
  edit: (edits: readonly Edit[], burst?: string) => void;
  /** Applies edits that say themselves which graph they are of, as the checker's do. */
  mend: (edits: readonly Edit[]) => void;
  undo: () => void;
  redo: () => void;
  /** Shows the graph of a nested model, or, with an empty way, the document's own. */
  enter: (way: readonly ModelName[]) => void;
  /** Puts another document in place, with no way back to the old one. */
  open: (document: Document, readOnly?: boolean) => void;
  /** Whether what is open can be looked at only. */
  readOnly: boolean;
  /** Puts another content in place as an undo step; those of one `burst` in quick succession are one step. */
  replace: (document: Document, burst?: string) => void;
}

const AT_TOP: readonly ModelName[] = [];

export const useDocument = create<DocumentState>((set, get) => {
  const change = (next: Document, burst?: string) => {
    const { whole, way, history, readOnly } = get();
    if (next === whole || readOnly) return;
    set({ ...shown(next, way), history: record(history, { whole, way }, burst, Date.now()) });
  };
  return {
    ...shown(EMPTY, AT_TOP),
    history: NO_HISTORY,
    readOnly: false,
    opened: 0,
    edit: (edits, burst) => {
      const { whole, way } = get();
      change(withDirections(whole, applyEdits(whole, placed(edits, way.at(-1) ?? null))), burst);
    },
    mend: (edits) => {
      const { whole } = get();
      change(withDirections(whole, applyEdits(whole, withPlaces(whole, edits))));
    },
    undo: () =>
      set((state) => {
        const step = undo(state.history, ({ way }) => ({ whole: state.whole, way }));
        return step === null ? state : { ...shown(step.to.whole, step.to.way), history: step.history };
      }),
    redo: () =>
      set((state) => {
        const step = redo(state.history, ({ way }) => ({ whole: state.whole, way }));
        return step === null ? state : { ...shown(step.to.whole, step.to.way), history: step.history };
      }),
    enter: (way) => set(({ whole }) => shown(whole, way)),
    open: (whole, readOnly = false) =>
      set(({ opened }) => ({ ...shown(whole, AT_TOP), history: NO_HISTORY, opened: opened + 1, readOnly })),
    replace: (whole, burst) => change(whole, burst),
  };
});

/** A document with as much of a way into it as there is. */
function shown(
  whole: Document,
  wished: readonly ModelName[],
): Pick<DocumentState, "whole" | "way" | "document"> {
  const way = standing(whole, wished);
  const last = way.at(-1);
  return { whole, way, document: (last === undefined ? null : view(whole, last)) ?? whole };
}

/** The nested model whose graph is on the canvas, `null` for the document's own. */
export function openModel(state: Pick<DocumentState, "way">): ModelName | null {
  return state.way.at(-1) ?? null;
}

/**
 * Returns a function that says whether the document that is open now is still open: an answer that comes later may
 * find another in its place, and what it was for must not land there.
 */
export function whileOpen(): () => boolean {
  const { opened } = useDocument.getState();
  return () => useDocument.getState().opened === opened;
}

/** The nested model that a node of the open graph calls. */
export function modelAt(id: NodeId): ModelName | null {
  const { document } = useDocument.getState();
  const node = findNode(document, id);
  return (node && calledModel(document, node)?.model) ?? null;
}
