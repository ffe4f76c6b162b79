"""Inputs of a merge layer with shapes that do not fit."""

from layerloom.build.axis_phrases import axis_phrase
from layerloom.build.finding import Finding
from layerloom.build.tensor_spec import Spec
from layerloom_schema.checks.problems import Code

from .failed_call import FailedCall, lengths


def merge(failed: FailedCall) -> Finding | None:
    """The input and axis that do not fit the first input."""
    if not failed.is_merge or len(failed.specs) < 2:
        return None
    if failed.key.layer == "Concatenate":
        return _concatenate(failed)
    if failed.key.layer == "Dot":
        return _dot(failed)
    return _broadcast(failed.specs)


def _concatenate(failed: FailedCall) -> Finding | None:
    specs = failed.specs
    rank = len(specs[0].shape)
    other = next((place for place, spec in enumerate(specs) if len(spec.shape) != rank), None)
    if other is not None:
        return Finding(
            Code.shape_mismatch,
            variant="ranks_differ",
            params={"one": [*specs[0].row], "other": [*specs[other].row]},
            expected={"rank": rank - 1},
            received={"rank": len(specs[other].shape) - 1},
            place=other,
        )
    [join] = lengths(failed.config["axis"], 1)
    for axis in range(1, rank):
        place = next(
            (p for p, spec in enumerate(specs) if _differ(spec.shape[axis], specs[0].shape[axis])), None
        )
        if axis != join % rank and place is not None:
            first, second = specs[0].shape[axis], specs[place].shape[axis]
            return Finding(
                Code.shape_mismatch,
                variant="join",
                params={
                    "join": join,
                    "along": axis_phrase(join, rank),
                    "axis": axis,
                    "first": first,
                    "second": second,
                    "one": [*specs[0].row],
                    "other": [*specs[place].row],
                },
                expected=first,
                received=second,
                place=place,
            )
    return None


def _dot(failed: FailedCall) -> Finding | None:
    axes = lengths(failed.config["axes"], 2)
    one, other = failed.specs[:2]
    if len(one.shape) < 2 or len(other.shape) < 2:
        return None
    first, second = one.shape[axes[0]], other.shape[axes[1]]
    if (first is None) is not (second is None):
        return _dot_unknown(axes, [one, other])
    if not _differ(first, second):
        return None
    return Finding(
        Code.shape_mismatch,
        variant="dot",
        params={"axis": axes[0], "other_axis": axes[1], "first": first, "second": second},
        expected=first,
        received=second,
        place=1,
    )


def _dot_unknown(axes: list[int], specs: list[Spec]) -> Finding:
    place = next(place for place in (0, 1) if specs[place].shape[axes[place]] is None)
    shape = specs[place].shape
    return Finding(
        Code.shape_undefined,
        variant="dot_unknown",
        params={"axis": axis_phrase(axes[place], len(shape)), "shape": [*shape[1:]]},
        expected={"axis": axes[place] % len(shape)},
        received=list(shape),
        place=place,
    )


def _broadcast(specs: list[Spec]) -> Finding | None:
    """Broadcasting: lengths from the last axis must be equal, or 1."""
    for place, spec in enumerate(specs[1:], start=1):
        for back in range(1, min(len(spec.row), len(specs[0].row)) + 1):
            first, second = specs[0].row[-back], spec.row[-back]
            if _differ(first, second) and 1 not in (first, second):
                return Finding(
                    Code.shape_mismatch,
                    variant="one_shape",
                    params={
                        "one": [*specs[0].row],
                        "other": [*spec.row],
                        "axis": axis_phrase(-back, len(spec.shape)),
                        "first": first,
                        "second": second,
                    },
                    expected=list(specs[0].shape),
                    received=list(spec.shape),
                    place=place,
                )
    return None


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other
