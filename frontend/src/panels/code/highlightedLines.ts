import type { CodeLines } from "@schema";
import { findNode } from "../../document/graph";
import type { Document, ModelName, NodeId } from "../../document/types";

/** How the lines of what is selected are lit: its own, and those that make the layer which it calls again. */
export type Light = "own" | "made";

/** The lines to light, counted from 1. */
export function litLines(
  lines: readonly CodeLines[],
  drawn: Document,
  open: ModelName | null,
  selected: readonly NodeId[],
): ReadonlyMap<number, Light> {
  const own = new Set(selected);
  const made = new Set(
    selected.flatMap((id) => {
      const node = findNode(drawn, id);
      return node?.kind === "shared" ? [node.of] : [];
    }),
  );
  const lit = new Map<number, Light>();
  for (const { node, model, first, last } of lines) {
    if ((model ?? null) !== open) continue;
    const light = own.has(node) ? "own" : made.has(node) ? "made" : null;
    if (light === null) continue;
    for (let line = first; line <= last; line++) if (lit.get(line) !== "own") lit.set(line, light);
  }
  return lit;
}

/** Whose line it is: of several, the one with the fewest lines. */
export function ownerOf(lines: readonly CodeLines[], line: number): CodeLines | undefined {
  return lines
    .filter(({ first, last }) => first <= line && line <= last)
    .sort((a, b) => a.last - a.first - (b.last - b.first))[0];
}
