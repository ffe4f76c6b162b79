import type { TFunction } from "i18next";
import { assertNever } from "../../document/types";
import type { ShownRun } from "../../store/currentRun";
import { about, duration } from "./numbers";

type Translate = TFunction<"training">;

/** Where a run stands, in a few words. */
export function phaseWords(t: Translate, { view, progress }: ShownRun): string {
  const { phase } = view;
  if (view.last === 0) return t("state.loading");
  switch (phase.at) {
    case "queued":
      return phase.position > 0 ? t("state.queuedAt", { place: phase.position + 1 }) : t("state.starting");
    case "compiling":
      return t("state.compiling");
    case "running":
      return progress === null
        ? t("state.running")
        : t("state.epoch", { epoch: Math.max(progress.epoch, 1), epochs: progress.epochs });
    case "paused":
      return t("state.paused");
    case "stopping":
      return t("state.stopping");
    case "stopped":
      return t("state.stopped", { count: phase.epochs });
    case "completed":
      return phase.early === null
        ? t("state.completed", { count: phase.epochs })
        : t("state.completedEarly", { count: phase.epochs, early: phase.early });
    case "failed":
      return t("state.failed");
    case "diverged":
      return t("state.diverged", { epoch: phase.epoch + 1 });
    default:
      return assertNever(phase);
  }
}

/** What went wrong and what to try, where something did. */
export function phaseMessage({ view: { phase } }: ShownRun): string | null {
  return phase.at === "failed" || phase.at === "diverged" ? phase.message : null;
}

/** Batches and times, as far as they are known. */
export function paceWords(t: Translate, { progress, active }: ShownRun): string[] {
  if (progress === null) return [];
  const { batch, steps, secondsPerEpoch, secondsLeft } = progress;
  const words: string[] = [];
  // A batch count that flies past says nothing; one that stands for seconds does.
  if (active && batch > 0 && (secondsPerEpoch ?? 0) > 2) words.push(t("batch", { batch, steps }));
  if (secondsPerEpoch !== null) words.push(t("perEpoch", { time: duration(t, secondsPerEpoch) }));
  if (active && secondsLeft !== null && secondsLeft >= 1)
    words.push(t("left", { time: about(t, secondsLeft) }));
  return words;
}
