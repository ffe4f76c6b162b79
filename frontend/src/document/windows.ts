import type { RowsReport, Windows } from "@schema";
import type { Document } from "./types";

type Axes = readonly (number | null)[];

/** The windows of rows that a document learns from; `null` if it learns from single rows. */
export function windowsOf({ data }: Document): Windows | null {
  return data?.windows ?? null;
}

/** The shape of what one row of the data gives an input: that of the input, without the axis of a window's rows. */
export function rowShape(document: Document, { name, shape }: { name: string; shape: Axes }): Axes {
  const windows = windowsOf(document);
  return windows === null || windows.last?.includes(name) ? shape : shape.slice(1);
}

/** How many windows all shares of the rows have together; `null` where there are none, or they cannot be counted. */
export function windowCount(rows: RowsReport | null): number | null {
  const windows = rows?.windows ?? null;
  return windows === null ? null : windows.training + windows.validation + windows.test;
}
