import { declaringNode, nodesOf } from "./graph";
import { presentationOf, withoutPresentation } from "./presentation";
import type { Document, Edit, Json, ModelName, ModelNode, NestedModel, Node } from "./types";

/** Nested models as documents of their own: what is done to one graph can be done to any. */

export function modelsOf(document: Document): Readonly<Record<ModelName, NestedModel>> {
  return document.models ?? NO_MODELS;
}

const NO_MODELS: Readonly<Record<ModelName, NestedModel>> = {};

/** The graph of a nested model in place of the document's own; `null` where it has none. */
export function modelAsDocument(document: Document, name: ModelName): Document | null {
  const nested = modelsOf(document)[name];
  if (!nested?.graph) return null;
  return { ...withoutPresentation(document), graph: nested.graph, ...presentationOf(nested) };
}

/** The document with what was done in the view of one of its nested models. */
export function withModelGraph(document: Document, name: ModelName, inside: Document): Document {
  const before = withoutPresentation(modelsOf(document)[name] ?? {});
  const nested: NestedModel = { ...before, graph: inside.graph ?? {}, ...presentationOf(inside) };
  return { ...document, models: { ...document.models, [name]: nested } };
}

/** Edits of a graph, said to be of the graph of a nested model; those that name a path or a model stay. */
export function inModel(edits: readonly Edit[], model: ModelName | null): readonly Edit[] {
  if (model === null) return edits;
  return edits.map((edit) =>
    edit.type === "set_field" || edit.type === "rename_model" || edit.model ? edit : { ...edit, model },
  );
}

/** The node that declares the nested model a node calls, `null` where it calls none. */
export function calledModel(document: Document, node: Node): ModelNode | null {
  const declaring = declaringNode(document, node);
  return declaring?.kind === "model" ? declaring : null;
}

/** The nested models that nodes call, or hold inside their layers, once each. */
export function modelNamesIn(nodes: readonly Node[]): ModelName[] {
  const found = new Set<ModelName>();
  for (const node of nodes) {
    if (node.kind === "model") found.add(node.model);
    else if (node.kind === "layer") for (const name of modelNamesInside(node.config as Json)) found.add(name);
  }
  return [...found];
}

/** `{"model": NAME}` wherever a layer is an argument. */
function modelNamesInside(value: Json | undefined): ModelName[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(modelNamesInside);
  const { model } = value;
  if (typeof model === "string" && Object.keys(value).length === 1) return [model];
  return Object.values(value).flatMap(modelNamesInside);
}

/** The nested models that the graph of an entry names. */
export function namesOf(models: Readonly<Record<ModelName, NestedModel>>, name: ModelName): ModelName[] {
  return modelNamesIn((models[name]?.graph?.nodes ?? []) as Node[]);
}

/** What is named, and all that is named in turn, each once. */
export function reachable(
  models: Readonly<Record<ModelName, NestedModel>>,
  start: Iterable<ModelName>,
): ModelName[] {
  const found = new Set(start);
  for (const name of found) for (const further of namesOf(models, name)) found.add(further);
  return [...found];
}

/** The nested models to go through from the document's own graph to one of them, itself at the end. */
export function pathTo(document: Document, name: ModelName): ModelName[] {
  const models = modelsOf(document);
  const waiting: ModelName[][] = modelNamesIn(nodesOf(document)).map((first) => [first]);
  const seen = new Set<ModelName>();
  for (const path of waiting) {
    const last = path.at(-1) ?? name;
    if (last === name) return path;
    if (seen.has(last)) continue;
    seen.add(last);
    waiting.push(...namesOf(models, last).map((next) => [...path, next]));
  }
  return [name];
}

/** As much of a path into nested models as exists. */
export function existingPath(document: Document, path: readonly ModelName[]): readonly ModelName[] {
  const end = path.findIndex((name) => !modelsOf(document)[name]?.graph);
  return end < 0 ? path : path.slice(0, end);
}

/** The node with other names for the nested models, and other ids for the nodes, that it names. */
export function renamedNode(
  node: Node,
  models: ReadonlyMap<ModelName, ModelName>,
  ids: ReadonlyMap<string, string>,
): Node {
  if (node.kind === "model") return { ...node, model: models.get(node.model) ?? node.model };
  if (node.kind === "shared") return { ...node, of: ids.get(node.of) ?? node.of };
  if (node.kind !== "layer" || node.config === undefined) return node;
  return { ...node, config: renamedInside(node.config as Json, models, ids) as Record<string, Json> };
}

function renamedInside(
  value: Json,
  models: ReadonlyMap<ModelName, ModelName>,
  ids: ReadonlyMap<string, string>,
): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => renamedInside(part, models, ids));
  if (Object.keys(value).length === 1) {
    if (typeof value.model === "string") return { model: models.get(value.model) ?? value.model };
    if (typeof value.of === "string") return { of: ids.get(value.of) ?? value.of };
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, renamedInside(part, models, ids)]),
  );
}

/** The nodes whose layers a node holds as arguments. */
export function wrappedNodes(node: Node): string[] {
  return node.kind === "layer" ? wrappedInside(node.config as Json | undefined) : [];
}

function wrappedInside(value: Json | undefined): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(wrappedInside);
  if (typeof value.of === "string" && Object.keys(value).length === 1) return [value.of];
  return Object.values(value).flatMap(wrappedInside);
}
