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
import { nodeReports, useCheck } from "../../state/check";
import { directionIn } from "../../state/direction";
import { openModel, useDocument } from "../../state/document";
import { hideToast, showToast, useToast } from "../../state/toast";
import { useView } from "../../state/view";
import { cornerOf, elkGraph, positionsIn, routesIn } from "./elkGraph";
import { layoutGraphs } from "./elkWorker";
import { blocksOf, clearOfNodes } from "./noteBlocks";

/** What takes longer is said to be under way. */
const BUSY_TOAST_DELAY_MS = 150;

/** One graph of the document that is to be arranged, as it was when it was asked for. */
interface Task {
  model: ModelName | null;
  graph: Document;
  /** The nodes to arrange: all, or those that are selected. */
  nodes: readonly Node[];
  direction: Direction;
}

let latestRun = 0;

/**
 * Puts the selected nodes, or all nodes of the open graph and of the nested models inside it, in their places, as one
 * undo step; in another `direction` all of them, whatever is selected. Places worked out for graphs that were edited
 * meanwhile are thrown away: the edit stands. Gives back whether anything was moved.
 */
export async function arrangeOpenGraph(direction?: Direction): Promise<boolean> {
  latestRun += 1;
  const run = latestRun;
  const tasks = tasksNow(direction);
  if (tasks.length === 0) return false;
  const { catalog } = useCatalog.getState();
  const timer = setTimeout(() => showToast({ key: "arrange:busy", persistent: true }), BUSY_TOAST_DELAY_MS);
  try {
    const blocks = tasks.map(({ graph, nodes }) =>
      blocksOf(graph, new Map(nodes.map((node) => [node.id, sizeOf(graph, node, catalog)]))),
    );
    const inputs = tasks.map((task, index) =>
      elkGraph(task.graph, blocks[index] ?? new Map(), catalog, task.direction, textsOf(task)),
    );
    const results = await layoutGraphs(inputs);
    if (run !== latestRun) return false;
    endBusyToast(timer);
    if (tasks.some(isStale)) {
      showToast({ key: "arrange:late" });
      return false;
    }
    const edits = tasks.flatMap((task, index) => {
      const [result, nodeBlocks] = [results[index], blocks[index]];
      if (!result || !nodeBlocks) return [];
      return editsOf(task, positionsIn(result, nodeBlocks), routesIn(result, task.graph), nodeBlocks);
    });
    useDocument.getState().mend(edits);
    if (tasks.every(({ graph, nodes }) => nodes.length === nodesOf(graph).length)) {
      useView.setState((shown) => ({ arrangeCount: shown.arrangeCount + 1 }));
    }
    return true;
  } catch (error) {
    if (run !== latestRun) return false;
    endBusyToast(timer);
    const reason = error instanceof Error ? error.message : String(error);
    showToast({ key: "arrange:failed", values: { why: reason }, persistent: true });
    return false;
  }
}

function textsOf({ graph, model }: Task): ReadonlyMap<string, string> {
  return wireTexts(graph, nodeReports(useCheck.getState().report, model));
}

/** Ends the word that it is under way. */
function endBusyToast(timer: ReturnType<typeof setTimeout>): void {
  clearTimeout(timer);
  if (useToast.getState().toast?.key === "arrange:busy") hideToast();
}

function tasksNow(direction: Direction | undefined): Task[] {
  const { whole, document, way } = useDocument.getState();
  const selected = new Set(useView.getState().nodes);
  const open = openModel({ way });
  const all = nodesOf(document);
  const task = (model: ModelName | null, graph: Document, nodes: readonly Node[]): Task => ({
    ...{ model, graph, nodes },
    direction: direction ?? directionIn(graph),
  });
  if (selected.size > 1 && direction === undefined) {
    return [
      task(
        open,
        document,
        all.filter((node) => selected.has(node.id)),
      ),
    ];
  }
  const inside = reachable(whole.models ?? {}, namedIn(all)).filter((name) => name !== open);
  const nested = inside.flatMap((model): Task[] => {
    const graph = view(whole, model);
    return graph === null ? [] : [task(model, graph, nodesOf(graph))];
  });
  return [task(open, document, all), ...nested].filter(({ nodes }) => nodes.length > 0);
}

/** Whether a graph, or how it is drawn, is no longer what it was. */
function isStale({ model, graph }: Task): boolean {
  const { whole } = useDocument.getState();
  const now = model === null ? whole : view(whole, model);
  return now?.graph !== graph.graph || DRAWING.some((field) => now?.[field] !== graph[field]);
}

function editsOf(
  { model, graph, nodes, direction }: Task,
  layout: ReadonlyMap<NodeId, Position>,
  routes: readonly Route[],
  blocks: ReturnType<typeof blocksOf>,
): Edit[] {
  const isPartial = nodes.length < nodesOf(graph).length;
  const shift = isPartial ? difference(cornerOf(graph, layout.keys()), cornerIn(layout)) : { x: 0, y: 0 };
  const positions: Record<NodeId, Position> = {};
  const notes = new Map<string, Position>();
  for (const [id, { x, y }] of layout) {
    const at = { x: x + shift.x, y: y + shift.y };
    positions[id] = at;
    for (const [note, position] of movedNotes(graph, id, at, blocks.get(id)?.notes ?? []))
      notes.set(note, position);
  }
  const boxes = [...layout.keys()].flatMap((id) => {
    const block = blocks.get(id);
    const at = positions[id];
    return block && at ? [{ ...block, x: at.x - block.dx, y: at.y - block.dy }] : [];
  });
  const looseNotes = Object.entries(notesOf(graph)).filter(([id]) => !notes.has(id));
  const moves = noteMoves(graph, new Map([...notes, ...(isPartial ? [] : clearOfNodes(looseNotes, boxes))]));
  const shifted = routes.map(({ edge, points }) => ({
    edge,
    points: points.map(([x = 0, y = 0]) => [x + shift.x, y + shift.y]),
  }));
  const edits: Edit[] = [
    { type: "set_direction", direction },
    { type: "move", positions },
    // Edges that run straight now have no bends any more.
    { type: "set_routes", routes: [...straightRoutes(graph, layout), ...shifted] },
    ...moves,
  ];
  return edits.map((edit) => ({ ...edit, model }) as Edit);
}

/** Routes without points, of all edges between nodes that were arranged. */
function straightRoutes(graph: Document, layout: ReadonlyMap<NodeId, Position>): Route[] {
  return routesOf(graph)
    .filter(({ edge }) => layout.has(edge.source) && layout.has(edge.target))
    .map(({ edge }) => ({ edge, points: [] }));
}

/** Notes go where their node goes. */
function movedNotes(
  graph: Document,
  id: NodeId,
  at: Position,
  notes: readonly string[],
): [string, Position][] {
  const { x, y } = cornerOf(graph, [id]);
  return notes.flatMap((key): [string, Position][] => {
    const note = notesOf(graph)[key];
    return note === undefined ? [] : [[key, { x: note.x + at.x - x, y: note.y + at.y - y }]];
  });
}

function cornerIn(layout: ReadonlyMap<NodeId, Position>): Position {
  const xs = [...layout.values()].map(({ x }) => x);
  const ys = [...layout.values()].map(({ y }) => y);
  return { x: Math.min(...xs), y: Math.min(...ys) };
}

function difference(a: Position, b: Position): Position {
  return { x: a.x - b.x, y: a.y - b.y };
}
