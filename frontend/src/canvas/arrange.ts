import type { ElkNode } from "elkjs/lib/elk-api.js";
import { edgeKey } from "../document/equal";
import { edgesOf, findNode, nodesOf } from "../document/graph";
import { NODE_HEIGHT, NODE_WIDTH } from "../document/placing";
import { inputSlots, outputSlots, ringAt, slotOfWire } from "../document/slots";
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
  const [entry, exit] = flow === "down" ? (["NORTH", "SOUTH"] as const) : (["WEST", "EAST"] as const);
  const [length, thickness] = flow === "down" ? [NODE_WIDTH, NODE_HEIGHT] : [NODE_HEIGHT, NODE_WIDTH];
  const port = (id: string, side: string, share: number, across: number) => ({
    id,
    width: 1,
    height: 1,
    x: flow === "down" ? share * length : across,
    y: flow === "down" ? across : share * length,
    layoutOptions: { "elk.port.side": side },
  });
  const children = new Map<NodeId, ElkNode>();
  for (const node of nodesOf(document)) {
    const inputs = inputSlots(document, node, catalog);
    const outputs = outputSlots(document, node, catalog);
    children.set(node.id, {
      id: node.id,
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      layoutOptions: { "elk.portConstraints": "FIXED_POS" },
      ports: [
        ...inputs.map((slot, i) => port(`${node.id} ${slot.id}`, entry, ringAt(i, inputs), 0)),
        ...outputs.map((slot, i) =>
          port(`${node.id} out|${slot.index}`, exit, (i + 1) / (outputs.length + 1), thickness),
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
