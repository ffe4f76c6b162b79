import type { Catalog } from "@schema";
import { type NodeHandle, Position } from "@xyflow/react";
import { type Ring, ringsOf } from "../../document/connect/handles";
import { sameParts } from "../../document/equal";
import { declaringNode } from "../../document/graph";
import { OP_INSET } from "../../document/layout/nodeSize";
import { NODE_HEIGHT, NODE_WIDTH } from "../../document/layout/size";
import type { Direction, Document, Node } from "../../document/types";

/** A ring is as wide as the style sheet says, and stands on the inner edge of a border of one pixel. */
const RING = 9;
const BORDER = 1;

interface Size {
  width?: number | undefined;
  height?: number | undefined;
}

interface Made {
  handles: NodeHandle[];
  /** All that they hang on. */
  of: readonly unknown[];
}

const known = new WeakMap<Node, Made>();

/**
 * Where the rings of a node stand on it. Without them the canvas library draws every node once to measure it, seen or
 * not: of thousands, that took seconds.
 */
export function handlesOf(
  document: Document,
  node: Node,
  catalog: Catalog | null,
  flow: Direction,
  { width = NODE_WIDTH, height = NODE_HEIGHT }: Size,
): NodeHandle[] {
  const rings = ringsOf(document, node, catalog);
  const inset = declaringNode(document, node)?.kind === "op" ? OP_INSET : 0;
  const of = [rings, flow, inset, width, height];
  const there = known.get(node);
  if (there !== undefined && sameParts(there.of, of)) return there.handles;
  const down = flow === "down";
  const left = inset + BORDER;
  const [across, along] = [width - 2 * left, height - 2 * BORDER];
  const handle = ({ id, share }: Ring, type: "source" | "target"): NodeHandle => {
    const end = type === "source" ? 1 : 0;
    const [x, y] = down ? [share, end] : [end, share];
    const [entry, exit] = down ? [Position.Top, Position.Bottom] : [Position.Left, Position.Right];
    return {
      id,
      type,
      position: type === "target" ? entry : exit,
      x: left + x * across - RING / 2,
      y: BORDER + y * along - RING / 2,
      width: RING,
      height: RING,
    };
  };
  const handles = [
    ...rings.inputs.map((ring) => handle(ring, "target")),
    ...rings.outputs.map((ring) => handle(ring, "source")),
  ];
  known.set(node, { handles, of });
  return handles;
}
