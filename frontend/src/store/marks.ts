import { create } from "zustand";
import type { ChangeKind } from "../document/diff/diffNodes";
import type { ModelName, NodeId } from "../document/types";

/** The nodes that are marked on the canvas as added, removed or changed. */
interface MarksState {
  marks: ReadonlyMap<string, ChangeKind>;
}

const NO_MARKS: ReadonlyMap<string, ChangeKind> = new Map();

export const useMarks = create<MarksState>(() => ({ marks: NO_MARKS }));

/** Ids are those of one graph. */
export function markKey(model: ModelName | null, id: NodeId): string {
  return `${model ?? ""}\n${id}`;
}

export function mark(marks: ReadonlyMap<string, ChangeKind> = NO_MARKS): void {
  useMarks.setState({ marks });
}
