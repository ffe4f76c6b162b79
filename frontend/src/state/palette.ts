import { create } from "zustand";
import type { Addition } from "../document/add/addNode";
import { readStored, writeStored } from "./localStorage";

/** The type under which the palette hands what is dragged to the canvas. */
export const ADDITION_TYPE = "application/x-layerloom-addition";

/** What a finger took from the palette: the next tap on the canvas puts it there. */
export const usePickedAddition = create<{ picked: Addition | null }>(() => ({ picked: null }));

export function pickAddition(picked: Addition | null): void {
  usePickedAddition.setState({ picked });
}

const MAX_RECENT = 5;

/** Layers this person added last, the newest first. */
export const useRecentLayers = create<{ layers: readonly string[] }>(() => ({
  layers: (readStored("recent") ?? "").split(",").filter(Boolean).slice(0, MAX_RECENT),
}));

export function addRecentLayer(layer: string): void {
  const layers = [layer, ...useRecentLayers.getState().layers.filter((other) => other !== layer)].slice(
    0,
    MAX_RECENT,
  );
  writeStored("recent", layers.join(","));
  useRecentLayers.setState({ layers });
}

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
