import { create } from "zustand";
import type { ChangeKind } from "../document/diff/diffNodes";
import type { Document, ModelName, NodeId } from "../document/types";
import { useProject } from "./project";

/** One of two documents that are compared: a run's, or what is drawn now. */
export interface Side {
  /** The run's; `CURRENT_DOCUMENT` for the one that is open. */
  id: string;
  /** What a person calls it. */
  name: string;
  /** As it was when it was compared; the open document is read again. */
  document: Document;
}

export interface Compared {
  from: Side;
  to: Side;
}

export const CURRENT_DOCUMENT = "drawing";

interface MarksState {
  /** What the canvas shows the differences of, until a person has seen enough. */
  compared: Compared | null;
  /** The nodes that are marked on the canvas as added, removed or changed. */
  marks: ReadonlyMap<string, ChangeKind>;
}

const NONE: MarksState = { compared: null, marks: new Map() };

export const useDiffMarks = create<MarksState>(() => NONE);

useProject.subscribe((now, before) => {
  if (now.id !== before.id) useDiffMarks.setState(NONE);
});

/** Marks on the canvas in what two documents differ; with `null` nothing any more. */
export function markDifferences(compared: Compared | null): void {
  useDiffMarks.setState({ ...NONE, compared });
}

/** Ids are those of one graph. */
export function markKey(model: ModelName | null, id: NodeId): string {
  return `${model ?? ""}\n${id}`;
}
