import { create } from "zustand";
import type { ModelName, NodeId } from "../document/types";
import { useDocument } from "./document";

/** A node of any graph of the document. */
export interface FoundNode {
  model: ModelName | null;
  node: NodeId;
}

interface FindState {
  /** How often it was asked for since it was closed: 0 while it is closed. */
  openCount: number;
  /** What was looked for last. */
  text: string;
  matches: readonly FoundNode[];
  /** The one that was gone to last. */
  current: FoundNode | null;
}

/** What is looked for on the canvas. */
export const useFind = create<FindState>(() => ({ openCount: 0, text: "", matches: [], current: null }));

export function openFind(): void {
  useFind.setState(({ openCount }) => ({ openCount: openCount + 1 }));
}

export function closeFind(): void {
  useFind.setState({ openCount: 0, matches: [], current: null });
}

// What was looked for in one document is not looked for in the next.
useDocument.subscribe(({ opened }, before) => {
  if (opened !== before.opened) useFind.setState({ openCount: 0, text: "", matches: [], current: null });
});

export function isSameNode(a: FoundNode | null, b: FoundNode | null): boolean {
  return a?.model === b?.model && a?.node === b?.node;
}
