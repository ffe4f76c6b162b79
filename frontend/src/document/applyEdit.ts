import { keptRoutes, movedRoutes, replacedRoutes, uncoveredRoutes, withRoutes } from "./edgeRoutes";
import { sameEdge } from "./equal";
import { edgesOf, nodesOf } from "./graph";
import { modelAsDocument, withModelGraph } from "./nestedModels";
import { removeNodes } from "./removeNodes";
import { renameModel, renameNode } from "./rename";
import { assertNever, type Document, type Edge, type Edit, type Json, type Node } from "./types";

/**
 * The document after one edit; the given one stays as it was. An edit that has nothing to act on changes nothing and
 * returns the same object. Twin of the server's: both pass the golden cases in tests/cases/edits.
 */
export function applyEdit(document: Document, edit: Edit): Document {
  if (edit.type === "rename") return renameNode(document, edit.node, edit.name, edit.model ?? null);
  if (edit.type === "rename_model") return renameModel(document, edit.name, edit.to);
  if (edit.type === "set_field" || !edit.model) return applyHere(document, edit);
  const inside = modelAsDocument(document, edit.model);
  if (inside === null) return document;
  const after = applyHere(inside, edit);
  return after === inside ? document : withModelGraph(document, edit.model, after);
}

/** An edit of one graph; a rename reaches into others. */
type Here = Exclude<Edit, { type: "rename" } | { type: "rename_model" }>;

function applyHere(document: Document, edit: Here): Document {
  switch (edit.type) {
    case "add_node": {
      const added = withGraph(document, [...nodesOf(document), edit.node], edgesOf(document));
      if (!edit.at) return added;
      const at = { ...added, layout: { ...document.layout, [edit.node.id]: edit.at } };
      return withRoutes(at, uncoveredRoutes(at, [edit.node.id]));
    }
    case "remove_nodes":
      return removeNodes(document, new Set(edit.nodes));
    case "connect":
      if (edgesOf(document).some((edge) => sameEdge(edge, edit.edge))) return document;
      return withGraph(document, nodesOf(document), [...edgesOf(document), edit.edge]);
    case "disconnect": {
      const index = edgesOf(document).findIndex((edge) => sameEdge(edge, edit.edge));
      if (index < 0) return document;
      const less = withGraph(document, nodesOf(document), edgesOf(document).toSpliced(index, 1));
      return withRoutes(less, keptRoutes(less));
    }
    case "set_config":
      return changeNode(document, edit.node, (node) => {
        if (node.kind !== "layer" && node.kind !== "op") return node;
        const config: Record<string, unknown> = { ...node.config };
        if (edit.unset) delete config[edit.field];
        else config[edit.field] = edit.value ?? null;
        return { ...node, config };
      });
    case "set_node":
      return changeNode(document, edit.node, (node) => ({ ...node, [edit.field]: edit.value }) as Node);
    case "set_field":
      return setField(
        document as JsonObject,
        edit.path,
        edit.unset ? undefined : (edit.value as Json),
      ) as Document;
    case "move": {
      const moved = { ...document, layout: { ...document.layout, ...edit.positions } };
      return withRoutes(moved, movedRoutes(document, moved, edit.positions));
    }
    case "set_routes":
      return withRoutes(document, replacedRoutes(document, edit.routes));
    case "set_direction":
      return document.direction === edit.direction ? document : { ...document, direction: edit.direction };
    case "set_note": {
      const { [edit.note]: _before, ...others } = document.notes ?? {};
      if (edit.value) return { ...document, notes: { ...document.notes, [edit.note]: edit.value } };
      return document.notes?.[edit.note] === undefined ? document : { ...document, notes: others };
    }
    default:
      return assertNever(edit);
  }
}

/** The document after several edits, in their order. */
export function applyEdits(document: Document, edits: readonly Edit[]): Document {
  return edits.reduce(applyEdit, document);
}

function withGraph(document: Document, nodes: readonly Node[], edges: readonly Edge[]): Document {
  return { ...document, graph: { ...document.graph, nodes: [...nodes], edges: [...edges] } };
}

function changeNode(document: Document, id: string, change: (node: Node) => Node): Document {
  const nodes = nodesOf(document);
  if (!nodes.some((node) => node.id === id)) return document;
  return withGraph(
    document,
    nodes.map((node) => (node.id === id ? change(node) : node)),
    edgesOf(document),
  );
}

type JsonObject = { [key: string]: Json };

/**
 * Sets or, with `undefined`, removes the value at a path; in a list, the id of one of its objects leads to it, or a
 * position. Objects on the way are made only to set.
 */
function setField(object: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  if (rest.length === 0) {
    if (value !== undefined) return { ...object, [key]: value };
    if (!Object.hasOwn(object, key)) return object;
    const { [key]: _gone, ...kept } = object;
    return kept;
  }
  const inner = object[key];
  if (Array.isArray(inner)) {
    const after = setPart(inner, rest, value);
    return after === inner ? object : { ...object, [key]: after };
  }
  const isObject = typeof inner === "object" && inner !== null && !Array.isArray(inner);
  if (!isObject && value === undefined) return object;
  const before = isObject ? inner : {};
  const after = setField(before, rest, value);
  return after === inner ? object : { ...object, [key]: after };
}

/** The same in a list. */
function setPart(list: Json[], path: readonly string[], value: Json | undefined): Json[] {
  const [key = "", ...rest] = path;
  const index = indexIn(list, key);
  const inner = list[index];
  if (inner === undefined) return list;
  if (rest.length === 0) return value === undefined ? list.toSpliced(index, 1) : list.with(index, value);
  if (typeof inner !== "object" || inner === null) return list;
  const after = Array.isArray(inner) ? setPart(inner, rest, value) : setField(inner, rest, value);
  return after === inner ? list : list.with(index, after);
}

function indexIn(list: readonly Json[], key: string): number {
  const byId = list.findIndex(
    (part) => typeof part === "object" && part !== null && !Array.isArray(part) && part.id === key,
  );
  return byId < 0 && /^\d{1,8}$/.test(key) ? Number(key) : byId;
}
