import { create } from "zustand";
import type { ModelName, NodeId } from "../document/types";

/** A node of any graph of the document. */
export interface Found {
  model: ModelName | null;
  node: NodeId;
}

interface FindingState {
  /** How often it was asked for since it was closed: 0 while it is closed. */
  asked: number;
  /** What was looked for last. */
  text: string;
  found: readonly Found[];
  /** The one that was gone to last. */
  current: Found | null;
}

/** What is looked for on the canvas. */
export const useFinding = create<FindingState>(() => ({ asked: 0, text: "", found: [], current: null }));

export function askToFind(): void {
  useFinding.setState(({ asked }) => ({ asked: asked + 1 }));
}

export function stopFinding(): void {
  useFinding.setState({ asked: 0, found: [], current: null });
}

export function sameFound(a: Found | null, b: Found | null): boolean {
  return a?.model === b?.model && a?.node === b?.node;
}
