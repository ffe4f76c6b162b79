import type { Training } from "@schema";
import { baseOf, ownerOf } from "./chartSeries";
import { type Column, columnsOf } from "./columns";
import directions from "./directions.json";
import type { RunView } from "./state";

export type Better = "less" | "more";

/** A number of the logs that says which epoch is the best one. */
export interface MonitoredMetric {
  name: string;
  better: Better;
}

export interface Best extends MonitoredMetric {
  /** From 1. */
  epoch: number;
  value: number;
}

const WATCHERS = new Set(["EarlyStopping", "ModelCheckpoint"]);
const USUAL = "val_loss";

/** The best epoch of a run so far, the first of equals, as Keras keeps it. */
export function bestOf(view: RunView, training: Training | null | undefined): Best | null {
  const watched = monitoredMetric(view, training);
  return watched === null ? null : bestBy(view, watched);
}

/** The best epoch by one number; `null` where nothing of its name was measured. */
export function bestBy(view: RunView, watched: MonitoredMetric): Best | null {
  const column = columnsOf(view.epochs).byName.get(watched.name);
  const index = column === undefined ? -1 : bestIndex(column, watched.better);
  const value = column?.[index];
  return value === null || value === undefined ? null : { ...watched, epoch: index + 1, value };
}

/** The least loss of all epochs: of the validation where there is one, else of the training. */
export function leastLoss(view: RunView): number | null {
  const name = columnsOf(view.epochs).byName.has(USUAL) ? USUAL : "loss";
  return bestBy(view, { name, better: "less" })?.value ?? null;
}

/** What a callback watches, by its mode; else the validation's loss. `null` where no one can say what is better. */
export function monitoredMetric(
  view: RunView,
  training: Training | null | undefined,
): MonitoredMetric | null {
  const measured = columnsOf(view.epochs).byName;
  for (const { name, config } of training?.callbacks ?? []) {
    if (!WATCHERS.has(name)) continue;
    const monitor = typeof config?.monitor === "string" ? config.monitor : USUAL;
    if (!measured.has(monitor)) continue;
    const better = modeOf(config?.mode) ?? directionOf(monitor, view.plan?.outputs ?? []);
    if (better !== null) return { name: monitor, better };
  }
  return measured.has(USUAL) ? { name: USUAL, better: "less" } : null;
}

/**
 * Whether less or more of a number is better, by the name Keras logs it under; `null` where Keras says nothing of it,
 * as of the count of true positives. A test holds the names against Keras's own metrics.
 */
export function directionOf(name: string, outputs: readonly string[]): Better | null {
  const { measure } = ownerOf(baseOf(name), outputs);
  // Keras numbers the second of a kind.
  const plain = measure.replace(/^weighted_/, "").replace(/_\d+$/, "");
  for (const better of ["less", "more"] as const) {
    if (directions[better].includes(measure) || directions[better].includes(plain)) return better;
  }
  return null;
}

function modeOf(mode: unknown): Better | null {
  return mode === "min" ? "less" : mode === "max" ? "more" : null;
}

function bestIndex(column: Column, better: Better): number {
  const sign = better === "less" ? 1 : -1;
  let found = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < column.length; index += 1) {
    const value = column[index];
    if (value === null || value === undefined || sign * value >= least) continue;
    least = sign * value;
    found = index;
  }
  return found;
}
