import { describe, expect, it } from "vitest";
import { axisNumber, logTicks, xRange, yRange } from "../../src/panels/charts/plotScales";

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

describe("the axis of epochs", () => {
  it.each([
    [0, 20, [0, 20]],
    [3, 20, [1, 20]],
    [20, 20, [1, 20]],
    [5000, 1_000_000, [1, 10_000]],
    [3, 1_000_000, [1, 50]],
    [95, 100, [1, 100]],
    [70, 60, [1, 70]],
  ])("follows %i epochs of %i planned ones", (length, planned, range) => {
    expect(xRange({ length }, planned)).toEqual(range);
  });
});

describe("a scale of ratios", () => {
  it.each([
    [0.02, 1.5, [0.03, 0.1, 0.3, 1]],
    [0.4, 3, [0.5, 0.7, 1, 2, 3]],
    [1e-9, 10, [1e-9, 1e-7, 1e-5, 1e-3, 0.1, 10]],
    // Where all numbers are nearly alike, ratios and differences are too.
    [0.52, 0.58, [0.52, 0.54, 0.56, 0.58]],
  ])("from %d to %d has round numbers", (low, high, ticks) => {
    expect(logTicks(low, high)).toEqual(ticks);
  });

  it("has room for the smallest number, and none for 0", () => {
    const [low, high] = yRange(0.01, 100, true);
    expect(low).toBeGreaterThan(0);
    expect(low).toBeLessThan(0.01);
    expect(high).toBeGreaterThan(100);
    expect(yRange(null, null, true)).toEqual([0.1, 1]);
  });
});
