import { edgesIntoPort, inputPorts, type Known } from "../catalog/ports";
import { nodesOf, upstreamOf } from "../graph";
import { positionsOf } from "../layout/positions";
import type { Document, Edge, Node, NodeId } from "../types";
import { inputSlots, type Slot } from "./slots";

/** An input that a wire may be drawn to. */
export interface Target {
  node: Node;
  slot: Slot;
  /** Why it does not fit; `null` where it does. */
  refusal: "cycle" | "unfit" | null;
  /** The wire that is there already: in a list it moves up by one, elsewhere two tensors meet. */
  taken: Edge | null;
}

/**
 * Every input of every other node: what fits and is free first, then what fits, then the rest; of each, the nearest
 * first. `ports` says what the tensor fits, as `node|port`; without it nothing is ruled out.
 */
export function targetsFor(
  document: Document,
  source: NodeId,
  catalog: Known,
  ports: ReadonlySet<string> | null,
): Target[] {
  const at = positionsOf(document);
  const here = at.get(source) ?? { x: 0, y: 0 };
  const far = (node: Node) => {
    const { x, y } = at.get(node.id) ?? here;
    return Math.hypot(x - here.x, y - here.y);
  };
  const found = nodesOf(document).flatMap((node): Target[] => {
    if (node.id === source) return [];
    const closesCycle = upstreamOf(document, source).has(node.id);
    return inputSlots(document, node, catalog).map((slot) => {
      const fits =
        ports === null || ports.has(`${node.id}|${slot.port}`) || (!slot.free && slot.index === null);
      return {
        node,
        slot,
        refusal: closesCycle ? "cycle" : fits ? null : "unfit",
        taken: edgeAt(document, node, slot, catalog),
      };
    });
  });
  const rank = ({ refusal, taken }: Target) => (refusal !== null ? 2 : taken !== null ? 1 : 0);
  return found.sort((a, b) => rank(a) - rank(b) || far(a.node) - far(b.node));
}

function edgeAt(document: Document, node: Node, slot: Slot, catalog: Known): Edge | null {
  const ports = inputPorts(document, node, catalog);
  const port = ports.find((each) => each.name === slot.port);
  if (slot.free || port === undefined) return null;
  return edgesIntoPort(document, node, port, ports[0])[slot.index ?? 0] ?? null;
}
