import type { Event, Restored } from "@schema";
import { assertNever } from "../document/types";
import { divergenceOf, failureOf } from "./failureOf";
import type { Epoch, Phase, RunView, Step } from "./state";

/** So many steps of one epoch are kept: what a chart can show. */
const STEPS = 400;
/** Of an epoch that is over fewer are kept, and of so many epochs. */
const PAST_STEPS = 100;
const PAST_EPOCHS = 500;

/** Lists that nobody else has seen yet: they may grow where they are. */
type OwnedLists = Set<readonly unknown[]>;

/** What is known of a run after one more event. One that is already in changes nothing. */
export function reduce(view: RunView, event: Event): RunView {
  return reduceAll(view, [event]);
}

/** A list is copied once for all events, not once for each: a log of a hundred thousand epochs is read in one go. */
export function reduceAll(view: RunView, events: readonly Event[]): RunView {
  const own: OwnedLists = new Set();
  let now = view;
  for (const event of events) {
    if (isNew(now, event))
      now = { ...change(withoutStall(now, event), event, own), lastSeq: event.seq, at: Date.parse(event.at) };
  }
  return now;
}

/** What the server reports of a suspended process is no event of the log: it has the last one's number. */
function isNew(view: RunView, event: Event): boolean {
  return event.seq > view.lastSeq || (event.type === "stalled" && event.seq === view.lastSeq);
}

/** A run that made no step for long goes on with its next event. */
function withoutStall(view: RunView, event: Event): RunView {
  if (view.phase.at !== "stalled" || event.type === "stalled" || event.type === "gap") return view;
  return { ...view, phase: { at: view.plan === null ? "compiling" : "running" } };
}

function change(view: RunView, event: Event, own: OwnedLists): RunView {
  switch (event.type) {
    case "queued":
      return { ...view, phase: { at: "queued" }, attempt: event.attempt };
    case "started":
      return { ...view, phase: { at: "compiling" } };
    case "compiled": {
      const { params, trainable, epochs, steps, rows, validation_rows, test_rows, outputs, repeatable } =
        event;
      // Logs of earlier versions do not have it.
      const dropped_rows = event.dropped_rows ?? 0;
      const plan = {
        params,
        trainable,
        epochs,
        steps,
        rows,
        validation_rows,
        test_rows,
        dropped_rows,
        outputs,
        repeatable,
      };
      return { ...view, phase: ifStopping(view.phase) ?? { at: "running" }, plan };
    }
    case "epoch_started":
      return { ...view, epoch: event.epoch, steps: [], epochBegan: Date.parse(event.at) };
    case "batch":
      return { ...view, steps: thinned(view.steps, { batch: event.batch, logs: event.logs }) };
    case "epoch_ended": {
      const { epoch, logs, nonfinite, seconds, learning_rate } = event;
      const inOrder = (view.epochs.at(-1)?.epoch ?? -1) < epoch;
      const before = inOrder ? view.epochs : view.epochs.filter((known) => known.epoch < epoch);
      const whole = filled(before, epoch, own);
      const epochs = grown(whole, { epoch, logs, nonfinite, seconds, learning_rate }, own);
      return { ...view, epochs, ...archiveSteps(view, own), ...NO_EPOCH };
    }
    case "checkpoint_saved":
      return view;
    case "restored":
      return restored(view, event);
    case "paused":
      return { ...view, phase: { at: "paused" } };
    case "resumed":
      return { ...view, phase: { at: "running" } };
    case "stalled":
      return { ...view, phase: ifStopping(view.phase) ?? { at: "stalled", cause: event.cause ?? "no_step" } };
    case "gap":
      return { ...view, missing: view.missing + event.seq - event.first + 1 };
    case "stopping":
      return { ...view, phase: { at: "stopping" } };
    case "stopped":
      return ended(view, { at: "stopped", epochs: event.epochs }, own);
    case "completed":
      return ended(view, { at: "completed", epochs: event.epochs, stoppedBy: event.stopped_by }, own);
    case "failed":
      return ended(
        view,
        {
          at: "failed",
          failure: failureOf(event),
          message: event.message,
          where: event.where ?? null,
        },
        own,
      );
    case "diverged":
      return ended(
        view,
        {
          at: "diverged",
          failure: divergenceOf(event),
          epoch: event.epoch,
          message: event.message,
          where: event.where,
          origin: event.origin,
          masked_by_relu: event.masked_by_relu,
        },
        own,
      );
    case "observed":
      return { ...view, observed: { epoch: event.epoch, rows: event.rows, nodes: event.nodes } };
    case "confusion":
      return { ...view, confusion: { epoch: event.epoch, outputs: event.outputs } };
    default:
      return assertNever(event);
  }
}

/** Without what the attempts before reported from the checkpoint on: it is trained again. */
function restored(view: RunView, { epoch, batch, name, damaged }: Restored): RunView {
  const before = ({ epoch: known }: { epoch: number }) => known < epoch;
  return {
    ...view,
    restored: { epoch, batch, name, damaged },
    epochs: view.epochs.filter(before),
    past: view.past.filter(before),
    confusion: view.confusion !== null && before(view.confusion) ? view.confusion : null,
  };
}

/** With a place for each epoch before `next` whose event is missing, so that every number is at its own epoch. */
function filled(epochs: readonly Epoch[], next: number, own: OwnedLists): readonly Epoch[] {
  let whole = epochs;
  for (let epoch = (epochs.at(-1)?.epoch ?? -1) + 1; epoch < next; epoch += 1) {
    whole = grown(whole, { epoch, logs: {}, nonfinite: {}, seconds: null, learning_rate: null }, own);
  }
  return whole;
}

function grown<T>(list: readonly T[], item: T, own: OwnedLists): readonly T[] {
  if (own.has(list)) {
    (list as T[]).push(item);
    return list;
  }
  const next = [...list, item];
  own.add(next);
  return next;
}

const NO_EPOCH = { epoch: null, steps: [], epochBegan: null } as const;

function ended(view: RunView, phase: Phase, own: OwnedLists): RunView {
  return { ...view, phase, ...archiveSteps(view, own), ...NO_EPOCH };
}

/** The way through the epoch under way among those before. */
function archiveSteps(
  { epoch, steps, past, pastFrom }: RunView,
  own: OwnedLists,
): Pick<RunView, "past" | "pastFrom"> {
  if (epoch === null || steps.length === 0) return { past, pastFrom };
  const every = Math.ceil(steps.length / PAST_STEPS);
  const last = steps.length - 1;
  const kept = steps.filter((_, index) => (last - index) % every === 0);
  const inOrder = (past.at(-1)?.epoch ?? -1) < epoch;
  const before = inOrder ? past : past.filter((known) => known.epoch < epoch);
  // Half of them go at once, so that not each new one moves all others.
  const room = before.length < PAST_EPOCHS ? before : before.slice(-PAST_EPOCHS / 2);
  const from = room === before ? pastFrom : (room[0]?.epoch ?? pastFrom);
  return { past: grown(room, { epoch, steps: kept }, own), pastFrom: from };
}

/** A request to stop that came while the model was built stays in force when it is built. */
function ifStopping(phase: Phase): Phase | null {
  return phase.at === "stopping" ? phase : null;
}

/** With one step more; every second one is dropped where there are too many. */
function thinned(steps: readonly Step[], step: Step): readonly Step[] {
  const kept = steps.length < STEPS ? steps : steps.filter((_, index) => index % 2 === 1);
  return [...kept, step];
}
