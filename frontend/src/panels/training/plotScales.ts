import type { ChartSeries } from "../../run/series";

/** From the first epoch to the last one planned, so that the curve grows into the room that is left. */
export function xRange(series: ChartSeries, epochs: number): [number, number] {
  const least = epochs <= 1 || (series.at[0] ?? 1) < 1 ? 0 : 1;
  return [least, Math.max(epochs, series.at.at(-1) ?? 1, least + 1)];
}

export function yRange(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null) return [0, 1];
  const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 0.5;
  return [low >= 0 ? Math.max(low - room, 0) : low - room, high + room];
}

/** The first epoch, and round numbers that leave it room. */
export function epochTicks(high: number, step: number): number[] {
  const ticks = [1];
  for (let tick = step; tick <= high; tick += step) if (tick - 1 >= step * 0.8) ticks.push(tick);
  return ticks;
}

/** Points with no neighbour to draw a line to. */
export function lonely(values: ArrayLike<number | null | undefined>): number[] {
  const found: number[] = [];
  for (let place = 0; place < values.length; place += 1) {
    const bare = (at: number) => values[at] === null || values[at] === undefined;
    if (!bare(place) && bare(place - 1) && bare(place + 1)) found.push(place);
  }
  return found;
}

/** As many digits as tell the ticks apart. */
export function axisNumber(tick: number, ticks: readonly number[]): string {
  const step = Math.abs((ticks[1] ?? 1) - (ticks[0] ?? 0));
  if (Math.abs(tick) >= 1e5 || (step > 0 && step < 1e-4)) return tick.toExponential(0);
  return tick.toFixed(decimalsOf(step));
}

/** The fewest decimals that write a step as it is: 0.25 takes two, so that no tick is rounded to another number. */
function decimalsOf(step: number): number {
  for (let decimals = 0; decimals < 6; decimals++) {
    const shifted = step * 10 ** decimals;
    if (Math.abs(shifted - Math.round(shifted)) < 1e-6) return decimals;
  }
  return 6;
}
