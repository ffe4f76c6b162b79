import { create } from "zustand";
import { applyEdits } from "../document/applyEdit";
import { findNode } from "../document/graph";
import { type History, NO_HISTORY, record, redo, undo } from "../document/history";
import { withDirections } from "../document/layout/direction";
import { placeAddedNodes } from "../document/layout/placeAddedNodes";
import { calledModel, existingPath, inModel, modelAsDocument } from "../document/nestedModels";
import type { Document, Edit, ModelName, NodeId } from "../document/types";

export const EMPTY: Document = { format: 2, name: "Untitled", graph: { nodes: [], edges: [] } };

/** A document on one side of a change, and the path of the graph in which the change was made. */
interface Step {
  document: Document;
  modelPath: readonly ModelName[];
}

interface DocumentState {
  /** All that is saved, checked and trained. */
  document: Document;
  /** The nested models that were entered, one inside the other; the last one's graph is on the canvas. */
  modelPath: readonly ModelName[];
  /** The document with the graph on the canvas in the place of its own: what can be selected and edited. */
  openGraph: Document;
  history: History<Step>;
  /** How many documents were put in place so far: another number, another document. */
  opened: number;
  /**
   * Applies edits as one undo step; edits of one `mergeKey` key in quick succession are one step together. They are of
   * the graph on the canvas unless they name a nested model.
   */
  edit: (edits: readonly Edit[], mergeKey?: string) => void;
  /** Applies edits that say themselves which graph they are of, as the checker's do. */
  editDocument: (edits: readonly Edit[]) => void;
  undo: () => void;
  redo: () => void;
  /** Shows the graph of a nested model, or, with an empty path, the document's own. */
  enter: (modelPath: readonly ModelName[]) => void;
  /** Puts another document in place, with an empty history. */
  open: (document: Document, readOnly?: boolean) => void;
  /** Whether what is open can be looked at only. */
  readOnly: boolean;
  /** Completes the present content with what follows from it: no step of its own. */
  amend: (document: Document) => void;
  /** Puts another content in place as an undo step; those of one `mergeKey` in quick succession are one step. */
  replace: (document: Document, mergeKey?: string) => void;
}

const ROOT: readonly ModelName[] = [];

export const useDocument = create<DocumentState>((set, get) => {
  const change = (next: Document, mergeKey?: string) => {
    const { document, modelPath, history, readOnly } = get();
    if (next === document || readOnly) return;
    set({
      ...atPath(next, modelPath),
      history: record(history, { document, modelPath }, mergeKey, Date.now()),
    });
  };
  return {
    ...atPath(EMPTY, ROOT),
    history: NO_HISTORY,
    readOnly: false,
    opened: 0,
    edit: (edits, mergeKey) => {
      const { document, modelPath } = get();
      change(
        withDirections(document, applyEdits(document, inModel(edits, modelPath.at(-1) ?? null))),
        mergeKey,
      );
    },
    editDocument: (edits) => {
      const { document } = get();
      change(withDirections(document, applyEdits(document, placeAddedNodes(document, edits))));
    },
    undo: () =>
      set((state) => {
        const step = undo(state.history, ({ modelPath }) => ({ document: state.document, modelPath }));
        return step === null || state.readOnly
          ? state
          : { ...atPath(step.to.document, step.to.modelPath), history: step.history };
      }),
    redo: () =>
      set((state) => {
        const step = redo(state.history, ({ modelPath }) => ({ document: state.document, modelPath }));
        return step === null || state.readOnly
          ? state
          : { ...atPath(step.to.document, step.to.modelPath), history: step.history };
      }),
    enter: (modelPath) => set(({ document }) => atPath(document, modelPath)),
    open: (document, readOnly = false) =>
      set(({ opened }) => ({ ...atPath(document, ROOT), history: NO_HISTORY, opened: opened + 1, readOnly })),
    replace: (document, mergeKey) => change(document, mergeKey),
    amend: (document) => set((state) => (state.readOnly ? state : atPath(document, state.modelPath))),
  };
});

/** A document with as much of a path into nested models as it has. */
function atPath(
  document: Document,
  wanted: readonly ModelName[],
): Pick<DocumentState, "document" | "modelPath" | "openGraph"> {
  const modelPath = existingPath(document, wanted);
  const last = modelPath.at(-1);
  return {
    document,
    modelPath,
    openGraph: (last === undefined ? null : modelAsDocument(document, last)) ?? document,
  };
}

/** The nested model whose graph is on the canvas, `null` for the document's own. */
export function openModel(state: Pick<DocumentState, "modelPath">): ModelName | null {
  return state.modelPath.at(-1) ?? null;
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
  const { openGraph } = useDocument.getState();
  const node = findNode(openGraph, id);
  return (node && calledModel(openGraph, node)?.model) ?? null;
}
