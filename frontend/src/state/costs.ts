import { create } from "zustand";
import type { Measure } from "../document/display/costs";
import type { NodeId } from "../document/types";

/** What a card shows of its cost. */
export interface CardCost {
  /** `1.2 MFLOPs · 34 %` */
  text: string;
  /** Of the dearest node of the graph, from 0 to 1. */
  heat: number;
}

interface CostsState {
  /** What is shown on the canvas, one at a time. */
  measure: Measure | null;
  /** By node; `null` while nothing is shown. */
  cards: ReadonlyMap<NodeId, CardCost> | null;
}

export const useCosts = create<CostsState>(() => ({ measure: null, cards: null }));

/** Shows one cost on the cards; the same again shows none. */
export function toggleCost(measure: Measure): void {
  useCosts.setState((state) => ({ measure: state.measure === measure ? null : measure }));
}
