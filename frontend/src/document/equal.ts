import type { Edge } from "./types";

/** Whether two JSON values are the same, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]));
}

/** Whether two lists hold the very same objects. */
export function sameParts(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, index) => Object.is(each, b[index]));
}

/** Whether two edges are the same wire; a field left out has its default. */
export function sameEdge(a: Edge, b: Edge): boolean {
  return a === b || sameJson(filled(a), filled(b));
}

/** A text that is equal for equal wires. */
export function edgeKey(edge: Edge): string {
  const known = keys.get(edge);
  if (known !== undefined) return known;
  const { source, source_output, target, target_input, order } = edge;
  const key = `${source}|${source_output ?? 0}|${target}|${target_input ?? ""}|${order ?? ""}`;
  keys.set(edge, key);
  return key;
}

/** An edge is never changed, and asked for its key again and again. */
const keys = new WeakMap<Edge, string>();

function filled(edge: Edge): Edge {
  return {
    ...edge,
    source_output: edge.source_output ?? 0,
    target_input: edge.target_input ?? null,
    order: edge.order ?? null,
  };
}
