import type { Addition } from "../document/add/addNode";
import { spliceEdits, spliceRefusal } from "../document/connect/splice";
import { edgeKey } from "../document/equal";
import { edgesOf, findNode, titleOf } from "../document/graph";
import type { Document, Edge, Edit, Node, NodeId, Position } from "../document/types";
import { useCatalog } from "../state/catalog";
import { openDirection } from "../state/direction";
import { useDocument } from "../state/document";
import { showToast } from "../state/toast";
import { addToGraph } from "./graphActions";

/** Whether a node could be let into a wire: no wires of its own, and a way in and out. */
export function canSplice(id: NodeId): boolean {
  const { openGraph } = useDocument.getState();
  const { catalog } = useCatalog.getState();
  const node = findNode(openGraph, id);
  return catalog !== null && node !== undefined && spliceRefusal(openGraph, node, catalog) === null;
}

/** The wire of the open graph that a key names. */
export function edgeOfKey(key: string): Edge | undefined {
  return edgesOf(useDocument.getState().openGraph).find((edge) => edgeKey(edge) === key);
}

/** The edits that let a node of the open graph into a wire, where it was dropped. */
export function spliceNodeEdits(id: NodeId, edge: Edge, at: Position): Edit[] {
  const { openGraph } = useDocument.getState();
  const node = findNode(openGraph, id);
  return node === undefined ? [] : spliceOrExplain(openGraph, node, edge, at);
}

/** Adds a node into an edge, as one undo step; a node that cannot be in one is added beside it, with a toast that says why. */
export function addIntoEdge(addition: Addition, edge: Edge, at: Position): NodeId {
  return addToGraph(addition, at, (drawn, node) => spliceOrExplain(drawn, node, edge, at));
}

function spliceOrExplain(document: Document, node: Node, edge: Edge, at: Position): Edit[] {
  const { catalog } = useCatalog.getState();
  if (catalog === null) return [];
  const refusal = spliceRefusal(document, node, catalog);
  if (refusal === null) return spliceEdits(document, edge, node, catalog, at, openDirection());
  showToast({ key: `gestures:splice.${refusal}`, values: { node: titleOf(document, node) } });
  return [];
}
