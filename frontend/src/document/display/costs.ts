import type { NodeReport, Totals } from "@schema";
import { declaringNode, nodesOf } from "../graph";
import type { Document, NodeId } from "../types";

/** What a node costs: weights, operations for a row, bytes of activations for a row. */
export type Measure = "params" | "flops" | "activations";

export const MEASURES: readonly Measure[] = ["params", "flops", "activations"];

export interface NodeCost {
  id: NodeId;
  cost: number;
  /** Of the whole graph, from 0 to 1. */
  share: number;
}

type Reports = Readonly<Record<NodeId, NodeReport>> | undefined;

/**
 * What the nodes of a graph cost, in their order. Weights are counted at the first call alone: a further call, of a
 * layer or of a nested model, has none of its own.
 */
export function costsOf(document: Document, nodes: Reports, measure: Measure, total: number): NodeCost[] {
  const weighed = new Set<string>();
  return nodesOf(document).flatMap((node) => {
    const report = nodes?.[node.id];
    if (report === undefined || node.kind === "input" || node.kind === "output") return [];
    const declaring = declaringNode(document, node);
    if (measure === "params" && declaring !== undefined) {
      const owner = declaring.kind === "model" ? `model ${declaring.model}` : declaring.id;
      if (report.call > 0 || weighed.has(owner)) return [];
      weighed.add(owner);
    }
    const cost = report[measure];
    return [{ id: node.id, cost, share: total > 0 ? Math.min(1, cost / total) : 0 }];
  });
}

/** The nodes that cost most, the dearest first; what costs nothing is no such node. */
export function dearest(costs: readonly NodeCost[], count: number): NodeCost[] {
  return costs
    .filter(({ cost }) => cost > 0)
    .sort((a, b) => b.cost - a.cost)
    .slice(0, count);
}

/** What the whole graph costs. */
export function totalOf(totals: Totals | undefined, measure: Measure): number {
  return totals?.[measure] ?? 0;
}
