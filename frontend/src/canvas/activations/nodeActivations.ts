import type { ActivationMaps, NodeReading, Where } from "@schema";
import { sameCall } from "../../document/diff/sameCall";
import { declaringNode, nodesOf } from "../../document/graph";
import { modelsOf, reachable } from "../../document/nestedModels";
import type { Document, ModelName, NodeId } from "../../document/types";
import { scaleOf } from "../../run/activationScale";
import type { NodeActivations } from "../../state/runs/activations";

/** A reading of training, or of a row that a run was asked, which has maps too. */
type Reading = NodeReading & { readonly maps?: ActivationMaps | null };

interface Graphs {
  /** The open graph, and its version in the run's snapshot; `null` if the snapshot has none of that name. */
  graph: Document;
  trained: Document | null;
  open: ModelName | null;
}

/**
 * Activations by node of the open graph, and how many nodes were changed since the run, so that theirs are left out.
 */
export function nodeActivations(
  { graph, trained, open }: Graphs,
  observed: { readonly nodes: readonly Reading[] } | null,
  origin: Where | null,
): { cards: ReadonlyMap<NodeId, NodeActivations>; changed: number } {
  const cards = new Map<NodeId, NodeActivations>();
  const readings = observed?.nodes ?? [];
  const known = new Map(
    readings.filter(({ model }) => (model ?? null) === open).map((one) => [one.node, one]),
  );
  const scale = scaleOf(readings);
  const inside = origin?.model && origin.model !== open ? origin.model : null;
  let changed = 0;
  for (const node of nodesOf(graph)) {
    const reading = known.get(node.id) ?? null;
    const originHere = nanOriginAt(graph, node.id, origin, open, inside);
    if (reading === null && originHere === null) continue;
    if (trained === null || !sameCall(graph, trained, node.id)) {
      changed += 1;
      continue;
    }
    const { low = null, high = null } = reading ?? {};
    const bar = low === null || high === null ? null : { from: scale(low), to: scale(high) };
    cards.set(node.id, { stats: reading, bar, origin: originHere, maps: reading?.maps ?? null });
  }
  return { cards, changed: changed + removedCount(graph, known.keys()) };
}

/** How many trained nodes have been removed from the graph. */
function removedCount(graph: Document, trained: Iterable<NodeId>): number {
  const existing = new Set(nodesOf(graph).map(({ id }) => id));
  return [...trained].filter((id) => !existing.has(id)).length;
}

function nanOriginAt(
  graph: Document,
  id: NodeId,
  origin: Where | null,
  open: ModelName | null,
  inside: ModelName | null,
): NodeActivations["origin"] {
  if (origin === null) return null;
  if (inside === null) return (origin.model ?? null) === open && origin.node === id ? "here" : null;
  const node = nodesOf(graph).find((each) => each.id === id);
  const declaring = node && declaringNode(graph, node);
  if (declaring?.kind !== "model") return null;
  return reachable(modelsOf(graph), [declaring.model]).includes(inside) ? "inside" : null;
}
