/** Spreads labels vertically: close to `wanted`, at least `gap` apart, within bounds, in the same order. */
export function spreadLabels(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const indices = wanted.map((_, index) => index).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const at = [...wanted];
  let edge = top;
  for (const index of indices) {
    const y = Math.max(at[index] ?? 0, edge);
    at[index] = y;
    edge = y + gap;
  }
  edge = bottom;
  for (const index of indices.toReversed()) {
    const y = Math.min(at[index] ?? 0, edge);
    at[index] = y;
    edge = y - gap;
  }
  return at;
}
