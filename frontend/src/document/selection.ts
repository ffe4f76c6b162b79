import type { Parameter } from "@schema";
import { layerEntry } from "./catalog/layerEntry";
import type { Known } from "./catalog/ports";
import { isFrozenCall } from "./display/nodeFace";
import { sameJson } from "./equal";
import { declaringNode, findNode, upstreamOf } from "./graph";
import type { Document, Edit, Json, LayerNode, ModelNode, NodeId } from "./types";

/** What several selected nodes have in common, and the edits that change all of them. */

/** A node that has weights of its own, or may have. */
export type TrainedNode = LayerNode | ModelNode;

/** A setting that several layers have. */
export interface CommonSetting {
  /** Where the layers differ, without a default: none of their values is shown as that of all. */
  parameter: Parameter;
  /** The value of all of them; `undefined` for Keras's default, and where they differ. */
  value: Json | undefined;
  /** The values where they differ, each once; else empty. */
  values: readonly Json[];
}

/** Settings that are layers themselves have forms of their own. */
const NESTED: ReadonlySet<Parameter["type"]> = new Set(["layer", "layers"]);

/** The layers and nested models that some nodes call, each once. */
export function trainedNodes(document: Document, ids: Iterable<NodeId>): TrainedNode[] {
  const found = new Map<NodeId, TrainedNode>();
  for (const id of ids) {
    const node = findNode(document, id);
    const declaring = node && declaringNode(document, node);
    if (declaring?.kind === "layer" || declaring?.kind === "model") found.set(declaring.id, declaring);
  }
  return [...found.values()];
}

/** The settings that all of the layers have, by name and type, in the order of the first layer. */
export function commonSettings(layers: readonly LayerNode[], catalog: Known): CommonSetting[] {
  const [first = [], ...others] = layers.map(({ layer }) => layerEntry(catalog, layer)?.parameters ?? []);
  return first
    .filter(({ type }) => !NESTED.has(type))
    .filter((parameter) => others.every((parameters) => parameters.some((other) => alike(parameter, other))))
    .map((parameter) => commonSetting(parameter, layers));
}

function alike(first: Parameter, second: Parameter): boolean {
  return first.name === second.name && first.type === second.type && sameJson(first.choices, second.choices);
}

function commonSetting(parameter: Parameter, layers: readonly LayerNode[]): CommonSetting {
  const { name } = parameter;
  const given = layers.map(({ config }) => config?.[name] as Json | undefined);
  const effective = given.map((value) => (value === undefined ? (parameter.default as Json) : value));
  const values = effective.filter(
    (value, at) => effective.findIndex((other) => sameJson(other, value)) === at,
  );
  if (values.length < 2) return { parameter, value: given[0], values: [] };
  return { parameter: { ...parameter, default: null }, value: undefined, values };
}

/** Sets a setting of several layers, or removes it, so that Keras's default applies. */
export function settingEdits(layers: readonly LayerNode[], field: string, value: Json | undefined): Edit[] {
  return layers.map(({ id: node }) =>
    value === undefined
      ? { type: "set_config", node, field, unset: true }
      : { type: "set_config", node, field, value },
  );
}

/** Freezes layers and nested models, or trains them again; those that are so already are left alone. */
export function freezeEdits(nodes: readonly TrainedNode[], frozen: boolean): Edit[] {
  return nodes
    .filter((node) => isFrozenCall(node) !== frozen)
    .map(({ id }) => ({ type: "set_node", node: id, field: "trainable", value: !frozen }));
}

/** The layers and nested models from which something leads to the given nodes, those included. */
export function nodesUpTo(document: Document, ids: readonly NodeId[]): TrainedNode[] {
  return trainedNodes(
    document,
    ids.flatMap((id) => [...upstreamOf(document, id)]),
  );
}
