import type { Known } from "../catalog/ports";
import { handleOffset, inputSlots, isSpare, outputSlots, slotOfEdge } from "../connect/slots";
import { NODE_WIDTH, positionOf } from "../layout/positions";
import type { Document, Edge, Node, NodeId, Position } from "../types";
import type { Face } from "./nodeText";

/** As the style sheet of the canvas has them. */
const HEIGHT = 40;
const HEIGHT_WITH_LINE = 50;
const OP_WIDTH = 148;
const OP_HEIGHT = 32;
/** From the middle of a ring to its rim, where a wire ends. */
export const RIM = 4.5;

export type Flow = "down" | "right";

export interface Box extends Position {
  width: number;
  height: number;
}

export function boxOf(document: Document, id: NodeId, face: Face): Box {
  const { x, y } = positionOf(document, id);
  if (face.kind !== "op") {
    return { x, y, width: NODE_WIDTH, height: face.line === "" ? HEIGHT : HEIGHT_WITH_LINE };
  }
  return { x: x + (NODE_WIDTH - OP_WIDTH) / 2, y, width: OP_WIDTH, height: OP_HEIGHT };
}

export interface PictureHandle extends Position {
  id: string;
  /** Shown beside it: a number above a merge's inputs, a name where there are several ports. */
  tag: string;
}

/** The rings at the inputs and outputs that are wired or needed; a picture has none to be drawn to. */
export function handlesOfBox(
  document: Document,
  node: Node,
  box: Box,
  catalog: Known | null,
  flow: Flow,
): { inputs: PictureHandle[]; outputs: PictureHandle[] } {
  const slots = inputSlots(document, node, catalog);
  const shown = slots.filter((slot) => !isSpare(slot));
  const named = new Set(slots.map((slot) => slot.port)).size > 1 && shown.length > 1;
  const inputs = slots.flatMap((slot, order) => {
    if (isSpare(slot)) return [];
    const number = slot.index === null ? "" : ` ${slot.index + 1}`;
    const tag = named ? slot.port + number : number.trim();
    return [{ id: slot.id, tag, ...along(box, handleOffset(order, slots), flow, false) }];
  });
  const ends = outputSlots(document, node, catalog);
  const outputs = ends.map(({ index, name }, order) => ({
    id: `out|${index}`,
    tag: ends.length > 1 ? name : "",
    ...along(box, (order + 1) / (ends.length + 1), flow, true),
  }));
  return { inputs, outputs };
}

function along(box: Box, at: number, flow: Flow, end: boolean): Position {
  return flow === "down"
    ? { x: box.x + at * box.width, y: box.y + (end ? box.height : 0) }
    : { x: box.x + (end ? box.width : 0), y: box.y + at * box.height };
}

/** Where a wire begins and ends, at the rims of its rings. */
export function endsOf(
  document: Document,
  edge: Edge,
  handles: ReadonlyMap<NodeId, ReturnType<typeof handlesOfBox>>,
  catalog: Known | null,
  flow: Flow,
): { from: Position; to: Position } | null {
  const start = handles.get(edge.source)?.outputs.find(({ id }) => id === `out|${edge.source_output ?? 0}`);
  const slot = slotOfEdge(document, edge, catalog);
  const end = handles.get(edge.target)?.inputs.find(({ id }) => id === slot);
  if (start === undefined || end === undefined) return null;
  const [x, y] = flow === "down" ? [0, RIM] : [RIM, 0];
  return { from: { x: start.x + x, y: start.y + y }, to: { x: end.x - x, y: end.y - y } };
}
