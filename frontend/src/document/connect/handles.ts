import type { Known } from "../catalog/ports";
import { wrapperStateText } from "../catalog/wrapperStates";
import { sameParts } from "../equal";
import { declaringNode, edgesInto, edgesOutOf } from "../graph";
import { modelsOf } from "../nestedModels";
import type { Document, Node } from "../types";
import { handleOffset, inputSlots, outputSlots } from "./slots";

/** A handle by its id, and its position along the side of its node, from 0 to 1. */
export interface HandlePosition {
  id: string;
  share: number;
}

export interface NodeHandles {
  inputs: readonly HandlePosition[];
  outputs: readonly HandlePosition[];
}

const known = new WeakMap<Node, { handles: NodeHandles; of: readonly unknown[] }>();

/** The rings of a node, the very same object while nothing changed that they depend on. */
export function handlesOf(document: Document, node: Node, catalog: Known | null): NodeHandles {
  const declaring = declaringNode(document, node);
  const entry = declaring?.kind === "model" ? modelsOf(document)[declaring.model] : undefined;
  const stateText = wrapperStateText(document, declaring, catalog);
  const of = [
    catalog,
    declaring,
    entry,
    stateText,
    edgesInto(document, node.id),
    edgesOutOf(document, node.id),
  ];
  const there = known.get(node);
  if (there !== undefined && sameParts(there.of, of)) return there.handles;
  const slots = inputSlots(document, node, catalog);
  const ends = outputSlots(document, node, catalog);
  const handles = {
    inputs: slots.map(({ id }, order) => ({ id, share: handleOffset(order, slots) })),
    outputs: ends.map(({ index }, order) => ({
      id: `out|${index}`,
      share: (order + 1) / (ends.length + 1),
    })),
  };
  known.set(node, { handles, of });
  return handles;
}
