import { expect, it } from "vitest";
import { leastLoss } from "../../src/run/bestEpoch";
import { reduceAll } from "../../src/run/reduceEvents";
import { NOTHING_YET } from "../../src/run/state";
import { Log } from "../support/events";

it("[C90] a run's best loss is the least of the validation, or of the training where there is none", () => {
  const least = (log: Log) => leastLoss(reduceAll(NOTHING_YET, log.events));
  const log = new Log().begin(3).epoch(0, { loss: 3, val_loss: 5 }).epoch(1, { loss: 1, val_loss: 7 });
  expect(least(log)).toBe(5);
  expect(least(new Log().begin(3).epoch(0, { loss: 3 }).epoch(1, { loss: null }))).toBe(3);
  expect(least(new Log().begin(3))).toBeNull();
});
