import type { Known } from "../catalog/ports";
import { heldText } from "../catalog/wrapperStates";
import { sameParts } from "../equal";
import { declaringNode, wiresIntoNode, wiresOutOf } from "../graph";
import { modelsOf } from "../nestedModels";
import type { Document, Node } from "../types";
import { inputSlots, outputSlots, ringAt } from "./slots";

/** A ring by the id of its handle, and where along the side of its node it stands, from 0 to 1. */
export interface Ring {
  id: string;
  share: number;
}

export interface Rings {
  inputs: readonly Ring[];
  outputs: readonly Ring[];
}

const known = new WeakMap<Node, { rings: Rings; of: readonly unknown[] }>();

/** The rings of a node, the very same object while nothing changed that they depend on. */
export function ringsOf(document: Document, node: Node, catalog: Known | null): Rings {
  const declaring = declaringNode(document, node);
  const entry = declaring?.kind === "model" ? modelsOf(document)[declaring.model] : undefined;
  const held = heldText(document, declaring, catalog);
  const of = [
    catalog,
    declaring,
    entry,
    held,
    wiresIntoNode(document, node.id),
    wiresOutOf(document, node.id),
  ];
  const there = known.get(node);
  if (there !== undefined && sameParts(there.of, of)) return there.rings;
  const slots = inputSlots(document, node, catalog);
  const ends = outputSlots(document, node, catalog);
  const rings = {
    inputs: slots.map(({ id }, place) => ({ id, share: ringAt(place, slots) })),
    outputs: ends.map(({ index }, place) => ({
      id: `out|${index}`,
      share: (place + 1) / (ends.length + 1),
    })),
  };
  known.set(node, { rings, of });
  return rings;
}
