"""Synthetic data: the data set `random`, arrays that fit the model, drawn with a seeded generator.

Planning is separate from drawing, because an exported script draws the same values with code of its own.
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
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.reports import NodeReport
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode, OutputNode
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits

from .binding_slots import Slot, default_field, slots
from .builtin import RANDOM, RANDOM_ROWS
from .dataset import TEXT, Array, Dataset, dataset
from .intervals.input_ranges import IndexRange, InputRanges, LookupReader
from .target_encoding import Target, target_shape

MIN_ROWS = 10
"""Minimum number of rows, however large they are."""
MAX_BYTES = 512 * 1024**2
"""Maximum bytes of all fields together: fewer rows are drawn where a row is larger than a thousandth of it."""
LENGTH = 100
"""First length tried for an axis of unknown length."""
DOUBLINGS = 8
WHOLE_NUMBERS = 10
"""Integer inputs without a bounded range get integers below this."""
WORDS = (
    *("apple", "bread", "cloud", "dance", "earth", "flame", "grass", "house", "island", "juice"),
    *("kite", "lemon", "moon", "night", "ocean", "paper", "queen", "river", "stone", "train"),
)
"""Vocabulary of generated texts."""
TEXT_WORDS = 5
"""Words per text, unless texts are looked up whole."""


class Distribution(StrEnum):
    """The distribution of a field."""

    normal = "normal"
    uniform = "uniform"
    integers = "integers"
    between = "between"
    """Integers from `low` to `high`, exclusive."""
    members = "members"
    """Integers out of `words`."""
    one_hot = "one_hot"
    bits = "bits"
    mask = "mask"
    """Zeros and ones, the first along the last axis always 1, so that no sequence is fully masked."""
    labels = "labels"
    """Class numbers from 1."""
    words = "words"
    """Texts of `high` words each, out of `words`."""


_BYTES = {
    Distribution.integers: 8,
    Distribution.mask: 8,
    Distribution.between: 8,
    Distribution.members: 8,
    Distribution.labels: 8,
    Distribution.words: 160,
}
"""Bytes per drawn value, where it is not 4."""


@dataclass(frozen=True)
class FieldPlan:
    """The plan of one field: `shape` of one row; `high` is the exclusive bound, or the number of classes or words."""

    name: str
    distribution: Distribution
    shape: tuple[int, ...]
    high: int = 2
    rows: int = RANDOM_ROWS
    words: tuple[str, ...] | tuple[int, ...] = ()
    low: int = 0

    @property
    def row_bytes(self) -> int:
        """Bytes of one row."""
        return math.prod(self.shape) * _BYTES.get(self.distribution, 4)


_TARGET_DRAWS: Mapping[Target, Distribution] = {
    Target.classes: Distribution.integers,
    Target.one_hot: Distribution.one_hot,
    Target.binary: Distribution.bits,
    Target.signs: Distribution.bits,
    Target.counts: Distribution.uniform,
    Target.numbers: Distribution.normal,
    Target.groups: Distribution.integers,
    Target.sequence: Distribution.labels,
}


def generate(document: Document) -> Dataset:
    """Generate the data of a document. Raises `Refused` if the model cannot be built with any length of its open axes."""
    generator = np.random.default_rng((document.training or Training()).seed)
    arrays = {plan.name: _array(plan, generator) for plan in plan_fields(document)}
    found = dataset(RANDOM.name, RANDOM.title, RANDOM.text, arrays)
    return Dataset(found.info.model_copy(update={"follows_model": True}), arrays)


def plan_fields(document: Document) -> list[FieldPlan]:
    """The plans of all fields in drawing order: inputs, then targets."""
    concrete, nodes, input_ranges = _with_known_shapes(document)
    range_of, readers = input_ranges.search(), input_ranges.readers()
    masks = _mask_sources(document)
    plans = [
        _input(slot.node, range_of.get(slot.node.id), readers[slot.node.id], mask=slot.node.id in masks)
        if isinstance(slot.node, InputNode)
        else _target(slot, default_field(document, slot))
        for slot in slots(concrete, nodes)
    ]
    rows = max(MIN_ROWS, min(RANDOM_ROWS, MAX_BYTES // max(1, sum(plan.row_bytes for plan in plans))))
    return [replace(plan, rows=rows) for plan in plans]


def _array(plan: FieldPlan, generator: np.random.Generator) -> Array:
    size = (plan.rows, *plan.shape)
    match plan.distribution:
        case Distribution.normal:
            return generator.standard_normal(size, dtype=np.float32)
        case Distribution.uniform:
            return generator.random(size, dtype=np.float32)
        case Distribution.integers:
            return generator.integers(plan.high, size=size)
        case Distribution.between:
            return generator.integers(plan.low, plan.high, size=size)
        case Distribution.members:
            return np.array(plan.words)[generator.integers(len(plan.words), size=size)]
        case Distribution.bits:
            return generator.integers(2, size=size).astype(np.float32)
        case Distribution.mask:
            mask: Array = np.maximum(generator.integers(2, size=size), np.arange(size[-1]) == 0)
            return mask
        case Distribution.labels:
            return generator.integers(1, plan.high, size=size)
        case Distribution.words:
            picked = np.array(plan.words)[
                generator.integers(len(plan.words), size=(math.prod(size), plan.high))
            ]
            return np.array([" ".join(text) for text in picked]).reshape(size)
        case Distribution.one_hot:
            classes = np.eye(plan.high, dtype=np.float32)
            chosen: Array = classes[generator.integers(plan.high, size=size[:-1])]
            return chosen


def _mask_sources(document: Document) -> set[NodeId]:
    """The nodes that lead to a mask port."""
    edges = document.graph.edges
    found = {edge.source for edge in edges if edge.target_input in MASKS}
    todo = [*found]
    while todo:
        node = todo.pop()
        before = {edge.source for edge in edges if edge.target == node} - found
        found |= before
        todo += before
    return found


def _input(
    node: InputNode, index_range: IndexRange | None, readers: list[LookupReader], *, mask: bool
) -> FieldPlan:
    shape = tuple(length or LENGTH for length in node.shape)
    if node.dtype == TEXT:
        return _texts(node, shape, readers)
    known = [*_members(readers, index_range)]
    if known:
        return FieldPlan(node.name, Distribution.members, shape, words=tuple(known))
    if index_range is not None:
        low, high = index_range.low, index_range.high
        return FieldPlan(
            node.name, Distribution.between if low else Distribution.integers, shape, high, low=low
        )
    if node.dtype.startswith(("float", "bfloat")):
        return FieldPlan(node.name, Distribution.normal, shape)
    if node.dtype == "bool":
        # The mean over a fully masked row is NaN, and would make the loss of the epoch NaN.
        return FieldPlan(node.name, Distribution.mask if mask and shape else Distribution.integers, shape)
    return FieldPlan(node.name, Distribution.integers, shape, WHOLE_NUMBERS)


def _members(readers: list[LookupReader], index_range: IndexRange | None) -> Iterator[int]:
    """The integers in the vocabulary of a lookup layer behind the input, within its range."""
    given = next((reader.vocabulary for reader in readers if reader.layer == "IntegerLookup"), ())
    for number in given:
        if isinstance(number, int) and (index_range is None or index_range.low <= number < index_range.high):
            yield number


def _texts(node: InputNode, shape: tuple[int, ...], readers: list[LookupReader]) -> FieldPlan:
    """The plan of a text field: words of a vocabulary behind the input; one word if texts are looked up whole."""
    whole = [reader for reader in readers if reader.whole]
    words = next((tuple(map(str, reader.vocabulary)) for reader in whole if reader.vocabulary), WORDS)
    return FieldPlan(node.name, Distribution.words, shape, 1 if whole else TEXT_WORDS, words=words)


def _target(slot: Slot, name: str) -> FieldPlan:
    output = slot.shape or [None]
    target = slot.target or Target.numbers
    if target is Target.sequence:
        # CTC needs a blank between two equal labels: two steps per label.
        steps = (output[1] if len(output) > 1 else None) or LENGTH
        return FieldPlan(name, Distribution.labels, (max(1, steps // 2),), max(2, output[-1] or LENGTH))
    shape = tuple(length or LENGTH for length in target_shape(target, output))
    if target is Target.groups:
        return FieldPlan(name, Distribution.integers, shape, WHOLE_NUMBERS)
    return FieldPlan(name, _TARGET_DRAWS[target], shape, output[-1] or LENGTH)


UNLIMITED = Limits(nodes=2**31, depth=2**31, nesting=2**31, params=2**62, activation_bytes=2**62)
"""The caller has already checked the document within the limits of the server; data is made for whatever it accepted."""


def _with_known_shapes(document: Document) -> tuple[Document, dict[NodeId, NodeReport], InputRanges]:
    """The document with lengths for its open axes, the shapes it then has, and the ranges of its inputs."""
    catalog, limits = read_catalog(), UNLIMITED
    cache = CallCache()
    for doubling in range(DOUBLINGS):
        tried = _with_lengths(document, LENGTH << doubling)
        structure = check_structure(tried, catalog, limits)
        built = dry_build(structure, tried, catalog, limits, cache)
        nodes = built.nodes
        if all(node.id in nodes for node in tried.graph.nodes if isinstance(node, OutputNode)):
            return tried, nodes, InputRanges(structure, built)
        if tried == document:
            break
    raise Refused(422, ErrorCode.data_unreadable, variant="not_synthesized")


def _with_lengths(document: Document, length: int) -> Document:
    nodes = [
        node.model_copy(update={"shape": [length if axis is None else axis for axis in node.shape]})
        if isinstance(node, InputNode)
        else node
        for node in document.graph.nodes
    ]
    return document.model_copy(update={"graph": document.graph.model_copy(update={"nodes": nodes})})
