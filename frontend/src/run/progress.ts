import type { RunView } from "./state";
import { hasEnded } from "./state";

/** How many of the last epochs say how long one takes: their median, so that one slow epoch misleads nobody. */
const RECENT = 7;

/** How far a run has come. Times are in seconds, by the trainer's clock at the last event. */
export interface Progress {
  /** From 0 to 1. */
  share: number;
  /** The epoch under way, or the last whole one; from 1. */
  epoch: number;
  epochs: number;
  /** Batches done of the epoch under way, and in an epoch. */
  batch: number;
  steps: number;
  secondsPerEpoch: number | null;
  secondsLeft: number | null;
}

/** `null` until the trainer has said how much there is to do. */
export function progressOf(view: RunView): Progress | null {
  const { plan } = view;
  if (plan === null) return null;
  const done = view.epochs.length;
  const batch = Math.min(view.steps.at(-1)?.batch ?? 0, plan.steps);
  const part = plan.steps > 0 ? batch / plan.steps : 0;
  const total = Math.max(plan.epochs, 1);
  const secondsPerEpoch = measured(view) ?? extrapolated(view, part);
  const left = Math.max(total - done - part, 0);
  return {
    share: Math.min((done + part) / total, 1),
    epoch: view.epoch === null ? done : view.epoch + 1,
    epochs: plan.epochs,
    batch,
    steps: plan.steps,
    secondsPerEpoch,
    secondsLeft: secondsPerEpoch === null || hasEnded(view.phase) ? null : secondsPerEpoch * left,
  };
}

function measured(view: RunView): number | null {
  const times = view.epochs
    .slice(-RECENT)
    .flatMap(({ seconds }) => seconds ?? [])
    .toSorted((a, b) => a - b);
  const upper = times[times.length >> 1];
  const lower = times[(times.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}

/** From the way through the first epoch; its validation is not in it yet. */
function extrapolated(view: RunView, part: number): number | null {
  if (view.epochBegan === null || view.at === null || part === 0) return null;
  return (view.at - view.epochBegan) / 1000 / part;
}
