import { edgeTexts } from "../../document/connect/edgeText";
import { routesOf } from "../../document/edgeRoutes";
import { nodesOf } from "../../document/graph";
import { sizeOf } from "../../document/layout/nodeSize";
import { modelAsDocument, modelNamesIn, reachable } from "../../document/nestedModels";
import { noteMoves, notesOf } from "../../document/notes";
import { PRESENTATION_FIELDS } from "../../document/presentation";
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

/** Arranging that takes longer shows a toast. */
const BUSY_TOAST_DELAY_MS = 150;

/** One graph to arrange, as it was when arranging was requested. */
interface Task {
  model: ModelName | null;
  graph: Document;
  /** The nodes to arrange: all, or the selected ones. */
  nodes: readonly Node[];
  direction: Direction;
}

let latestRun = 0;

/**
 * Arranges the selected nodes, or all nodes of the open graph and its nested models, as one undo step; with a new
 * `direction` always all of them. The result is discarded if a graph was edited meanwhile. Returns whether anything was
 * moved.
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
    useDocument.getState().editDocument(edits);
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
  return edgeTexts(graph, nodeReports(useCheck.getState().report, model));
}

/** Closes the toast that arranging is under way. */
function endBusyToast(timer: ReturnType<typeof setTimeout>): void {
  clearTimeout(timer);
  if (useToast.getState().toast?.key === "arrange:busy") hideToast();
}

function tasksNow(direction: Direction | undefined): Task[] {
  const { document, openGraph, modelPath } = useDocument.getState();
  const selected = new Set(useView.getState().nodes);
  const open = openModel({ modelPath });
  const all = nodesOf(openGraph);
  const task = (model: ModelName | null, graph: Document, nodes: readonly Node[]): Task => ({
    ...{ model, graph, nodes },
    direction: direction ?? directionIn(graph),
  });
  if (selected.size > 1 && direction === undefined) {
    return [
      task(
        open,
        openGraph,
        all.filter((node) => selected.has(node.id)),
      ),
    ];
  }
  const inside = reachable(document.models ?? {}, modelNamesIn(all)).filter((name) => name !== open);
  const nested = inside.flatMap((model): Task[] => {
    const graph = modelAsDocument(document, model);
    return graph === null ? [] : [task(model, graph, nodesOf(graph))];
  });
  return [task(open, openGraph, all), ...nested].filter(({ nodes }) => nodes.length > 0);
}

/** Whether a graph or its layout has changed since the task was created. */
function isStale({ model, graph }: Task): boolean {
  const { document } = useDocument.getState();
  const now = model === null ? document : modelAsDocument(document, model);
  return now?.graph !== graph.graph || PRESENTATION_FIELDS.some((field) => now?.[field] !== graph[field]);
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
    // Edges that are straight now lose their bends.
    { type: "set_routes", routes: [...straightRoutes(graph, layout), ...shifted] },
    ...moves,
  ];
  return edits.map((edit) => ({ ...edit, model }) as Edit);
}

/** Empty routes for all edges between arranged nodes. */
function straightRoutes(graph: Document, layout: ReadonlyMap<NodeId, Position>): Route[] {
  return routesOf(graph)
    .filter(({ edge }) => layout.has(edge.source) && layout.has(edge.target))
    .map(({ edge }) => ({ edge, points: [] }));
}

/** The new positions of the notes that move with their node. */
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
