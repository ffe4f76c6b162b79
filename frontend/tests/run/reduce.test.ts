import { describe, expect, it } from "vitest";
import { progressOf } from "../../src/run/progress";
import { reduceAll } from "../../src/run/reduce";
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
    log.add("checkpoint_saved", { epoch: 1, name: "epoch-1" }).add("completed", { epochs: 2, early: null });
    const view = gathered(log);
    expect(view.epochs.map(({ logs }) => logs.loss)).toEqual([1, 0.5]);
    expect(view.phase).toEqual({ at: "completed", epochs: 2, early: null });
    expect(hasEnded(view.phase)).toBe(true);
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
      outputs: [],
    });
    expect(gathered(log).phase).toEqual({ at: "stopping" });
  });

  it.each([
    ["failed", { code: "out_of_memory", message: "The memory did not suffice.", values: {} }],
    ["diverged", { epoch: 1, message: "The loss is not a finite number any more." }],
  ] as const)("[R] %s keeps its sentence and what came before it", (type, told) => {
    const log = new Log().begin(5).epoch(0, { loss: 1 }).add("epoch_started", { epoch: 1 });
    log.add("batch", { epoch: 1, batch: 3, logs: { loss: 9 } });
    log.add(type, told as never);
    const view = gathered(log);
    expect(view.phase).toMatchObject({ at: type, message: told.message });
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
