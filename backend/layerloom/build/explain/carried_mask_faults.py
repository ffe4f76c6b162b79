"""Masks that travel with a tensor, made further up, and do not fit the layer that reads them.

Keras hands them over by itself: the mask of the first input as `mask`, those of query, value and key to attention. One
that does not fit is stretched over the batch, as a wired one is.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from layerloom.build.finding import Finding
from layerloom.build.tensor_spec import Arguments, Shape, Spec
from layerloom.catalog.port_reader import MASK, MASK_LISTS
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code

from .wanted_masks import ATTENTION_HEADS, ATTENTION_LISTS, wanted_masks

CARRIED_VARIANT = "mask_carried"
CARRIED_NOWHERE_VARIANT = "mask_carried_nowhere"
"""As `CARRIED_VARIANT`, where the layer can read no such mask."""


_ROLES = ("query", "value", "key")
"""The inputs of attention whose masks are read."""


class _Carried(NamedTuple):
    """A mask on its way into a layer: with what it comes, the port that it takes, its place among all tensors."""

    source: str
    port: str
    mask: Shape
    place: int


def carried_mask_fault(layer: str, config: Mapping[str, Json], arguments: Arguments) -> Finding | None:
    """The first mask that the layer is handed with a tensor and would read in another way than it is meant."""
    return next(carried_mask_faults(layer, config, arguments), None)


def carried_mask_faults(layer: str, config: Mapping[str, Json], arguments: Arguments) -> Iterator[Finding]:
    """Every such mask; `config` holds what is pinned on the call, too."""
    for carried in _carried(layer, arguments):
        wanted = [*wanted_masks(layer, config, carried.port, arguments)]
        if any(each.takes(carried.mask[1:]) for each in wanted):
            continue
        if wanted:
            yield _not_fitting(carried, wanted[0].row)
        elif layer in ATTENTION_HEADS:
            yield _nowhere(carried)


def _carried(layer: str, arguments: Arguments) -> Iterator[_Carried]:
    """The masks that Keras hands to a layer by itself, in the order of its inputs."""
    (port, first), *others = arguments
    wired = {name for name, _ in others}
    if layer in ATTENTION_LISTS and not isinstance(first, Spec):
        # Where one of its masks is wired, Keras looks for no other.
        if wired.isdisjoint(MASK_LISTS[layer]):
            for place, (source, spec) in enumerate(zip(("query", "value"), first, strict=False)):
                if spec.mask is not None:
                    yield _Carried(source, f"{source}_mask", spec.mask, place)
    elif layer in ATTENTION_HEADS:
        for place, (source, value) in enumerate(arguments):
            own = f"{source}_mask"
            # MultiHeadAttention takes the mask that comes with the query whatever is wired.
            is_read = own not in wired or (layer == "MultiHeadAttention" and source == "query")
            if isinstance(value, Spec) and value.mask is not None and source in _ROLES and is_read:
                yield _Carried(source, own, value.mask, place)
    elif (
        isinstance(first, Spec)
        and first.mask is not None
        and MASK not in wired
        and layer != "TimeDistributed"
    ):
        # TimeDistributed hands on what it can.
        yield _Carried(port, MASK, first.mask, 0)


def _not_fitting(carried: _Carried, row: Shape) -> Finding:
    wanted: Shape = (None, *row)
    return Finding(
        Code.shape_mismatch if len(carried.mask) == len(wanted) else Code.shape_rank,
        variant=CARRIED_VARIANT,
        params={"port": carried.source, "wanted": [*row], "shape": [*carried.mask[1:]]},
        expected=[*wanted],
        received=[*carried.mask],
        place=carried.place,
    )


def _nowhere(carried: _Carried) -> Finding:
    return Finding(
        Code.shape_rank,
        variant=CARRIED_NOWHERE_VARIANT,
        params={"port": carried.source, "shape": [*carried.mask[1:]]},
        received=[*carried.mask],
        place=carried.place,
    )
