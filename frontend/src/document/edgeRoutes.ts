import { edgeKey, sameParts } from "./equal";
import { edgesOf } from "./graph";
import { NODE_HEIGHT, NODE_WIDTH } from "./layout/positions";
import type { Document, NodeId, Point, Position, Route } from "./types";

/** Routes of edges under edits: which keep their points, which lose them. Twin of the server's `graph/edge_routes.py`. */

const NO_ROUTES: readonly Route[] = [];

export function routesOf(document: Document): readonly Route[] {
  return document.routes ?? NO_ROUTES;
}

/** The document with other routes; without the field where there are none. */
export function withRoutes(document: Document, routes: readonly Route[]): Document {
  if (sameParts(routesOf(document), routes)) return document;
  const { routes: _before, ...rest } = document;
  return routes.length === 0 ? rest : { ...rest, routes: [...routes] };
}

/** The routes with others in the place of those of the same edges; one without points, or of no edge, is left out. */
export function replacedRoutes(document: Document, routes: readonly Route[]): Route[] {
  const edges = new Set(edgesOf(document).map(edgeKey));
  const given = new Map(routes.map((route) => [edgeKey(route.edge), route]));
  const kept = routesOf(document).filter(({ edge }) => !given.has(edgeKey(edge)));
  const set = [...given].filter(([key, { points }]) => points.length > 0 && edges.has(key));
  return [...kept, ...set.map(([, route]) => route)];
}

/** The routes of the edges that are there. */
export function keptRoutes(document: Document): readonly Route[] {
  const routes = routesOf(document);
  if (routes.length === 0) return routes;
  const edges = new Set(edgesOf(document).map(edgeKey));
  return routes.filter(({ edge }) => edges.has(edgeKey(edge)));
}

/**
 * The routes once some nodes were moved. One whose ends moved by the same step moves with them; one of which a single
 * end moved, or that a moved node now covers, is left out.
 */
export function movedRoutes(
  before: Document,
  after: Document,
  moved: Readonly<Record<NodeId, Position>>,
): readonly Route[] {
  if (routesOf(before).length === 0) return NO_ROUTES;
  const steps = new Map(
    Object.entries(moved).map(([id, position]) => [id, stepOf(before.layout?.[id], position)] as const),
  );
  const routes = routesOf(before).flatMap((route) => {
    const [one, other] = [route.edge.source, route.edge.target].map((id) => {
      const step = steps.get(id);
      return step === undefined ? STILL : step;
    });
    if (!one || !other || one.x !== other.x || one.y !== other.y) return [];
    if (isStill(one)) return [route];
    return [{ ...route, points: route.points.map(([x = 0, y = 0]) => [x + one.x, y + one.y]) }];
  });
  const changed = [...steps].filter(([, step]) => step === null || !isStill(step)).map(([id]) => id);
  return uncoveredRoutes(withRoutes(after, routes), changed);
}

/** The routes that none of some nodes covers; those of its own edges it never does. */
export function uncoveredRoutes(document: Document, nodes: readonly NodeId[]): readonly Route[] {
  const routes = routesOf(document);
  if (routes.length === 0) return routes;
  const positions = nodes.flatMap((id) => {
    const position = document.layout?.[id];
    return position === undefined ? [] : [{ id, position }];
  });
  return routes.filter((route) => {
    const line = lineOf(route, document);
    return !positions.some(({ id, position }) => {
      if (id === route.edge.source || id === route.edge.target) return false;
      return line.some((end, at) => at > 0 && meets(position, line[at - 1] ?? end, end));
    });
  });
}

/** The points of a route with its ends, each where the card is nearest to the point beside it. */
function lineOf({ edge, points }: Route, { layout }: Document): readonly Point[] {
  const [source, target] = [layout?.[edge.source], layout?.[edge.target]];
  const [first, last] = [points[0], points.at(-1)];
  return [
    ...(source && first ? [nearest(source, first)] : []),
    ...points,
    ...(target && last ? [nearest(target, last)] : []),
  ];
}

function nearest({ x: left, y: top }: Position, [x = 0, y = 0]: Point): Point {
  return [Math.min(Math.max(x, left), left + NODE_WIDTH), Math.min(Math.max(y, top), top + NODE_HEIGHT)];
}

function meets({ x: left, y: top }: Position, [ax = 0, ay = 0]: Point, [bx = 0, by = 0]: Point): boolean {
  const across = Math.min(ax, bx) < left + NODE_WIDTH && Math.max(ax, bx) > left;
  return across && Math.min(ay, by) < top + NODE_HEIGHT && Math.max(ay, by) > top;
}

const STILL: Position = { x: 0, y: 0 };

function isStill({ x, y }: Position): boolean {
  return x === 0 && y === 0;
}

/** By how much a node was moved; `null` where it had no place. */
function stepOf(before: Position | undefined, after: Position): Position | null {
  return before === undefined ? null : { x: after.x - before.x, y: after.y - before.y };
}
