import { applyEdits } from "../applyEdit";
import { callParameters } from "../catalog/callParameters";
import type { Known } from "../catalog/ports";
import { edgesOf, findNode, inputNodes, nodesOf, outputNodes } from "../graph";
import { positionsAlong } from "../layout/autoLayout";
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from "../layout/positions";
import { freeName, freshId } from "../names";
import { calledModel, inModel, modelAsDocument, renamedNode } from "../nestedModels";
import { freshNoteId, type NoteId, notesOf } from "../notes";
import type { Document, Edge, Edit, ModelName, Node, NodeId, Position } from "../types";
import { callersOf, orphanEdits } from "./modelEntries";
import { boundsOf } from "./nestNodes";

/** Whether a nested model is called more than once: an unpacked call then leaves the weights that the others share. */
export function isSharedModel(document: Document, name: ModelName): boolean {
  return callersOf(document, name).length > 1;
}

/**
 * Puts the nodes of a nested model that has a graph in the place of one call of it, under free ids and names, wired to
 * what the call was fed by and what it fed. An entry that nobody calls any more goes.
 */
export function unpackEdits(
  whole: Document,
  parent: ModelName | null,
  id: NodeId,
  catalog: Known,
  flow: "down" | "right",
): { ids: NodeId[]; edits: Edit[] } | null {
  const document = parent === null ? whole : modelAsDocument(whole, parent);
  const call = document === null ? undefined : findNode(document, id);
  const model = document === null || call === undefined ? null : calledModel(document, call);
  const inside = model === null ? null : modelAsDocument(whole, model.model);
  if (document === null || call === undefined || model === null || inside === null) return null;

  const body = nodesOf(inside).filter((node) => node.kind !== "input" && node.kind !== "output");
  const ids = new Map<NodeId, NodeId>();
  for (const node of body) ids.set(node.id, freshId(document, ids.values()));
  const at = positionsAlong(inside, flow);
  const there = body.map((node) => at.get(node.id) ?? { x: 0, y: 0 });
  const room = makeRoom(document, id, there, flow);
  const names: string[] = [];
  const added = body.map((node): Edit => {
    const copy = asCalled(renamedNode({ ...node, id: ids.get(node.id) ?? node.id }, new Map(), ids));
    const from = at.get(node.id) ?? { x: 0, y: 0 };
    const to = { x: from.x + room.shift.x, y: from.y + room.shift.y };
    if (copy.kind === "shared") return { type: "add_node", node: copy, at: to };
    const name = freeName(document, copy.name, names);
    names.push(name);
    return { type: "add_node", node: { ...copy, name }, at: to };

    /** What the call says of the model as a whole, every layer in it says now. */
    function asCalled(of: Node): Node {
      if (of.kind === "op" || of.kind === "input" || of.kind === "output") return of;
      const frozen = model?.trainable === false && of.kind !== "shared" ? { trainable: false } : {};
      const { training } = (call?.kind === "model" || call?.kind === "shared" ? call.call_with : null) ?? {};
      const takes =
        inside !== null && callParameters(inside, node, catalog).some(({ name }) => name === "training");
      const pins = training === undefined || !takes ? {} : { call_with: { training, ...of.call_with } };
      return { ...of, ...frozen, ...pins };
    }
  });
  const taken: NoteId[] = [];
  const notes = Object.values(notesOf(inside)).map((note): Edit => {
    const key = freshNoteId(document, taken);
    taken.push(key);
    return {
      type: "set_note",
      note: key,
      value: { ...note, x: note.x + room.shift.x, y: note.y + room.shift.y },
    };
  });
  const edits = inModel(
    [
      ...added,
      ...notes,
      ...joined(document, inside, id, ids).map((edge): Edit => ({ type: "connect", edge })),
      { type: "remove_nodes", nodes: [id] },
      ...(Object.keys(room.moves).length === 0 ? [] : [{ type: "move" as const, positions: room.moves }]),
    ],
    parent,
  );
  return { ids: [...ids.values()], edits: [...edits, ...orphanEdits(whole, applyEdits(whole, edits))] };
}

/** Where nodes go that take the place of one: around it or beside it, and what comes after it makes room. */
function makeRoom(
  document: Document,
  id: NodeId,
  body: readonly Position[],
  flow: "down" | "right",
): { shift: Position; moves: Record<NodeId, Position> } {
  const at = positionsOf(document);
  const here = at.get(id) ?? { x: 0, y: 0 };
  if (body.length === 0) return { shift: here, moves: {} };
  const box = boundsOf(body);
  const [along, across] = flow === "down" ? (["y", "x"] as const) : (["x", "y"] as const);
  const from = { x: box.left, y: box.top };
  const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
  const shift = { x: 0, y: 0 };
  shift[along] = Math.round(here[along] - from[along]);
  shift[across] = Math.round(here[across] - middle[across]);
  const more = flow === "down" ? box.bottom - box.top : box.right - box.left;
  const moves: Record<NodeId, Position> = {};
  for (const [other, position] of at) {
    if (more > 0 && other !== id && position[along] > here[along]) {
      moves[other] = { ...position, [along]: Math.round(position[along] + more) };
    }
  }
  const others = [...at].flatMap(([other, position]) => (other === id ? [] : [moves[other] ?? position]));
  return { shift: clear(shift, across, body, others), moves };
}

/** The nearest shift along one axis by which no node comes to lie on another. */
function clear(
  shift: Position,
  across: "x" | "y",
  body: readonly Position[],
  others: readonly Position[],
): Position {
  for (let step = 0; step < 2 * STEPS; step += 1) {
    const away = STEP * Math.ceil(step / 2) * (step % 2 === 1 ? 1 : -1);
    const tried = { ...shift, [across]: shift[across] + away };
    const free = body.every(({ x, y }) =>
      others.every(
        (other) =>
          Math.abs(other.x - x - tried.x) >= NODE_WIDTH + STEP ||
          Math.abs(other.y - y - tried.y) >= NODE_HEIGHT + STEP,
      ),
    );
    if (free) return tried;
  }
  return shift;
}

const STEP = 24;
const STEPS = 60;

/** The wires inside, and those across the border, without the ends between them. */
function joined(document: Document, inside: Document, id: NodeId, ids: ReadonlyMap<NodeId, NodeId>): Edge[] {
  const heads = inputNodes(inside);
  const tails = outputNodes(inside);
  const sources = (edge: Edge): Edge[] => {
    const source = ids.get(edge.source);
    if (source !== undefined) return [from(edge, source, edge.source_output ?? 0)];
    const head = heads.find((each) => each.id === edge.source);
    const into = edgesOf(document).filter(
      (outer) => outer.target === id && (outer.target_input ?? heads[0]?.name) === head?.name,
    );
    return head === undefined ? [] : into.map((outer) => from(edge, outer.source, outer.source_output ?? 0));
  };
  const within = edgesOf(inside).flatMap((edge) => {
    const target = ids.get(edge.target);
    return target === undefined ? [] : sources(edge).map((other) => ({ ...other, target }));
  });
  const onward = edgesOf(document).flatMap((outer) => {
    if (outer.source !== id) return [];
    const tail = tails[outer.source_output ?? 0];
    return edgesOf(inside)
      .filter((edge) => edge.target === tail?.id)
      .flatMap(sources)
      .map((other) => from(outer, other.source, other.source_output ?? 0));
  });
  return [...within, ...onward];
}

function from(edge: Edge, source: NodeId, output: number): Edge {
  const { source_output: _old, ...rest } = edge;
  return output === 0 ? { ...rest, source } : { ...rest, source, source_output: output };
}
