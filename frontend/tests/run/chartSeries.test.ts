import { describe, expect, it } from "vitest";
import { chartsOf } from "../../src/run/chartSeries";
import { reduceAll } from "../../src/run/reduceEvents";
import { NOTHING_YET } from "../../src/run/state";
import { Log } from "../support/events";

const chartsAfter = (log: Log) => chartsOf(reduceAll(NOTHING_YET, log.events));

describe("the curves of a run", () => {
  it("puts training and validation of one measure into one chart, the loss first", () => {
    const log = new Log().begin(2);
    log.epoch(0, { accuracy: 0.5, loss: 1, val_accuracy: 0.4, val_loss: 1.2 });
    const [loss, accuracy, ...more] = chartsAfter(log);
    expect(more).toEqual([]);
    expect(loss?.lines.map(({ name, validation }) => [name, validation])).toEqual([
      ["loss", false],
      ["val_loss", true],
    ]);
    expect(loss?.length).toBe(1);
    expect(accuracy?.lines.map(({ values }) => values)).toEqual([[0.5], [0.4]]);
  });

  it("gives each of several outputs its charts, by the longest name that fits", () => {
    const log = new Log().begin(2, ["answer", "answer_long"]);
    const numbers = { answer_long_loss: 1, answer_accuracy: 0.5, answer_loss: 1, loss: 2 };
    log.epoch(0, { learning_rate: 0.1, ...numbers }).epoch(1, { learning_rate: 0.01, ...numbers });
    expect(chartsAfter(log).map(({ output, measure }) => [output, measure])).toEqual([
      [null, "loss"],
      ["answer", "loss"],
      ["answer", "accuracy"],
      ["answer_long", "loss"],
      [null, "learning_rate"],
    ]);
  });

  it("does not take a metric of a single output for an output's own", () => {
    const log = new Log().begin(1, ["mean"]).epoch(0, { loss: 1, mean_squared_error: 2 });
    expect(chartsAfter(log).map(({ output, measure }) => [output, measure])).toEqual([
      [null, "loss"],
      [null, "mean_squared_error"],
    ]);
  });

  it("draws the way through the epoch under way between whole numbers", () => {
    const log = new Log().begin(3).epoch(0, { loss: 1, val_loss: 2 }).add("epoch_started", { epoch: 1 });
    log.add("batch", { epoch: 1, batch: 5, logs: { loss: 0.7 } });
    // `steps_per_execution` may report more batches than there are.
    log.add("batch", { epoch: 1, batch: 12, logs: { loss: 0.6 } });
    const [loss] = chartsAfter(log);
    expect(loss?.lines.map(({ values }) => values)).toEqual([[1], [2]]);
    expect(loss?.batchCurves).toEqual([{ name: "loss", run: 0, at: [1.5, 2], values: [0.7, 0.6] }]);
  });

  it("[E] marks a number that was not finite instead of drawing it", () => {
    const log = new Log().begin(2).epoch(0, { loss: 1 }).add("epoch_started", { epoch: 1 });
    log.add("epoch_ended", {
      epoch: 1,
      logs: { loss: null },
      nonfinite: { loss: "nan" },
      seconds: 1,
      learning_rate: null,
    });
    const [loss] = chartsAfter(log);
    expect(loss?.lines[0]?.values).toEqual([1, null]);
    expect(loss?.nonFinite).toEqual([{ epoch: 2, name: "loss", was: "nan", run: 0 }]);
  });

  it("has nothing to draw before the first number", () => {
    expect(chartsAfter(new Log().begin(2))).toEqual([]);
  });
});
