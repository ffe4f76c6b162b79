import { describe, expect, it } from "vitest";
import { bestBy, bestOf, directionOf } from "../../src/run/bestEpoch";
import { chartsOf, overlaid } from "../../src/run/chartSeries";
import { columnsOf } from "../../src/run/columns";
import { csvOf, jsonOf } from "../../src/run/exporting";
import { progressOf } from "../../src/run/progress";
import { reduceAll } from "../../src/run/reduceEvents";
import { positive, smoothed } from "../../src/run/smoothing";
import { NOTHING_YET } from "../../src/run/state";
import { Log } from "../support/events";
import { record } from "../support/records";

const viewOf = (log: Log) => reduceAll(NOTHING_YET, log.events);

describe("the numbers of a run, in columns", () => {
  it("[R46] grow at their end: what was gathered is not gathered anew", () => {
    const log = new Log().begin(5).epoch(0, { loss: 3 }).epoch(1, { loss: 2, val_loss: 4 });
    const before = viewOf(log);
    const column = columnsOf(before.epochs).byName.get("loss");
    const after = reduceAll(before, log.epoch(2, { loss: 1, val_loss: 3 }).events);
    const columns = columnsOf(after.epochs);
    expect(columns.byName.get("loss")).toBe(column);
    expect(columns.byName.get("loss")).toEqual([3, 2, 1]);
    expect(columns.byName.get("val_loss")).toEqual([null, 4, 3]);
  });

  it("[R46] leave a view as it was when later events come", () => {
    const log = new Log().begin(5).epoch(0, { loss: 3 });
    const before = viewOf(log);
    const after = reduceAll(before, log.epoch(1, { loss: 2 }).epoch(2, { loss: 1 }).events);
    expect(before.epochs.length).toBe(1);
    expect(after.epochs.length).toBe(3);
  });

  it("[R46] take ten thousand epochs in one go", () => {
    const log = new Log().begin(10_000);
    for (let epoch = 0; epoch < 10_000; epoch += 1) {
      log.add("epoch_ended", {
        epoch,
        logs: { loss: 1 / (epoch + 1) },
        nonfinite: {},
        seconds: 0.01,
        learning_rate: null,
      });
    }
    const [loss] = chartsOf(viewOf(log));
    expect(loss?.length).toBe(10_000);
    expect(loss?.lines[0]?.values[9_999]).toBe(1e-4);
  });

  it("[R46] begin anew where an epoch was trained again", () => {
    const log = new Log().begin(5).epoch(0, { loss: 3 }).epoch(1, { loss: 2 });
    const before = viewOf(log);
    columnsOf(before.epochs);
    const after = reduceAll(before, log.epoch(1, { loss: 9 }).events);
    expect(columnsOf(after.epochs).byName.get("loss")).toEqual([3, 9]);
  });

  it("shows a learning rate where it changes, whether Keras logs it or not", () => {
    const rate = (epoch: number, learning_rate: number) =>
      ({ epoch, logs: { loss: 1 }, nonfinite: {}, seconds: 1, learning_rate }) as const;
    const same = new Log().begin(2).add("epoch_ended", rate(0, 0.1)).add("epoch_ended", rate(1, 0.1));
    expect(chartsOf(viewOf(same)).map(({ id }) => id)).toEqual(["loss"]);
    const falling = new Log().begin(2).add("epoch_ended", rate(0, 0.1)).add("epoch_ended", rate(1, 0.01));
    expect(chartsOf(viewOf(falling)).at(-1)?.lines[0]).toMatchObject({
      name: "learning_rate",
      values: [0.1, 0.01],
    });
  });
});

describe("a smoothed curve", () => {
  it("[R45] is the moving average of a constant: that constant, from its first number", () => {
    for (const value of smoothed([5, 5, 5, 5], 0.9)) expect(value).toBeCloseTo(5, 12);
  });

  it("[R45] weighs each number by the formula, and passes over places without one", () => {
    const [first, gap, second, third] = smoothed([1, null, 3, 2], 0.5);
    expect(first).toBe(1);
    expect(gap).toBeNull();
    // (0.25 * 1 + 0.5 * 3) / (1 - 0.25), then (0.125 + 0.75 + 1) / (1 - 0.125).
    expect(second).toBeCloseTo(1.75 / 0.75, 12);
    expect(third).toBeCloseTo(1.875 / 0.875, 12);
  });

  it("[R45] goes on where its column does, to the same numbers", () => {
    const column = [4, 2, 7];
    smoothed(column, 0.6);
    column.push(1, 3);
    expect(smoothed(column, 0.6)).toEqual(smoothed([4, 2, 7, 1, 3], 0.6));
  });

  it("[R45] with no weight is the curve itself, and by ratios only what is above 0", () => {
    const column = [1, 0, -2, 3];
    expect(smoothed(column, 0)).toBe(column);
    expect(positive(column)).toEqual([1, null, null, 3]);
  });
});

