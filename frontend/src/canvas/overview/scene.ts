import type { Catalog, CheckReport } from "@schema";
import type { Colour } from "../../document/add/paletteSearch";
import { familyOf } from "../../document/display/nodeFace";
import { declaringNode, nodesOf, titleOf } from "../../document/graph";
import { places } from "../../document/layout/positions";
import { NODE_WIDTH } from "../../document/layout/size";
import type { Box } from "../../document/routing/boxes";
import { lineOf } from "../../document/routing/lines";
import { routing } from "../../document/routing/routeEdges";
import type { Direction, Document, ModelName, Node, NodeId, Point, Position } from "../../document/types";
import { problemsByNode } from "../../state/check";

/** As the style sheet of a node has them; from far away one height does for all. */
const OP_WIDTH = 148;
const OP_HEIGHT = 32;
const HEIGHT = 46;

/** One node as it is seen from far away. */
export interface Card extends Position {
  id: NodeId;
  width: number;
  height: number;
  family: Colour;
  /** There is a whole graph in it: it has its name beside it. */
  model: string | null;
  /** A further call of a layer. */
  further: boolean;
  problem: "error" | "warning" | null;
}

/** An edge by the points between its straight pieces, and what they take up. */
export interface Wire extends Box {
  line: readonly Point[];
}

/** What there is to draw of a graph, in canvas units. */
export interface Scene {
  cards: readonly Card[];
  wires: readonly Wire[];
}

/** What of the canvas is seen, and how sharp the screen is. */
export interface Sight {
  x: number;
  y: number;
  zoom: number;
  width: number;
  height: number;
  sharp: number;
}

export function sceneOf(
  document: Document,
  catalog: Catalog | null,
  report: CheckReport | null,
  open: ModelName | null,
  flow: Direction,
): Scene {
  const at = places(document);
  const problems = problemsByNode(report, open);
  const cards = new Map<NodeId, Card>();
  for (const node of nodesOf(document)) {
    const place = at.get(node.id);
    if (place === undefined) continue;
    const worst = problems.get(node.id);
    const problem = worst === undefined ? null : worst.some(isError) ? "error" : "warning";
    cards.set(node.id, cardOf(document, node, place, catalog, problem));
  }
  const { edges } = routing(document, catalog, flow);
  const wires = [...edges.values()].map((course) => wireOf(lineOf(course, flow)));
  return { cards: [...cards.values()], wires };
}

const isError = (problem: { severity: string }) => problem.severity === "error";

function cardOf(
  document: Document,
  node: Node,
  { x, y }: Position,
  catalog: Catalog | null,
  problem: Card["problem"],
): Card {
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
    problem,
  };
}

function wireOf(line: readonly Point[]): Wire {
  const wire = { line, left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x = 0, y = 0] of line) {
    wire.left = Math.min(wire.left, x);
    wire.top = Math.min(wire.top, y);
    wire.right = Math.max(wire.right, x);
    wire.bottom = Math.max(wire.bottom, y);
  }
  return wire;
}
