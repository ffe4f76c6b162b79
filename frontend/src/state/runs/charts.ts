import { create } from "zustand";
import { readStored, writeStored } from "../localStorage";

/** How the curves of every run are drawn. It is kept; what is read of them is not. */
interface ChartsState {
  /** The weight of what came before in the average that is drawn; 0 draws the numbers as they are. */
  smoothing: number;
  /** Whether equal ratios are equally far apart. */
  log: boolean;
  /** The epoch, from 1, whose numbers are read in all charts at once. */
  cursorEpoch: number | null;
  /** The run, and its epoch from 1, of which the batches are drawn in the place of all epochs. */
  batches: { run: string; epoch: number } | null;
}

export const MAX_SMOOTHING = 0.98;
const STORAGE_KEY = "charts";

export const useCharts = create<ChartsState>(() => ({ ...storedCharts(), cursorEpoch: null, batches: null }));

export function setCharts(change: Partial<Pick<ChartsState, "smoothing" | "log">>): void {
  useCharts.setState(change);
  const { smoothing, log } = useCharts.getState();
  writeStored(STORAGE_KEY, JSON.stringify({ smoothing, log }));
}

export function setCursorEpoch(epoch: number | null): void {
  if (useCharts.getState().cursorEpoch !== epoch) useCharts.setState({ cursorEpoch: epoch });
}

/** Draws the batches of one epoch, or with `null` all epochs again. What was read was read of the other. */
export function showBatches(batches: ChartsState["batches"]): void {
  useCharts.setState({ batches, cursorEpoch: null });
}

function storedCharts(): Pick<ChartsState, "smoothing" | "log"> {
  try {
    const { smoothing, log } = JSON.parse(readStored(STORAGE_KEY) ?? "{}") as Record<string, unknown>;
    const weight = typeof smoothing === "number" ? Math.min(Math.max(smoothing, 0), MAX_SMOOTHING) : 0;
    return { smoothing: weight, log: log === true };
  } catch {
    return { smoothing: 0, log: false };
  }
}
