import { type Addition, addNode, copyEdits } from "../document/add/addNode";
import { applyEdits } from "../document/applyEdit";
import { bridgeEdits } from "../document/connect/bridge";
import { disconnectEdits } from "../document/connect/connectEdits";
import { feedEdits, sourcesAmong } from "../document/connect/connectNode";
import { edgeKey } from "../document/equal";
import { declaringNode, edgesOf, findNode, nodesOf } from "../document/graph";
import { positionAfter } from "../document/layout/placeAfter";
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from "../document/layout/positions";
import { inModel } from "../document/nestedModels";
import { endsRemoved } from "../document/nesting/boundaryNodes";
import { orphanEdits } from "../document/nesting/modelEntries";
import { noteMoves, noteRemovals, notesOf } from "../document/notes";
import type { Document, Edit, Node, NodeId, Position } from "../document/types";
import { useCatalog } from "../state/catalog";
import { openDirection } from "../state/direction";
import { openModel, useDocument } from "../state/document";
import { addRecentLayer } from "../state/palette";
import { usePublished } from "../state/runs/publishedModels";
import { showToast } from "../state/toast";
import { reveal, scrollIntoView, select, useView } from "../state/view";

/** What a person does, from whichever key, button or gesture: each is one undo step. */

/**
 * Adds at a place, where `wired` says what more belongs to the same step, in the document with the node. Without a place,
 * the selected nodes feed the new one, which is placed after them; with nothing selected it is in the middle of what is
 * seen. Returns the new node's id.
 */
export function addToGraph(
  addition: Addition,
  at?: Position,
  wired: (drawn: Document, node: Node) => readonly Edit[] = at === undefined ? feedFromSelection : () => [],
): NodeId {
  const { openGraph, edit } = useDocument.getState();
  const { node, edits } = addNode(
    openGraph,
    addition,
    at ?? defaultPosition(openGraph),
    useCatalog.getState().catalog,
    usePublished.getState().published,
  );
  edit([...edits, ...wired(applyEdits(openGraph, edits), node)]);
  if (addition.kind === "layer") addRecentLayer(addition.layer);
  else if (addition.kind === "op") addRecentLayer(addition.op);
  if (at === undefined) reveal(node.id);
  else select([node.id]);
  return node.id;
}

/** The edges from the selected nodes to a new one. */
function feedFromSelection(drawn: Document, node: Node): readonly Edit[] {
  const { catalog } = useCatalog.getState();
  if (catalog === null) return [];
  return feedEdits(drawn, sourcesAmong(drawn, useView.getState().nodes, catalog), node, catalog);
}

/** Where a node is placed that is added without a place. */
export function defaultPosition(document: Document): Position {
  const { nodes, viewport } = useView.getState();
  const after = positionAfter(document, nodes, openDirection());
  if (after !== null) return after;
  return {
    x: viewport.x + viewport.width / 2 - NODE_WIDTH / 2,
    y: viewport.y + viewport.height / 2 - NODE_HEIGHT / 2,
  };
}

/** A further call of the layer that a node calls. */
export function callAgain(id: NodeId): void {
  const { openGraph } = useDocument.getState();
  const node = findNode(openGraph, id);
  const declaring = node && declaringNode(openGraph, node);
  const at = positionsOf(openGraph).get(id);
  if (declaring === undefined || at === undefined) return;
  const addition: Addition = { kind: "shared", of: declaring.id };
  reveal(addToGraph(addition, { x: at.x + NODE_WIDTH + 80, y: at.y }));
}

/** A layer of its own with the same settings. */
export function copyLayer(id: NodeId): void {
  const { openGraph, edit } = useDocument.getState();
  const node = findNode(openGraph, id);
  const at = positionsOf(openGraph).get(id);
  const copy = node && at && copyEdits(openGraph, node, { x: at.x + NODE_WIDTH + 80, y: at.y });
  if (!copy) return;
  edit(copy.edits);
  reveal(copy.id);
}

/** Removes what is selected: nodes and notes, or a wire. With `join`, what fed the nodes feeds what they fed. */
export function removeSelected(join = false): void {
  const { openGraph, edit, editDocument } = useDocument.getState();
  const { nodes, notes, edge: key } = useView.getState();
  const { catalog } = useCatalog.getState();
  if (nodes.length > 0 || notes.length > 0) {
    const joining = join ? bridgeEdits(openGraph, new Set(nodes)) : null;
    const gone: Edit[] = nodes.length > 0 ? [{ type: "remove_nodes", nodes: [...nodes] }] : [];
    editDocument(removalEdits([...(joining?.edits ?? []), ...gone, ...noteRemovals(notes)], nodes));
    select([]);
    const [unfed] = joining?.unfed ?? [];
    if (unfed !== undefined) showToast({ key: "gestures:join.unfed", values: { node: unfed } });
  } else if (key !== null && catalog !== null) {
    const edge = edgesOf(openGraph).find((each) => edgeKey(each) === key);
    if (edge !== undefined) edit(disconnectEdits(openGraph, edge, findNode(openGraph, edge.target), catalog));
    select([]);
  }
}

/** Removes nodes of the open graph: what calls it follows, and nested models that nobody calls any more go too. */
function removalEdits(edits: readonly Edit[], nodes: readonly NodeId[]): Edit[] {
  const { document, modelPath } = useDocument.getState();
  const open = openModel({ modelPath });
  const here = inModel(edits, open);
  const outside = open === null ? [] : endsRemoved(document, open, new Set(nodes));
  return [...outside, ...here, ...orphanEdits(document, applyEdits(document, here))];
}

/** Edits the document; what is added to the open graph is seen. */
export function editAndShow(edits: readonly Edit[]): void {
  useDocument.getState().editDocument(edits);
  const open = openModel(useDocument.getState());
  for (const edit of edits) {
    if (edit.type === "add_node" && (edit.model ?? null) === open) scrollIntoView(edit.node.id);
  }
}

/** Renames a node of the open graph; what its name keys goes along, inside the document and at the calls of its model. */
export function rename(node: Node, name: string): void {
  if (node.kind === "shared" || node.name === name) return;
  useDocument.getState().edit([{ type: "rename", node: node.id, name }]);
}

export function selectAll(): void {
  const { openGraph } = useDocument.getState();
  select(
    nodesOf(openGraph).map((node) => node.id),
    null,
    Object.keys(notesOf(openGraph)),
  );
}

/** Moves nodes, and the notes that are selected with them, by a step. */
export function moveBy(ids: readonly NodeId[], dx: number, dy: number): void {
  const { openGraph, edit } = useDocument.getState();
  const at = positionsOf(openGraph);
  const positions: Record<NodeId, Position> = {};
  for (const id of ids) {
    const position = at.get(id);
    if (position !== undefined) positions[id] = { x: position.x + dx, y: position.y + dy };
  }
  const { notes } = useView.getState();
  const beside = notes.flatMap((id) => {
    const note = notesOf(openGraph)[id];
    return note === undefined ? [] : [[id, { x: note.x + dx, y: note.y + dy }] as const];
  });
  const moves: Edit[] = ids.length > 0 ? [{ type: "move", positions }] : [];
  edit([...moves, ...noteMoves(openGraph, new Map(beside))], `nudge ${[...ids, ...notes].join(" ")}`);
}
