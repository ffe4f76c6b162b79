"""Which node of one graph is which of another."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import partial

from layerloom_schema.base import NodeId

from .graph_view import GraphView

Pairs = dict[NodeId, NodeId]
"""From the nodes of the first graph to those of the second."""
_RADII = (6, 3, 1, 0)
"""How far around a node its surroundings are compared, in edges: what is alike far around is matched first."""


def match_by_identity(before: GraphView, after: GraphView) -> Pairs:
    """By the id, then by name and class: right for two states of one document.

    One id may be of two different nodes in documents that were drawn apart: class or name must be the same.
    """
    pairs: Pairs = {}
    for node in before.nodes:
        if node in after.nodes and before.nodes[node].kind == after.nodes[node].kind:
            alike = before.classes[node] == after.classes[node] or before.title(node) == after.title(node)
            if alike:
                pairs[node] = node
    _pair_groups(pairs, before, after, lambda view, node: (view.kinds[node], view.title(node)), even=False)
    return pairs


def match_by_structure(before: GraphView, after: GraphView) -> Pairs:
    """By what each node does and what surrounds it: right where names and ids are others.

    Surroundings are compared from wide to narrow (Weisfeiler and Leman, 1968), and each match spreads along the edges;
    then nodes of the same class with settings of their own, and last those of another class in the same place.
    """
    pairs: Pairs = {}
    around = {id(view): _surroundings(view) for view in (before, after)}
    for radius in _RADII:
        _pair_groups(pairs, before, after, partial(_surrounding, around, radius), even=True)
        _spread(pairs, before, after, lambda view, node: view.contents[node])
    _spread(pairs, before, after, lambda view, node: view.kinds[node])
    for sides in (("sources", "targets"), ("targets",), ("sources",)):
        _pair_groups(pairs, before, after, _place(pairs, before, sides), even=True)
    _pair_groups(pairs, before, after, lambda view, node: (view.kinds[node], view.title(node)), even=False)
    _pair_groups(pairs, before, after, lambda view, node: view.kinds[node], even=True)
    return pairs


def _surrounding(
    around: Mapping[int, list[dict[NodeId, int]]], radius: int, view: GraphView, node: NodeId
) -> int:
    return around[id(view)][radius][node]


def _surroundings(view: GraphView) -> list[dict[NodeId, int]]:
    """By radius and node: a number that is equal for nodes whose surroundings are equal that far."""
    levels = [{node: hash(content) for node, content in view.contents.items()}]
    for _ in range(max(_RADII)):
        last = levels[-1]
        levels.append(
            {
                node: hash(
                    (
                        number,
                        tuple(sorted((link, last[source]) for link, source in view.sources[node])),
                        tuple(sorted((link, last[target]) for link, target in view.targets[node])),
                    )
                )
                for node, number in last.items()
            }
        )
    return levels


def _pair_groups(
    pairs: Pairs,
    before: GraphView,
    after: GraphView,
    key: Callable[[GraphView, NodeId], Hashable],
    *,
    even: bool,
) -> None:
    """Pair the nodes of equal keys, namesakes first; with `even` only where both sides have as many of a key."""
    taken = {*pairs.values()}
    free = _grouped((key(after, node), node) for node in after.nodes if node not in taken)
    for group, nodes in _grouped(
        (key(before, node), node) for node in before.nodes if node not in pairs
    ).items():
        others = free.get(group, [])
        if group is None or (even and len(nodes) != len(others)):
            continue
        named = {after.title(other): other for other in reversed(others)}
        for node in nodes:
            other = named.pop(before.title(node), None)
            if other is not None:
                pairs[node] = other
                others.remove(other)
        pairs.update(zip((node for node in nodes if node not in pairs), others, strict=False))


def _spread(
    pairs: Pairs, before: GraphView, after: GraphView, key: Callable[[GraphView, NodeId], Hashable]
) -> None:
    """Match along the edges of what is matched: neighbours at the same link that are alone there with their key."""
    taken = {*pairs.values()}
    waiting = deque(pairs.items())
    while waiting:
        node, other = waiting.popleft()
        for here, there in (
            (before.sources[node], after.sources[other]),
            (before.targets[node], after.targets[other]),
        ):
            left = _grouped(((link, key(before, end)), end) for link, end in here if end not in pairs)
            right = _grouped(((link, key(after, end)), end) for link, end in there if end not in taken)
            for group, ends in left.items():
                others = right.get(group, [])
                if len(ends) == len(others) == 1 and ends[0] not in pairs and others[0] not in taken:
                    pairs[ends[0]] = others[0]
                    taken.add(others[0])
                    waiting.append((ends[0], others[0]))


def _place(
    pairs: Mapping[NodeId, NodeId], before: GraphView, sides: Sequence[str]
) -> Callable[[GraphView, NodeId], Hashable]:
    """A key of nodes by what is matched beside them: of one kind, between the same nodes. `None` for all others."""
    known = dict(pairs)
    taken = {*pairs.values()}

    def key(view: GraphView, node: NodeId) -> Hashable:
        ends = [(side, *link) for side in sides for link in getattr(view, side)[node]]
        if not ends or any(end not in (known if view is before else taken) for _, _, end in ends):
            return None
        named = [(side, link, known[end] if view is before else end) for side, link, end in ends]
        return view.nodes[node].kind, *named

    return key


def _grouped(keyed: Iterable[tuple[Hashable, NodeId]]) -> dict[Hashable, list[NodeId]]:
    groups: dict[Hashable, list[NodeId]] = {}
    for key, node in keyed:
        groups.setdefault(key, []).append(node)
    return groups
