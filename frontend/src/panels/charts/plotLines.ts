import type { AlignedData } from "uplot";
import type { ChartSeries, Line } from "../../run/chartSeries";
import type { Column } from "../../run/columns";
import { positive, smoothed } from "../../run/smoothing";

/** What a chart shows: its curves, and how they are to be drawn. */
export interface ChartData {
  chart: ChartSeries;
  /** How far the axis goes: in epochs, or in batches. */
  end: number;
  /** The batches that the points stand at; `null` where each epoch has one. */
  at: readonly number[] | null;
  smoothing: number;
  log: boolean;
  /** What the runs are called that are laid over each other; `null` where there is one alone. */
  runs: readonly string[] | null;
  /** The best epoch of each run, at the curve that says so. */
  bests: readonly { run: number; name: string; epoch: number }[];
}

/** One curve as it is drawn: its numbers, or in their place their average, with them faint behind it. */
export interface PlottedLine {
  line: Line;
  /** Behind an average. */
  faint: boolean;
  values: Column;
}

/** In the order in which they are drawn: what is faint lies below. */
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

/** Which plot it must be: another set of curves is another plot; more numbers of the same are not. */
export function plotKey({ chart, smoothing, log, runs, at }: ChartData): string {
  const lines = chart.lines.map(({ name, run }) => `${name} ${run}`);
  return [...lines, smoothing > 0, log, at === null, ...(runs ?? [])].join("|");
}

/** What stands at the end of a curve: its name in the logs, or, of several runs, which one it is. */
export function labelOf(line: Line, runs: readonly string[] | null): string {
  if (runs === null) return line.label;
  const name = runs[line.run] ?? "";
  return line.validation ? `${name} val` : name;
}

/** How many numbers a scale of ratios cannot show. */
export function countNonPositive({ lines }: ChartSeries): number {
  let count = 0;
  for (const { values } of lines) for (const value of values) if (value !== null && value <= 0) count += 1;
  return count;
}

/** Where on the axis a point stands; `place` counts from 1. */
export function xOf({ at }: ChartData, point: number): number {
  return at?.[point - 1] ?? point;
}

/** The numbers for the plot. The epochs are a list that only grows. */
export class PlotData {
  private readonly epochs: number[] = [];

  of(shown: ChartData, drawn: readonly PlottedLine[]): AlignedData {
    const numbers = drawn.map(({ values }) => values as (number | null)[]);
    if (shown.at !== null) return [[...shown.at], ...numbers];
    const { length } = shown.chart;
    this.epochs.length = Math.min(this.epochs.length, length);
    while (this.epochs.length < length) this.epochs.push(this.epochs.length + 1);
    return [this.epochs, ...numbers];
  }
}
