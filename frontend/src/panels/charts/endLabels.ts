/** Heights for labels that would like to stand at `wanted`, at least `gap` apart, none outside. In the same order. */
export function spread(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, place) => place).toSorted((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const at = [...wanted];
  let edge = top;
  for (const place of order) {
    const y = Math.max(at[place] ?? 0, edge);
    at[place] = y;
    edge = y + gap;
  }
  edge = bottom;
  for (const place of order.toReversed()) {
    const y = Math.min(at[place] ?? 0, edge);
    at[place] = y;
    edge = y - gap;
  }
  return at;
}
