import { type ChartSeries, chartsOf } from "./chartSeries";
import type { RunView, Step } from "./state";

/** What there is to draw of the batches of one epoch. */
export interface EpochBatches {
  /** The curves, a point for each batch that was reported. */
  charts: readonly ChartSeries[];
  /** Which batches these are, from 1. */
  at: readonly number[];
  /** How many the epoch has. */
  steps: number;
}

/** The last epoch, from 1, of which there may be batches; 0 where there is none. */
export function lastEpoch(view: RunView): number {
  return Math.max((view.epoch ?? -1) + 1, view.epochs.length, (view.past.at(-1)?.epoch ?? -1) + 1);
}

/**
 * The batches of an epoch, from 1. Where there are none: `gone`, when there may have been and this page keeps them no
 * more, or `unrecorded`, when the epoch was over before one was reported.
 */
export function batchesOf(view: RunView, epoch: number): EpochBatches | "gone" | "unrecorded" {
  const steps = stepsOf(view, epoch - 1);
  if (steps.length === 0) return epoch - 1 < view.pastFrom ? "gone" : "unrecorded";
  const points = steps.map(({ logs }, index) => ({
    epoch: index,
    logs,
    nonfinite: {},
    seconds: 0,
    learning_rate: null,
  }));
  return {
    charts: chartsOf({ ...view, epochs: points, steps: [] }),
    at: steps.map(({ batch }) => batch),
    steps: Math.max(view.plan?.steps ?? 0, steps.at(-1)?.batch ?? 0),
  };
}

function stepsOf({ epoch, steps, past }: RunView, wanted: number): readonly Step[] {
  if (epoch === wanted) return steps;
  return past.find((known) => known.epoch === wanted)?.steps ?? [];
}
