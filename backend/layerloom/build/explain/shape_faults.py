"""Input shapes that a layer refuses: wrong rank, unknown or short lengths, sizes that do not divide."""

import math
from collections.abc import Mapping

from layerloom.build.axis_phrases import axes_phrase, axis_phrase
from layerloom.build.call_key import BuiltInside
from layerloom.build.finding import Finding
from layerloom.build.tensor_spec import Shape, Spec, specs_of
from layerloom_schema.checks.problems import Code

from .failed_call import LONG, FailedCall, lengths, replaced

_RANKS = range(2, 7)
"""Ranks to try, batch axis included."""
COLOURS = 3


def shared(failed: FailedCall) -> Finding | None:
    """A further call of a shared layer that would pass as its first call."""
    built_on = failed.key.built_on
    if built_on is None or not failed.passes(failed.key.arguments, as_first=True):
        return None
    made_by = built_on.key.arguments if isinstance(built_on, BuiltInside) else built_on
    pairs = [*zip(specs_of(made_by), failed.specs, strict=False)]
    place = next((place for place, (was, now) in enumerate(pairs) if was.shape != now.shape), None)
    if place is None:
        return None
    was, now = pairs[place]
    return Finding(
        Code.shared_incompatible,
        params={"shape": [*now.row], "built_on": [*was.row]},
        expected=list(was.shape),
        received=list(now.shape),
        place=place,
    )


def no_batch(failed: FailedCall) -> Finding | None:
    """A tensor without a batch axis: an operation before has reduced it."""
    place = next((place for place, spec in enumerate(failed.specs) if not spec.shape), None)
    if place is None or failed.failure.stage == "make":
        return None
    return Finding(
        Code.shape_rank,
        variant="single_number",
        expected=[None],
        received=[],
        place=place,
    )


def rank(failed: FailedCall) -> Finding | None:
    """A wrong rank, by the layer's `input_spec` or by trying ranks."""
    if failed.is_merge:
        return None
    have = len(failed.first.shape)
    exact, least, most = failed.failure.ranks
    if exact == have:
        return None
    if exact is not None:  # the layer says so itself; trying other shapes is expensive
        return _other_rank(failed, [exact])
    allowed = [r for r in _RANKS if (exact or r) == r and (least or r) <= r <= (most or r)]
    taken = [r for r in _RANKS if _takes_rank(failed, r)]
    # `input_spec` may be too wide: Conv1D has a minimum, but accepts one rank.
    allowed = [r for r in taken if r in allowed] or (allowed if have not in allowed else taken)
    if not allowed or have in allowed:
        return None
    return _other_rank(failed, allowed)


def _other_rank(failed: FailedCall, allowed: list[int]) -> Finding:
    have = len(failed.first.shape)
    return Finding(
        Code.shape_rank,
        variant="rank" if len(allowed) == 1 else "rank_least",
        params={
            "wanted": axes_phrase(allowed[0] - 1),
            "count": have - 1,
            "shape": [*failed.first.row],
            "axes": [r - 1 for r in allowed],
        },
        expected={"axes": [r - 1 for r in allowed]},
        received={"axes": have - 1, "shape": list(failed.first.shape)},
        place=0,
    )


def _takes_rank(failed: FailedCall, rank: int) -> bool:
    """Whether some tensor of a rank passes, with the channels of the input or of `groups`."""
    port, groups = failed.key.arguments[0][0], failed.config.get("groups")
    channels = {4 * groups if isinstance(groups, int) else 4, COLOURS, failed.first.shape[-1] or LONG}
    shapes: list[Shape] = [(None, *[LONG] * (rank - 2), length) for length in sorted(channels)]
    return any(failed.passes(((port, failed.first.with_shape(shape)),)) for shape in shapes)


def colours(failed: FailedCall) -> Finding | None:
    """An image without three channels."""
    shape = failed.first.shape
    if failed.is_merge or len(shape) != 4:
        return None
    axis = 1 if failed.config.get("data_format") == "channels_first" else 3
    if shape[axis] == COLOURS or not failed.passes_with_shape(replaced(shape, axis, COLOURS)):
        return None
    return Finding(
        Code.shape_mismatch,
        variant="colours_unknown" if shape[axis] is None else "colours",
        params={"shape": [*shape[1:]], "channels": shape[axis]},
        expected={"axis": axis, "length": COLOURS},
        received=shape[axis],
        place=0,
    )


