import type { Known } from "../catalog/ports";
import { routesOf } from "../edgeRoutes";
import { edgeKey, sameParts } from "../equal";
import { edgesOf } from "../graph";
import type { Direction, Document, Edge, NodeId, Point, Position } from "../types";
import { bendsOf, ROOM } from "./bends";
import { type Box, cardBoxes, grown, overlap, turnedBox } from "./boxes";
import { changedCards, sameNodes } from "./changes";
import { endsOf } from "./ends";
import { Grid } from "./grid";
import { lane } from "./lanes";
import { boxAround, type Course, isStraight, lineOf } from "./lines";
import { type Segment, segmentsOf } from "./segments";

/** An edge of the graph, and how it is drawn. */
export interface Routed extends Course {
  edge: Edge;
}

export interface Routing {
  /** By `edgeKey`: the edges that have both ends. Two equal ones are drawn once. */
  edges: ReadonlyMap<string, Routed>;
  cards: ReadonlyMap<NodeId, Box>;
}

/** Other edges are looked at no further than this from those that need a lane. */
const AROUND = 1000;
const NO_POINTS: readonly Point[] = [];

const known = new WeakMap<object, { of: readonly unknown[]; routing: Routing }>();

/**
 * How the edges of a graph run, so that none lies behind a card: by their points in the document where these are still
 * right, else straight or in a plain curve where nothing is between, else by a lane. The same document gives the same.
 */
export function routing(document: Document, catalog: Known | null, direction: Direction): Routing {
  const key = document.graph ?? document;
  const { layout, routes, models, training } = document;
  const of = [layout, routes, models, training, catalog, direction];
  const there = known.get(key);
  if (there !== undefined && sameParts(there.of, of)) return there.routing;
  last = sketch(document, catalog, direction, last);
  known.set(key, { of, routing: last.routing });
  return last.routing;
}

/**
 * An edge as it is routed, with all that this depends on but the cards. Everything is looked at as leading down: what
 * leads to the right has its axes exchanged.
 */
interface Sketched {
  edge: Edge;
  from: Position;
  to: Position;
  /** Its points in the document, as written there, and turned to lead down. */
  stored: readonly Point[];
  points: readonly Point[];
  /** `null`: it needs a lane. */
  bends: readonly Point[] | null;
}

interface Sketch {
  document: Document;
  catalog: Known | null;
  direction: Direction;
  /** By node, looked at as leading down. */
  cards: ReadonlyMap<NodeId, Box>;
  edges: ReadonlyMap<string, Sketched>;
  routing: Routing;
}

/** The last that was routed: of an edit, only the edges near to what it changed are gone through again. */
let last: Sketch | null = null;

function sketch(
  document: Document,
  catalog: Known | null,
  direction: Direction,
  before: Sketch | null,
): Sketch {
  const turned = direction === "right";
  const isNear = before?.direction === direction && before.catalog === catalog;
  const boxes = cardBoxes(document, catalog, isNear ? before.routing.cards : undefined);
  const cards = turned ? new Map([...boxes].map(([id, box]) => [id, turnedBox(box)])) : boxes;
  const changed = isNear ? changedCards(before.cards, cards) : null;
  const stays = isNear ? sameNodes(before.document, document, before.routing.cards, boxes) : () => false;
  let grid: Grid<Box> | null = null;
  const field = () => {
    grid ??= new Grid(cards.values());
    return grid;
  };
  const stored = new Map(routesOf(document).map(({ edge, points }) => [edgeKey(edge), points]));
  const edges = new Map<string, Sketched>();
  let same = changed?.length === 0;
  for (const edge of edgesOf(document)) {
    const key = edgeKey(edge);
    const said = stored.get(key) ?? NO_POINTS;
    const old = changed === null ? undefined : before?.edges.get(key);
    if (old?.edge === edge && old.stored === said && stays(edge) && isFarFrom(old, changed ?? [])) {
      edges.set(key, old);
      continue;
    }
    const ends = edges.has(key) ? null : endsOf(document, edge, boxes, catalog, direction);
    if (ends === null) continue;
    const [from, to] = turned ? [flip(ends.from), flip(ends.to)] : [ends.from, ends.to];
    if (old !== undefined && old.stored === said && isAt(old, from, to) && isFarFrom(old, changed ?? [])) {
      edges.set(key, old.edge === edge ? old : { ...old, edge });
      continue;
    }
    same = false;
    const own = [cards.get(edge.source), cards.get(edge.target)];
    const points = turned ? said.map(flipPoint) : said;
    edges.set(key, { edge, from, to, stored: said, points, bends: bendsOf(from, to, points, field(), own) });
  }
  if (before !== null && same && edges.size === before.edges.size) {
    const routing = { cards: before.routing.cards, edges: relabelled(before.routing.edges, edges) };
    return { document, catalog, direction, cards, edges, routing };
  }
  return {
    document,
    catalog,
    direction,
    cards,
    edges,
    routing: { cards: boxes, edges: withLanes(edges, field, turned) },
  };
}

