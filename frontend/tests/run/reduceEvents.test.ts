import type { Event } from "@schema";
import { describe, expect, it } from "vitest";
import { columnsOf } from "../../src/run/columns";
import { progressOf } from "../../src/run/progress";
import { reduceAll } from "../../src/run/reduceEvents";
import { hasEnded, NOTHING_YET } from "../../src/run/state";
import { Log } from "../support/events";

const gathered = (log: Log) => reduceAll(NOTHING_YET, log.events);

describe("what the events of a run add up to", () => {
  it("[E] an event that is already in changes nothing", () => {
    const log = new Log().begin(2).epoch(0, { loss: 1 });
    const view = gathered(log);
    expect(reduceAll(view, log.events)).toBe(view);
  });

  it("goes from queued to completed, keeping every epoch", () => {
    const log = new Log();
    expect(gathered(log).phase).toEqual({ at: "queued" });
    log.begin(2);
    expect(gathered(log).phase).toEqual({ at: "running" });
    log.epoch(0, { loss: 1 }).epoch(1, { loss: 0.5 });
    log
      .add("checkpoint_saved", { epoch: 1, batch: null, name: "epoch-1" })
      .add("completed", { epochs: 2, stopped_by: null });
    const view = gathered(log);
    expect(view.epochs.map(({ logs }) => logs.loss)).toEqual([1, 0.5]);
    expect(view.phase).toEqual({ at: "completed", epochs: 2, stoppedBy: null });
    expect(hasEnded(view.phase)).toBe(true);
  });

  it("[R422] has the newest confusion, and none of an epoch that is trained again", () => {
    const outputs = [
      {
        name: "y",
        classes: ["no", "yes"],
        counts: [
          [1, 0],
          [0, 1],
        ],
      },
    ];
    const log = new Log().begin(3).epoch(0, { loss: 3 });
    log.add("confusion", { epoch: 0, outputs }).add("confusion", { epoch: 2, outputs });
    expect(gathered(log).confusion).toEqual({ epoch: 2, outputs });
    log.attempt = 2;
    log
      .begin(3)
      .add("restored", { epoch: 1, batch: 0, name: "epoch-000000", damaged: [], logs: {}, best_loss: null });
    expect(gathered(log).confusion).toBeNull();
  });

  it("[R247] shows one line an epoch, of the newest attempt", () => {
    const log = new Log().begin(3).epoch(0, { loss: 3 }).epoch(1, { loss: 2 });
    log.add("failed", { code: "worker_killed", message: "Killed.", where: null });
    const ended = gathered(log);
    expect(columnsOf(ended.epochs).byName.get("loss")).toEqual([3, 2]);
    log.attempt = 2;
    log.begin(3).add("restored", {
      epoch: 1,
      batch: 4,
      name: "epoch-000001-batch-00000004.npz",
      damaged: [],
      logs: { loss: 3 },
      best_loss: 3,
    });
    log.epoch(1, { loss: 1.5 }).epoch(2, { loss: 1 }).add("completed", { epochs: 3, stopped_by: null });
    const view = reduceAll(ended, log.events);
    expect(view.epochs.map(({ epoch, logs }) => [epoch, logs.loss])).toEqual([
      [0, 3],
      [1, 1.5],
      [2, 1],
    ]);
    expect(columnsOf(view.epochs).byName.get("loss")).toEqual([3, 1.5, 1]);
    expect([view.attempt, view.restored?.batch, view.phase.at]).toEqual([2, 4, "completed"]);
    expect(gathered(log)).toEqual(view);
  });

  it("does not forget a wish to stop that came before the model was built", () => {
    const log = new Log().add("queued", { position: 0 }).add("started", { pid: 1 }).add("stopping", {});
    log.add("compiled", {
      params: 1,
      trainable: 1,
      epochs: 1,
      steps: 1,
      rows: 1,
      validation_rows: 0,
      test_rows: 0,
      dropped_rows: 0,
      outputs: [],
      repeatable: true,
    });
    expect(gathered(log).phase).toEqual({ at: "stopping" });
  });

  it.each([
    ["failed", { code: "out_of_memory", message: "The memory did not suffice.", values: {} }],
    ["diverged", { epoch: 1, message: "The loss is not a finite number any more." }],
  ] as const)("[R] %s keeps its sentence and what came before it", (type, values) => {
    const log = new Log().begin(5).epoch(0, { loss: 1 }).add("epoch_started", { epoch: 1 });
    log.add("batch", { epoch: 1, batch: 3, logs: { loss: 9 } });
    log.add(type, values as never);
    const view = gathered(log);
    expect(view.phase).toMatchObject({ at: type, message: values.message });
    expect(view.epochs).toHaveLength(1);
    expect(view.steps).toEqual([]);
  });

  it("keeps the steps of the epoch under way, thinned where there are very many", () => {
    const log = new Log().begin(1).add("epoch_started", { epoch: 0 });
    for (let batch = 1; batch <= 2000; batch += 1)
      log.add("batch", { epoch: 0, batch, logs: { loss: 1 / batch } });
    const { steps } = gathered(log);
    expect(steps.length).toBeLessThanOrEqual(401);
    expect(steps.at(-1)?.batch).toBe(2000);
    expect(steps.map(({ batch }) => batch)).toEqual(
      steps.map(({ batch }) => batch).toSorted((a, b) => a - b),
    );
  });

  it("shows a gap as a gap, and the epochs after it at their own places", () => {
    const log = new Log().begin(4).epoch(0, { loss: 4 }).epoch(1, { loss: 3 }).epoch(2, { loss: 2 });
    const lost = log.events.findIndex((event) => event.type === "epoch_ended" && event.epoch === 1);
    const gap = { ...log.events[lost], type: "gap", first: lost } as unknown as Event;
    const events = [...log.events.slice(0, lost - 1), gap, ...log.events.slice(lost + 1)];
    const view = reduceAll(NOTHING_YET, events);
    expect(view.missing).toBe(2);
    expect(columnsOf(view.epochs).byName.get("loss")).toEqual([4, null, 2]);
    expect(view.epochs[1]).toMatchObject({ epoch: 1, seconds: null });
    expect(progressOf(view)?.epoch).toBe(3);
  });

  it("stalls, and goes on with the next event, but not with the same word again", () => {
    const log = new Log().begin(2).add("epoch_started", { epoch: 0 });
    const before = gathered(log);
    const notice = {
      ...log.events.at(-1),
      type: "stalled",
      cause: "no_step",
      seconds: 60,
    } as unknown as Event;
    const stalled = reduceAll(before, [notice]);
    expect(stalled.phase).toEqual({ at: "stalled", cause: "no_step" });
    expect(stalled.lastSeq).toBe(before.lastSeq);
    log.add("batch", { epoch: 0, batch: 1, logs: { loss: 1 } });
    expect(reduceAll(stalled, log.events).phase).toEqual({ at: "running" });
    expect(reduceAll(gathered(log), [notice]).phase).toEqual({ at: "running" });
  });

  it("goes through 10,000 epochs at once", () => {
    const log = new Log().begin(10_000);
    for (let epoch = 0; epoch < 10_000; epoch += 1) log.epoch(epoch, { loss: 1 });
    expect(gathered(log).epochs).toHaveLength(10_000);
  });
});

