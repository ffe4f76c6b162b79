import { create } from "zustand";
import { useProject } from "../project";

interface ComparisonState {
  /** The runs that are laid over each other, in the order in which they were chosen. */
  chosen: readonly string[];
}

const NONE: ComparisonState = { chosen: [] };

export const useComparison = create<ComparisonState>(() => NONE);

useProject.subscribe((now, before) => {
  if (now.id !== before.id) useComparison.setState(NONE);
});

export function setCompared(id: string, chosen: boolean): void {
  useComparison.setState((state) => ({
    chosen: [...state.chosen.filter((each) => each !== id), ...(chosen ? [id] : [])],
  }));
}

export function clearComparison(): void {
  useComparison.setState({ chosen: [] });
}
