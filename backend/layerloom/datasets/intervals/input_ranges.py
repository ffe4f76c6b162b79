"""Find the integers that each input may be fed so that every lookup succeeds; `random` data is drawn from them.

Intervals only propagate forward, so ranges are found by search: it relies on a wider input interval never giving a
narrower interval further on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from layerloom.build.dry_build import DryBuild
from layerloom.graph.structure import Structure
from layerloom_schema.base import Json, NodeId
from layerloom_schema.documents.graph import InputNode

from .interval import Interval, between
from .propagation import READERS, Site, Trace

MAX_INDEX = 1 << 20
"""The search ends at this absolute value."""
_NUMBERS = ("int", "uint", "float", "bfloat")


@dataclass(frozen=True)
class IndexRange:
    """Integers from `low` to `high`, exclusive."""

    low: int
    high: int


Changed = Callable[[int], dict[NodeId, IndexRange]]
"""The ranges of all inputs after a change by so many integers."""


@dataclass(frozen=True)
class LookupReader:
    """A lookup layer behind an input (StringLookup ...): values in its vocabulary are better drawn than others."""

    layer: str
    vocabulary: tuple[Json, ...]
    whole: bool
    """Whether it looks up whole strings and not single words."""


class InputRanges:
    """The ranges of the inputs of a document; an unbounded input has none."""

    def __init__(self, structure: Structure, built: DryBuild) -> None:
        self._structure = structure
        self._built = built
        nodes = [node for node in structure.index.nodes.values() if isinstance(node, InputNode)]
        self._inputs = {node.id: index for index, node in enumerate(nodes)}
        self._numbers = [node for node in nodes if node.dtype.startswith(_NUMBERS)]
        unknown = self._trace({})
        self._always_out_of_range = _out_of_range(unknown)
        self._sizes = sorted({reached.size for reached in unknown.reached if reached.size})

    def search(self) -> dict[NodeId, IndexRange]:
        """The widest ranges found: widened alike for all inputs first, then for each input alone."""
        if not self._sizes:
            return {}
        bounded = [node for node in self._numbers if self._is_bounded(node.id)]
        points = {node.id: self._start_value(node.id) for node in bounded}
        ranges = {id_: IndexRange(point, point + 1) for id_, point in points.items() if point is not None}
        if not ranges or not self._fits(ranges):
            return {}
        ranges = self._enlarged(ranges, [*ranges], self._sizes[-1] - 1)
        for node in bounded:
            if node.id in ranges:
                ranges = self._enlarged(ranges, [node.id])
        return {node.id: _clipped(ranges[node.id], node.dtype) for node in bounded if node.id in ranges}

    def readers(self) -> dict[NodeId, list[LookupReader]]:
        """By input, the lookup layers that its unchanged values reach."""
        found: dict[NodeId, list[LookupReader]] = {id_: [] for id_ in self._inputs}
        by_source = {source: id_ for id_, source in self._inputs.items()}
        marked = {id_: between(-np.inf, np.inf, reached=False, source=n) for id_, n in self._inputs.items()}
        for reached in self._trace(marked).reached:
            if reached.site.name not in READERS:
                continue
            finite = reached.config.get("vocabulary")
            vocabulary = tuple(finite) if isinstance(finite, list) else ()
            reader = LookupReader(reached.site.name, vocabulary, reached.site.name != "TextVectorization")
            for source in np.unique(reached.given.source).tolist():
                if source in by_source:
                    found[by_source[source]].append(reader)
        return found

    def _is_bounded(self, id_: NodeId) -> bool:
        """Whether a layer behind an input refuses some value of it, with the other inputs at 0."""
        others = {node.id: IndexRange(0, 1) for node in self._numbers if node.id != id_}
        return not self._out_of_range(
            {**others, id_: IndexRange(-MAX_INDEX, MAX_INDEX)}
        ) <= self._out_of_range(others)

    def _enlarged(
        self, ranges: Mapping[NodeId, IndexRange], ids: list[NodeId], unbounded: int = 0
    ) -> dict[NodeId, IndexRange]:
        """The ranges with those of `ids` widened: upwards, and down to 0; below 0 only if they cannot grow up."""
        up = self._max_change(lambda by: _widened(ranges, ids, 0, by), unbounded)
        lowest = min(ranges[id_].low for id_ in ids)
        single = not up and all(ranges[id_].high - ranges[id_].low == 1 for id_ in ids)
        grown = _widened(ranges, ids, 0, up)
        if lowest <= 0 and not single:
            return grown
        down = self._max_change(lambda by: _widened(grown, ids, by, 0))
        return _widened(grown, ids, down if single else min(down, lowest), 0)

    def _max_change(self, changed: Changed, unbounded: int = 0) -> int:
        """The largest change that still fits, `unbounded` where every change does.

        The sizes of the layers are tried before the bisection: the answer is nearly always one of them.
        """
        for size in self._sizes:
            if self._fits(changed(size - 1)) and not self._fits(changed(size)):
                return size - 1
        if not self._fits(changed(1)):
            return 0
        if self._fits(changed(MAX_INDEX)):
            return unbounded
        low, high = 0, MAX_INDEX
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._fits(changed(middle)) else (low, middle - 1)
        return low

    def _start_value(self, id_: NodeId) -> int | None:
        """A value that fits: 0, or one found by bisection, assuming that values at the lookups are monotone in it."""
        if self._fits({id_: IndexRange(0, 1)}):
            return 0
        for sign in (1, -1):
            low, high = -MAX_INDEX, MAX_INDEX
            while low <= high:
                middle = (low + high) // 2
                trace = self._trace(self._intervals({id_: IndexRange(middle, middle + 1)}))
                out_of_range = {
                    site: small
                    for site, small in _out_of_range(trace).items()
                    if site not in self._always_out_of_range
                }
                if not out_of_range:
                    return middle
                if next(iter(out_of_range.values())) == (sign == 1):
                    low = middle + 1
                else:
                    high = middle - 1
        return None

    def _fits(self, ranges: Mapping[NodeId, IndexRange]) -> bool:
        return self._out_of_range(ranges) <= self._always_out_of_range.keys()

    def _out_of_range(self, ranges: Mapping[NodeId, IndexRange]) -> set[Site]:
        return {*_out_of_range(self._trace(self._intervals(ranges)))}

    def _intervals(self, ranges: Mapping[NodeId, IndexRange]) -> dict[NodeId, Interval]:
        return {
            id_: between(index_range.low, index_range.high - 1, reached=True, source=self._inputs[id_])
            for id_, index_range in ranges.items()
        }

    def _trace(self, intervals: Mapping[NodeId, Interval]) -> Trace:
        return Trace(self._structure, self._built, intervals, len(self._inputs))


def _widened(
    ranges: Mapping[NodeId, IndexRange], ids: list[NodeId], down: int, up: int
) -> dict[NodeId, IndexRange]:
    return {**ranges, **{id_: IndexRange(ranges[id_].low - down, ranges[id_].high + up) for id_ in ids}}


def _out_of_range(trace: Trace) -> dict[Site, bool]:
    """The layers that may be reached by a value out of range, and whether a value is too small."""
    out_of_range = {}
    for reached in trace.reached:
        if reached.size is None:
            continue
        finite = np.isfinite(reached.given.low) & np.isfinite(reached.given.high)
        small = bool(np.any(np.trunc(reached.given.low[finite]) < 0))
        if small or np.any(np.trunc(reached.given.high[finite]) >= reached.size):
            out_of_range[reached.site] = small
    return out_of_range


def _clipped(index_range: IndexRange, dtype: str) -> IndexRange:
    """The range cut to what an integer dtype can hold."""
    if not dtype.startswith(("int", "uint")):
        return index_range
    bounds = np.iinfo(dtype)
    return IndexRange(max(index_range.low, int(bounds.min)), min(index_range.high, int(bounds.max) + 1))
