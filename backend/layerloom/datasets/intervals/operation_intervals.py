"""The output intervals of each operation; one that is not in `RULES` gives unknown intervals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from . import interval as of
from .interval import UNKNOWN, Interval


@dataclass(frozen=True)
class OpCall:
    """One call: its tensors by port, constants included, and its other arguments.

    `shape` is that of its first tensor, `dtype` that of its output.
    """

    tensors: Mapping[str, list[Interval]]
    arguments: Mapping[str, Any]
    shape: Sequence[int | None] | None
    dtype: str | None

    @property
    def first(self) -> Interval:
        return next(iter(self.tensors.values()))[0]

    @property
    def all(self) -> list[Interval]:
        return [each for given in self.tensors.values() for each in given]

    def get(self, name: str, otherwise: Any = None) -> Any:
        return self.arguments.get(name, otherwise)


Rule = Callable[[OpCall], list[Interval]]


def op_gives(op: str, call: OpCall, outputs: int) -> list[Interval]:
    """The output intervals of an operation call, one per output."""
    rule = RULES.get(op)
    given = rule(call) if rule is not None and call.all else []
    return given if len(given) == outputs else [UNKNOWN] * outputs


def _moves(function: Callable[[Any, OpCall], Any], *, keeps_all: bool = True) -> Rule:
    """A rule for an operation that moves the values of one tensor."""
    return lambda call: [of.moved(lambda x: function(x, call), call.first, keeps_all=keeps_all)]


def _joins(function: Callable[[tuple[Any, ...], OpCall], Any]) -> Rule:
    """A rule for an operation that joins several tensors."""
    return lambda call: [of.moved(lambda *parts: function(parts, call), *call.all)]


def _along(function: Callable[[tuple[Any, ...], OpCall], Any]) -> Rule:
    """A rule for an operation along an axis; without an axis it also mixes rows of the batch."""

    def rule(call: OpCall) -> list[Interval]:
        if call.get("axis") is None:
            return [of.union(call.all, keeps_all=True)]
        return _joins(function)(call)

    return rule


def _parts(function: Callable[[Any, OpCall], Sequence[Any]]) -> Rule:
    """A rule for an operation that splits a tensor."""

    def rule(call: OpCall) -> list[Interval]:
        count = call.get("num") or call.get("indices_or_sections")
        several = count if isinstance(count, int) else len(count) + 1
        return [
            of.moved(lambda x, n=n: function(x, call)[n], call.first, keeps_all=False) for n in range(several)
        ]

    return rule


def _of_two(function: Callable[[Interval, Interval], Interval]) -> Rule:
    def rule(call: OpCall) -> list[Interval]:
        one, other = call.all
        return [function(one, other)]

    return rule


def _rising(function: Callable[[Any], Any]) -> Rule:
    return lambda call: [of.monotone(function, call.first)]


def _slice(x: Any, call: OpCall) -> Any:
    ends = zip(call.get("start_indices"), call.get("shape"), strict=True)
    return x[tuple(slice(start, None if length == -1 else start + length) for start, length in ends)]


def _squeeze(x: Any, call: OpCall) -> Any:
    """Squeeze without axis 0: the batch of one row used here must stay."""
    axis = call.get("axis")
    alone = tuple(place for place, length in enumerate(x.shape) if place and length == 1)
    return np.squeeze(x, alone if axis is None else axis)


def _take(call: OpCall) -> list[Interval]:
    """Take constant indices, or any index where the indices are a tensor."""
    places, axis = call.get("indices"), call.get("axis")
    if places is None:
        return [of.union([call.first], keeps_all=False)]
    return [of.moved(lambda x: np.take(x, places, axis), call.first, keeps_all=False)]


def _floor_divide(one: Interval, other: Interval) -> Interval:
    by = of.divisor(other)
    return UNKNOWN if by is None else of.monotone(lambda x: np.floor(x / by), one)


def _divide(one: Interval, other: Interval) -> Interval:
    by = of.divisor(other)
    return UNKNOWN if by is None else of.monotone(lambda x: x / by, one)


def _mod(call: OpCall) -> list[Interval]:
    """A remainder is below the divisor; values that are already in range are unchanged."""
    one, other = call.all
    by = of.divisor(other)
    if by is None:
        return [UNKNOWN]
    if np.all(one.low >= 0) and np.all(one.high < by):
        return [one]
    highest = by - 1 if call.dtype is not None and "int" in call.dtype else by
    return [of.between(0, highest, reached=False, source=int(of.union([one], keeps_all=False).source))]


def _clip(call: OpCall) -> list[Interval]:
    low, high = call.get("x_min"), call.get("x_max")
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return [UNKNOWN]
    return [of.monotone(lambda x: np.clip(x, low, high), call.first)]


def _cast(call: OpCall) -> list[Interval]:
    """Cast: integers truncate, booleans become 0 and 1."""
    dtype = call.get("dtype") or ""
    if dtype == "bool":
        return [of.between(0, 1, reached=False)]
    return [of.monotone(np.trunc, call.first) if "int" in dtype else call.first]


def _pad(call: OpCall) -> list[Interval]:
    filler = of.constant(call.get("constant_values") or 0)
    mode = call.get("mode", "constant")
    return [of.union([call.first, filler] if mode == "constant" else [call.first], keeps_all=True)]


def _where(call: OpCall) -> list[Interval]:
    return [of.either(*call.all[1:])]


def _places(call: OpCall) -> Interval:
    """Indices along an axis (argmax, argsort)."""
    if call.shape is None:
        return UNKNOWN
    axis = call.get("axis", -1)
    length = None if axis is None else call.shape[axis]
    return UNKNOWN if length is None else of.between(0, length - 1, reached=True)


def _position(call: OpCall) -> list[Interval]:
    return [_places(call)] if call.get("axis") is not None else [UNKNOWN]


def _top(call: OpCall) -> list[Interval]:
    return [of.union([call.first], keeps_all=False), _places(call)]


def _bins(call: OpCall) -> list[Interval]:
    bounds = call.get("bins") if call.get("bins") is not None else call.get("sorted_sequence")
    return [UNKNOWN if bounds is None else of.between(0, len(bounds), reached=True)]


def _sum(call: OpCall) -> list[Interval]:
    """The sum along an axis of a tensor that is followed element by element."""
    axis, keeps = call.get("axis"), bool(call.get("keepdims", False))
    if axis is None or call.first.uniform:
        return [UNKNOWN]
    low, high = (np.sum(part, axis=axis, keepdims=keeps) for part in call.first.parts[:2])
    return [
        of.of_arrays(low, high, reached=False, source=int(of.union([call.first], keeps_all=False).source))
    ]


def _each(names: str, rule: Rule) -> dict[str, Rule]:
    return dict.fromkeys(names.split(), rule)


RULES: Mapping[str, Rule] = {
    **_each("copy stop_gradient", lambda call: [call.first]),
    **_each("cast saturate_cast convert_to_tensor array", _cast),
    "get_item": _moves(lambda x, call: x[call.get("key")], keeps_all=False),
    "slice": _moves(_slice, keeps_all=False),
    "take": _take,
    "take_along_axis": lambda call: [of.union([call.first], keeps_all=False)],
    "diagonal": lambda call: [of.union([call.first], keeps_all=False)],
    "reshape": _moves(lambda x, call: np.reshape(x, call.get("newshape"))),
    "transpose": _moves(lambda x, call: np.transpose(x, call.get("axes"))),
    "expand_dims": _moves(lambda x, call: np.expand_dims(x, call.get("axis"))),
    "squeeze": _moves(_squeeze),
    "flip": _along(lambda parts, call: np.flip(parts[0], call.get("axis"))),
    "fliplr": _moves(lambda x, _: np.fliplr(x)),
    "roll": _along(lambda parts, call: np.roll(parts[0], call.get("shift"), call.get("axis"))),
    "repeat": _along(lambda parts, call: np.repeat(parts[0], call.get("repeats"), call.get("axis"))),
    "tile": _moves(lambda x, call: np.tile(x, call.get("repeats"))),
    "swapaxes": _moves(lambda x, call: np.swapaxes(x, call.get("axis1"), call.get("axis2"))),
    "moveaxis": _moves(lambda x, call: np.moveaxis(x, call.get("source"), call.get("destination"))),
    "rot90": _moves(lambda x, call: np.rot90(x, call.get("k", 1), call.get("axes", (0, 1)))),
    "concatenate": _joins(lambda parts, call: np.concatenate(parts, call.get("axis", 0))),
    "append": _along(lambda parts, call: np.concatenate(parts, call.get("axis"))),
    "stack": _joins(lambda parts, call: np.stack(parts, call.get("axis", 0))),
    "hstack": _joins(lambda parts, _: np.hstack(parts)),
    "dstack": _joins(lambda parts, _: np.dstack(parts)),
    "split": _parts(lambda x, call: np.split(x, call.get("indices_or_sections"), call.get("axis", 0))),
    "array_split": _parts(
        lambda x, call: np.array_split(x, call.get("indices_or_sections"), call.get("axis", 0))
    ),
    "unstack": _parts(lambda x, call: [np.take(x, n, call.get("axis", 0)) for n in range(call.get("num"))]),
    "pad": _pad,
    "sort": lambda call: [of.union([call.first], keeps_all=True)],
    **_each("max min amax amin mean median", lambda call: [of.union([call.first], keeps_all=False)]),
    "sum": _sum,
    "add": _of_two(of.add),
    "subtract": _of_two(lambda one, other: of.add(one, of.negative(other))),
    "multiply": _of_two(of.multiply),
    **_each("divide true_divide", _of_two(_divide)),
    "floor_divide": _of_two(_floor_divide),
    "mod": _mod,
    **_each("maximum fmax", _of_two(of.maximum)),
    **_each("minimum fmin", _of_two(of.minimum)),
    "negative": lambda call: [of.negative(call.first)],
    **_each("abs absolute fabs", lambda call: [of.absolute(call.first)]),
    "floor": _rising(np.floor),
    "ceil": _rising(np.ceil),
    "trunc": _rising(np.trunc),
    "round": _rising(np.round),
    "relu": _rising(lambda x: np.maximum(x, 0)),
    "relu6": _rising(lambda x: np.clip(x, 0, 6)),
    "clip": _clip,
    "where": _where,
    **_each("argmax argmin nanargmax nanargmin", _position),
    "argsort": lambda call: [_places(call)],
    "top_k": _top,
    **_each("digitize searchsorted", _bins),
    **_each(
        "equal not_equal greater greater_equal less less_equal isclose",
        lambda _: [of.between(0, 1, reached=False)],
    ),
    **_each(
        "logical_and logical_or logical_xor logical_not isnan isfinite",
        lambda _: [of.between(0, 1, reached=False)],
    ),
    **_each("one_hot in_top_k zeros_like ones_like", lambda _: [of.between(0, 1, reached=False)]),
}
"""Interval rules by operation name."""
