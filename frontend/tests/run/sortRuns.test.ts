import { describe, expect, it } from "vitest";
import { leastLoss } from "../../src/run/bestEpoch";
import { reduceAll } from "../../src/run/reduceEvents";
import { type Sorting, sortedRuns } from "../../src/run/sortRuns";
import { NOTHING_YET } from "../../src/run/state";
import { Log } from "../support/events";
import { record } from "../support/records";

const at = (minute: number) => `2026-11-01T10:0${minute}:00Z`;
const RUNS = [
  record({ id: "d", label: "run 10", best_loss: null, created_at: at(4) }),
  record({ id: "c", label: null, best_loss: 0.5, created_at: at(3) }),
  record({ id: "b", label: "넓은 커널", best_loss: 0.5, created_at: at(2) }),
  record({ id: "a", label: "Apple", best_loss: 0.25, created_at: at(1) }),
];

const order = (by: Sorting["by"], down: boolean) =>
  sortedRuns(RUNS, { by, down }, ({ label }) => label ?? "run 3", "en")
    .map(({ id }) => id)
    .join("");

describe("[C90] runs are listed", () => {
  it.each([
    ["started", true, "dcba"],
    ["started", false, "abcd"],
    ["best", false, "acbd"],
    ["best", true, "cbad"],
    ["name", false, "acdb"],
    ["name", true, "bdca"],
  ] as const)("by %s, down %s", (by, down, expected) => {
    expect(order(by, down)).toBe(expected);
  });

  it("by the least loss of the validation, or of the training where there is none", () => {
    const least = (log: Log) => leastLoss(reduceAll(NOTHING_YET, log.events));
    const log = new Log().begin(3).epoch(0, { loss: 3, val_loss: 5 }).epoch(1, { loss: 1, val_loss: 7 });
    expect(least(log)).toBe(5);
    expect(least(new Log().begin(3).epoch(0, { loss: 3 }).epoch(1, { loss: null }))).toBe(3);
    expect(least(new Log().begin(3))).toBeNull();
  });
});