/** The edges as they run, those that need one by a lane. */
function withLanes(
  edges: ReadonlyMap<string, Sketched>,
  cards: () => Grid<Box>,
  turned: boolean,
): Map<string, Routed> {
  const routed = new Map<string, Routed>();
  const drawn = (edge: Edge, course: Course) => ({ edge, ...(turned ? turnedCourse(course) : course) });
  const waiting: string[] = [];
  for (const [key, { edge, from, to, bends }] of edges) {
    if (bends === null) waiting.push(key);
    // Edges stay in the order of the document.
    routed.set(key, drawn(edge, { from, to, bends: bends ?? [] }));
  }
  if (waiting.length === 0) return routed;
  const area = grown(boxAround(waiting.flatMap((key) => endPoints(edges.get(key)))), AROUND);
  const lines = new Grid<Segment>();
  for (const { edge, from, to, bends } of edges.values()) {
    if (bends === null || (bends.length === 0 && !isStraight(from, to, "down"))) continue;
    if (!overlap(area, boxAround([[from.x, from.y], ...bends, [to.x, to.y]]))) continue;
    for (const segment of segmentsOf(lineOf({ from, to, bends }, "down"), tensorOf(edge))) lines.add(segment);
  }
  for (const key of waiting) {
    const sketched = edges.get(key);
    if (sketched === undefined) continue;
    const { edge, from, to } = sketched;
    const bends = lane(from, to, { cards: cards(), edges: lines }, tensorOf(edge)) ?? [];
    for (const segment of segmentsOf(lineOf({ from, to, bends }, "down"), tensorOf(edge))) lines.add(segment);
    routed.set(key, drawn(edge, { from, to, bends }));
  }
  return routed;
}

function isAt({ from, to }: Sketched, start: Position, end: Position): boolean {
  return from.x === start.x && from.y === start.y && to.x === end.x && to.y === end.y;
}

function endPoints(sketched: Sketched | undefined): Point[] {
  if (sketched === undefined) return [];
  const { from, to } = sketched;
  return [
    [from.x, from.y],
    [to.x, to.y],
  ];
}

/** Whether no change touches what an edge was compared with: the way by its points, and the one between its ends. */
function isFarFrom({ from, to, points }: Sketched, changed: readonly Box[]): boolean {
  if (changed.length === 0) return true;
  const around = grown(boxAround([[from.x, from.y], ...points, [to.x, to.y]]), ROOM);
  return !changed.some((box) => overlap(box, around));
}

/** The very courses that there were, with the edges as they are called now. */
function relabelled(
  before: ReadonlyMap<string, Routed>,
  now: ReadonlyMap<string, Sketched>,
): ReadonlyMap<string, Routed> {
  if ([...before].every(([key, routed]) => routed.edge === now.get(key)?.edge)) return before;
  return new Map(
    [...before].map(([key, routed]) => [key, { ...routed, edge: now.get(key)?.edge ?? routed.edge }]),
  );
}

function tensorOf({ source, source_output }: Edge): string {
  return `${source}|${source_output ?? 0}`;
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
