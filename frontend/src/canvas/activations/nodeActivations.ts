import type { Observed, Where } from "@schema";
import { sameCall } from "../../document/diff/sameCall";
import { declaringNode, nodesOf } from "../../document/graph";
import { modelsOf, reachable } from "../../document/nestedModels";
import type { Document, ModelName, NodeId } from "../../document/types";
import { scaleOf } from "../../run/activationScale";
import type { CardReading } from "../../state/activations";

interface Graphs {
  /** The open graph, and the same one as the run began with it; `null` where the run had none of its name. */
  drawn: Document;
  trained: Document | null;
  open: ModelName | null;
}

/** What the cards of the open graph show, and how many nodes have changed since, so that theirs do not count. */
export function cardsOf(
  { drawn, trained, open }: Graphs,
  observed: Pick<Observed, "nodes"> | null,
  born: Where | null,
): { cards: ReadonlyMap<NodeId, CardReading>; changed: number } {
  const cards = new Map<NodeId, CardReading>();
  const readings = observed?.nodes ?? [];
  const known = new Map(
    readings.filter(({ model }) => (model ?? null) === open).map((one) => [one.node, one]),
  );
  const scale = scaleOf(readings);
  const inside = born?.model && born.model !== open ? born.model : null;
  let changed = 0;
  for (const node of nodesOf(drawn)) {
    const reading = known.get(node.id) ?? null;
    const place = birthOf(drawn, node.id, born, open, inside);
    if (reading === null && place === null) continue;
    if (trained === null || !sameCall(drawn, trained, node.id)) {
      changed += 1;
      continue;
    }
    const { low = null, high = null } = reading ?? {};
    const bar = low === null || high === null ? null : { from: scale(low), to: scale(high) };
    cards.set(node.id, { reading, bar, born: place });
  }
  return { cards, changed: changed + gone(drawn, known.keys()) };
}

/** Nodes that were trained and are not drawn any more. */
function gone(drawn: Document, trained: Iterable<NodeId>): number {
  const there = new Set(nodesOf(drawn).map(({ id }) => id));
  return [...trained].filter((id) => !there.has(id)).length;
}

function birthOf(
  drawn: Document,
  id: NodeId,
  born: Where | null,
  open: ModelName | null,
  inside: ModelName | null,
): CardReading["born"] {
  if (born === null) return null;
  if (inside === null) return (born.model ?? null) === open && born.node === id ? "here" : null;
  const node = nodesOf(drawn).find((each) => each.id === id);
  const declaring = node && declaringNode(drawn, node);
  if (declaring?.kind !== "model") return null;
  return reachable(modelsOf(drawn), [declaring.model]).includes(inside) ? "inside" : null;
}
