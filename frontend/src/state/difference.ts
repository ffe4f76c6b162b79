import { useEffect, useState } from "react";
import { create } from "zustand";
import { catalogDefaults } from "../document/catalog/parameterDefaults";
import { type Difference, difference } from "../document/diff/diff";
import type { ChangeKind } from "../document/diff/diffNodes";
import type { Document, ModelName, NodeId } from "../document/types";
import { useCatalog } from "./catalog";
import { useProject } from "./project";

const SETTLE_MS = 250;

/** How two documents differ, once neither has changed for a moment; `null` until then. Their names do not count. */
export function useDifference(before: Document | undefined, after: Document | undefined): Difference | null {
  const catalog = useCatalog((state) => state.catalog);
  const [found, setFound] = useState<Difference | null>(null);
  useEffect(() => {
    if (before === undefined || after === undefined) return setFound(null);
    const work = () => setFound(difference(before, after, catalogDefaults(catalog)));
    const timer = setTimeout(work, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [before, after, catalog]);
  return found;
}

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
