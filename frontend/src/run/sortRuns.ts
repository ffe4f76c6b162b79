import type { RunRecord } from "@schema";

/** By what runs can be listed. */
export const ORDERS = ["started", "best", "name"] as const;
export type Order = (typeof ORDERS)[number];

export interface Sorting {
  by: Order;
  /** The newest, the largest, the last first. */
  down: boolean;
}

/** The newest first; of losses the least, of names the first. */
export const USUAL: Record<Order, Sorting> = {
  started: { by: "started", down: true },
  best: { by: "best", down: false },
  name: { by: "name", down: false },
};

/** Runs in another order. Those without a loss come last whichever way, those that are alike the newest first. */
export function sortedRuns(
  runs: readonly RunRecord[],
  { by, down }: Sorting,
  nameOf: (run: RunRecord) => string,
  language: string,
): RunRecord[] {
  const names = new Intl.Collator(language, { numeric: true });
  const sign = down ? -1 : 1;
  const compare = (a: RunRecord, b: RunRecord): number => {
    if (by === "name") return sign * names.compare(nameOf(a), nameOf(b));
    if (by === "started") return sign * (Date.parse(a.created_at) - Date.parse(b.created_at));
    const [left, right] = [a.best_loss, b.best_loss];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  };
  return runs.toSorted((a, b) => compare(a, b) || Date.parse(b.created_at) - Date.parse(a.created_at));
}
