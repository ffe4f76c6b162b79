"""Fixes for masks with wrong axes: reshape the mask, or connect it to another port."""

from collections.abc import Iterator
from itertools import combinations

from layerloom.build.explain.carried_mask_faults import (
    CARRIED_NOWHERE_VARIANT,
    CARRIED_VARIANT,
    carried_mask_faults,
)
from layerloom.build.explain.mask_faults import MASK_ONES_VARIANT, MASK_VARIANT
from layerloom.build.explain.wanted_masks import Wanted, wanted_masks
from layerloom.build.tensor_spec import Shape
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Fix, FixKind
from layerloom_schema.documents.edits import Connect, Disconnect

from .fix_builder import FixBuilder, Insertion

_OF_KEYS = "value_mask"
"""The port of a mask of keys, with one axis. That of queries is no other place: MultiHeadAttention never looks at it."""


def mask_fixes(builder: FixBuilder) -> Iterator[Fix]:
    """Make a mask fit its port, or drop one that fits nothing."""
    if builder.variant in (CARRIED_VARIANT, CARRIED_NOWHERE_VARIANT):
        yield from _left_behind(builder)
    port = builder.params.get("port")
    if (
        builder.variant not in (MASK_VARIANT, MASK_ONES_VARIANT)
        or not isinstance(port, str)
        or builder.edge is None
    ):
        return
    config = _config(builder)
    wanted = wanted_masks(_layer(builder), config, port, builder.arguments)
    row = builder.incoming.row
    found = dict.fromkeys(target for each in wanted for target in _reshaped(row, each))
    # A mask of values that is stretched along the keys would mask none of them.
    reshaped = [target for target in found if port != _OF_KEYS or target[-1] != 1]
    if reshaped:
        yield from _reshape(builder, reshaped[0])
    fits = any(each.takes(row) for each in wanted_masks(_layer(builder), config, _OF_KEYS, builder.arguments))
    if port == "attention_mask" and fits and not builder.index.feeds[builder.node].get(_OF_KEYS):
        edge = builder.edge.model_copy(update={"target_input": _OF_KEYS})
        yield make_fix(FixKind.wire_to, [Disconnect(edge=builder.edge), Connect(edge=edge)], port=_OF_KEYS)


def _left_behind(builder: FixBuilder) -> Iterator[Fix]:
    """A Reshape on each wire that brings a mask that does not fit; or attention along the axis of the mask alone."""
    places = [
        found.place for found in carried_mask_faults(_layer(builder), _config(builder), builder.arguments)
    ]
    rows = {place: builder.specs[place].row for place in places if place is not None}
    if all(row.count(None) <= 1 for row in rows.values()):
        targets: dict[int, Json] = {place: _lengths(row) for place, row in rows.items()}
        insertions: list[Insertion] = [
            (builder.edges[place], ("Reshape", {"target_shape": target})) for place, target in targets.items()
        ]
        first = next(iter(targets.values()))
        if all(target == first for target in targets.values()):
            yield builder.insert_each(insertions, FixKind.insert_reshape, value=first)
        else:
            yield builder.insert_each(insertions, FixKind.insert, layer="Reshape")
    if builder.variant == CARRIED_NOWHERE_VARIANT:
        yield builder.set("attention_axes", [len(builder.specs[0].row) - 1])


def _lengths(row: Shape) -> list[Json]:
    return [-1 if length is None else length for length in row]


def _config(builder: FixBuilder) -> dict[str, Json]:
    """The config of the layer and the arguments of the call."""
    return {**builder.declaring.config, **builder.index.call_with(builder.node)}


def _layer(builder: FixBuilder) -> str:
    return builder.index.catalog.layer_names[builder.declaring.layer]


def _reshaped(row: Shape, wanted: Wanted) -> Iterator[tuple[int | None, ...]]:
    """The row with axes of 1 put in or taken out, so that the layer takes it; axes as far right as they may be, first."""
    count, more = len(row), len(wanted.row) - len(row)
    if more > 0:
        for places in sorted(combinations(range(count + more), count), reverse=True):
            target: list[int | None] = [1] * (count + more)
            for place, length in zip(places, row, strict=True):
                target[place] = length
            if wanted.takes(tuple(target)):
                yield tuple(target)
    elif more < 0:
        shorter = tuple(length for length in row if length != 1)
        if wanted.takes(shorter):
            yield shorter


def _reshape(builder: FixBuilder, target: tuple[int | None, ...]) -> Iterator[Fix]:
    """A Reshape; at most one length may be unknown."""
    if target.count(None) > 1:
        return
    lengths = _lengths(target)
    yield from builder.insert("Reshape", {"target_shape": lengths}, FixKind.insert_reshape, value=lengths)
