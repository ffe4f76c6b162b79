import type { NodeReading } from "@schema";

/** The position of a number on the scale, from 0 at its left end to 1. */
export type Scale = (value: number) => number;

/**
 * One scale for all readings, with 0 in its middle and the largest number at its ends. It grows ever more slowly, as
 * a logarithm does, so that ranges of very different sizes can be seen beside each other.
 */
export function scaleOf(readings: readonly NodeReading[]): Scale {
  const sizes = readings.flatMap(({ low, high }) => [Math.abs(low ?? 0), Math.abs(high ?? 0)]);
  const end = Math.asinh(Math.max(1, ...sizes));
  return (value) => (1 + Math.asinh(value) / end) / 2;
}
