/** A number in as few signs as tell its size: `-1.2`, `340`, `3e-4`; for a card, where a thousandth decides nothing. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 0.01 || size >= 10_000) return value.toExponential(0).replace("e+", "e");
  if (size >= 10) return value.toFixed(0);
  return value.toFixed(size >= 1 ? 1 : 2).replace(/\.?0+$/, "");
}

/** `-1.2 … 3.4`; one number where both ends are the same, nothing where there are none. */
export function rangeText(low: number | null, high: number | null): string {
  if (low === null || high === null) return "";
  return low === high ? shortNumber(low) : `${shortNumber(low)} … ${shortNumber(high)}`;
}
