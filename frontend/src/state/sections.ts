import { create } from "zustand";
import { readKept, writeKept } from "./localStorage";

/** The parts of the palette that a person folded or unfolded, against what they are at first. */
export const useSections = create<{ turned: readonly string[] }>(() => ({
  turned: (readKept("sections") ?? "").split(",").filter(Boolean),
}));

export function toggleSection(id: string): void {
  const { turned } = useSections.getState();
  const next = turned.includes(id) ? turned.filter((each) => each !== id) : [...turned, id];
  writeKept("sections", next.join(","));
  useSections.setState({ turned: next });
}
