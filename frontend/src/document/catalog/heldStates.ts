import type { Catalog } from "@schema";
import { findNode } from "../graph";
import type { Document, Json, LayerNode, Node } from "../types";
import { readInner } from "./innerLayers";
import { layerEntry } from "./layerEntry";

interface Held {
  layer: string;
  config: Readonly<Record<string, unknown>>;
}

/** The names of the states that a layer gives because of what stands inside it, in Keras's order. */
export function heldStates(document: Document, node: LayerNode, catalog: Catalog): string[] {
  const config = (node.config ?? {}) as Readonly<Record<string, Json>>;
  const name = layerEntry(catalog, node.layer)?.name;
  if (name === "Bidirectional") {
    const inner = held(document, config.layer);
    const entry = inner === null ? undefined : layerEntry(catalog, inner.layer);
    if (inner?.config.return_state !== true) return [];
    const states = (entry?.outputs ?? []).filter((port) => port.when === "return_state");
    return ["forward", "backward"].flatMap((way) => states.map((port) => `${way}_${port.name}`));
  }
  if (name !== "RNN" || config.return_state !== true) return [];
  const cells = cellsOf(document, config.cell);
  return cells.flatMap((cell, place) =>
    (layerEntry(catalog, cell.layer)?.outputs ?? [])
      .slice(1)
      .map((port) => (cells.length === 1 ? port.name : `${port.name}_${place}`)),
  );
}

/** Tells two sets of states apart. */
export function heldText(document: Document, node: Node | undefined, catalog: Catalog | null): string {
  return node?.kind === "layer" && catalog !== null ? heldStates(document, node, catalog).join() : "";
}

/** One cell or several, those of stacks one after the other. */
function cellsOf(document: Document, value: Json | undefined): Held[] {
  return (Array.isArray(value) ? value : [value]).flatMap((part) => {
    const cell = held(document, part);
    if (cell?.layer !== "StackedRNNCells") return cell ?? [];
    return cellsOf(document, cell.config.cells as Json | undefined);
  });
}

/** A layer inside another one, as a node of its own would declare it. */
function held(document: Document, value: Json | undefined): Held | null {
  const inner = readInner(value);
  if (inner?.kind === "layer") return inner;
  const node = inner?.kind === "of" ? findNode(document, inner.node) : undefined;
  return node?.kind === "layer" ? { layer: node.layer, config: node.config ?? {} } : null;
}
