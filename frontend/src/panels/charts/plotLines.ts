import type { AlignedData } from "uplot";
import type { ChartSeries, Line } from "../../run/chartSeries";
import type { Column } from "../../run/columns";
import { positive, smoothed } from "../../run/smoothing";

/** The data of a chart: its curves, and how to draw them. */
export interface ChartData {
  chart: ChartSeries;
  /** The end of the x axis, in epochs or in batches. */
  end: number;
  /** The batch of each point; `null` if there is one point for each epoch. */
  at: readonly number[] | null;
  smoothing: number;
  log: boolean;
  /** The names of the overlaid runs; `null` if there is only one. */
  runs: readonly string[] | null;
  /** The best epoch of each run, with the curve it was found in. */
  bests: readonly { run: number; name: string; epoch: number }[];
}

/** One plotted curve: the values, or their moving average with the values faint behind it. */
export interface PlottedLine {
  line: Line;
  /** Whether it is drawn faintly behind its average. */
  faint: boolean;
  values: Column;
}

/** The plotted curves in drawing order: faint ones first. */
export function plottedLines({ chart, smoothing, log }: ChartData): PlottedLine[] {
  const seen = (values: Column) => (log ? positive(values) : values);
  const main = chart.lines.map((line) => ({
    line,
    faint: false,
    values: seen(smoothed(line.values, smoothing)),
  }));
  if (smoothing === 0) return main;
  return [...chart.lines.map((line) => ({ line, faint: true, values: seen(line.values) })), ...main];
}

/** Identifies a plot: another set of curves needs another plot, more values of the same curves do not. */
export function plotKey({ chart, smoothing, log, runs, at }: ChartData): string {
  const lines = chart.lines.map(({ name, run }) => `${name} ${run}`);
  return [...lines, smoothing > 0, log, at === null, ...(runs ?? [])].join("|");
}

/** The label at the end of a curve: its name in the logs, or, with several runs, the name of its run. */
export function labelOf(line: Line, runs: readonly string[] | null): string {
  if (runs === null) return line.label;
  const name = runs[line.run] ?? "";
  return line.validation ? `${name} val` : name;
}

/** How many values a logarithmic scale cannot show. */
export function countNonPositive({ lines }: ChartSeries): number {
  let count = 0;
  for (const { values } of lines) for (const value of values) if (value !== null && value <= 0) count += 1;
  return count;
}

/** The x value of a point, counted from 1. */
export function xOf({ at }: ChartData, point: number): number {
  return at?.[point - 1] ?? point;
}

/** Builds the data for uPlot. The array of epochs only grows. */
export class PlotData {
  private readonly epochs: number[] = [];

  of(data: ChartData, lines: readonly PlottedLine[]): AlignedData {
    const numbers = lines.map(({ values }) => values as (number | null)[]);
    if (data.at !== null) return [[...data.at], ...numbers];
    const { length } = data.chart;
    this.epochs.length = Math.min(this.epochs.length, length);
    while (this.epochs.length < length) this.epochs.push(this.epochs.length + 1);
    return [this.epochs, ...numbers];
  }
}
