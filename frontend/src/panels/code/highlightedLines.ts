import type { CodeLines } from "@schema";
import { findNode } from "../../document/graph";
import type { Document, ModelName, NodeId } from "../../document/types";

/** How lines are highlighted: those of a selected node, and those that create the layer that it calls again. */
export type Highlight = "own" | "made";

/** The lines to highlight, counted from 1. */
export function highlightedLines(
  lines: readonly CodeLines[],
  graph: Document,
  open: ModelName | null,
  selected: readonly NodeId[],
): ReadonlyMap<number, Highlight> {
  const own = new Set(selected);
  const made = new Set(
    selected.flatMap((id) => {
      const node = findNode(graph, id);
      return node?.kind === "shared" ? [node.of] : [];
    }),
  );
  const highlights = new Map<number, Highlight>();
  for (const { node, model, first, last } of lines) {
    if ((model ?? null) !== open) continue;
    const highlight = own.has(node) ? "own" : made.has(node) ? "made" : null;
    if (highlight === null) continue;
    for (let line = first; line <= last; line++)
      if (highlights.get(line) !== "own") highlights.set(line, highlight);
  }
  return highlights;
}

/** The owner of a line: of several, the one with the fewest lines. */
export function ownerOf(lines: readonly CodeLines[], line: number): CodeLines | undefined {
  return lines
    .filter(({ first, last }) => first <= line && line <= last)
    .sort((a, b) => a.last - a.first - (b.last - b.first))[0];
}
