import { declaringNode, nodesOf } from "../graph";
import { cleanName, numberedName } from "../names";
import { modelAsDocument, modelNamesIn, modelsOf, reachable, renamedNode } from "../nestedModels";
import type { Document, Edit, Json, ModelName, NestedModel, Node } from "../types";

/** The entries of `models`: their names, who calls them, and copies of them. */

/** Where a nested model is called: the graph (`null` is the document's own), and the node. */
export interface Caller {
  model: ModelName | null;
  node: Node;
}

/** A name that no entry has: `tower`, then `tower_1`. */
export function freshModelName(
  models: Readonly<Record<ModelName, NestedModel>>,
  base: string,
  taken: Iterable<ModelName> = [],
): ModelName {
  const stem = cleanName(base);
  const names = new Set([...Object.keys(models), ...taken]);
  if (!names.has(stem)) return stem;
  return numberedName(stem, names);
}

/** Every graph of a document: its own first, then those of its nested models. */
export function graphsOf(document: Document): { model: ModelName | null; graph: Document }[] {
  const nested = Object.keys(modelsOf(document)).flatMap((model) => {
    const graph = modelAsDocument(document, model);
    return graph === null ? [] : [{ model, graph }];
  });
  return [{ model: null, graph: document }, ...nested];
}

/** Every node, of any graph, that calls a nested model or holds it inside a layer. */
export function callersOf(document: Document, name: ModelName): Caller[] {
  return graphsOf(document).flatMap(({ model, graph }) =>
    nodesOf(graph)
      .filter((node) => {
        const declaring = declaringNode(graph, node);
        return declaring !== undefined && modelNamesIn([declaring]).includes(name);
      })
      .map((node) => ({ model, node })),
  );
}

/** Whether a nested model is frozen: by one of its calls, for all of them share its weights, or with a model around it. */
export function isFrozenModel(document: Document, name: ModelName): boolean {
  const frozen = graphsOf(document).flatMap(({ graph }) =>
    nodesOf(graph).flatMap((node) => (node.kind === "model" && node.trainable === false ? [node.model] : [])),
  );
  return reachable(modelsOf(document), frozen).includes(name);
}

/** What a text names a nested model: its label in any script, else its name. */
export function entryTitle(document: Document, name: ModelName): string {
  return modelsOf(document)[name]?.label || name;
}

/** What copies of some entries, and of all that they name, are called in a document, and the edits that add them. */
export function copyEntries(
  document: Document,
  source: Readonly<Record<ModelName, NestedModel>>,
  names: Iterable<ModelName>,
): { names: Map<ModelName, ModelName>; edits: Edit[] } {
  const renames = new Map<ModelName, ModelName>();
  for (const name of reachable(source, names)) {
    if (source[name] === undefined) continue;
    renames.set(name, freshModelName(modelsOf(document), name, renames.values()));
  }
  const edits = [...renames].map(([old, name]): Edit => {
    const entry = renamedEntry(source[old] ?? {}, renames);
    return { type: "set_field", path: ["models", name], value: entry as Json };
  });
  return { names: renames, edits };
}

/** An entry with other names for the nested models that its graph names. */
export function renamedEntry(entry: NestedModel, renames: ReadonlyMap<ModelName, ModelName>): NestedModel {
  if (!entry.graph) return entry;
  const nodes = (entry.graph.nodes ?? []).map((node) => renamedNode(node, renames, new Map()));
  return { ...entry, graph: { ...entry.graph, nodes } };
}

/** Takes away the entries that a change has left without a caller; those that had none before stay. */
export function orphanEdits(before: Document, after: Document): Edit[] {
  const kept = new Set(reachable(modelsOf(after), modelNamesIn(nodesOf(after))));
  return reachable(modelsOf(before), modelNamesIn(nodesOf(before)))
    .filter((name) => !kept.has(name) && modelsOf(after)[name] !== undefined)
    .map((name): Edit => ({ type: "set_field", path: ["models", name], unset: true }));
}
