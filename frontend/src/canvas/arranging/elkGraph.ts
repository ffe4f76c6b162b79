import type { Catalog } from "@schema";
import type { ElkNode, ElkPort } from "elkjs/lib/elk-api.js";
import { edgeKey } from "../../document/equal";
import { declaringNode, edgesOf, nodesOf } from "../../document/graph";
import { placeOf } from "../../document/layout/placing";
import type { Document, Node, NodeId, Position } from "../../document/types";
import { inputSlots, outputSlots, ringAt, slotOfWire } from "../../document/wiring/slots";
import type { Flow } from "../../store/view";
import type { Block } from "./blocks";
import { OP_INSET, sizeOf } from "./sizes";

const BETWEEN_LAYERS = 64;
const BESIDE = 48;
/**
 * A graph, or some nodes of it, as the layout engine wants it: each node with the notes beside it is one block, and its
 * rings stand on the block's rim where they stand on the node.
 */
export function elkGraph(
  document: Document,
  blocks: ReadonlyMap<NodeId, Block>,
  catalog: Catalog | null,
  flow: Flow,
): ElkNode {
  const inside = nodesOf(document).filter((node) => blocks.has(node.id));
  const edges = edgesOf(document).filter(
    ({ source, target }) => blocks.has(source) && blocks.has(target) && source !== target,
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
    children: inside.map((node) => child(document, node, blocks.get(node.id), catalog, flow)),
    edges: edges.map((edge) => ({
      id: edgeKey(edge),
      sources: [`${edge.source} out|${edge.source_output ?? 0}`],
      targets: [`${edge.target} ${slotOfWire(document, edge, catalog)}`],
    })),
  };
}

function child(
  document: Document,
  node: Node,
  block: Block | undefined,
  catalog: Catalog | null,
  flow: Flow,
): ElkNode {
  const size = sizeOf(document, node, catalog);
  const { width, height, dx, dy } = block ?? { ...size, dx: 0, dy: 0 };
  const narrow = declaringNode(document, node)?.kind === "op" ? OP_INSET : 0;
  const down = flow === "down";
  const [length, thickness, from] = down
    ? [size.width - 2 * narrow, height, dx + narrow]
    : [size.height, width, dy];
  const [entry, exit] = down ? (["NORTH", "SOUTH"] as const) : (["WEST", "EAST"] as const);
  const port = (id: string, side: string, share: number, across: number): ElkPort => ({
    id: `${node.id} ${id}`,
    width: 1,
    height: 1,
    x: down ? from + share * length : across,
    y: down ? across : from + share * length,
    layoutOptions: { "elk.port.side": side },
  });
  const inputs = inputSlots(document, node, catalog);
  const outputs = outputSlots(document, node, catalog);
  return {
    id: node.id,
    width,
    height,
    layoutOptions: { "elk.portConstraints": "FIXED_POS" },
    ports: [
      ...inputs.map((slot, i) => port(slot.id, entry, ringAt(i, inputs), 0)),
      ...outputs.map(({ index }, i) => port(`out|${index}`, exit, (i + 1) / (outputs.length + 1), thickness)),
    ],
  };
}

/** The places of the nodes in what the engine gave back. */
export function placesIn(laid: ElkNode, blocks: ReadonlyMap<NodeId, Block>): Map<NodeId, Position> {
  return new Map(
    (laid.children ?? []).map(({ id, x = 0, y = 0 }) => {
      const { dx, dy } = blocks.get(id) ?? { dx: 0, dy: 0 };
      return [id, { x: Math.round(x + dx), y: Math.round(y + dy) }] as const;
    }),
  );
}

/** The upper left corner of some nodes as they stand. */
export function cornerOf(document: Document, ids: Iterable<NodeId>): Position {
  const at = [...ids].map((id) => placeOf(document, id));
  return {
    x: at.reduce((least, { x }) => Math.min(least, x), Infinity),
    y: at.reduce((least, { y }) => Math.min(least, y), Infinity),
  };
}
