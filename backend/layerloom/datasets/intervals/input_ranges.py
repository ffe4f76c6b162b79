"""The whole numbers that an input may be fed, so that every layer that looks them up finds them: what `random` draws.

The intervals only run forward, so room is searched for: larger intervals of an input never give smaller ones behind it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from layerloom.build.dry_build import DryBuild
from layerloom.graph.structure import Structure
from layerloom_schema.base import Json, NodeId
from layerloom_schema.document import InputNode

from .interval import Interval, between
from .propagation import READERS, Site, Trace

MOST = 1 << 20
"""Rooms are not searched beyond this, on either side of 0."""
_NUMBERS = ("int", "uint", "float", "bfloat")


@dataclass(frozen=True)
class Room:
    """Whole numbers from `low` up to `high`, which is not one of them."""

    low: int
    high: int


Changed = Callable[[int], dict[NodeId, Room]]
"""Rooms changed by so many numbers."""


@dataclass(frozen=True)
class Reader:
    """A layer that numbers what an input holds: the words or numbers that it knows are better drawn than others."""

    layer: str
    vocabulary: tuple[Json, ...]
    whole: bool
    """It takes each text as one, not word by word."""


class Rooms:
    """The rooms of a document's inputs; an input that nothing bounds has none."""

    def __init__(self, structure: Structure, built: DryBuild) -> None:
        self._structure = structure
        self._inspection = built
        nodes = [node for node in structure.index.nodes.values() if isinstance(node, InputNode)]
        self._inputs = {node.id: place for place, node in enumerate(nodes)}
        self._numbers = [node for node in nodes if node.dtype.startswith(_NUMBERS)]
        unknown = self._trace({})
        self._wrong_anyway = _wrong(unknown)
        self._sizes = sorted({reached.size for reached in unknown.reached if reached.size})

    def search(self) -> dict[NodeId, Room]:
        """The largest rooms found: the same for all inputs first, then as far as each goes by itself."""
        if not self._sizes:
            return {}
        bounded = [node for node in self._numbers if self._is_bounded(node.id)]
        points = {node.id: self._point(node.id) for node in bounded}
        rooms = {id_: Room(point, point + 1) for id_, point in points.items() if point is not None}
        if not rooms or not self._fits(rooms):
            return {}
        rooms = self._grown(rooms, [*rooms], self._sizes[-1] - 1)
        for node in bounded:
            if node.id in rooms:
                rooms = self._grown(rooms, [node.id])
        return {node.id: _stored(rooms[node.id], node.dtype) for node in bounded if node.id in rooms}

    def readers(self) -> dict[NodeId, list[Reader]]:
        """By input, the layers that number the very texts or numbers that it holds."""
        found: dict[NodeId, list[Reader]] = {id_: [] for id_ in self._inputs}
        by_source = {source: id_ for id_, source in self._inputs.items()}
        marked = {id_: between(-np.inf, np.inf, reached=False, source=n) for id_, n in self._inputs.items()}
        for reached in self._trace(marked).reached:
            if reached.site.name not in READERS:
                continue
            known = reached.config.get("vocabulary")
            vocabulary = tuple(known) if isinstance(known, list) else ()
            reader = Reader(reached.site.name, vocabulary, reached.site.name != "TextVectorization")
            for source in np.unique(reached.given.source).tolist():
                if source in by_source:
                    found[by_source[source]].append(reader)
        return found

    def _is_bounded(self, id_: NodeId) -> bool:
        """Whether any number of an input is too large or too small for a layer behind it, the other inputs being 0."""
        others = {node.id: Room(0, 1) for node in self._numbers if node.id != id_}
        return not self._wrong({**others, id_: Room(-MOST, MOST)}) <= self._wrong(others)

    def _grown(
        self, rooms: Mapping[NodeId, Room], those: list[NodeId], endless: int = 0
    ) -> dict[NodeId, Room]:
        """Some rooms made larger alike: upwards, and down to 0; below it where there is no other way."""
        up = self._furthest(lambda by: _larger(rooms, those, 0, by), endless)
        lowest = min(rooms[id_].low for id_ in those)
        alone = not up and all(rooms[id_].high - rooms[id_].low == 1 for id_ in those)
        grown = _larger(rooms, those, 0, up)
        if lowest <= 0 and not alone:
            return grown
        down = self._furthest(lambda by: _larger(grown, those, by, 0))
        return _larger(grown, those, down if alone else min(down, lowest), 0)

    def _furthest(self, changed: Changed, endless: int = 0) -> int:
        """The most that rooms can be changed by, `endless` where nothing bounds them.

        What exactly fills a layer is tried first: it nearly always does.
        """
        for size in self._sizes:
            if self._fits(changed(size - 1)) and not self._fits(changed(size)):
                return size - 1
        if not self._fits(changed(1)):
            return 0
        if self._fits(changed(MOST)):
            return endless
        low, high = 0, MOST
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._fits(changed(middle)) else (low, middle - 1)
        return low

    def _point(self, id_: NodeId) -> int | None:
        """A number that goes through: 0, or one found as if what arrives rose with it, or fell."""
        if self._fits({id_: Room(0, 1)}):
            return 0
        for sign in (1, -1):
            low, high = -MOST, MOST
            while low <= high:
                middle = (low + high) // 2
                trace = self._trace(self._intervals({id_: Room(middle, middle + 1)}))
                wrong = {
                    site: small for site, small in _wrong(trace).items() if site not in self._wrong_anyway
                }
                if not wrong:
                    return middle
                if next(iter(wrong.values())) == (sign == 1):
                    low = middle + 1
                else:
                    high = middle - 1
        return None

    def _fits(self, rooms: Mapping[NodeId, Room]) -> bool:
        return self._wrong(rooms) <= self._wrong_anyway.keys()

    def _wrong(self, rooms: Mapping[NodeId, Room]) -> set[Site]:
        return {*_wrong(self._trace(self._intervals(rooms)))}

    def _intervals(self, rooms: Mapping[NodeId, Room]) -> dict[NodeId, Interval]:
        return {
            id_: between(room.low, room.high - 1, reached=True, source=self._inputs[id_])
            for id_, room in rooms.items()
        }

    def _trace(self, intervals: Mapping[NodeId, Interval]) -> Trace:
        return Trace(self._structure, self._inspection, intervals, len(self._inputs))


def _larger(rooms: Mapping[NodeId, Room], those: list[NodeId], down: int, up: int) -> dict[NodeId, Room]:
    return {**rooms, **{id_: Room(rooms[id_].low - down, rooms[id_].high + up) for id_ in those}}


def _wrong(trace: Trace) -> dict[Site, bool]:
    """The layers that a number may reach that they do not take; whether one is too small."""
    wrong = {}
    for reached in trace.reached:
        if reached.size is None:
            continue
        known = np.isfinite(reached.given.low) & np.isfinite(reached.given.high)
        small = bool(np.any(np.trunc(reached.given.low[known]) < 0))
        if small or np.any(np.trunc(reached.given.high[known]) >= reached.size):
            wrong[reached.site] = small
    return wrong


def _stored(room: Room, dtype: str) -> Room:
    """No more than a dtype of whole numbers holds."""
    if not dtype.startswith(("int", "uint")):
        return room
    bounds = np.iinfo(dtype)
    return Room(max(room.low, int(bounds.min)), min(room.high, int(bounds.max) + 1))
