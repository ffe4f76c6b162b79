"""Fixes for sequences, images and volumes of unequal size that meet: padded, cropped or resized, so that they fit."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from layerloom.build.tensor_spec import Spec
from layerloom_schema.base import Json
from layerloom_schema.document import Edge
from layerloom_schema.problems import Fix, FixKind

from .fix_builder import FixBuilder, Insertion, New

_MOST_AXES = 3
_NEAR = 4
"""Sizes that differ by less than one in so many are padded or cropped; others are resized first."""
_PLACES = 4096
"""Places at which numbers are repeated, at most: beyond that they would outgrow what they are joined with."""

Size = tuple[int, ...]


class _Meeting(NamedTuple):
    """The wires of a merge, and the size that each of them brings: the lengths of all axes but the channels."""

    edges: Sequence[Edge]
    sizes: Sequence[Size]

    @property
    def largest(self) -> Size:
        return tuple(map(max, zip(*self.sizes, strict=True)))

    @property
    def smallest(self) -> Size:
        return tuple(map(min, zip(*self.sizes, strict=True)))

    @property
    def near(self) -> bool:
        pairs = zip(self.largest, self.smallest, strict=True)
        return all(large == small or large - small < large / _NEAR for large, small in pairs)


def are_near(builder: FixBuilder) -> bool:
    """Whether what meets differs a little in size, and in nothing else."""
    meeting = _meeting(builder)
    return meeting is not None and meeting.near


def equal_sizes(builder: FixBuilder) -> Iterator[Fix]:
    """Makes the inputs of a merge equally large. Halves are rounded as U-Nets do: the odd one goes behind."""
    meeting = _meeting(builder)
    if meeting is None:
        return
    axes = len(meeting.largest)
    by_rim = [
        _insert(builder, meeting, f"ZeroPadding{axes}D", "padding", meeting.largest),
        _insert(builder, meeting, f"Cropping{axes}D", "cropping", meeting.smallest),
    ]
    by_size = [*_enlarged(builder, meeting), *_resized(builder, meeting)]
    yield from [*by_rim, *by_size] if meeting.near else [*by_size, *by_rim]


def _meeting(builder: FixBuilder) -> _Meeting | None:
    """What meets, where it is unequal in size alone."""
    rows = [spec.row for spec in builder.specs]
    axes = len(rows[0]) - 1
    joined = builder.params.get("join")
    if not 0 < axes <= _MOST_AXES or any(len(row) != axes + 1 for row in rows):
        return None
    # Along the axis of a Concatenate the inputs may differ: where that is no channel, padding would not be what is meant.
    if isinstance(joined, int) and joined % (axes + 2) != axes + 1:
        return None
    sizes = [tuple(length for length in row[:-1] if length is not None) for row in rows]
    if any(len(size) != axes for size in sizes) or len({*sizes}) == 1:
        return None
    return _Meeting(builder.edges, sizes)


def _insert(builder: FixBuilder, meeting: _Meeting, layer: str, argument: str, target: Size) -> Fix:
    """Padding or cropping on every wire that does not bring the target size, half of it on either side."""
    insertions: list[Insertion] = []
    for edge, size in zip(meeting.edges, meeting.sizes, strict=True):
        if size == target:
            continue
        pairs: list[Json] = []
        for has, wants in zip(size, target, strict=True):
            rim = abs(wants - has)
            pairs.append([rim // 2, rim - rim // 2])
        value = pairs[0] if len(pairs) == 1 else pairs
        insertions.append((edge, (layer, {argument: value})))
    return builder.insert_each(insertions, FixKind.insert_to, layer=layer, row=[*target])


def _enlarged(builder: FixBuilder, meeting: _Meeting) -> Iterator[Fix]:
    """UpSampling, where the largest is a whole multiple of every other one."""
    target, layer = meeting.largest, f"UpSampling{len(meeting.largest)}D"
    smaller = [
        (edge, size) for edge, size in zip(meeting.edges, meeting.sizes, strict=True) if size != target
    ]
    if any(want % has for _, size in smaller for has, want in zip(size, target, strict=True)):
        return
    insertions: list[Insertion] = []
    for edge, size in smaller:
        times: list[Json] = [want // has for has, want in zip(size, target, strict=True)]
        insertions.append((edge, (layer, {"size": times[0] if len({*map(str, times)}) == 1 else times})))
    yield builder.insert_each(insertions, FixKind.insert_to, layer=layer, row=[*target])


def _resized(builder: FixBuilder, meeting: _Meeting) -> Iterator[Fix]:
    """Resizing, for images alone: Keras has none for sequences and volumes."""
    target = meeting.largest
    if len(target) != 2:
        return
    config: dict[str, Json] = {"height": target[0], "width": target[1]}
    insertions: list[Insertion] = [
        (edge, ("Resizing", config))
        for edge, size in zip(meeting.edges, meeting.sizes, strict=True)
        if size != target
    ]
    yield builder.insert_each(insertions, FixKind.insert_to, layer="Resizing", row=[*target])


def spread(builder: FixBuilder, longer: Spec) -> Iterator[Fix]:
    """A list of numbers meets a sequence, an image or a volume of known size: it is repeated at every place of that."""
    size = [length for length in longer.row[:-1] if length is not None]
    axes = len(longer.row) - 1
    if not 0 < axes <= _MOST_AXES or len(size) != axes or math.prod(size) > _PLACES:
        return
    insertions: list[Insertion] = []
    for edge, spec in zip(builder.edges, builder.specs, strict=True):
        if len(spec.row) == 1 and spec.row[0] is not None:
            to_one: New = ("Reshape", {"target_shape": [*[1] * axes, spec.row[0]]})
            each: Json = [*size] if axes > 1 else size[0]
            insertions.append((edge, to_one, (f"UpSampling{axes}D", {"size": each})))
    if insertions:
        yield builder.insert_each(insertions, FixKind.spread, row=[*size])
