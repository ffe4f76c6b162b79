import { inputPorts, type Known } from "../catalog/ports";
import { edgesInto, edgesOutOf } from "../graph";
import { freePosition, isFree, NODE_HEIGHT, NODE_WIDTH, positionsOf } from "../layout/positions";
import type { Document, Edge, Edit, Node, NodeId, Position } from "../types";
import { connectEdits } from "./connectEdits";
import { inputSlots } from "./slots";

/** Why a node cannot be spliced into an edge: nothing comes in, nothing goes out, or it has wires of its own. */
export type SpliceRefusal = "noInput" | "noOutput" | "wired";

/** Between a node and what it was put between. */
const ROOM = 48;

export function spliceRefusal(document: Document, node: Node, catalog: Known): SpliceRefusal | null {
  if (node.kind === "output") return "noOutput";
  if (inputPorts(document, node, catalog).length === 0) return "noInput";
  const wired = edgesInto(document, node.id).length + edgesOutOf(document, node.id).length > 0;
  return wired ? "wired" : null;
}

/**
 * Puts a node that has no wires into one: what came from the wire's source comes to the node, and what the node gives
 * goes where the wire went, under the same port and the same number. The node is placed at `wanted`, or as near to it as
 * there is room; where there is none in the way of the wire, what comes after it makes room.
 */
export function spliceEdits(
  document: Document,
  edge: Edge,
  node: Node,
  catalog: Known,
  wanted: Position,
  flow: "down" | "right",
): Edit[] {
  const [slot] = inputSlots(document, node, catalog).sort((a, b) => Number(a.optional) - Number(b.optional));
  if (slot === undefined) return [];
  const { source_output: output, ...onward } = edge;
  const pending = { source: edge.source, sourceOutput: output ?? 0 };
  return [
    { type: "disconnect", edge },
    ...connectEdits(document, pending, node, slot.port, catalog),
    { type: "connect", edge: { ...onward, source: node.id } },
    { type: "move", positions: roomInEdge(document, edge, node.id, wanted, flow) },
  ];
}

/** The position of a node in an edge, and where those go that make room for it. */
function roomInEdge(
  document: Document,
  edge: Edge,
  id: NodeId,
  wanted: Position,
  flow: "down" | "right",
): Record<NodeId, Position> {
  const at = positionsOf(document);
  at.delete(id);
  const there = [...at.values()];
  const here = { x: Math.round(wanted.x), y: Math.round(wanted.y) };
  const [from, to] = [at.get(edge.source), at.get(edge.target)];
  const [along, across, size] =
    flow === "down" ? (["y", "x", NODE_HEIGHT] as const) : (["x", "y", NODE_WIDTH] as const);
  const straight = from !== undefined && from[across] === to?.[across];
  // On a straight edge it is aligned, however it was dropped.
  if (straight && Math.abs(here[across] - from[across]) < NODE_WIDTH / 2) here[across] = from[across];
  if (isFree(there, here) || from === undefined || to === undefined || to[along] <= from[along]) {
    return { [id]: freePosition(without(document, id), here) };
  }
  const first = from[along] + size + ROOM;
  here[along] = Math.round(Math.min(Math.max(here[along], first), Math.max(first, to[along] - size - ROOM)));
  const more = Math.max(0, here[along] + size + ROOM - to[along]);
  const moved: Record<NodeId, Position> = {};
  for (const [other, position] of at) {
    if (more > 0 && position[along] >= to[along])
      moved[other] = { ...position, [along]: position[along] + more };
  }
  const after = without({ ...document, layout: { ...document.layout, ...moved } }, id);
  return { ...moved, [id]: freePosition(after, here) };
}

function without(document: Document, id: NodeId): Document {
  const nodes = (document.graph?.nodes ?? []).filter((node) => node.id !== id);
  return { ...document, graph: { ...document.graph, nodes } };
}
