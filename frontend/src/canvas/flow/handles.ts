import type { Catalog } from "@schema";
import { type NodeHandle, Position } from "@xyflow/react";
import { heldText } from "../../document/catalog/heldStates";
import { sameParts } from "../../document/equal";
import { declaringNode, wiresIntoNode, wiresOutOf } from "../../document/graph";
import { NODE_HEIGHT, NODE_WIDTH } from "../../document/layout/size";
import { modelsOf } from "../../document/nested";
import type { Document, Node } from "../../document/types";
import { inputSlots, outputSlots, ringAt } from "../../document/wiring/slots";
import type { Flow } from "../../store/view";
import { OP_INSET } from "../arranging/sizes";

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
  flow: Flow,
  { width = NODE_WIDTH, height = NODE_HEIGHT }: Size,
): NodeHandle[] {
  const declaring = declaringNode(document, node);
  const entry = declaring?.kind === "model" ? modelsOf(document)[declaring.model] : undefined;
  const held = heldText(document, declaring, catalog);
  const [into, outOf] = [wiresIntoNode(document, node.id), wiresOutOf(document, node.id)];
  const of = [catalog, flow, declaring, entry, held, into, outOf, width, height];
  const there = known.get(node);
  if (there !== undefined && sameParts(there.of, of)) return there.handles;
  const handles = ringsOn(document, node, catalog, flow, width, height);
  known.set(node, { handles, of });
  return handles;
}

function ringsOn(
  document: Document,
  node: Node,
  catalog: Catalog | null,
  flow: Flow,
  width: number,
  height: number,
): NodeHandle[] {
  const down = flow === "down";
  const inset = declaringNode(document, node)?.kind === "op" ? OP_INSET : 0;
  const box = {
    x: inset + BORDER,
    y: BORDER,
    width: width - 2 * (inset + BORDER),
    height: height - 2 * BORDER,
  };
  const ring = (id: string, type: "source" | "target", share: number): NodeHandle => {
    const end = type === "source" ? 1 : 0;
    const [x, y] = down ? [share, end] : [end, share];
    const [entry, exit] = down ? [Position.Top, Position.Bottom] : [Position.Left, Position.Right];
    return {
      id,
      type,
      position: type === "target" ? entry : exit,
      x: box.x + x * box.width - RING / 2,
      y: box.y + y * box.height - RING / 2,
      width: RING,
      height: RING,
    };
  };
  const inputs = inputSlots(document, node, catalog);
  const outputs = outputSlots(document, node, catalog);
  return [
    ...inputs.map((slot, place) => ring(slot.id, "target", ringAt(place, inputs))),
    ...outputs.map(({ index }, place) => ring(`out|${index}`, "source", (place + 1) / (outputs.length + 1))),
  ];
}
