import { nodesOf } from "./graph";
import { modelAsDocument, modelsOf, renamedNode, withModelGraph } from "./nestedModels";
import type {
  DataBinding,
  Document,
  Edge,
  Graph,
  InputNode,
  ModelName,
  Named,
  NestedModel,
  Node,
  NodeId,
  OutputNode,
  Training,
} from "./types";

/** Renames a node or a nested model, with everything that the old name keys. Twin of the server's `graph/renaming.py`. */

/**
 * The document with a node of its own graph, or of the graph of `model`, under another name. Where another node of the
 * same kind has the old name, both end with what it keys; one that has the new name already keeps what is there.
 */
export function renameNode(document: Document, id: NodeId, name: string, model: ModelName | null): Document {
  const inside = model === null ? document : modelAsDocument(document, model);
  const node = inside === null ? undefined : nodesOf(inside).find((each) => each.id === id);
  if (inside === null || node === undefined || node.kind === "shared" || node.name === name) return document;
  const others = new Set(
    nodesOf(inside).flatMap((other) => (other.kind === node.kind && other !== node ? [other.name] : [])),
  );
  const nodes = nodesOf(inside).map((other) => (other === node ? { ...node, name } : other));
  const after = { ...inside, graph: { ...inside.graph, nodes } };
  if (model === null) {
    const keyed = (node.kind === "input" || node.kind === "output") && !others.has(name);
    return keyed ? keysCarried(after, node, name, others) : after;
  }
  const whole = withModelGraph(document, model, after);
  if (node.kind !== "input" || others.has(name) || others.has(node.name)) return whole;
  return portsCarried(whole, model, node.name, name);
}

/** The document with an entry of `models` under another name, wherever it is named. Nothing changes where `to` is taken. */
export function renameModel(document: Document, name: ModelName, to: ModelName): Document {
  const models = modelsOf(document);
  if (models[name] === undefined || models[to] !== undefined) return document;
  const names = new Map([[name, to]]);
  const renamed = (graph: Graph): Graph => ({
    ...graph,
    nodes: (graph.nodes ?? []).map((node) => renamedNode(node, names, new Map())),
  });
  const entries = Object.entries(models).map(([key, entry]): [ModelName, NestedModel] => [
    names.get(key) ?? key,
    entry.graph ? { ...entry, graph: renamed(entry.graph) } : entry,
  ]);
  return { ...document, graph: renamed(document.graph ?? {}), models: Object.fromEntries(entries) };
}

type Keyed = InputNode | OutputNode;

/** `node` as it was before; `others` are the names of the other nodes of its kind. */
function keysCarried(document: Document, node: Keyed, name: string, others: ReadonlySet<string>): Document {
  const { data, training } = document;
  const keep = others.has(node.name);
  const fields = node.kind === "input" ? (["inputs"] as const) : (["targets", "sample_weights"] as const);
  const moved: Partial<DataBinding> = {};
  for (const field of fields) {
    const keys = data?.[field];
    if (keys && Object.hasOwn(keys, node.name)) moved[field] = rekeyed(keys, node.name, name, keep);
  }
  const carried = { ...document };
  if (Object.keys(moved).length > 0) carried.data = { ...data, ...moved };
  if (training && node.kind === "output")
    carried.training = trainingCarried(training, node.name, name, others);
  return carried;
}

function trainingCarried(
  training: Training,
  old: string,
  name: string,
  others: ReadonlySet<string>,
): Training {
  const { outputs, callbacks } = training;
  const carried = { ...training };
  if (outputs && Object.hasOwn(outputs, old)) carried.outputs = rekeyed(outputs, old, name, others.has(old));
  // One output alone has no name in what Keras logs.
  if (callbacks && others.size > 0 && !others.has(old)) {
    carried.callbacks = callbacks.map((callback) => monitorCarried(callback, old, name, others));
  }
  return carried;
}

/** The entries in their order, with `name` in the place of `old`, or beside it. */
function rekeyed<T>(entries: Readonly<Record<string, T>>, old: string, name: string, keep: boolean) {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([key, value]): [string, T][] => {
      if (key === old)
        return keep
          ? [
              [old, value],
              [name, value],
            ]
          : [[name, value]];
      return key === name ? [] : [[key, value]];
    }),
  );
}

/** A callback that watches `val_<output>_<metric>` or `<output>_<metric>` goes on watching it. */
function monitorCarried(callback: Named, old: string, name: string, others: ReadonlySet<string>): Named {
  const monitor = callback.config?.monitor;
  if (typeof monitor !== "string") return callback;
  const prefix = monitor.startsWith("val_") ? "val_" : "";
  const watched = monitor.slice(prefix.length);
  if (!watched.startsWith(`${old}_`)) return callback;
  if ([...others].some((other) => other.length > old.length && watched.startsWith(`${other}_`))) {
    return callback;
  }
  return {
    ...callback,
    config: { ...callback.config, monitor: `${prefix}${name}${watched.slice(old.length)}` },
  };
}

/** The edges into every call of a nested model, and their routes, follow one of its inputs to its new name. */
function portsCarried(document: Document, model: ModelName, old: string, name: string): Document {
  const models = Object.entries(modelsOf(document)).map(([key, entry]): [ModelName, NestedModel] => [
    key,
    edgesCarried(entry, model, old, name),
  ]);
  return { ...edgesCarried(document, model, old, name), models: Object.fromEntries(models) };
}

function edgesCarried<T extends Document | NestedModel>(
  part: T,
  model: ModelName,
  old: string,
  name: string,
): T {
  const nodes: readonly Node[] = part.graph?.nodes ?? [];
  const declaring = new Set(
    nodes.flatMap((node) => (node.kind === "model" && node.model === model ? [node.id] : [])),
  );
  const calls = new Set(
    nodes.flatMap((node) => (declaring.has(node.kind === "shared" ? node.of : node.id) ? [node.id] : [])),
  );
  const follows = (edge: Edge) => calls.has(edge.target) && edge.target_input === old;
  const carried = (edge: Edge): Edge => (follows(edge) ? { ...edge, target_input: name } : edge);
  const edges = part.graph?.edges ?? [];
  if (!edges.some(follows)) return part;
  const after = { ...part, graph: { ...part.graph, edges: edges.map(carried) } };
  if (!part.routes) return after;
  return { ...after, routes: part.routes.map((route) => ({ ...route, edge: carried(route.edge) })) };
}
