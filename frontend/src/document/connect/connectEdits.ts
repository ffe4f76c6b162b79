import type { Port } from "@schema";
import { edgesIntoPort, inputPorts, type Known } from "../catalog/ports";
import type { Document, Edge, Edit, Node, NodeId } from "../types";

export interface PendingEdge {
  source: NodeId;
  sourceOutput: number;
}

/**
 * The wire from an output to a port. A list input numbers it after the ones it has; `slot` puts it there instead and
 * moves the later ones up by one.
 */
export function connectEdits(
  document: Document,
  pending: PendingEdge,
  target: Node,
  portName: string,
  catalog: Known,
  slot?: number,
): Edit[] {
  const ports = inputPorts(document, target, catalog);
  const port = ports.find((each) => each.name === portName) ?? ports[0];
  if (port === undefined) return [];
  const edge = edgeTo(pending, target.id, port, ports[0]);
  if (!port.list) return [{ type: "connect", edge }];
  const there = edgesIntoPort(document, target, port, ports[0]);
  const next = Math.max(-1, ...there.map((each) => each.order ?? 0)) + 1;
  if (slot === undefined || slot >= there.length)
    return [{ type: "connect", edge: { ...edge, order: next } }];
  const edits: Edit[] = [];
  for (const [index, moved] of there.entries()) {
    if (index < slot) continue;
    edits.push({ type: "disconnect", edge: moved });
    edits.push({ type: "connect", edge: { ...moved, order: (moved.order ?? index) + 1 } });
  }
  // From the last to the first, so that no moved wire meets one that has not moved yet.
  const pairs: Edit[] = [];
  for (let index = edits.length - 2; index >= 0; index -= 2) pairs.push(...edits.slice(index, index + 2));
  return [...pairs, { type: "connect", edge: { ...edge, order: there[slot]?.order ?? slot } }];
}

/** Takes a wire away; a list input closes the gap, so that its numbers stay 1, 2, 3. */
export function disconnectEdits(
  document: Document,
  edge: Edge,
  target: Node | undefined,
  catalog: Known,
): Edit[] {
  const edits: Edit[] = [{ type: "disconnect", edge }];
  if (target === undefined) return edits;
  const ports = inputPorts(document, target, catalog);
  const port = ports.find((each) => each.name === (edge.target_input ?? ports[0]?.name));
  if (port === undefined || !port.list) return edits;
  for (const other of edgesIntoPort(document, target, port, ports[0])) {
    if (other === edge || (other.order ?? 0) <= (edge.order ?? 0)) continue;
    edits.push({ type: "disconnect", edge: other });
    edits.push({ type: "connect", edge: { ...other, order: (other.order ?? 1) - 1 } });
  }
  return edits;
}

/** Swaps two neighbouring wires of a list input. */
export function swapEdits(first: Edge, second: Edge): Edit[] {
  return [
    { type: "disconnect", edge: first },
    { type: "disconnect", edge: second },
    { type: "connect", edge: { ...second, order: first.order ?? 0 } },
    { type: "connect", edge: { ...first, order: second.order ?? 0 } },
  ];
}

function edgeTo(pending: PendingEdge, target: NodeId, port: Port, first: Port | undefined): Edge {
  const edge: Edge = { source: pending.source, target };
  if (pending.sourceOutput !== 0) edge.source_output = pending.sourceOutput;
  if (port.name !== first?.name) edge.target_input = port.name;
  return edge;
}
