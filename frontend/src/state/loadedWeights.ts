import type { WeightsReport } from "@schema";
import { create } from "zustand";

/** A weights file on its way into the model, from the moment it is chosen. */
export interface LoadedWeights {
  /** The id of its upload. */
  id: string;
  name: string;
  size: number;
  /** How many of its bytes have arrived. */
  received: number;
  /** What of it fits; `null` until it is known. */
  report: WeightsReport | null;
  busy: boolean;
  /** Why it cannot be loaded. */
  failed: string | null;
}

interface LoadedWeightsState {
  file: LoadedWeights | null;
}

export const useLoadedWeights = create<LoadedWeightsState>(() => ({ file: null }));

/** Changes what is known of a file, unless it was cancelled or another one was chosen meanwhile. */
export function updateLoadedWeights(id: string, changes: Partial<LoadedWeights>): void {
  useLoadedWeights.setState(({ file }) => (file?.id === id ? { file: { ...file, ...changes } } : {}));
}
