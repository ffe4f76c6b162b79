import type { Catalog } from "@schema";
import type { ElkNode, ElkPort } from "elkjs/lib/elk-api.js";
import { handlesOf } from "../../document/connect/handles";
import { slotOfEdge } from "../../document/connect/slots";
import { widthOf } from "../../document/display/measureText";
import { edgeKey } from "../../document/equal";
import { declaringNode, edgesOf, nodesOf } from "../../document/graph";
import { OP_INSET, sizeOf } from "../../document/layout/nodeSize";
import { positionOf } from "../../document/layout/positions";
import { LABEL } from "../../document/routing/labels";
import type { Direction, Document, Node, NodeId, Position, Route } from "../../document/types";
import type { Block } from "./noteBlocks";

const LAYER_SPACING = 64;
/** The largest spacing of layers in a graph that runs to the right, where edge labels are between them. */
const MAX_LAYER_SPACING = 144;
/** The part of that spacing that bends of edges take. */
const LABEL_MARGIN = 48;
const NODE_SPACING = 48;
/** The spacing between a node and an edge that passes it, and between two such edges. */
const EDGE_NODE_SPACING = 24;
const EDGE_SPACING = 12;

/**
 * Builds the input of ELK for a graph or some nodes of it: each node with the notes beside it is one block, with its
 * handles as ports at their positions. `labels` are the texts beside the edges.
 */
export function elkGraph(
  document: Document,
  blocks: ReadonlyMap<NodeId, Block>,
  catalog: Catalog | null,
  direction: Direction,
  labels: ReadonlyMap<string, string> = new Map(),
): ElkNode {
  const inside = nodesOf(document).filter((node) => blocks.has(node.id));
  const edges = edgesOf(document).filter(
    ({ source, target }) => blocks.has(source) && blocks.has(target) && source !== target,
  );
  return {
    id: "graph",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": direction === "down" ? "DOWN" : "RIGHT",
      "elk.layered.spacing.nodeNodeBetweenLayers": String(
        direction === "down" ? LAYER_SPACING : layerSpacingFor(labels),
      ),
      "elk.spacing.nodeNode": String(NODE_SPACING),
      "elk.spacing.componentComponent": String(NODE_SPACING),
      "elk.edgeRouting": "ORTHOGONAL",
      "elk.spacing.edgeNode": String(EDGE_NODE_SPACING),
      "elk.spacing.edgeEdge": String(EDGE_SPACING),
      "elk.layered.spacing.edgeNodeBetweenLayers": String(EDGE_NODE_SPACING),
      "elk.layered.spacing.edgeEdgeBetweenLayers": String(EDGE_SPACING),
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
      "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
      "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
    },
    children: inside.map((node) => elkNode(document, node, blocks.get(node.id), catalog, direction)),
    edges: edges.map((edge) => ({
      id: edgeKey(edge),
      sources: [`${edge.source} out|${edge.source_output ?? 0}`],
      targets: [`${edge.target} ${slotOfEdge(document, edge, catalog)}`],
    })),
  };
}

/** A spacing in which the longest label fits. */
function layerSpacingFor(labels: ReadonlyMap<string, string>): number {
  const widths = [...new Set(labels.values())].map((text) => widthOf(text, LABEL));
  const longest = widths.reduce((most, width) => Math.max(most, width), 0);
  return Math.ceil(Math.min(Math.max(longest + LABEL_MARGIN, LAYER_SPACING), MAX_LAYER_SPACING));
}

function elkNode(
  document: Document,
  node: Node,
  block: Block | undefined,
  catalog: Catalog | null,
  direction: Direction,
): ElkNode {
  const size = sizeOf(document, node, catalog);
  const { width, height, dx, dy } = block ?? { ...size, dx: 0, dy: 0 };
  const inset = declaringNode(document, node)?.kind === "op" ? OP_INSET : 0;
  const down = direction === "down";
  const [length, thickness, from] = down
    ? [size.width - 2 * inset, height, dx + inset]
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
  const { inputs, outputs } = handlesOf(document, node, catalog);
  return {
    id: node.id,
    width,
    height,
    layoutOptions: { "elk.portConstraints": "FIXED_POS" },
    ports: [
      ...inputs.map(({ id, share }) => port(id, entry, share, 0)),
      ...outputs.map(({ id, share }) => port(id, exit, share, thickness)),
    ],
  };
}

/** The node positions in ELK's result. */
export function positionsIn(result: ElkNode, blocks: ReadonlyMap<NodeId, Block>): Map<NodeId, Position> {
  return new Map(
    (result.children ?? []).map(({ id, x = 0, y = 0 }) => {
      const { dx, dy } = blocks.get(id) ?? { dx: 0, dy: 0 };
      return [id, { x: Math.round(x + dx), y: Math.round(y + dy) }] as const;
    }),
  );
}

/** The routes of the edges with bends in ELK's result. */
export function routesIn(result: ElkNode, document: Document): Route[] {
  const edges = new Map(edgesOf(document).map((edge) => [edgeKey(edge), edge]));
  return (result.edges ?? []).flatMap(({ id, sections }) => {
    const edge = edges.get(id);
    const bends = sections?.[0]?.bendPoints ?? [];
    return edge === undefined || bends.length === 0
      ? []
      : [{ edge, points: bends.map(({ x, y }) => [Math.round(x), Math.round(y)]) }];
  });
}

/** The upper left corner of some nodes. */
export function cornerOf(document: Document, ids: Iterable<NodeId>): Position {
  const at = [...ids].map((id) => positionOf(document, id));
  return {
    x: at.reduce((least, { x }) => Math.min(least, x), Infinity),
    y: at.reduce((least, { y }) => Math.min(least, y), Infinity),
  };
}
