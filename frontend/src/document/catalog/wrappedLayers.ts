import type { Catalog, LayerEntry, Parameter } from "@schema";
import { findNode, nodesOf } from "../graph";
import { wrappedNodes } from "../nestedModels";
import type { Document, Json, LayerNode, ModelNode, NodeId } from "../types";
import { layerEntry } from "./layerEntry";

/** A layer that is an argument of another: a new one, a nested model, or the very layer of another node. */
export type Inner =
  | { kind: "layer"; layer: string; config: Record<string, Json> }
  | { kind: "model"; model: string }
  | { kind: "of"; node: NodeId };

/** The wrapped layer in a value; `null` for nothing, and for what is no layer. */
export function readInner(value: Json | undefined): Inner | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  if (typeof value.of === "string") return { kind: "of", node: value.of };
  if (typeof value.model === "string") return { kind: "model", model: value.model };
  if (typeof value.layer !== "string") return null;
  const { config } = value;
  const isObject = typeof config === "object" && config !== null && !Array.isArray(config);
  return { kind: "layer", layer: value.layer, config: isObject ? config : {} };
}

/** Whether this argument accepts a layer: one that is named, or any that takes one tensor. */
export function accepts(parameter: Parameter, entry: LayerEntry): boolean {
  if (entry.refused !== null) return false;
  if (parameter.layers.length > 0) return parameter.layers.includes(entry.name);
  const [first, ...rest] = entry.inputs;
  const takesOne = first !== undefined && !first.list && rest.every((port) => port.optional);
  return takesOne && !entry.inside;
}

/** A new layer, with what it needs, and with the settings that it has in common with the one that stood there. */
export function newInner(entry: LayerEntry, before: Inner | null, old: LayerEntry | undefined): Json {
  const kept = before?.kind === "layer" ? before.config : {};
  const config: Record<string, Json> = {};
  for (const parameter of entry.parameters) {
    const same = old?.parameters.find((each) => each.name === parameter.name);
    const value = same?.type === parameter.type ? kept[parameter.name] : undefined;
    if (value !== undefined) config[parameter.name] = value;
    else if (parameter.suggested !== null) config[parameter.name] = parameter.suggested as Json;
  }
  return { layer: entry.name, config };
}

/** The layer with one setting changed, or, with `undefined`, taken away. */
export function withInnerSetting(
  inner: Inner & { kind: "layer" },
  name: string,
  value: Json | undefined,
): Json {
  const { [name]: _old, ...rest } = inner.config;
  const config = value === undefined ? rest : { ...inner.config, [name]: value };
  return { layer: inner.layer, config };
}

/** The nodes whose very layer or nested model may be wrapped without a layer wrapping itself. */
export function layersOfNodes(
  document: Document,
  holder: NodeId,
  parameter: Parameter,
  catalog: Catalog,
): (LayerNode | ModelNode)[] {
  return nodesOf(document).filter((node): node is LayerNode | ModelNode => {
    if (node.kind !== "layer" && node.kind !== "model") return false;
    if (holdsNode(document, node.id, holder)) return false;
    if (node.kind === "model") return parameter.models;
    const entry = layerEntry(catalog, node.layer);
    return entry !== undefined && accepts(parameter, entry);
  });
}

function holdsNode(document: Document, start: NodeId, wanted: NodeId): boolean {
  const seen = new Set([start]);
  for (const id of seen) {
    if (id === wanted) return true;
    const node = findNode(document, id);
    if (node !== undefined) for (const wrapped of wrappedNodes(node)) seen.add(wrapped);
  }
  return false;
}
