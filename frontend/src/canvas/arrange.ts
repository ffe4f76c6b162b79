import type { ElkNode } from "elkjs/lib/elk-api.js";
import { edgeKey } from "../document/equal";
import { edgesOf, findNode, nodesOf } from "../document/graph";
import { NODE_HEIGHT, NODE_WIDTH } from "../document/placing";
import { inputSlots, outputSlots, slotOfWire } from "../document/slots";
import type { Document, NodeId, Position } from "../document/types";
import { useCatalog } from "../store/catalog";
import { useDocument } from "../store/document";
import { type Flow, useView } from "../store/view";

const BETWEEN_LAYERS = 64;
const BESIDE = 48;

interface Layouter {
  layout: (graph: ElkNode) => Promise<ElkNode>;
}

let layouter: Promise<Layouter> | null = null;

/** The layout engine is large and seldom used: it comes, into a worker, when it is first asked for. */
async function load(): Promise<Layouter> {
  const [{ default: Elk }, { default: url }] = await Promise.all([
    import("elkjs/lib/elk-api.js"),
    import("elkjs/lib/elk-worker.min.js?url"),
  ]);
  return new Elk({ workerFactory: () => new Worker(url) });
}

/**
 * Puts every node in its place, as one undo step. A place worked out for a graph that was edited meanwhile is thrown
 * away: the edit stands. Gives back whether anything was moved.
 */
export async function arrange(): Promise<boolean> {
  const { document } = useDocument.getState();
  layouter ??= load();
  const engine = await layouter;
  const laid = await engine.layout(elkGraph(document, useView.getState().flow));
  if (useDocument.getState().document !== document) return false;
  const positions: Record<NodeId, Position> = {};
  for (const child of laid.children ?? []) {
    positions[child.id] = { x: Math.round(child.x ?? 0), y: Math.round(child.y ?? 0) };
  }
  useDocument.getState().edit([{ type: "move", positions }]);
  useView.setState((view) => ({ arranged: view.arranged + 1 }));
  return true;
}

function elkGraph(document: Document, flow: Flow): ElkNode {
  const { catalog } = useCatalog.getState();
  const [entry, exit] = flow === "down" ? ["NORTH", "SOUTH"] : ["WEST", "EAST"];
  const port = (id: string, side: string, index: number) => ({
    id,
    width: 1,
    height: 1,
    layoutOptions: { "elk.port.side": side, "elk.port.index": String(index) },
  });
  const children = new Map<NodeId, ElkNode>();
  for (const node of nodesOf(document)) {
    const inputs = inputSlots(document, node, catalog);
    const outputs = outputSlots(document, node, catalog);
    // The engine counts ports clockwise; ours run left to right, or top to bottom.
    const turn = (index: number, count: number, clockwise: boolean) =>
      clockwise ? index : count - 1 - index;
    children.set(node.id, {
      id: node.id,
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      layoutOptions: { "elk.portConstraints": "FIXED_ORDER" },
      ports: [
        ...inputs.map((slot, i) =>
          port(`${node.id} ${slot.id}`, entry ?? "", turn(i, inputs.length, flow === "down")),
        ),
        ...outputs.map((slot, i) =>
          port(`${node.id} out|${slot.index}`, exit ?? "", turn(i, outputs.length, flow === "right")),
        ),
      ],
    });
  }
  const edges = edgesOf(document).filter(
    (edge) =>
      findNode(document, edge.source) && findNode(document, edge.target) && edge.source !== edge.target,
  );
  return {
    id: "graph",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": flow === "down" ? "DOWN" : "RIGHT",
      "elk.layered.spacing.nodeNodeBetweenLayers": String(BETWEEN_LAYERS),
      "elk.spacing.nodeNode": String(BESIDE),
      "elk.spacing.componentComponent": String(BESIDE),
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
      "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
      "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
    },
    children: [...children.values()],
    edges: edges.map((edge) => ({
      id: edgeKey(edge),
      sources: [`${edge.source} out|${edge.source_output ?? 0}`],
      targets: [`${edge.target} ${slotOfWire(document, edge, catalog)}`],
    })),
  };
}
