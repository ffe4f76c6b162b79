"""Which routes of edges are kept by an edit, and which are dropped. Twin of the page's `document/edgeRoutes.ts`."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from layerloom_schema.base import NodeId
from layerloom_schema.documents.document import Document, Position, Route
from layerloom_schema.documents.graph import Edge

WIDTH, HEIGHT = 196.0, 56.0
"""The size of a node in canvas units."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


def merge_routes(document: Document, routes: Iterable[Route]) -> list[Route]:
    """Replace the routes of the same edges. Routes without points, or without an edge, are left out."""
    edges = {_key(edge) for edge in document.graph.edges}
    given = {_key(route.edge): route for route in routes}
    kept = [route for route in document.routes if _key(route.edge) not in given]
    return [*kept, *(route for key, route in given.items() if route.points and key in edges)]


def existing_routes(document: Document) -> list[Route]:
    """The routes whose edges exist."""
    if not document.routes:
        return document.routes
    edges = {_key(edge) for edge in document.graph.edges}
    return [route for route in document.routes if _key(route.edge) in edges]


def routes_after_move(before: Document, after: Document, moved: Mapping[NodeId, Position]) -> list[Route]:
    """The routes after nodes were moved.

    A route moves with its ends if both moved by the same offset. It is dropped if its ends moved differently, or if a
    moved node covers it.
    """
    steps = {node: _step(before.layout.get(node), position) for node, position in moved.items()}
    still = (0.0, 0.0)
    routes: list[Route] = []
    for route in before.routes:
        step = steps.get(route.edge.source, still)
        if step is None or step != steps.get(route.edge.target, still):
            continue
        shifted = [[x + step[0], y + step[1]] for x, y in route.points]
        routes.append(route if step == still else route.model_copy(update={"points": shifted}))
    changed = [node for node, step in steps.items() if step != still]
    return routes_not_covered(after.model_copy(update={"routes": routes}), changed)


def routes_not_covered(document: Document, nodes: Sequence[NodeId]) -> list[Route]:
    """The routes that no node of `nodes` covers. A node does not cover the routes of its own edges."""
    boxes = [(node, _box(document.layout[node])) for node in nodes if node in document.layout]
    return [
        route
        for route in document.routes
        if not any(
            _covers(box, route, document.layout)
            for node, box in boxes
            if node not in (route.edge.source, route.edge.target)
        )
    ]


def _covers(box: Box, route: Route, layout: Mapping[NodeId, Position]) -> bool:
    line = _line(route, layout)
    return any(_meets(box, start, end) for start, end in pairwise(line))


def _line(route: Route, layout: Mapping[NodeId, Position]) -> list[Sequence[float]]:
    """The points of a route with its ends, each at the point of the node that is nearest to the next point."""
    line: list[Sequence[float]] = [*route.points]
    source, target = layout.get(route.edge.source), layout.get(route.edge.target)
    if source is not None and line:
        line.insert(0, _nearest(_box(source), line[0]))
    if target is not None and line:
        line.append(_nearest(_box(target), line[-1]))
    return line


def _nearest(box: Box, point: Sequence[float]) -> tuple[float, float]:
    left, top, right, bottom = box
    return min(max(point[0], left), right), min(max(point[1], top), bottom)


def _meets(box: Box, start: Sequence[float], end: Sequence[float]) -> bool:
    left, top, right, bottom = box
    across = min(start[0], end[0]) < right and max(start[0], end[0]) > left
    return across and min(start[1], end[1]) < bottom and max(start[1], end[1]) > top


def _box(position: Position) -> Box:
    return position.x, position.y, position.x + WIDTH, position.y + HEIGHT


def _step(before: Position | None, after: Position) -> tuple[float, float] | None:
    """The offset by which a node was moved; `None` if it had no position."""
    return None if before is None else (after.x - before.x, after.y - before.y)


def _key(edge: Edge) -> tuple[NodeId, int, NodeId, str | None, int | None]:
    return edge.source, edge.source_output, edge.target, edge.target_input, edge.order
