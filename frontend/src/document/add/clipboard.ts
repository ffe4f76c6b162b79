import { edgesOf, findNode, nodesOf } from "../graph";
import { positionsOf } from "../layout/positions";
import { freshId, freshName } from "../names";
import { modelNamesIn, modelsOf, reachable, renamedNode } from "../nestedModels";
import { copyEntries } from "../nesting/modelEntries";
import { freshNoteId, type NoteId, notesOf } from "../notes";
import { readableDocument } from "../readDocument";
import type { Document, Edge, Edit, ModelName, Node, NodeId, Position } from "../types";

/** The graph that something was copied from. */
export interface Graph {
  project: string | null;
  model: ModelName | null;
}

/** What was copied: a small document, and where it came from, with the wires that came into it there. */
export interface Piece extends Document {
  origin?: Graph & { incoming: Edge[] };
}

export interface Copied {
  nodes: ReadonlySet<NodeId>;
  notes: ReadonlySet<NoteId>;
}

/**
 * Nodes, the wires between them, the nested models they call, their places and notes, as JSON text: a small document,
 * so that a file pastes too.
 */
export function copyText(document: Document, { nodes: ids, notes: written }: Copied, from: Graph): string {
  const at = positionsOf(document);
  const layout: Record<NodeId, Position> = {};
  for (const id of ids) {
    const position = at.get(id);
    if (position !== undefined) layout[id] = position;
  }
  const nodes = nodesOf(document).filter((node) => ids.has(node.id));
  const models = modelsOf(document);
  const named = reachable(models, modelNamesIn(nodes)).filter((name) => models[name] !== undefined);
  const into = edgesOf(document).filter((edge) => ids.has(edge.target));
  const notes = Object.entries(notesOf(document)).filter(([id]) => written.has(id));
  const piece: Piece = {
    format: 2,
    name: document.name,
    graph: { nodes, edges: into.filter((edge) => ids.has(edge.source)) },
    ...(named.length === 0
      ? {}
      : { models: Object.fromEntries(named.map((name) => [name, models[name] ?? {}])) }),
    ...(notes.length === 0 ? {} : { notes: Object.fromEntries(notes) }),
    layout,
    origin: { ...from, incoming: into.filter((edge) => !ids.has(edge.source)) },
  };
  return JSON.stringify(piece, null, 2);
}

/** The piece in a text, or `null` where it holds no nodes and no notes. */
export function readPiece(text: string): Piece | null {
  for (const json of readings(text)) {
    const piece = parsed(json);
    if (piece !== null) return piece;
  }
  return null;
}

/** A text as it came, and as it was before a mail wrote around it, quoted it, or set its spaces and quotes. */
function* readings(text: string): Generator<string> {
  yield text;
  if (!text.includes("format")) return;
  const spaced = text.replace(/[\u00a0\u2007\u202f]/g, " ").replace(/[\u200b\u2060\ufeff]/g, "");
  const bare = spaced.replace(/^[ \t]*(?:>[ \t]?)+/gm, "");
  for (const each of [spaced, bare, bare.replace(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')]) {
    const [begin, end] = [each.indexOf("{"), each.lastIndexOf("}")];
    if (begin >= 0 && end > begin) yield each.slice(begin, end + 1);
  }
}

function parsed(json: string): Piece | null {
  if (!json.trimStart().startsWith("{")) return null;
  try {
    const piece = readableDocument(JSON.parse(json));
    return piece !== null && nodesOf(piece).length + Object.keys(notesOf(piece)).length > 0 ? piece : null;
  } catch {
    return null;
  }
}

/**
 * Adds a piece under fresh ids and names, moved by `shift`; its nested models come as copies, with weights of their
 * own. In the graph that it was copied from, a further call whose layer is not in the piece goes on calling that layer,
 * and with `linked` the wires that came into the piece come into the copy; elsewhere both are left out.
 */
export function pasteEdits(
  document: Document,
  piece: Piece,
  shift: Position,
  here: Graph,
  linked = false,
): { ids: NodeId[]; notes: NoteId[]; edits: Edit[] } {
  const incoming = incomingAt(piece, here);
  const ids = new Map<NodeId, NodeId>();
  const names: string[] = [];
  for (const node of nodesOf(piece)) {
    const stays =
      node.kind !== "shared" || findNode(piece, node.of) || (incoming && isCalled(document, node.of));
    if (stays) ids.set(node.id, freshId(document, ids.values()));
  }
  const entries = copyEntries(document, modelsOf(piece), modelNamesIn(nodesOf(piece)));
  const at = positionsOf(piece);
  const edits: Edit[] = [...entries.edits];
  for (const node of nodesOf(piece)) {
    const id = ids.get(node.id);
    if (id === undefined) continue;
    const position = at.get(node.id) ?? { x: 0, y: 0 };
    edits.push({
      type: "add_node",
      node: named(document, renamedNode({ ...node, id }, entries.names, ids), names),
      at: { x: position.x + shift.x, y: position.y + shift.y },
    });
  }
  const outside = linked ? (incoming ?? []).filter((edge) => findNode(document, edge.source)) : [];
  for (const edge of edgesOf(piece)) {
    const source = ids.get(edge.source);
    const target = ids.get(edge.target);
    if (source !== undefined && target !== undefined) {
      edits.push({ type: "connect", edge: { ...edge, source, target } });
    }
  }
  for (const edge of outside) {
    const target = ids.get(edge.target);
    if (target !== undefined) edits.push({ type: "connect", edge: { ...edge, target } });
  }
  const notes: NoteId[] = [];
  for (const note of Object.values(notesOf(piece))) {
    const id = freshNoteId(document, notes);
    notes.push(id);
    edits.push({
      type: "set_note",
      note: id,
      value: { ...note, x: note.x + shift.x, y: note.y + shift.y },
    });
  }
  return { ids: [...ids.values()], notes, edits };
}

/** The wires that came into a piece, where it was copied from this very graph; a file says nothing of that. */
function incomingAt(piece: Piece, here: Graph): readonly Edge[] | null {
  const { origin } = piece;
  if (typeof origin !== "object" || origin === null) return null;
  if (origin.project !== here.project || origin.model !== here.model) return null;
  return readableDocument({ format: 2, graph: { edges: origin.incoming } }) === null ? null : origin.incoming;
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
