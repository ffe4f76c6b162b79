import { expect, test } from "vitest";
import { contentHeight, ROW_HEIGHT, windowAt } from "../../src/state/data/rowWindow";

test("draws the rows in view and a few beyond", () => {
  expect(windowAt(0, 280, 1000)).toEqual({ first: 0, count: 18, top: 0 });
  expect(windowAt(100 * ROW_HEIGHT, 280, 1000)).toEqual({ first: 96, count: 18, top: 96 * ROW_HEIGHT });
});

test("ends with the last row", () => {
  const { first, count } = windowAt(contentHeight(1000) - 280, 280, 1000);
  expect(first + count).toBe(1000);
  expect(windowAt(0, 280, 3)).toEqual({ first: 0, count: 3, top: 0 });
});

test("[C143] reaches every row of a table that is taller than a browser draws", () => {
  const total = 50_000_000;
  const height = contentHeight(total);
  expect(height).toBeLessThan(total);
  const end = windowAt(height - 280, 280, total);
  expect(end.first + end.count).toBe(total);
  const middle = windowAt((height - 280) / 2, 280, total);
  expect(Math.abs(middle.first - total / 2)).toBeLessThan(20);
  expect(middle.top).toBeGreaterThan((height - 280) / 2 - 6 * ROW_HEIGHT);
});
