import { wiresIntoNode, wiresOutOf } from "../graph";
import type { Document, NodeId, Position } from "../types";

/** How far a wire that runs backwards swings out. */
const CURVATURE = 0.4;
/** Ends less than this apart across the flow are joined by a line that is as good as straight. */
const STRAIGHT = 24;

/** The curve of a wire, leaving and arriving along the flow, as the `d` of a path. */
export function wirePath(from: Position, to: Position, flow: "down" | "right"): string {
  const swing = flow === "down" ? away(to.y - from.y) : away(to.x - from.x);
  const [one, other] =
    flow === "down"
      ? [`${from.x},${from.y + swing}`, `${to.x},${to.y - swing}`]
      : [`${from.x + swing},${from.y}`, `${to.x - swing},${to.y}`];
  return `M${from.x},${from.y} C${one} ${other} ${to.x},${to.y}`;
}

function away(distance: number): number {
  return distance >= 0 ? distance / 2 : CURVATURE * 25 * Math.sqrt(-distance);
}

export interface LabelPlace extends Position {
  /** The text ends here instead of beginning. */
  left: boolean;
}

/** Where the shape stands beside a wire, clear of it. */
export function labelPlace(from: Position, to: Position, flow: "down" | "right", alone: boolean): LabelPlace {
  if (flow === "right") {
    if (alone || Math.abs(to.y - from.y) < STRAIGHT) return { left: false, x: from.x + 12, y: from.y - 8 };
    return { left: true, x: to.x - 12, y: to.y + (to.y > from.y ? 16 : -8) };
  }
  if (Math.abs(to.x - from.x) < STRAIGHT) return { left: false, x: from.x + 12, y: (from.y + to.y) / 2 + 4 };
  const toRight = to.x > from.x;
  if (alone) return { left: toRight, x: from.x + (toRight ? -10 : 12), y: from.y + 24 };
  return { left: !toRight, x: to.x + (toRight ? 12 : -10), y: to.y - 14 };
}

/** Whether a wire is better told from others at its beginning than at its end. */
export function isAlone(document: Document, source: NodeId, output: number, target: NodeId): boolean {
  if (wiresIntoNode(document, target).length > 1) return true;
  return wiresOutOf(document, source).filter((wire) => (wire.source_output ?? 0) === output).length < 2;
}
