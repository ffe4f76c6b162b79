import type { Catalog, CheckReport, Problem } from "@schema";
import type { Colour } from "../../document/add/paletteSearch";
import { familyOf, isFrozenCall } from "../../document/display/nodeFace";
import { declaringNode, nodesOf, titleOf } from "../../document/graph";
import { NODE_WIDTH, positionsOf } from "../../document/layout/positions";
import { worstTone } from "../../document/problemTone";
import type { Box } from "../../document/routing/boxes";
import { lineOf } from "../../document/routing/lines";
import { routing } from "../../document/routing/routeEdges";
import type { Direction, Document, ModelName, Node, NodeId, Point, Position } from "../../document/types";
import { problemsByNode } from "../../state/check";

/** Sizes as in the style sheet of a node; in the overview all nodes have one height. */
const OP_WIDTH = 148;
const OP_HEIGHT = 32;
const HEIGHT = 46;

/** One node of the overview. */
export interface SceneNode extends Position {
  id: NodeId;
  width: number;
  height: number;
  family: Colour;
  /** The name of a nested model, shown beside it. */
  model: string | null;
  /** Whether this is a further call of a layer. */
  further: boolean;
  frozen: boolean;
  problem: "error" | "warning" | null;
}

/** An edge as a polyline, with its bounding box. */
export interface SceneEdge extends Box {
  line: readonly Point[];
}

/** What the overview draws of a graph, in canvas units. */
export interface Scene {
  nodes: readonly SceneNode[];
  edges: readonly SceneEdge[];
}

/** The visible part of the canvas, and the pixel ratio of the screen. */
export interface SceneViewport {
  x: number;
  y: number;
  zoom: number;
  width: number;
  height: number;
  pixelRatio: number;
}

export function sceneOf(
  document: Document,
  catalog: Catalog | null,
  report: CheckReport | null,
  open: ModelName | null,
  direction: Direction,
): Scene {
  const positions = positionsOf(document);
  const problems = problemsByNode(report, open);
  const nodes = new Map<NodeId, SceneNode>();
  for (const node of nodesOf(document)) {
    const position = positions.get(node.id);
    if (position === undefined) continue;
    const worst = problems.get(node.id);
    const problem = seenFromAfar(worst ?? []);
    nodes.set(node.id, sceneNode(document, node, position, catalog, problem));
  }
  const { edges } = routing(document, catalog, direction);
  const sceneEdges = [...edges.values()].map((course) => sceneEdge(lineOf(course, direction)));
  return { nodes: [...nodes.values()], edges: sceneEdges };
}

function sceneNode(
  document: Document,
  node: Node,
  { x, y }: Position,
  catalog: Catalog | null,
  problem: SceneNode["problem"],
): SceneNode {
  const declaring = declaringNode(document, node);
  const isOp = declaring?.kind === "op";
  return {
    id: node.id,
    x: isOp ? x + (NODE_WIDTH - OP_WIDTH) / 2 : x,
    y,
    width: isOp ? OP_WIDTH : NODE_WIDTH,
    height: isOp ? OP_HEIGHT : HEIGHT,
    family: familyOf(declaring, catalog),
    model: declaring?.kind === "model" ? titleOf(document, node) : null,
    further: node.kind === "shared",
    frozen: isFrozenCall(declaring),
    problem,
  };
}

/** What remains to be chosen is shown near by alone. */
function seenFromAfar(problems: readonly Problem[]): SceneNode["problem"] {
  const tone = worstTone(problems);
  return tone === "choice" ? null : tone;
}

function sceneEdge(line: readonly Point[]): SceneEdge {
  const edge = { line, left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x = 0, y = 0] of line) {
    edge.left = Math.min(edge.left, x);
    edge.top = Math.min(edge.top, y);
    edge.right = Math.max(edge.right, x);
    edge.bottom = Math.max(edge.bottom, y);
  }
  return edge;
}
