"""Call order, cycles, depth and reachability, all without recursion."""

import heapq
from collections.abc import Callable, Iterable

from layerloom_schema.base import NodeId
from layerloom_schema.documents.graph import OutputNode

from .index import GraphIndex


def call_order(index: GraphIndex) -> list[NodeId]:
    """A topological order: of the ready nodes always the first in `nodes`. Cycles and nodes after them are left out."""
    waiting = {node: len(index.sources(node)) for node in index.nodes}
    names = list(index.nodes)
    ready = [index.position[node] for node, count in waiting.items() if count == 0]
    heapq.heapify(ready)
    order: list[NodeId] = []
    while ready:
        node = names[heapq.heappop(ready)]
        order.append(node)
        for target in index.targets(node):
            waiting[target] -= 1
            if waiting[target] == 0:
                heapq.heappush(ready, index.position[target])
    return order


def number_calls(index: GraphIndex, order: Iterable[NodeId]) -> dict[NodeId, int]:
    """The number of each call of its layer, from 0, in call order."""
    counts: dict[str, int] = {}
    calls: dict[NodeId, int] = {}
    for node in order:
        if index.layer_node(node) is not None:
            called = index.called(node)
            calls[node] = counts.get(called, 0)
            counts[called] = calls[node] + 1
    return calls


def depth(index: GraphIndex, order: Iterable[NodeId]) -> int:
    """The number of nodes on the longest path."""
    deepest: dict[NodeId, int] = {}
    for node in order:
        deepest[node] = 1 + max((deepest[source] for source in index.sources(node)), default=0)
    return max(deepest.values(), default=0)


def reaches_output(index: GraphIndex) -> frozenset[NodeId]:
    """The nodes from which an output node is reachable, output nodes included."""
    return _reach([id_ for id_, node in index.nodes.items() if isinstance(node, OutputNode)], index.sources)


def downstream(index: GraphIndex, node: NodeId) -> frozenset[NodeId]:
    """`node` and all nodes reachable from it."""
    return _reach([node], index.targets)


def upstream(index: GraphIndex, nodes: Iterable[NodeId]) -> frozenset[NodeId]:
    """`nodes` and all nodes from which they are reachable."""
    return _reach(nodes, index.sources)


def shortest_cycles(index: GraphIndex, order: list[NodeId]) -> list[list[NodeId]]:
    """A shortest cycle of each cyclic component, beginning with its first node in `nodes`."""
    left = set(index.nodes).difference(order)
    knots = _cyclic_components(index, left)
    return sorted(
        (_shortest_cycle(index, knot) for knot in knots), key=lambda cycle: index.position[cycle[0]]
    )


def _reach(start: Iterable[NodeId], step: Callable[[NodeId], Iterable[NodeId]]) -> frozenset[NodeId]:
    seen = set(start)
    todo = list(seen)
    while todo:
        for node in step(todo.pop()):
            if node not in seen:
                seen.add(node)
                todo.append(node)
    return frozenset(seen)


def _cyclic_components(index: GraphIndex, nodes: set[NodeId]) -> list[set[NodeId]]:
    """Strongly connected components with a cycle in them: Tarjan's algorithm with an explicit stack."""
    number: dict[NodeId, int] = {}
    low: dict[NodeId, int] = {}
    path: list[NodeId] = []
    on_path: set[NodeId] = set()
    knots: list[set[NodeId]] = []
    for root in sorted(nodes, key=index.position.__getitem__):
        if root in number:
            continue
        work = [(root, iter(index.targets(root)))]
        number[root] = low[root] = len(number)
        path.append(root)
        on_path.add(root)
        while work:
            node, targets = work[-1]
            target = next((t for t in targets if t in nodes), None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == number[node]:
                    knot = set()
                    while node not in knot:
                        knot.add(path.pop())
                    on_path -= knot
                    if len(knot) > 1 or node in index.targets(node):
                        knots.append(knot)
            elif target not in number:
                number[target] = low[target] = len(number)
                path.append(target)
                on_path.add(target)
                work.append((target, iter(index.targets(target))))
            elif target in on_path:
                low[node] = min(low[node], number[target])
    return knots


def _shortest_cycle(index: GraphIndex, knot: set[NodeId]) -> list[NodeId]:
    """A shortest cycle of a component. Unless the component is a single cycle, it contains a branching node."""
    inside = {node: [t for t in index.targets(node) if t in knot] for node in knot}
    starts = [node for node in knot if len(inside[node]) > 1] or [min(knot, key=index.position.__getitem__)]
    best: list[NodeId] | None = None
    for start in sorted(starts, key=index.position.__getitem__):
        found = _shortest_cycle_from(inside, start, len(best) if best else len(knot) + 1)
        if found is not None:
            best = found
    if best is None:
        raise AssertionError("a strongly connected component holds a cycle")
    first = best.index(min(best, key=index.position.__getitem__))
    return best[first:] + best[:first]


def _shortest_cycle_from(
    inside: dict[NodeId, list[NodeId]], start: NodeId, shorter_than: int
) -> list[NodeId] | None:
    """The shortest cycle through `start`, by breadth-first search, if it has fewer nodes than `shorter_than`."""
    came: dict[NodeId, NodeId] = {}
    level = [start]
    for length in range(1, shorter_than):
        following: list[NodeId] = []
        for node in level:
            for target in inside[node]:
                if target == start:
                    ring = [node]
                    while ring[-1] != start:
                        ring.append(came[ring[-1]])
                    return ring[::-1]
                if target not in came:
                    came[target] = node
                    following.append(target)
        if not following or length + 1 >= shorter_than:
            return None
        level = following
    return None
