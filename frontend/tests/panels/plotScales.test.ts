import { describe, expect, it } from "vitest";
import { axisNumber } from "../../src/panels/training/plotScales";

describe("the numbers beside a chart", () => {
  it.each([
    [
      [0, 0.25, 0.5, 0.75],
      ["0.00", "0.25", "0.50", "0.75"],
    ],
    [
      [0, 0.2, 0.4],
      ["0.0", "0.2", "0.4"],
    ],
    [
      [0, 5, 10],
      ["0", "5", "10"],
    ],
    [
      [0.001, 0.002],
      ["0.001", "0.002"],
    ],
  ])("are never rounded to another number: %j", (ticks, written) => {
    expect(ticks.map((tick) => axisNumber(tick, ticks))).toEqual(written);
  });
});
