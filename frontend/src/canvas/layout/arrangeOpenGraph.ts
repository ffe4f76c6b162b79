import { wireTexts } from "../../document/connect/edgeText";
import { routesOf } from "../../document/edgeRoutes";
import { nodesOf } from "../../document/graph";
import { sizeOf } from "../../document/layout/nodeSize";
import { namedIn, reachable, view } from "../../document/nestedModels";
import { noteMoves, notesOf } from "../../document/notes";
import { DRAWING } from "../../document/presentation";
import type {
  Direction,
  Document,
  Edit,
  ModelName,
  Node,
  NodeId,
  Position,
  Route,
} from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { openNodes, useCheck } from "../../state/check";
import { directionIn } from "../../state/direction";
import { openModel, useDocument } from "../../state/document";
import { hush, say, useNote } from "../../state/toast";
import { useView } from "../../state/view";
import { cornerOf, elkGraph, placesIn, routesIn } from "./elkGraph";
import { layOut } from "./elkWorker";
import { blocksOf, cleared } from "./noteBlocks";

/** What takes longer is said to be under way. */
const FELT_MS = 150;

/** One graph of the document that is to be arranged, as it was when it was asked for. */
interface Task {
  model: ModelName | null;
  drawn: Document;
  /** The nodes to arrange: all, or those that are selected. */
  nodes: readonly Node[];
  direction: Direction;
}

let turn = 0;

/**
 * Puts the selected nodes, or all nodes of the open graph and of the nested models inside it, in their places, as one
 * undo step; in another `direction` all of them, whatever is selected. Places worked out for graphs that were edited
 * meanwhile are thrown away: the edit stands. Gives back whether anything was moved.
 */
export async function arrangeOpen(direction?: Direction): Promise<boolean> {
  turn += 1;
  const mine = turn;
  const tasks = tasksNow(direction);
  if (tasks.length === 0) return false;
  const { catalog } = useCatalog.getState();
  const timer = setTimeout(() => say({ key: "arrange:busy", stays: true }), FELT_MS);
  try {
    const sized = tasks.map(({ drawn, nodes }) =>
      blocksOf(drawn, new Map(nodes.map((node) => [node.id, sizeOf(drawn, node, catalog)]))),
    );
    const graphs = tasks.map((task, place) =>
      elkGraph(task.drawn, sized[place] ?? new Map(), catalog, task.direction, textsOf(task)),
    );
    const laid = await layOut(graphs);
    if (mine !== turn) return false;
    settle(timer);
    if (tasks.some(isOld)) {
      say({ key: "arrange:late" });
      return false;
    }
    const edits = tasks.flatMap((task, place) => {
      const [graph, blocks] = [laid[place], sized[place]];
      if (!graph || !blocks) return [];
      return editsOf(task, placesIn(graph, blocks), routesIn(graph, task.drawn), blocks);
    });
    useDocument.getState().mend(edits);
    if (tasks.every(({ drawn, nodes }) => nodes.length === nodesOf(drawn).length)) {
      useView.setState((shown) => ({ arranged: shown.arranged + 1 }));
    }
    return true;
  } catch (error) {
    if (mine !== turn) return false;
    settle(timer);
    const why = error instanceof Error ? error.message : String(error);
    say({ key: "arrange:failed", values: { why }, stays: true });
    return false;
  }
}

function textsOf({ drawn, model }: Task): ReadonlyMap<string, string> {
  return wireTexts(drawn, openNodes(useCheck.getState().report, model));
}

/** Ends the word that it is under way. */
function settle(timer: ReturnType<typeof setTimeout>): void {
  clearTimeout(timer);
  if (useNote.getState().note?.key === "arrange:busy") hush();
}

