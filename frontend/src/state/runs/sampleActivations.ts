import type { SampleActivation } from "@schema";
import { create } from "zustand";

interface SampleActivationsState {
  /** The run that was asked, while its answers are shown. */
  run: string | null;
  nodes: readonly SampleActivation[];
}

/** What every node gave for the row that a run was asked last; it takes the place of what training saw. */
export const useSampleActivations = create<SampleActivationsState>(() => ({ run: null, nodes: [] }));

export const clearSampleActivations = () => useSampleActivations.setState({ run: null, nodes: [] });
