import type { Catalog, LayerEntry, OutputPort, Port } from "@schema";
import { declaringNode, wiresIntoNode } from "./graph";
import type { Document, Edge, Node } from "./types";

const INTO_OUTPUT: readonly Port[] = [
  { name: "input", list: false, optional: false, minimum: 1, maximum: null },
];
const UNKNOWN: readonly Port[] = [
  { name: "inputs", list: false, optional: false, minimum: 1, maximum: null },
];
const ONE_OUTPUT: readonly OutputPort[] = [{ name: "output", when: null, by_call: false }];

/** A layer's entry by its name or by another name that Keras knows it by. */
export function layerEntry(catalog: Catalog, layer: string): LayerEntry | undefined {
  return (
    catalog.layers[layer] ?? Object.values(catalog.layers).find((entry) => entry.aliases.includes(layer))
  );
}

/** The inputs of a call. A layer nobody knows takes one tensor. */
export function inputPorts(document: Document, node: Node, catalog: Catalog): readonly Port[] {
  const declaring = declaringNode(document, node);
  if (declaring?.kind === "input") return [];
  if (declaring?.kind === "output") return INTO_OUTPUT;
  if (declaring?.kind !== "layer") return UNKNOWN;
  const inputs = layerEntry(catalog, declaring.layer)?.inputs;
  return inputs?.length ? inputs : UNKNOWN;
}

/** The numbered outputs of a call; some exist only when an argument of the layer is true. */
export function outputPorts(document: Document, node: Node, catalog: Catalog): readonly OutputPort[] {
  const declaring = declaringNode(document, node);
  if (declaring?.kind === "output") return [];
  if (declaring?.kind !== "layer") return ONE_OUTPUT;
  const outputs = layerEntry(catalog, declaring.layer)?.outputs;
  if (!outputs?.length) return ONE_OUTPUT;
  return outputs.filter((port) => port.when === null || declaring.config?.[port.when] === true);
}

/** The wires into one port of a node, a list's in their order. `first` is the port that an unnamed wire means. */
export function wiresInto(document: Document, node: Node, port: Port, first: Port | undefined): Edge[] {
  const wires = wiresIntoNode(document, node.id).filter(
    (edge) => (edge.target_input ?? first?.name) === port.name,
  );
  return wires.sort((a, b) => (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER));
}
