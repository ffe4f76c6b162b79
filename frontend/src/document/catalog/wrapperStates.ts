import type { Catalog } from "@schema";
import { findNode } from "../graph";
import type { Document, Json, LayerNode, Node } from "../types";
import { layerEntry } from "./layerEntry";
import { readInner } from "./wrappedLayers";

interface WrappedLayer {
  layer: string;
  config: Readonly<Record<string, unknown>>;
}

const DIRECTIONS = ["forward", "backward"] as const;

/** The names of the states that a recurrent layer or cell keeps, in Keras's order. */
export function stateNames(document: Document, node: WrappedLayer, catalog: Catalog): string[] {
  const config = node.config as Readonly<Record<string, Json>>;
  const name = layerEntry(catalog, node.layer)?.name;
  if (name === "Bidirectional") {
    const forward = wrappedLayer(document, config.layer);
    const both = [forward, wrappedLayer(document, config.backward_layer) ?? forward];
    return both.flatMap((inner, direction) =>
      inner === null
        ? []
        : stateNames(document, inner, catalog).map((state) => `${DIRECTIONS[direction]}_${state}`),
    );
  }
  if (name === "RNN") {
    const cells = cellsOf(document, config.cell);
    return cells.flatMap((cell, index) =>
      stateNames(document, cell, catalog).map((state) => (cells.length === 1 ? state : `${state}_${index}`)),
    );
  }
  const outputs = layerEntry(catalog, node.layer)?.outputs.slice(1) ?? [];
  return outputs.filter(({ when }) => when === "return_state" || when === null).map((port) => port.name);
}

/** The outputs of a layer that depend on what is inside it; `null` for one of which the catalogue says them. */
export function wrapperOutputs(document: Document, node: LayerNode, catalog: Catalog): string[] | null {
  const config = (node.config ?? {}) as Readonly<Record<string, Json>>;
  const name = layerEntry(catalog, node.layer)?.name;
  if (name !== "RNN" && name !== "Bidirectional") return null;
  const apart = name === "Bidirectional" && config.merge_mode === null;
  const gives = name === "RNN" ? config : wrappedLayer(document, config.layer)?.config;
  const states = gives?.return_state === true ? stateNames(document, { layer: name, config }, catalog) : [];
  return [...(apart ? DIRECTIONS : ["output"]), ...states];
}

/** Tells two layers apart by what they hold: the outputs they give, and the states they begin with. */
export function wrapperStateText(
  document: Document,
  node: Node | undefined,
  catalog: Catalog | null,
): string {
  if (node?.kind !== "layer" || catalog === null) return "";
  const outputs = wrapperOutputs(document, node, catalog);
  if (outputs === null) return "";
  const states = stateNames(document, { layer: node.layer, config: node.config ?? {} }, catalog);
  return `${outputs.join()} ${states.length}`;
}

/** One cell or several, those of stacks one after the other. */
function cellsOf(document: Document, value: Json | undefined): WrappedLayer[] {
  return (Array.isArray(value) ? value : [value]).flatMap((part) => {
    const cell = wrappedLayer(document, part);
    if (cell?.layer !== "StackedRNNCells") return cell ?? [];
    return cellsOf(document, cell.config.cells as Json | undefined);
  });
}

/** A layer inside another one, as a node of its own would declare it. */
function wrappedLayer(document: Document, value: Json | undefined): WrappedLayer | null {
  const inner = readInner(value);
  if (inner?.kind === "layer") return inner;
  const node = inner?.kind === "of" ? findNode(document, inner.node) : undefined;
  return node?.kind === "layer" ? { layer: node.layer, config: node.config ?? {} } : null;
}
