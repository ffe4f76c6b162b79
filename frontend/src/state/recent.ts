import { create } from "zustand";
import { readKept, writeKept } from "./localStorage";

const LIMIT = 5;

/** Layers this person added last, the newest first. */
export const useRecent = create<{ layers: readonly string[] }>(() => ({
  layers: (readKept("recent") ?? "").split(",").filter(Boolean).slice(0, LIMIT),
}));

export function remember(layer: string): void {
  const layers = [layer, ...useRecent.getState().layers.filter((other) => other !== layer)].slice(0, LIMIT);
  writeKept("recent", layers.join(","));
  useRecent.setState({ layers });
}
