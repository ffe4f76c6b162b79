import type { Known } from "../catalog/ports";
import { edgeKey, sameParts } from "../equal";
import { edgesOf, findNode } from "../graph";
import { routesOf } from "../routes";
import type { Direction, Document, Edge, NodeId, Point, Position } from "../types";
import { ringsOf } from "../wiring/rings";
import { slotOfWire } from "../wiring/slots";
import { type Box, cardBoxes, turnedBox } from "./boxes";
import { Grid } from "./grid";
import { lane } from "./lanes";
import { type Course, isClear, isStraight, lineOf } from "./lines";
import { addLine, type Segment } from "./segments";

/** An edge of the graph, and how it is drawn. */
export interface Routed extends Course {
  edge: Edge;
}

export interface Routing {
  /** By `edgeKey`: the edges that have both ends. Two equal ones are drawn once. */
  edges: ReadonlyMap<string, Routed>;
  cards: ReadonlyMap<NodeId, Box>;
}

/** From the middle of a card's border to the rim of its ring. */
const RIM = 3.5;
const BORDER = 1;
/** A curve stays so far from the cards; what the document says may touch them. */
const ROOM = 6;
const TOUCHING = -1;

const lasting = new WeakMap<object, { of: readonly unknown[]; routing: Routing }>();

/**
 * How the edges of a graph run, so that none lies behind a card: by their points in the document where these are still
 * right, else straight or in a plain curve where nothing is between, else by a lane. The same document gives the same.
 */
export function routing(document: Document, catalog: Known | null, direction: Direction): Routing {
  const key = document.graph ?? document;
  const of = [document.layout, document.routes, document.models, catalog, direction];
  const known = lasting.get(key);
  if (known !== undefined && sameParts(known.of, of)) return known.routing;
  const routing = routed(document, catalog, direction);
  lasting.set(key, { of, routing });
  return routing;
}

function routed(document: Document, catalog: Known | null, direction: Direction): Routing {
  const cards = cardBoxes(document, catalog);
  const turned = direction === "right";
  const inField = new Map([...cards].map(([id, box]) => [id, turned ? turnedBox(box) : box] as const));
  const field = {
    cards: new Grid(inField.values()),
    edges: new Grid<Segment>(),
  };
  const stored = new Map(routesOf(document).map(({ edge, points }) => [edgeKey(edge), points]));
  const edges = new Map<string, Routed>();
  const waiting: { key: string; edge: Edge; from: Position; to: Position }[] = [];
  const settle = (key: string, edge: Edge, course: Course) => {
    addLine(field.edges, lineOf(course, "down"), tensorOf(edge), key);
    edges.set(key, { edge, ...(turned ? turnedCourse(course) : course) });
  };
  for (const edge of edgesOf(document)) {
    const key = edgeKey(edge);
    const ends = edges.has(key) ? null : endsOf(document, edge, cards, catalog, direction);
    if (ends === null) continue;
    const [from, to] = turned ? [flip(ends.from), flip(ends.to)] : [ends.from, ends.to];
    const points = stored.get(key) ?? [];
    const said = { from, to, bends: turned ? points.map(flipPoint) : points };
    // A place is kept for it: edges stay in the order of the document.
    edges.set(key, { edge, ...ends, bends: [] });
    if (said.bends.length > 0 && leads(said) && isClear(lineOf(said, "down"), field.cards, TOUCHING)) {
      settle(key, edge, said);
    } else if (
      isFree(
        from,
        to,
        field.cards,
        [edge.source, edge.target].map((id) => inField.get(id)),
      )
    )
      settle(key, edge, { from, to, bends: [] });
    else waiting.push({ key, edge, from, to });
  }
  for (const { key, edge, from, to } of waiting) {
    const bends = lane(from, to, field, tensorOf(edge)) ?? [];
    settle(key, edge, { from, to, bends });
  }
  return { edges, cards };
}

/** Leaves downwards and arrives from above, as its rings stand. */
function leads({ from, to, bends }: Course): boolean {
  const [first, last] = [bends[0], bends.at(-1)];
  return (first?.[1] ?? from.y) >= from.y && (last?.[1] ?? to.y) <= to.y;
}

/** Whether an edge can go without a bend: down, and past no card; its `own` are near it at its ends. */
function isFree(from: Position, to: Position, cards: Grid<Box>, own: readonly (Box | undefined)[]): boolean {
  if (to.y <= from.y) return false;
  const around = {
    left: Math.min(from.x, to.x) - ROOM,
    right: Math.max(from.x, to.x) + ROOM,
    top: from.y - ROOM,
    bottom: to.y + ROOM,
  };
  if (!cards.some(around, (card) => !own.includes(card))) return true;
  const line = lineOf({ from, to, bends: [] }, "down");
  return isClear(line, cards, isStraight(from, to, "down") ? TOUCHING : ROOM, own);
}

function tensorOf({ source, source_output }: Edge): string {
  return `${source}|${source_output ?? 0}`;
}

/** Where an edge leaves its source and arrives at its target; `null` where it has not both. */
function endsOf(
  document: Document,
  edge: Edge,
  cards: ReadonlyMap<NodeId, Box>,
  catalog: Known | null,
  direction: Direction,
): { from: Position; to: Position } | null {
  const [source, target] = [findNode(document, edge.source), findNode(document, edge.target)];
  const [above, below] = [cards.get(edge.source), cards.get(edge.target)];
  if (!source || !target || !above || !below) return null;
  const output = `out|${edge.source_output ?? 0}`;
  const slot = slotOfWire(document, edge, catalog);
  const leaves = ringsOf(document, source, catalog).outputs.find(({ id }) => id === output);
  const enters = ringsOf(document, target, catalog).inputs.find(({ id }) => id === slot);
  return {
    from: ringOn(above, leaves?.share ?? 0.5, direction, true),
    to: ringOn(below, enters?.share ?? 0.5, direction, false),
  };
}

function ringOn(box: Box, share: number, direction: Direction, isOutput: boolean): Position {
  if (direction === "down") {
    const x = box.left + BORDER + share * (box.right - box.left - 2 * BORDER);
    return { x, y: isOutput ? box.bottom + RIM : box.top - RIM };
  }
  const y = box.top + BORDER + share * (box.bottom - box.top - 2 * BORDER);
  return { x: isOutput ? box.right + RIM : box.left - RIM, y };
}

function flip({ x, y }: Position): Position {
  return { x: y, y: x };
}

function flipPoint([x = 0, y = 0]: Point): Point {
  return [y, x];
}

function turnedCourse({ from, to, bends }: Course): Course {
  return { from: flip(from), to: flip(to), bends: bends.map(flipPoint) };
}
