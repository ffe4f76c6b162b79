import type { ChartSeries } from "../../run/chartSeries";

type Range = [number, number];

/** A plan of so many epochs is shown whole from the start. */
const WHOLE_PLAN = 50;

/**
 * From the first epoch or batch to the last planned one, so that the curve grows into the free space. Of a long plan, to
 * a round number past what has come: 5,000 of 1,000,000 epochs would be one vertical line.
 */
export function xRange({ length }: Pick<ChartSeries, "length">, end: number): Range {
  const least = end <= 1 || length === 0 ? 0 : 1;
  const near = Math.max(WHOLE_PLAN, roundAbove(length * 1.1));
  return [least, Math.max(Math.min(end, near), length, least + 1)];
}

/** The next 1, 2 or 5 with zeros. */
function roundAbove(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return ([1, 2, 5].find((times) => times * power >= least) ?? 10) * power;
}

export function yRange(low: number | null, high: number | null, log = false): Range {
  if (log) return logRange(low, high);
  if (low === null || high === null) return [0, 1];
  const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 0.5;
  return [low >= 0 ? Math.max(low - room, 0) : low - room, high + room];
}

/** The range of a logarithmic axis, with a margin as a ratio; values of 0 and less are not shown. */
function logRange(low: number | null, high: number | null): Range {
  if (low === null || high === null || low <= 0) return [0.1, 1];
  const room = (high / low) ** 0.08;
  return room > 1 ? [low / room, high * room] : [low / 2, high * 2];
}

/** Round ticks of a logarithmic axis: a few for each power of ten, only the powers if there are many. */
export function logTicks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const powers = last - first;
  const steps = powers > 4 ? [1] : powers > 2 ? [1, 3] : [1, 2, 3, 5, 7];
  const every = Math.ceil(powers / 8);
  const ticks: number[] = [];
  for (let power = first; power <= last; power += every) {
    // Parsed from text, 3e-1 is exactly 0.3; 3 * 0.1 is not.
    for (const step of steps) ticks.push(Number(`${step}e${power}`));
  }
  const seen = ticks.filter((tick) => tick >= low && tick <= high);
  return seen.length > 2 ? seen : evenTicks(low, high);
}

/** Evenly spaced ticks, for a logarithmic axis of nearly equal values. */
function evenTicks(low: number, high: number): number[] {
  const rough = (high - low) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step); index * step <= high; index += 1) {
    ticks.push(Number((index * step).toPrecision(6)));
  }
  return ticks;
}

/** The first epoch, and round numbers not too close to it. */
export function epochTicks(high: number, step: number): number[] {
  const ticks = [1];
  for (let tick = step; tick <= high; tick += step) if (tick - 1 >= step * 0.8) ticks.push(tick);
  return ticks;
}

/** The indices of points without a neighbour to draw a line to. */
export function lonePoints(values: ArrayLike<number | null | undefined>): number[] {
  const found: number[] = [];
  const isGap = (at: number) => values[at] === null || values[at] === undefined;
  for (let index = 0; index < values.length; index += 1) {
    if (!isGap(index) && isGap(index - 1) && isGap(index + 1)) found.push(index);
  }
  return found;
}

/** A tick with as many digits as tell the ticks apart. */
export function axisNumber(tick: number, ticks: readonly number[]): string {
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0));
  if (Math.abs(tick) >= 1e5 || (step > 0 && step < 1e-4)) return tick.toExponential(0);
  return tick.toFixed(decimalsOf(step));
}

/** A tick of a logarithmic axis. */
export function logNumber(tick: number): string {
  return tick >= 1e5 || tick < 1e-3 ? tick.toExponential(0) : String(tick);
}

/** The fewest decimals that show a step exactly: 0.25 takes two, so that no tick is rounded to another number. */
function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 6; decimals++) {
    const shifted = step * 10 ** decimals;
    if (Math.abs(shifted - Math.round(shifted)) < 1e-6) return decimals;
  }
  return 6;
}
