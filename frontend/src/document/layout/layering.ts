import { edgesInto, edgesOf, edgesOutOf, nodesOf } from "../graph";
import type { Document, NodeId, Position } from "../types";

export const ACROSS = 244;
export const DOWN = 120;

const known = new WeakMap<object, ReadonlyMap<NodeId, Position>>();

/**
 * Places for a graph that nobody has laid out: every node below all that feeds it, in the leftmost column
 * of those, or, where that is taken, in the next free one to the right. Below a node whose wire
 * goes past rows its column stays free, so that the wire is seen.
 */
export function layered(document: Document): ReadonlyMap<NodeId, Position> {
  const key = document.graph ?? document;
  const there = known.get(key);
  if (there !== undefined) return there;
  const rows = rowsOf(document);
  const columns = new Map<NodeId, number>();
  const taken = new Map<number, Set<number>>();
  /** Up to which row a column is kept free for the wires of a node above. */
  const kept = new Map<number, number>();
  const inOrder = [...rows].sort(([, a], [, b]) => a - b);
  const positions = new Map<NodeId, Position>();
  for (const [id, row] of inOrder) {
    const busy = taken.get(row) ?? new Set();
    const feeding = edgesInto(document, id).map(({ source }) => columns.get(source) ?? 0);
    let column = feeding.length === 0 ? 0 : Math.min(...feeding);
    while (busy.has(column) || (kept.get(column) ?? -1) >= row) column += 1;
    const last = Math.max(row, ...edgesOutOf(document, id).map(({ target }) => rows.get(target) ?? row));
    if (last > row + 1) kept.set(column, last - 1);
    taken.set(row, busy.add(column));
    columns.set(id, column);
    positions.set(id, { x: column * ACROSS, y: row * DOWN });
  }
  known.set(key, positions);
  return positions;
}

/** How many wires the longest way to each node has; nodes on a circle come last. */
function rowsOf(document: Document): Map<NodeId, number> {
  const waiting = new Map(nodesOf(document).map(({ id }) => [id, 0]));
  for (const { target, source } of edgesOf(document)) {
    if (waiting.has(source) && waiting.has(target)) waiting.set(target, (waiting.get(target) ?? 0) + 1);
  }
  const rows = new Map<NodeId, number>();
  const ready = [...waiting].filter(([, count]) => count === 0).map(([id]) => id);
  for (const id of ready) rows.set(id, 0);
  for (const id of ready) {
    for (const { target } of edgesOutOf(document, id)) {
      const count = waiting.get(target);
      if (count === undefined) continue;
      rows.set(target, Math.max(rows.get(target) ?? 0, (rows.get(id) ?? 0) + 1));
      waiting.set(target, count - 1);
      if (count === 1) ready.push(target);
    }
  }
  const last = Math.max(-1, ...rows.values());
  let more = last;
  for (const { id } of nodesOf(document)) {
    if (rows.has(id)) continue;
    more += 1;
    rows.set(id, more);
  }
  return rows;
}
