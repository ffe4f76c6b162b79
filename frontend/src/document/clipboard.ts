import { copyEntries } from "./entries";
import { edgesOf, findNode, nodesOf } from "./graph";
import { freshId, freshName } from "./naming";
import { modelsOf, namedIn, reachable, renamedNode } from "./nested";
import { places } from "./placing";
import { readableDocument } from "./readable";
import type { Document, Edit, Node, NodeId, Position } from "./types";

/**
 * Nodes, the wires between them, the nested models they call and their places, as JSON text: a small document, so that
 * a file pastes too.
 */
export function copyText(document: Document, ids: ReadonlySet<NodeId>): string {
  const at = places(document);
  const layout: Record<NodeId, Position> = {};
  for (const id of ids) {
    const place = at.get(id);
    if (place !== undefined) layout[id] = place;
  }
  const nodes = nodesOf(document).filter((node) => ids.has(node.id));
  const models = modelsOf(document);
  const named = reachable(models, namedIn(nodes)).filter((name) => models[name] !== undefined);
  const piece: Document = {
    format: 1,
    name: document.name,
    graph: {
      nodes,
      edges: edgesOf(document).filter((edge) => ids.has(edge.source) && ids.has(edge.target)),
    },
    ...(named.length === 0
      ? {}
      : { models: Object.fromEntries(named.map((name) => [name, models[name] ?? {}])) }),
    layout,
  };
  return JSON.stringify(piece, null, 2);
}

/** The piece in a text, or `null` where it is no document with nodes. */
export function readPiece(text: string): Document | null {
  if (!text.trimStart().startsWith("{")) return null;
  try {
    const piece = readableDocument(JSON.parse(text));
    return piece !== null && nodesOf(piece).length > 0 ? piece : null;
  } catch {
    return null;
  }
}

/**
 * Adds a piece under fresh ids and names, moved by `shift`; its nested models come as copies, with weights of their
 * own. A further call whose layer is not in the piece goes on calling that layer where it is in the document, and is
 * left out where it is not.
 */
export function pasteEdits(
  document: Document,
  piece: Document,
  shift: Position,
): { ids: NodeId[]; edits: Edit[] } {
  const ids = new Map<NodeId, NodeId>();
  const names: string[] = [];
  for (const node of nodesOf(piece)) {
    const stays = node.kind !== "shared" || findNode(piece, node.of) || isCalled(document, node.of);
    if (stays) ids.set(node.id, freshId(document, ids.values()));
  }
  const entries = copyEntries(document, modelsOf(piece), namedIn(nodesOf(piece)));
  const at = places(piece);
  const edits: Edit[] = [...entries.edits];
  for (const node of nodesOf(piece)) {
    const id = ids.get(node.id);
    if (id === undefined) continue;
    const place = at.get(node.id) ?? { x: 0, y: 0 };
    edits.push({
      type: "add_node",
      node: named(document, renamedNode({ ...node, id }, entries.names, ids), names),
      at: { x: place.x + shift.x, y: place.y + shift.y },
    });
  }
  for (const edge of edgesOf(piece)) {
    const source = ids.get(edge.source);
    const target = ids.get(edge.target);
    if (source !== undefined && target !== undefined) {
      edits.push({ type: "connect", edge: { ...edge, source, target } });
    }
  }
  return { ids: [...ids.values()], edits };
}

function isCalled(document: Document, id: NodeId): boolean {
  const node = findNode(document, id);
  return node !== undefined && node.kind !== "shared";
}

function named(document: Document, node: Node, names: string[]): Node {
  if (node.kind === "shared") return node;
  const name = freshName(document, node.name, names);
  names.push(name);
  return { ...node, name };
}