def undefined(failed: FailedCall) -> Finding | None:
    """A call that passes once an unknown length is known: one, all of one tensor, or all of all tensors."""
    specs = failed.specs
    for place, spec in enumerate(specs):
        unknown = _unknown_axes(spec)
        alone = [
            axis for axis in unknown if failed.passes_with_shape(replaced(spec.shape, axis, LONG), place)
        ]
        if alone or (unknown and failed.passes_with_shape(_with_lengths(spec), place)):
            return _undefined(spec, place, (alone or unknown)[0])
    first = next((place for place, spec in enumerate(specs) if _unknown_axes(spec)), None)
    everywhere = {place: spec.with_shape(_with_lengths(spec)) for place, spec in enumerate(specs)}
    if len(specs) > 1 and first is not None and failed.passes_with(everywhere):
        return _undefined(specs[first], first, _unknown_axes(specs[first])[0])
    return None


def _undefined(spec: Spec, place: int, axis: int) -> Finding:
    return Finding(
        Code.shape_undefined,
        variant="unknown",
        params={"axis": axis_phrase(axis, len(spec.shape)), "shape": [*spec.row]},
        expected={"axis": axis},
        received=list(spec.shape),
        place=place,
    )


def _unknown_axes(spec: Spec) -> list[int]:
    """The axes of unknown length, the last first, without the batch."""
    return [axis for axis in range(len(spec.shape) - 1, 0, -1) if spec.shape[axis] is None]


def _with_lengths(spec: Spec) -> Shape:
    """The shape with a length in place of each unknown one."""
    return (None, *(LONG if length is None else length for length in spec.row))


def window(failed: FailedCall) -> Finding | None:
    """A window longer than the axis it slides over."""
    argument = next((name for name in ("kernel_size", "pool_size") if name in failed.config), None)
    shape = failed.first.shape
    if argument is None or failed.is_merge or len(shape) < 3:
        return None
    first = 2 if failed.config.get("data_format") == "channels_first" else 1
    axes = range(first, first + len(shape) - 2)
    sizes = lengths(failed.config[argument], len(axes))
    apart = lengths(failed.config.get("dilation_rate", 1), len(axes))
    for axis, size, gap in zip(axes, sizes, apart, strict=True):
        length, reach = shape[axis], (size - 1) * gap + 1
        if length is not None and length < reach:
            return Finding(
                Code.shape_mismatch,
                variant="window",
                params={
                    "argument": argument,
                    "axis": axis,
                    "window": reach,
                    "shape": [*shape[1:]],
                    "length": length,
                },
                expected={"axis": axis, "minimum": reach},
                received=length,
                place=0,
                argument=argument,
            )
    return None


def reshape(failed: FailedCall) -> Finding | None:
    """A Reshape to a shape with another number of elements."""
    if failed.key.layer != "Reshape":
        return None
    target = lengths(failed.config["target_shape"], 1)
    row = failed.first.row
    has = math.prod(length for length in row if length is not None)
    free = target.count(-1)
    makes = math.prod(length for length in target if length != -1)
    return Finding(
        Code.shape_mismatch,
        variant="reshape_open" if free > 1 else "reshape_multiple" if free else "reshape",
        params={
            "wanted": [None if length == -1 else length for length in target],
            "shape": [*row],
            "makes": makes,
            "has": has,
            "free": free,
        },
        expected={"multiple_of": makes} if free else makes,
        received=has,
        place=0,
        argument="target_shape",
    )


def groups(failed: FailedCall) -> Finding | None:
    """Channels that `groups` does not divide."""
    count, shape = failed.config.get("groups"), failed.first.shape
    channels = shape[1 if failed.config.get("data_format") == "channels_first" else -1]
    if not isinstance(count, int) or channels is None or channels % count == 0:
        return None
    return Finding(
        Code.shape_mismatch,
        variant="groups",
        params={"channels": channels, "groups": count},
        expected={"multiple_of": count},
        received=channels,
        place=0,
        argument="groups",
    )


_PER_CHANNEL: Mapping[str, tuple[str, ...]] = {
    "Rescaling": ("scale", "offset"),
    "Normalization": ("mean", "variance"),
}
"""Arguments that may be a list with one number per channel, the last axis."""


def factors(failed: FailedCall) -> Finding | None:
    """A list per channel with another length than the channels."""
    channels = failed.first.shape[-1]
    if failed.config.get("axis", -1) != -1:
        return None
    for argument in _PER_CHANNEL.get(failed.key.layer, ()):
        value = failed.config.get(argument)
        if isinstance(value, list) and channels is not None and len(value) != channels:
            return Finding(
                Code.shape_mismatch,
                variant="factors",
                params={
                    "argument": argument,
                    "count": len(value),
                    "shape": [*failed.first.row],
                    "channels": channels,
                },
                expected=len(value),
                received=channels,
                place=0,
                argument=argument,
            )
    return None
