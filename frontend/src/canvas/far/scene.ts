import type { Catalog, CheckReport } from "@schema";
import type { Colour } from "../../document/adding/search";
import { declaringNode, edgesOf, nodesOf, titleOf } from "../../document/graph";
import { places } from "../../document/layout/placing";
import { NODE_WIDTH } from "../../document/layout/size";
import { familyOf } from "../../document/shown/face";
import type { Document, ModelName, Node, NodeId, Position } from "../../document/types";
import { problemsByNode } from "../../store/check";

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

/** What there is to draw of a graph, in canvas units. */
export interface Scene {
  cards: readonly Card[];
  /** Wires from middle to middle: x and y of the one end, then of the other. */
  wires: readonly (readonly [number, number, number, number])[];
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
  flow: "down" | "right",
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
  const wires = edgesOf(document).flatMap((edge) => {
    const [from, to] = [cards.get(edge.source), cards.get(edge.target)];
    return from === undefined || to === undefined ? [] : [ends(from, to, flow)];
  });
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

function ends(from: Card, to: Card, flow: "down" | "right"): [number, number, number, number] {
  return flow === "down"
    ? [from.x + from.width / 2, from.y + from.height, to.x + to.width / 2, to.y]
    : [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
}