function tasksNow(direction: Direction | undefined): Task[] {
  const { whole, document, way } = useDocument.getState();
  const chosen = new Set(useView.getState().nodes);
  const open = openModel({ way });
  const all = nodesOf(document);
  const task = (model: ModelName | null, drawn: Document, nodes: readonly Node[]): Task => ({
    ...{ model, drawn, nodes },
    direction: direction ?? directionIn(drawn),
  });
  if (chosen.size > 1 && direction === undefined) {
    return [
      task(
        open,
        document,
        all.filter((node) => chosen.has(node.id)),
      ),
    ];
  }
  const inside = reachable(whole.models ?? {}, namedIn(all)).filter((name) => name !== open);
  const nested = inside.flatMap((model): Task[] => {
    const drawn = view(whole, model);
    return drawn === null ? [] : [task(model, drawn, nodesOf(drawn))];
  });
  return [task(open, document, all), ...nested].filter(({ nodes }) => nodes.length > 0);
}

/** Whether a graph, or how it is drawn, is no longer what it was. */
function isOld({ model, drawn }: Task): boolean {
  const { whole } = useDocument.getState();
  const now = model === null ? whole : view(whole, model);
  return now?.graph !== drawn.graph || DRAWING.some((field) => now?.[field] !== drawn[field]);
}

function editsOf(
  { model, drawn, nodes, direction }: Task,
  places: ReadonlyMap<NodeId, Position>,
  routes: readonly Route[],
  blocks: ReturnType<typeof blocksOf>,
): Edit[] {
  const some = nodes.length < nodesOf(drawn).length;
  const shift = some ? from(cornerOf(drawn, places.keys()), cornerIn(places)) : { x: 0, y: 0 };
  const positions: Record<NodeId, Position> = {};
  const notes = new Map<string, Position>();
  for (const [id, { x, y }] of places) {
    const at = { x: x + shift.x, y: y + shift.y };
    positions[id] = at;
    for (const [note, place] of besides(drawn, id, at, blocks.get(id)?.notes ?? [])) notes.set(note, place);
  }
  const stand = [...places.keys()].flatMap((id) => {
    const block = blocks.get(id);
    const at = positions[id];
    return block && at ? [{ ...block, x: at.x - block.dx, y: at.y - block.dy }] : [];
  });
  const alone = Object.entries(notesOf(drawn)).filter(([id]) => !notes.has(id));
  const moves = noteMoves(drawn, new Map([...notes, ...(some ? [] : cleared(alone, stand))]));
  const shifted = routes.map(({ edge, points }) => ({
    edge,
    points: points.map(([x = 0, y = 0]) => [x + shift.x, y + shift.y]),
  }));
  const edits: Edit[] = [
    { type: "set_direction", direction },
    { type: "move", positions },
    // Edges that run straight now have no bends any more.
    { type: "set_routes", routes: [...bare(drawn, places), ...shifted] },
    ...moves,
  ];
  return edits.map((edit) => ({ ...edit, model }) as Edit);
}

/** Routes without points, of all edges between nodes that were arranged. */
function bare(drawn: Document, places: ReadonlyMap<NodeId, Position>): Route[] {
  return routesOf(drawn)
    .filter(({ edge }) => places.has(edge.source) && places.has(edge.target))
    .map(({ edge }) => ({ edge, points: [] }));
}

/** Notes go where their node goes. */
function besides(drawn: Document, id: NodeId, at: Position, notes: readonly string[]): [string, Position][] {
  const { x, y } = cornerOf(drawn, [id]);
  return notes.flatMap((key): [string, Position][] => {
    const note = notesOf(drawn)[key];
    return note === undefined ? [] : [[key, { x: note.x + at.x - x, y: note.y + at.y - y }]];
  });
}

function cornerIn(places: ReadonlyMap<NodeId, Position>): Position {
  const xs = [...places.values()].map(({ x }) => x);
  const ys = [...places.values()].map(({ y }) => y);
  return { x: Math.min(...xs), y: Math.min(...ys) };
}

function from(a: Position, b: Position): Position {
  return { x: a.x - b.x, y: a.y - b.y };
}
