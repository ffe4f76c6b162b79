"""The data set `random`: arrays that fit the drawn model, drawn by a seeded generator.

What to draw is planned apart from the drawing, because an exported script draws the same numbers with lines of its own.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from layerloom.build.dry.call_cache import CallCache
from layerloom.build.dry_build import dry_build
from layerloom.catalog.port_reader import MASKS
from layerloom.graph.check import check_structure
from layerloom_schema.base import NodeId
from layerloom_schema.datasets import DatasetInfo
from layerloom_schema.document import Document, InputNode, OutputNode, Training
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.generated_files import read_catalog
from layerloom_schema.limits import Limits
from layerloom_schema.reports import NodeReport

from .binding_slots import Slot, own_field, slots
from .dataset import TEXT, Array, Dataset, dataset
from .intervals.input_ranges import Reader, Room, Rooms
from .target_encoding import Target, target_shape

ROWS = 1_000
FEWEST = 10
"""Rows that are drawn however large they are."""
BYTES = 512 * 1024**2
"""Of all fields together: of rows that are larger than their thousandth part, fewer are drawn."""
LENGTH = 100
"""Of an axis that the drawing leaves open, at first."""
DOUBLINGS = 8
WHOLE_NUMBERS = 10
"""Whole numbers below this feed an integer input that no Embedding bounds."""
WORDS = (
    *("apple", "bread", "cloud", "dance", "earth", "flame", "grass", "house", "island", "juice"),
    *("kite", "lemon", "moon", "night", "ocean", "paper", "queen", "river", "stone", "train"),
)
"""What a text is made of; it means nothing."""
TEXT_WORDS = 5
"""Words of a text, where it is not looked up whole."""

INFO = DatasetInfo(
    name="random",
    title="Random numbers",
    text=(
        "1,000 rows of random numbers, or of texts of a few words, that fit the drawn model, fewer where a row is large: "
        "a field for every input and output, under its name."
    ),
    rows=ROWS,
    version="follows the model",
    follows_model=True,
)


class Draw(StrEnum):
    """How a field is drawn."""

    normal = "normal"
    uniform = "uniform"
    integers = "integers"
    between = "between"
    """Whole numbers from `low`."""
    members = "members"
    """Whole numbers out of `words`."""
    one_hot = "one_hot"
    bits = "bits"
    mask = "mask"
    """Zeros and ones, of which the first along the last axis is 1: a sequence has a step."""
    labels = "labels"
    """Class numbers from 1."""
    words = "words"
    """Texts of `high` words each, out of `words`."""


_BYTES = {Draw.integers: 8, Draw.mask: 8, Draw.between: 8, Draw.members: 8, Draw.labels: 8, Draw.words: 160}
"""Of one number or text as it is drawn, where it is not 4."""


@dataclass(frozen=True)
class Plan:
    """One field: `shape` is of one row, `high` what whole numbers stay below, the number of classes, or of words."""

    name: str
    draw: Draw
    shape: tuple[int, ...]
    high: int = 2
    rows: int = ROWS
    words: tuple[str, ...] | tuple[int, ...] = ()
    low: int = 0

    @property
    def row_bytes(self) -> int:
        """Bytes of one row as it is drawn."""
        return math.prod(self.shape) * _BYTES.get(self.draw, 4)


_TARGET_DRAWS: Mapping[Target, Draw] = {
    Target.classes: Draw.integers,
    Target.one_hot: Draw.one_hot,
    Target.binary: Draw.bits,
    Target.signs: Draw.bits,
    Target.counts: Draw.uniform,
    Target.numbers: Draw.normal,
    Target.groups: Draw.integers,
    Target.sequence: Draw.labels,
}


def draw(document: Document) -> Dataset:
    """The arrays for a document. Raises `Refused` when no length of its open axes lets the model be built."""
    generator = np.random.default_rng((document.training or Training()).seed)
    arrays = {plan.name: _array(plan, generator) for plan in plan_fields(document)}
    found = dataset(INFO.name, INFO.title, INFO.text, arrays)
    return Dataset(found.info.model_copy(update={"follows_model": True}), arrays)


def plan_fields(document: Document) -> list[Plan]:
    """What to draw, in the order of drawing: inputs, then targets."""
    concrete, nodes, rooms = _concrete(document)
    room_of, readers = rooms.search(), rooms.readers()
    masks = _masks(document)
    plans = [
        _input(slot.node, room_of.get(slot.node.id), readers[slot.node.id], mask=slot.node.id in masks)
        if isinstance(slot.node, InputNode)
        else _target(slot, own_field(document, slot))
        for slot in slots(concrete, nodes)
    ]
    rows = max(FEWEST, min(ROWS, BYTES // max(1, sum(plan.row_bytes for plan in plans))))
    return [replace(plan, rows=rows) for plan in plans]


def _array(plan: Plan, generator: np.random.Generator) -> Array:
    size = (plan.rows, *plan.shape)
    match plan.draw:
        case Draw.normal:
            return generator.standard_normal(size, dtype=np.float32)
        case Draw.uniform:
            return generator.random(size, dtype=np.float32)
        case Draw.integers:
            return generator.integers(plan.high, size=size)
        case Draw.between:
            return generator.integers(plan.low, plan.high, size=size)
        case Draw.members:
            return np.array(plan.words)[generator.integers(len(plan.words), size=size)]
        case Draw.bits:
            return generator.integers(2, size=size).astype(np.float32)
        case Draw.mask:
            mask: Array = np.maximum(generator.integers(2, size=size), np.arange(size[-1]) == 0)
            return mask
        case Draw.labels:
            return generator.integers(1, plan.high, size=size)
        case Draw.words:
            picked = np.array(plan.words)[
                generator.integers(len(plan.words), size=(math.prod(size), plan.high))
            ]
            return np.array([" ".join(text) for text in picked]).reshape(size)
        case Draw.one_hot:
            classes = np.eye(plan.high, dtype=np.float32)
            chosen: Array = classes[generator.integers(plan.high, size=size[:-1])]
            return chosen


def _masks(document: Document) -> set[NodeId]:
    """The nodes from which something comes to a port of a mask."""
    edges = document.graph.edges
    found = {edge.source for edge in edges if edge.target_input in MASKS}
    todo = [*found]
    while todo:
        node = todo.pop()
        before = {edge.source for edge in edges if edge.target == node} - found
        found |= before
        todo += before
    return found


def _input(node: InputNode, room: Room | None, readers: list[Reader], *, mask: bool) -> Plan:
    shape = tuple(length or LENGTH for length in node.shape)
    if node.dtype == TEXT:
        return _texts(node, shape, readers)
    known = [*_members(readers, room)]
    if known:
        return Plan(node.name, Draw.members, shape, words=tuple(known))
    if room is not None:
        low, high = room.low, room.high
        return Plan(node.name, Draw.between if low else Draw.integers, shape, high, low=low)
    if node.dtype.startswith(("float", "bfloat")):
        return Plan(node.name, Draw.normal, shape)
    if node.dtype == "bool":
        # Of a row that is masked throughout, a mean is none: it would be the loss of a whole epoch.
        return Plan(node.name, Draw.mask if mask and shape else Draw.integers, shape)
    return Plan(node.name, Draw.integers, shape, WHOLE_NUMBERS)


def _members(readers: list[Reader], room: Room | None) -> Iterator[int]:
    """The whole numbers that a layer behind knows, as far as there is room for them."""
    given = next((reader.vocabulary for reader in readers if reader.layer == "IntegerLookup"), ())
    for number in given:
        if isinstance(number, int) and (room is None or room.low <= number < room.high):
            yield number


def _texts(node: InputNode, shape: tuple[int, ...], readers: list[Reader]) -> Plan:
    """Words that the layer behind knows, one in a text, where it looks texts up whole."""
    whole = [reader for reader in readers if reader.whole]
    words = next((tuple(map(str, reader.vocabulary)) for reader in whole if reader.vocabulary), WORDS)
    return Plan(node.name, Draw.words, shape, 1 if whole else TEXT_WORDS, words=words)


def _target(slot: Slot, name: str) -> Plan:
    output = slot.shape or [None]
    target = slot.target or Target.numbers
    if target is Target.sequence:
        # Two steps for each class: between two of a kind there must be room for none.
        steps = (output[1] if len(output) > 1 else None) or LENGTH
        return Plan(name, Draw.labels, (max(1, steps // 2),), max(2, output[-1] or LENGTH))
    shape = tuple(length or LENGTH for length in target_shape(target, output))
    if target is Target.groups:
        return Plan(name, Draw.integers, shape, WHOLE_NUMBERS)
    return Plan(name, _TARGET_DRAWS[target], shape, output[-1] or LENGTH)


_ACCEPTED = Limits(nodes=2**31, depth=2**31, nesting=2**31, params=2**62, activation_bytes=2**62)
"""Whoever asks for data has judged the document by limits of its own."""


def _concrete(document: Document) -> tuple[Document, dict[NodeId, NodeReport], Rooms]:
    """The document with a length for every open axis, the shapes that it then has, and what its inputs have room for."""
    catalog, limits = read_catalog(), _ACCEPTED
    cache = CallCache()
    for doubling in range(DOUBLINGS):
        tried = _with_lengths(document, LENGTH << doubling)
        structure = check_structure(tried, catalog, limits)
        built = dry_build(structure, tried, catalog, limits, cache)
        nodes = built.nodes
        if all(node.id in nodes for node in tried.graph.nodes if isinstance(node, OutputNode)):
            return tried, nodes, Rooms(structure, built)
        if tried == document:
            break
    raise Refused(
        422,
        ErrorCode.data_unreadable,
        "No random data fits this model: it cannot be built, whatever the length of its open axes.",
    )


def _with_lengths(document: Document, length: int) -> Document:
    nodes = [
        node.model_copy(update={"shape": [length if axis is None else axis for axis in node.shape]})
        if isinstance(node, InputNode)
        else node
        for node in document.graph.nodes
    ]
    return document.model_copy(update={"graph": document.graph.model_copy(update={"nodes": nodes})})
