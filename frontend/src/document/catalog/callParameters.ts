import type { Catalog, Parameter } from "@schema";
import { declaringNode } from "../graph";
import type { Document, Node } from "../types";
import { layerEntry } from "./layerEntry";

/** A nested model is called in training or not, whatever it contains. */
const OF_MODEL: readonly Parameter[] = [
  {
    name: "training",
    type: "bool",
    required: false,
    nullable: true,
    default: null,
    minimum: null,
    exclusive_minimum: null,
    maximum: null,
    exclusive_maximum: null,
    choices: [],
    spellings: {},
    length: null,
    layers: [],
    models: false,
    suggested: null,
    advanced: false,
  },
];

/** What a call may pin that is no tensor. */
export function callParameters(document: Document, node: Node, catalog: Catalog): readonly Parameter[] {
  const declaring = declaringNode(document, node);
  if (declaring?.kind === "model") return OF_MODEL;
  if (declaring?.kind !== "layer") return [];
  return layerEntry(catalog, declaring.layer)?.call_parameters ?? [];
}
