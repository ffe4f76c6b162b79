import type {
  Compiled,
  Confusion,
  Diverged,
  EpochEnded,
  Event,
  Failed,
  Failure,
  Observed,
  Restored,
  RunRecord,
  Stalled,
} from "@schema";

export type Logs = Readonly<Record<string, number | null>>;

/** The phase of a run, with its details. */
export type Phase =
  | { at: "queued" }
  | { at: "compiling" }
  | { at: "running" }
  | { at: "paused" }
  | { at: "stalled"; cause: Stalled["cause"] }
  | { at: "stopping" }
  | { at: "stopped"; epochs: number }
  | { at: "completed"; epochs: number; stoppedBy: string | null }
  | ({ at: "failed"; failure: Failure } & Pick<Failed, "message" | "where">)
  | ({ at: "diverged"; failure: Failure } & Pick<
      Diverged,
      "epoch" | "message" | "where" | "origin" | "masked_by_relu"
    >);

/** One epoch. Of one whose event cannot be read there are no numbers and no time. */
export type Epoch = Pick<EpochEnded, "epoch" | "logs" | "nonfinite" | "learning_rate"> & {
  seconds: number | null;
};
export type Plan = Pick<
  Compiled,
  | "params"
  | "trainable"
  | "epochs"
  | "steps"
  | "rows"
  | "validation_rows"
  | "test_rows"
  | "dropped_rows"
  | "outputs"
  | "repeatable"
>;

/** How far an epoch has come, in batches, with the running means that Keras logs. */
export interface Step {
  batch: number;
  logs: Logs;
}

export interface PastEpoch {
  /** From 0. */
  epoch: number;
  steps: readonly Step[];
}

/** Everything the events of a run say, gathered. */
export interface RunView {
  /** The number of the last event in here. */
  readonly lastSeq: number;
  readonly phase: Phase;
  /** From 1; each resumption is one more. */
  readonly attempt: number;
  /** What the newest attempt went on from; `null` for the first. */
  readonly restored: Pick<Restored, "epoch" | "batch" | "name" | "damaged"> | null;
  readonly plan: Plan | null;
  readonly epochs: readonly Epoch[];
  /** What the calls gave when that was last looked at. */
  readonly observed: Pick<Observed, "epoch" | "rows" | "nodes"> | null;
  /** How the validation rows were classified when that was last counted. */
  readonly confusion: Pick<Confusion, "epoch" | "outputs"> | null;
  /** The epoch under way, from 0; `null` before the first and after the last. */
  readonly epoch: number | null;
  /** The way through that epoch so far. */
  readonly steps: readonly Step[];
  /** The ways through epochs before, as far as they were reported and are kept; the oldest first. */
  readonly past: readonly PastEpoch[];
  /** Of epochs before this one, from 0, the ways are not kept any more. */
  readonly pastFrom: number;
  /** When that epoch began and when the last event was written, by the trainer's clock, in ms. */
  readonly epochBegan: number | null;
  readonly at: number | null;
  /** How many events are missing: the log has no readable line for them. */
  readonly missing: number;
}

export const NOTHING_YET: RunView = {
  lastSeq: 0,
  phase: { at: "queued" },
  attempt: 1,
  restored: null,
  plan: null,
  epochs: [],
  observed: null,
  confusion: null,
  epoch: null,
  steps: [],
  past: [],
  pastFrom: 0,
  epochBegan: null,
  at: null,
  missing: 0,
};

/** States of a run, and types of its last event, after which nothing follows. */
const FINAL: ReadonlySet<string> = new Set<RunRecord["state"] & Event["type"] & Phase["at"]>([
  "stopped",
  "completed",
  "failed",
  "diverged",
]);

/** Whether the events of a run have come to its last. */
export function hasEnded(phase: Phase): boolean {
  return FINAL.has(phase.at);
}

/** Whether no event of the same attempt follows this one. */
export function isLastEvent(event: Event): boolean {
  return FINAL.has(event.type);
}

/** Whether a run is over: by its events, and before the first of them by its record. */
export function isOver(record: RunRecord, view: RunView): boolean {
  return view.lastSeq === 0 ? FINAL.has(record.state) : hasEnded(view.phase);
}

/** A failure that is known by its sentence alone. */
const NOT_KNOWN: Failure = { code: "", variant: null, params: {} };

/** How a run ended, by its record: for one whose log has lost its last event. */
export function phaseOf(record: RunRecord): Phase | null {
  const { state, epochs_done: epochs } = record;
  const why = { message: record.message ?? "", failure: record.failure ?? NOT_KNOWN };
  switch (state) {
    case "stopped":
      return { at: state, epochs };
    case "completed":
      return { at: state, epochs, stoppedBy: null };
    case "failed":
      return { at: state, ...why, where: null };
    case "diverged":
      return { at: state, ...why, epoch: epochs, where: null, origin: null, masked_by_relu: false };
    default:
      return null;
  }
}
