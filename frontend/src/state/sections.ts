import { create } from "zustand";
import { readStored, writeStored } from "./localStorage";

/** The parts of the palette that a person folded or unfolded, against what they are at first. */
export const usePaletteSections = create<{ toggled: readonly string[] }>(() => ({
  toggled: (readStored("sections") ?? "").split(",").filter(Boolean),
}));

export function toggleSection(id: string): void {
  const { toggled } = usePaletteSections.getState();
  const next = toggled.includes(id) ? toggled.filter((each) => each !== id) : [...toggled, id];
  writeStored("sections", next.join(","));
  usePaletteSections.setState({ toggled: next });
}
