import { edgeKey } from "../equal";
import { classOf, edgesOf, findNode, nodesOf, titleOf } from "../graph";
import { renamedNode } from "../nestedModels";
import type { Document, Edge, ModelName, Node, NodeId } from "../types";
import { type DefaultOf, type SettingChange, settingChanges } from "./diffSettings";

export type ChangeKind = "added" | "removed" | "changed";

/** A node on one side alone, or on both with other settings. */
export interface NodeChange {
  kind: ChangeKind;
  /** The nested model it is in; `null` for the document's own graph. */
  model: ModelName | null;
  /** Its graph now; its former graph, if it was removed. */
  id: NodeId;
  title: string;
  class: string;
  settings: readonly SettingChange[];
}

/** A wire on one side alone, by the titles of its ends. */
export interface EdgeChange {
  kind: "added" | "removed";
  model: ModelName | null;
  edge: Edge;
  from: string;
  to: string;
}

export interface GraphChanges {
  nodes: NodeChange[];
  edges: EdgeChange[];
  /** Whether the nodes of both sides come in another order, which is the order of the seeds. */
  reordered: boolean;
}

/** What a parameter of a layer is where a node does not say it. */
export type ParameterDefault = (node: Node, path: readonly string[]) => unknown;

/** How one graph differs from another, each as a document of its own. */
export function graphChanges(
  before: Document,
  after: Document,
  model: ModelName | null,
  entries: ReadonlyMap<ModelName, ModelName>,
  parameterDefault: ParameterDefault,
): GraphChanges {
  const pairs = matched(before, after);
  const back = new Map([...pairs].map(([a, b]) => [b, a]));
  const nodes: NodeChange[] = nodesOf(after).flatMap((node): NodeChange[] => {
    const was = findNode(before, back.get(node.id) ?? "");
    const entry = { model, id: node.id, title: titleOf(after, node), class: classOf(after, node) };
    if (was === undefined) return [{ kind: "added", ...entry, settings: [] }];
    const same = renamedNode(was.kind === "model" ? was : { ...was }, entries, pairs);
    const settings = settingChanges(seen(same), seen(node), nodeDefault(node, parameterDefault));
    return settings.length === 0 ? [] : [{ kind: "changed", ...entry, settings }];
  });
  for (const node of nodesOf(before)) {
    if (pairs.has(node.id)) continue;
    const entry = { model, id: node.id, title: titleOf(before, node), class: classOf(before, node) };
    nodes.push({ kind: "removed", ...entry, settings: [] });
  }
  return {
    nodes,
    edges: edgeChanges(before, after, model, pairs),
    reordered: isReordered(before, after, pairs),
  };
}

/** Which node of one graph is which of another: by its id, then by its name and class. */
function matched(before: Document, after: Document): Map<NodeId, NodeId> {
  const pairs = new Map<NodeId, NodeId>();
  const taken = new Set<NodeId>();
  const pair = (a: NodeId, b: NodeId) => {
    pairs.set(a, b);
    taken.add(b);
  };
  for (const node of nodesOf(before)) {
    const other = findNode(after, node.id);
    if (other !== undefined && isAlike(before, node, after, other)) pair(node.id, other.id);
  }
  const free = new Map<string, NodeId[]>();
  for (const node of nodesOf(after)) {
    if (taken.has(node.id)) continue;
    const key = kept(after, node);
    free.set(key, [...(free.get(key) ?? []), node.id]);
  }
  for (const node of nodesOf(before)) {
    if (pairs.has(node.id)) continue;
    const found = free.get(kept(before, node))?.shift();
    if (found !== undefined) pair(node.id, found);
  }
  return pairs;
}

/** One id may stand for two things in two documents that were drawn apart: name or class must be the same. */
function isAlike(before: Document, a: Node, after: Document, b: Node): boolean {
  if (a.kind !== b.kind) return false;
  return classOf(before, a) === classOf(after, b) || titleOf(before, a) === titleOf(after, b);
}

function kept(document: Document, node: Node): string {
  return [node.kind, classOf(document, node), titleOf(document, node)].join("\n");
}

/** What of a node is compared: all but its id. */
function seen({ id: _id, kind: _kind, ...rest }: Node): Record<string, unknown> {
  return rest;
}

const NODE_DEFAULTS: Readonly<Record<string, unknown>> = { trainable: true, adapt: false, dtype: "float32" };

function nodeDefault(node: Node, parameterDefault: ParameterDefault): DefaultOf {
  return (path) => (path.length === 1 ? NODE_DEFAULTS[path[0] ?? ""] : parameterDefault(node, path));
}

function edgeChanges(
  before: Document,
  after: Document,
  model: ModelName | null,
  pairs: ReadonlyMap<NodeId, NodeId>,
): EdgeChange[] {
  const titles = (document: Document, { source, target }: Edge) => {
    const title = (id: NodeId) => {
      const node = findNode(document, id);
      return node === undefined ? id : titleOf(document, node);
    };
    return { from: title(source), to: title(target) };
  };
  const moved = (edge: Edge): Edge => ({
    ...edge,
    // An end that is gone is no node of the other side, whatever its id.
    source: pairs.get(edge.source) ?? `gone ${edge.source}`,
    target: pairs.get(edge.target) ?? `gone ${edge.target}`,
  });
  const there = new Set(edgesOf(after).map(edgeKey));
  const was = new Set(edgesOf(before).map((edge) => edgeKey(moved(edge))));
  return [
    ...edgesOf(before)
      .filter((edge) => !there.has(edgeKey(moved(edge))))
      .map((edge): EdgeChange => ({ kind: "removed", model, edge, ...titles(before, edge) })),
    ...edgesOf(after)
      .filter((edge) => !was.has(edgeKey(edge)))
      .map((edge): EdgeChange => ({ kind: "added", model, edge, ...titles(after, edge) })),
  ];
}

function isReordered(before: Document, after: Document, pairs: ReadonlyMap<NodeId, NodeId>): boolean {
  const back = new Set(pairs.values());
  const order = nodesOf(after).filter((node) => back.has(node.id));
  const then = nodesOf(before).flatMap((node) => pairs.get(node.id) ?? []);
  return then.some((id, index) => order[index]?.id !== id);
}
