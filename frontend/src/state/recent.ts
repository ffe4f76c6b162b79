import { create } from "zustand";
import { readStored, writeStored } from "./localStorage";

const LIMIT = 5;

/** Layers this person added last, the newest first. */
export const useRecentLayers = create<{ layers: readonly string[] }>(() => ({
  layers: (readStored("recent") ?? "").split(",").filter(Boolean).slice(0, LIMIT),
}));

export function addRecentLayer(layer: string): void {
  const layers = [layer, ...useRecentLayers.getState().layers.filter((other) => other !== layer)].slice(
    0,
    LIMIT,
  );
  writeStored("recent", layers.join(","));
  useRecentLayers.setState({ layers });
}
