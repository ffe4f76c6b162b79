"""Fixes for merge inputs of different spatial sizes: pad, crop, upsample or resize them."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from layerloom.build.tensor_spec import Spec
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.documents.graph import Edge

from .fix_builder import FixBuilder, Insertion, New

_MOST_AXES = 3
_NEAR = 4
"""Sizes that differ by less than 1/`_NEAR` are padded or cropped first; others are resized first."""
_PLACES = 4096
"""Maximum positions over which a vector is repeated."""

Size = tuple[int, ...]


class _Meeting(NamedTuple):
    """The edges into a merge, and the spatial size of each: lengths of all axes but the channels."""

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
    """Whether the inputs differ only a little, and only in spatial size."""
    meeting = _meeting(builder)
    return meeting is not None and meeting.near


def equal_sizes(builder: FixBuilder) -> Iterator[Fix]:
    """Give the inputs of a merge the same size. As in U-Nets, an odd difference is split with the larger half behind."""
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
    """The inputs of a merge, if they differ only in spatial size."""
    rows = [spec.row for spec in builder.specs]
    axes = len(rows[0]) - 1
    joined = builder.params.get("join")
    if not 0 < axes <= _MOST_AXES or any(len(row) != axes + 1 for row in rows):
        return None
    # Inputs may differ along the axis of a Concatenate: if that is not the channels, padding is not what is meant.
    if isinstance(joined, int) and joined % (axes + 2) != axes + 1:
        return None
    sizes = [tuple(length for length in row[:-1] if length is not None) for row in rows]
    if any(len(size) != axes for size in sizes) or len({*sizes}) == 1:
        return None
    return _Meeting(builder.edges, sizes)


def _insert(builder: FixBuilder, meeting: _Meeting, layer: str, argument: str, target: Size) -> Fix:
    """Pad or crop every input that has not the target size, half on either side."""
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
    """Upsample, where the largest size is an integer multiple of every other."""
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
    """Resize, for images only: Keras has no such layer for sequences and volumes."""
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
    """A vector meets a sequence, image or volume of known size: repeat it at every position."""
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
