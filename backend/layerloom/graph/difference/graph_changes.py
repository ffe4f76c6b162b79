"""The changes of one graph: of its nodes, its edges, and their order."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import Any

from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.documents.difference import ChangeKind, EdgeChange, NodeChange
from layerloom_schema.documents.graph import Edge, Node

from .graph_view import GraphView, renamed_references
from .match_nodes import Pairs, match_by_identity, match_by_structure
from .setting_changes import Path, SameValue, setting_changes

NodeDefault = Callable[[Node, Path], Any]
"""What a setting of a node is where the node does not give it."""
_MOST_PAIRS = 1_000_000
"""Pairs of equal sources of two lists, which decide how long their comparison takes: a second or two for so many."""


@dataclass(frozen=True)
class GraphChanges:
    """How one graph differs from another."""

    nodes: list[NodeChange]
    edges: list[EdgeChange]
    reordered: bool

    @property
    def count(self) -> int:
        """How many single changes lead from one graph to the other."""
        settings = sum(len(node.settings) for node in self.nodes)
        alone = sum(node.kind is not ChangeKind.changed for node in self.nodes)
        return settings + alone + len(self.edges) + self.reordered


def graph_changes(
    before: GraphView,
    after: GraphView,
    model: ModelName | None,
    entries: Mapping[ModelName, ModelName],
    default_of: NodeDefault,
    same: SameValue,
) -> GraphChanges:
    """The changes of the shorter list: with nodes matched by identity, or by structure."""
    pairs = match_by_identity(before, after)
    by_identity = _Comparison(before, after, pairs, model, entries, default_of, same).changes()
    if not by_identity.count:
        return by_identity
    pairs = match_by_structure(before, after)
    by_structure = _Comparison(before, after, pairs, model, entries, default_of, same).changes()
    return min(by_identity, by_structure, key=lambda changes: changes.count)


@dataclass(frozen=True)
class _Comparison:
    """Two graphs whose nodes are matched."""

    before: GraphView
    after: GraphView
    pairs: Pairs
    model: ModelName | None
    entries: Mapping[ModelName, ModelName]
    default_of: NodeDefault
    same: SameValue

    def changes(self) -> GraphChanges:
        return GraphChanges([*self._nodes()], [*self._edges()], self._is_reordered())

    def _nodes(self) -> Iterator[NodeChange]:
        back = {other: node for node, other in self.pairs.items()}
        for id_, node in self.after.nodes.items():
            if id_ not in back:
                yield self._change(ChangeKind.added, self.after, id_)
                continue
            was = renamed_references(self.before.settings[back[id_]], self.entries, self.pairs)
            settings = setting_changes(
                was,
                self.after.settings[id_],
                partial(self.default_of, node),
                self.same,
            )
            if settings:
                changed = self._change(ChangeKind.changed, self.after, id_)
                yield changed.model_copy(update={"settings": settings})
        for id_ in self.before.nodes:
            if id_ not in self.pairs:
                yield self._change(ChangeKind.removed, self.before, id_)

    def _change(self, kind: ChangeKind, view: GraphView, node: NodeId) -> NodeChange:
        title, class_name = view.title(node), view.class_name(node)
        return NodeChange(
            kind=kind, model=self.model, id=node, title=title, class_name=class_name, settings=[]
        )

    def _edges(self) -> Iterator[EdgeChange]:
        left = _by_port(self.before, lambda edge: self.pairs.get(edge.target, f"gone {edge.target}"))
        right = _by_port(self.after, lambda edge: edge.target)
        removed: list[Edge] = []
        added: list[Edge] = []
        for key in dict.fromkeys([*left, *right]):
            was, now = left.get(key, []), right.get(key, [])
            gone, come = _unlike(
                was,
                [(self.pairs.get(edge.source), edge.source_output) for edge in was],
                now,
                [(edge.source, edge.source_output) for edge in now],
            )
            removed += gone
            added += come
        yield from (self._edge(ChangeKind.removed, self.before, edge) for edge in removed)
        yield from (self._edge(ChangeKind.added, self.after, edge) for edge in added)

    def _edge(self, kind: ChangeKind, view: GraphView, edge: Edge) -> EdgeChange:
        source, target = view.title(edge.source), view.title(edge.target)
        return EdgeChange(kind=kind, model=self.model, edge=edge, source_title=source, target_title=target)

    def _is_reordered(self) -> bool:
        matched = {*self.pairs.values()}
        order = [node for node in self.after.calls() if node in matched]
        return order != [self.pairs[node] for node in self.before.calls() if node in self.pairs]


def _by_port(view: GraphView, target: Callable[[Edge], str]) -> dict[tuple[str, str], list[Edge]]:
    """The edges into each port, in the order of a list port."""
    found: dict[tuple[str, str], list[Edge]] = {}
    for edge in view.index.graph.edges:
        found.setdefault((target(edge), view.port(edge)), []).append(edge)
    for edges in found.values():
        edges.sort(key=lambda edge: (edge.order is None, edge.order or 0))
    return found


def _unlike(
    was: list[Edge], sources: list[Any], now: list[Edge], others: list[Any]
) -> tuple[list[Edge], list[Edge]]:
    """The edges of two lists that are in one of them only, where order counts.

    Where many sources are there many times, all between the equal beginnings and ends of the lists counts as changed.
    """
    begin = _common_prefix(sources, others)
    alike = _common_prefix(sources[begin:][::-1], others[begin:][::-1])
    ends = len(sources) - alike, len(others) - alike
    was, sources, now, others = (
        was[begin : ends[0]],
        sources[begin : ends[0]],
        now[begin : ends[1]],
        others[begin : ends[1]],
    )
    counts = Counter(others)
    if sum(counts[source] for source in sources) > _MOST_PAIRS:
        return was, now
    gone: list[Edge] = []
    come: list[Edge] = []
    for tag, start, end, first, last in SequenceMatcher(a=sources, b=others, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += was[start:end]
            come += now[first:last]
    return gone, come


def _common_prefix(one: list[Any], other: list[Any]) -> int:
    """How many elements at the beginning of two lists are equal."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))
