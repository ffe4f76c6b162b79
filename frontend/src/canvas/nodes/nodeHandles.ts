import type { Catalog } from "@schema";
import { type NodeHandle, Position } from "@xyflow/react";
import { type HandlePosition, handlesOf } from "../../document/connect/handles";
import { sameParts } from "../../document/equal";
import { declaringNode } from "../../document/graph";
import { OP_INSET } from "../../document/layout/nodeSize";
import { NODE_HEIGHT, NODE_WIDTH } from "../../document/layout/positions";
import type { Direction, Document, Node } from "../../document/types";

/** The size of a handle as in the style sheet; it is centred on the inner edge of a border of one pixel. */
const HANDLE_SIZE = 9;
const BORDER = 1;

interface Size {
  width?: number | undefined;
  height?: number | undefined;
}

interface CachedHandles {
  handles: NodeHandle[];
  /** What the handles were computed from. */
  dependencies: readonly unknown[];
}

const cache = new WeakMap<Node, CachedHandles>();

/**
 * The handles of a node with their positions. Without them React Flow renders every node once to measure it, visible or
 * not: for thousands, that took seconds.
 */
export function nodeHandles(
  document: Document,
  node: Node,
  catalog: Catalog | null,
  direction: Direction,
  { width = NODE_WIDTH, height = NODE_HEIGHT }: Size,
): NodeHandle[] {
  const sides = handlesOf(document, node, catalog);
  const inset = declaringNode(document, node)?.kind === "op" ? OP_INSET : 0;
  const dependencies = [sides, direction, inset, width, height];
  const cached = cache.get(node);
  if (cached !== undefined && sameParts(cached.dependencies, dependencies)) return cached.handles;
  const down = direction === "down";
  const left = inset + BORDER;
  const [across, along] = [width - 2 * left, height - 2 * BORDER];
  const toNodeHandle = ({ id, share }: HandlePosition, type: "source" | "target"): NodeHandle => {
    const end = type === "source" ? 1 : 0;
    const [x, y] = down ? [share, end] : [end, share];
    const [entry, exit] = down ? [Position.Top, Position.Bottom] : [Position.Left, Position.Right];
    return {
      id,
      type,
      position: type === "target" ? entry : exit,
      x: left + x * across - HANDLE_SIZE / 2,
      y: BORDER + y * along - HANDLE_SIZE / 2,
      width: HANDLE_SIZE,
      height: HANDLE_SIZE,
    };
  };
  const handles = [
    ...sides.inputs.map((handle) => toNodeHandle(handle, "target")),
    ...sides.outputs.map((handle) => toNodeHandle(handle, "source")),
  ];
  cache.set(node, { handles, dependencies });
  return handles;
}
