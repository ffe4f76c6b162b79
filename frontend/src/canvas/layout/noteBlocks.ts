import type { Size } from "../../document/layout/nodeSize";
import { positionOf } from "../../document/layout/positions";
import { type NoteId, notesOf } from "../../document/notes";
import type { Document, NodeId, Note } from "../../document/types";

/** A note within this distance of a node belongs to it, in canvas units. */
const MAX_NOTE_DISTANCE = 96;
const GAP = 16;

/** A node with the notes beside it, which move with it. */
export interface Block extends Size {
  /** The offset of the node in the block. */
  dx: number;
  dy: number;
  notes: readonly NoteId[];
}

interface Box extends Size {
  x: number;
  y: number;
}

/** The blocks of some nodes, by node id. A note belongs to the nearest node, or to none. */
export function blocksOf(document: Document, sizes: ReadonlyMap<NodeId, Size>): ReadonlyMap<NodeId, Block> {
  const boxes = new Map([...sizes].map(([id, size]) => [id, { ...size, ...positionOf(document, id) }]));
  const notesByNode = new Map<NodeId, NoteId[]>();
  for (const [id, note] of Object.entries(notesOf(document))) {
    const node = nearest(note, boxes);
    if (node !== null) notesByNode.set(node, [...(notesByNode.get(node) ?? []), id]);
  }
  return new Map(
    [...boxes].map(([id, box]) => {
      const notes = notesByNode.get(id) ?? [];
      return [id, blockOf(box, notes, document)] as const;
    }),
  );
}

function blockOf(box: Box, notes: readonly NoteId[], document: Document): Block {
  let [left, top, right, bottom] = [box.x, box.y, box.x + box.width, box.y + box.height];
  for (const id of notes) {
    const note = notesOf(document)[id];
    if (note === undefined) continue;
    left = Math.min(left, note.x);
    top = Math.min(top, note.y);
    right = Math.max(right, note.x + note.width);
    bottom = Math.max(bottom, note.y + note.height);
  }
  return { width: right - left, height: bottom - top, dx: box.x - left, dy: box.y - top, notes };
}

function nearest(note: Note, boxes: ReadonlyMap<NodeId, Box>): NodeId | null {
  let best: { id: NodeId; distance: number } | null = null;
  for (const [id, box] of boxes) {
    const distance = distanceBetween(note, box);
    if (distance <= MAX_NOTE_DISTANCE && (best === null || distance < best.distance)) best = { id, distance };
  }
  return best?.id ?? null;
}

/** The distance between two boxes; 0 if they overlap. */
function distanceBetween(a: Box, b: Box): number {
  const x = Math.max(a.x - (b.x + b.width), b.x - (a.x + a.width), 0);
  const y = Math.max(a.y - (b.y + b.height), b.y - (a.y + a.height), 0);
  return Math.hypot(x, y);
}

/** New positions for notes that belong to no node and overlap one: at the right of the graph. */
export function clearOfNodes(
  notes: readonly (readonly [NoteId, Note])[],
  nodes: readonly Box[],
): Map<NoteId, { x: number; y: number }> {
  const right = nodes.reduce((most, { x, width }) => Math.max(most, x + width), -Infinity);
  const moved = new Map<NoteId, { x: number; y: number }>();
  for (const [id, note] of notes) {
    if (nodes.some((node) => distanceBetween(note, node) < GAP))
      moved.set(id, { x: right + 2 * GAP, y: note.y });
  }
  return moved;
}