describe("the best epoch", () => {
  const log = () =>
    new Log()
      .begin(4)
      .epoch(0, { loss: 4, val_loss: 3, val_accuracy: 0.5, val_true_positives: 4 })
      .epoch(1, { loss: 3, val_loss: 1, val_accuracy: 0.7, val_true_positives: 9 })
      .epoch(2, { loss: 2, val_loss: 1, val_accuracy: 0.9, val_true_positives: 2 });

  it("[R44] has the lowest loss of validation, the first of equals", () => {
    expect(bestOf(viewOf(log()), undefined)).toMatchObject({ epoch: 2, name: "val_loss", value: 1 });
  });

  it("[R44] is what a callback watches, by its mode or by what Keras says of the metric", () => {
    const watching = (config: Record<string, unknown>) => ({
      callbacks: [{ name: "EarlyStopping", config }],
    });
    const view = viewOf(log());
    expect(bestOf(view, watching({ monitor: "val_accuracy" }))).toMatchObject({ epoch: 3, better: "more" });
    expect(bestOf(view, watching({ monitor: "val_accuracy", mode: "min" }))).toMatchObject({ epoch: 1 });
    expect(bestOf(view, watching({ monitor: "val_true_positives" }))).toMatchObject({ name: "val_loss" });
  });

  it("[R44] is not marked where there is no validation, nor by what nobody measured", () => {
    const view = viewOf(new Log().begin(1).epoch(0, { loss: 1 }));
    expect(bestOf(view, undefined)).toBeNull();
    expect(bestBy(view, { name: "val_loss", better: "less" })).toBeNull();
  });

  it.each([
    ["val_answer_accuracy", ["answer", "other"], "more"],
    ["answer_loss", ["answer", "other"], "less"],
    ["accuracy_1", ["y"], "more"],
    ["f1_score_3", ["y"], "more"],
    ["val_mse", ["y"], "less"],
    ["true_positives", ["y"], null],
    ["of_my_own", ["y"], null],
  ])("[R44] %s of %j is better with %s", (name, outputs, better) => {
    expect(directionOf(name, outputs)).toBe(better);
  });
});

it("[R50] runs laid over each other share the charts of what they both measure", () => {
  const one = viewOf(
    new Log().begin(3).epoch(0, { loss: 1, accuracy: 0.5 }).epoch(1, { loss: 0.5, accuracy: 0.6 }),
  );
  const two = viewOf(new Log("b").begin(3).epoch(0, { loss: 2, auc: 0.7 }));
  const charts = overlaid([one, two]);
  expect(charts.map(({ id, length, lines }) => [id, length, lines.map(({ run }) => run)])).toEqual([
    ["loss", 2, [0, 1]],
    ["accuracy", 2, [0]],
    ["auc", 1, [1]],
  ]);
});

it("the time that is left comes from the median of the last epochs: a machine that slept misleads nobody", () => {
  const log = new Log().begin(10);
  for (const [epoch, seconds] of [4, 4, 7200, 4, 4].entries()) log.epoch(epoch, { loss: 1 }, seconds);
  expect(progressOf(viewOf(log))).toMatchObject({ secondsPerEpoch: 4, secondsLeft: 20 });
});

describe("what is written of a run", () => {
  const view = viewOf(
    new Log()
      .begin(2)
      .epoch(0, { loss: 0.1 + 0.2, val_loss: 1e-7 }, 0.25)
      .add("epoch_ended", {
        epoch: 1,
        logs: { loss: null, val_loss: 2 },
        nonfinite: { loss: "-inf" },
        seconds: 1,
        learning_rate: null,
      }),
  );
  const written = { name: 'the "first", run', record: record(), view, document: { format: 2 } };

  it("[R48] is CSV with every digit, and names what is not finite", () => {
    expect(csvOf([written])).toBe(
      "epoch,loss,val_loss,learning_rate,seconds\r\n" +
        "1,0.30000000000000004,1e-7,0.001,0.25\r\n" +
        "2,-inf,2,,1\r\n",
    );
  });

  it("[R48] tells several runs apart, whatever they are called", () => {
    const other = { ...written, name: "b", view: viewOf(new Log("b").begin(1).epoch(0, { auc: 0.5 })) };
    const lines = csvOf([written, other]).split("\r\n");
    expect(lines[0]).toBe("run,epoch,loss,val_loss,auc,learning_rate,seconds");
    expect(lines[1]).toMatch(/^"the ""first"", run",1,0\.30000000000000004,1e-7,,/);
    expect(lines[3]).toBe("b,1,,,0.5,0.001,2");
  });

  it("[A35] has no name that a spreadsheet would run as a formula, and leaves numbers as they are", () => {
    const names = [
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "\t=1",
      "\rx",
      "  =1",
      '=HYPERLINK("http://a.example","b")',
    ];
    const log = new Log().begin(1).epoch(0, { loss: -0.5, "@metric": -1e-7 });
    const runs = names.map((name) => ({ ...written, name, view: viewOf(log) }));
    const [head = "", ...lines] = csvOf([...runs, { ...written, name: "a=b" }]).split("\r\n");
    expect(head).toContain(",'@metric,");
    for (const line of lines.slice(0, names.length)) expect(line).toMatch(/^"?'/);
    expect(lines.filter((line) => line.includes(",-0.5,-1e-7,"))).toHaveLength(names.length);
    expect(lines[names.length]).toMatch(/^a=b,1,/);
  });

  it("[R48] is JSON with the record, the numbers and what was trained", () => {
    const read = JSON.parse(jsonOf([written]));
    expect(read).toMatchObject({ run: { id: record().id }, document: { format: 2 } });
    expect(read.epochs).toEqual(JSON.parse(JSON.stringify(view.epochs)));
    expect(JSON.parse(jsonOf([written, written])).runs).toHaveLength(2);
  });
});
