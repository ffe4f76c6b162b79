import type { RunRecord } from "@schema";
import type { TFunction } from "i18next";
import { assertNever } from "../../document/types";
import type { Progress } from "../../run/progress";
import type { ShownRun } from "../../state/runs/shownRuns";
import { bytesText } from "../../ui/numbers";
import { approximateTime, durationText } from "./numberText";

type Translate = TFunction<"training">;

/** For epochs that take longer, the current batch is shown too. */
const SLOW_EPOCH_SECONDS = 2;

/** The title of a run of the open document: its label, or its number. */
export function runTitle(t: Translate, { record, number }: Pick<ShownRun, "record" | "number">): string {
  return record.label ?? t("run", { number });
}

/** What a queued run waits for: memory, or runs before it. `null` for one whose turn it is. */
export function queuedText(
  t: Translate,
  { queue_position, memory_bytes, free_bytes }: RunRecord,
): string | null {
  if (free_bytes !== null && memory_bytes !== null)
    return t("state.waitsForMemory", { needs: bytesText(memory_bytes), free: bytesText(free_bytes) });
  return queue_position > 0 ? t("state.queuedAt", { position: queue_position + 1 }) : null;
}

/** The state of a run as text. */
export function phaseText(t: Translate, { view, progress, record }: ShownRun): string {
  const { phase } = view;
  if (view.lastSeq === 0) return t("state.loading");
  switch (phase.at) {
    case "queued":
      return queuedText(t, record) ?? t("state.starting");
    case "compiling":
      return t("state.compiling");
    case "running":
      return progress === null ? t("state.running") : epochText(t, progress, record.pause_wanted);
    case "paused":
      return t("state.paused", { epoch: view.epochs.length, epochs: progress?.epochs ?? record.epochs });
    case "stalled":
      return t(phase.cause === "disk_full" ? "state.waitsForRoom" : "state.stalled");
    case "stopping":
      return t("state.stopping");
    case "stopped":
      return t("state.stopped", { count: phase.epochs });
    case "completed":
      return phase.stoppedBy === null
        ? t("state.completed", { count: phase.epochs })
        : t("state.completedEarly", { count: phase.epochs, callback: phase.stoppedBy });
    case "failed":
      return t("state.failed");
    case "diverged":
      return t("state.diverged", { epoch: phase.epoch + 1 });
    default:
      return assertNever(phase);
  }
}

function epochText(t: Translate, progress: Progress, pausing: boolean): string {
  const { batch, steps, epochs } = progress;
  const epoch = Math.max(progress.epoch, 1);
  if (pausing) return t("state.pausing", { epoch, epochs });
  const slow = batch > 0 && (progress.secondsPerEpoch ?? 0) > SLOW_EPOCH_SECONDS;
  return slow ? t("state.epochBatch", { epoch, epochs, batch, steps }) : t("state.epoch", { epoch, epochs });
}

/** The time for each epoch and the time left, as far as they are known. */
export function paceText(t: Translate, { progress, active }: ShownRun): string[] {
  if (progress === null) return [];
  const { secondsPerEpoch, secondsLeft } = progress;
  const parts: string[] = [];
  if (secondsPerEpoch !== null) parts.push(t("perEpoch", { time: durationText(t, secondsPerEpoch) }));
  if (active && secondsLeft !== null && secondsLeft >= 1)
    parts.push(t("left", { time: approximateTime(t, secondsLeft) }));
  return parts;
}
