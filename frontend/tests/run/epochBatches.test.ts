import { describe, expect, it } from "vitest";
import { batchesOf, lastEpoch } from "../../src/run/epochBatches";
import { reduceAll } from "../../src/run/reduceEvents";
import { NOTHING_YET } from "../../src/run/state";
import { Log } from "../support/events";

const viewOf = (log: Log) => reduceAll(NOTHING_YET, log.events);

/** An epoch of which these batches are recorded. */
function withBatches(log: Log, epoch: number, batches: readonly number[]): Log {
  log.add("epoch_started", { epoch });
  for (const batch of batches) log.add("batch", { epoch, batch, logs: { loss: 1 / batch, accuracy: 0.5 } });
  return log;
}
const ended = (log: Log, epoch: number) =>
  log.add("epoch_ended", {
    epoch,
    logs: { loss: 1, val_loss: 2 },
    nonfinite: {},
    seconds: 1,
    learning_rate: 0.1,
  });
const upTo = (last: number) => Array.from({ length: last }, (_, place) => place + 1);

describe("[C91] the batches of an epoch", () => {
  const log = ended(withBatches(new Log().begin(5), 0, [2, 5, 10]), 0);
  withBatches(ended(log.add("epoch_started", { epoch: 1 }), 1), 2, [3]);

  it("are there when it is over: a curve for each number that was recorded", () => {
    const found = batchesOf(viewOf(log), 1);
    if (typeof found === "string") throw new Error(found);
    expect({ at: found.at, steps: found.steps }).toEqual({ at: [2, 5, 10], steps: 10 });
    expect(found.charts.map(({ id, lines }) => [id, lines.map(({ values }) => values)])).toEqual([
      ["loss", [[0.5, 0.2, 0.1]]],
      ["accuracy", [[0.5, 0.5, 0.5]]],
    ]);
  });

  it("of the one under way grow", () => {
    expect(batchesOf(viewOf(log), 3)).toMatchObject({ at: [3] });
    expect(batchesOf(viewOf(withBatches(new Log().begin(5), 0, [1, 2])), 1)).toMatchObject({ at: [1, 2] });
    expect(lastEpoch(viewOf(log))).toBe(3);
  });

  it("of one that was stopped stay", () => {
    const view = viewOf(withBatches(new Log().begin(5), 0, [4]).add("stopped", { epochs: 0 }));
    expect(batchesOf(view, 1)).toMatchObject({ at: [4] });
    expect(lastEpoch(view)).toBe(1);
  });

  it("were not recorded where it was over too soon", () => {
    expect(batchesOf(viewOf(log), 2)).toBe("unrecorded");
    expect(batchesOf(viewOf(log), 4)).toBe("unrecorded");
  });

  it("are thinned where there were many, and the last one stays", () => {
    const found = batchesOf(viewOf(ended(withBatches(new Log().begin(1), 0, upTo(399)), 0)), 1);
    if (typeof found === "string") throw new Error(found);
    expect(found.at.length).toBeLessThanOrEqual(100);
    expect(found.at.at(-1)).toBe(399);
  });

  it("of long ago are gone, and it is said that they are", () => {
    const long = new Log().begin(1000);
    for (let epoch = 0; epoch < 600; epoch += 1) ended(withBatches(long, epoch, [5]), epoch);
    const view = viewOf(long);
    expect(view.past.length).toBeLessThanOrEqual(500);
    expect(batchesOf(view, 1)).toBe("gone");
    expect(batchesOf(view, 600)).toMatchObject({ at: [5] });
    expect(batchesOf(view, view.pastFrom + 1)).toMatchObject({ at: [5] });
  });

  it("of an epoch that is trained again are those of the last time", () => {
    const again = ended(withBatches(ended(withBatches(new Log().begin(5), 0, [1]), 0), 1, [2]), 1);
    ended(withBatches(again, 0, [7]), 0);
    expect(batchesOf(viewOf(again), 1)).toMatchObject({ at: [7] });
    expect(batchesOf(viewOf(again), 2)).toBe("unrecorded");
  });

  it("are the same whether the events come at once or one by one", () => {
    const whole = viewOf(log);
    const single = log.events.reduce((view, event) => reduceAll(view, [event]), NOTHING_YET);
    expect(single).toEqual(whole);
  });
});