describe("how far a run has come", () => {
  it("is not known before the trainer has said how much there is to do", () => {
    expect(progressOf(gathered(new Log().add("queued", { position: 0 })))).toBeNull();
  });

  it("counts whole epochs and the batches of the one under way", () => {
    const log = new Log().begin(4).epoch(0, { loss: 1 }, 3).epoch(1, { loss: 1 }, 5);
    log.add("epoch_started", { epoch: 2 }).add("batch", { epoch: 2, batch: 5, logs: { loss: 1 } });
    expect(progressOf(gathered(log))).toEqual({
      share: 2.5 / 4,
      epoch: 3,
      epochs: 4,
      batch: 5,
      steps: 10,
      secondsPerEpoch: 4,
      secondsLeft: 6,
    });
  });

  it("guesses from the batches while there is no whole epoch", () => {
    const log = new Log().begin(3).add("epoch_started", { epoch: 0 }, 1000);
    log.add("batch", { epoch: 0, batch: 2, logs: { loss: 1 } }, 3000);
    const progress = progressOf(gathered(log));
    expect(progress?.secondsPerEpoch).toBeCloseTo(10);
    expect(progress?.secondsLeft).toBeCloseTo(28);
  });

  it("has no time left once the run has ended", () => {
    const log = new Log().begin(3).epoch(0, { loss: 1 }).add("stopped", { epochs: 1 });
    expect(progressOf(gathered(log))?.secondsLeft).toBeNull();
  });
});
