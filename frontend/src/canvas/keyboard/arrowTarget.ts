import { nodesOf, wiresIntoNode, wiresOutOf } from "../../document/graph";
import { places } from "../../document/layout/positions";
import type { Document, NodeId } from "../../document/types";

export type Way = "onward" | "back" | "before" | "after";

/** Where an arrow leads from a node: along a wire, or to the neighbour beside it that is nearest. */
export function walk(document: Document, from: NodeId, way: Way, flow: "down" | "right"): NodeId | null {
  const at = places(document);
  const here = at.get(from);
  if (here === undefined) return null;
  if (way === "onward") return wiresOutOf(document, from)[0]?.target ?? null;
  if (way === "back") return wiresIntoNode(document, from)[0]?.source ?? null;
  const across = flow === "down" ? "x" : "y";
  const along = flow === "down" ? "y" : "x";
  const sign = way === "after" ? 1 : -1;
  let best: { id: NodeId; far: number } | null = null;
  for (const { id } of nodesOf(document)) {
    const there = at.get(id);
    if (there === undefined || id === from) continue;
    const aside = (there[across] - here[across]) * sign;
    if (aside <= 0) continue;
    const far = aside + 3 * Math.abs(there[along] - here[along]);
    if (best === null || far < best.far) best = { id, far };
  }
  return best?.id ?? null;
}
