"""The output intervals of each layer; a layer that is not in `RULES` gives an unknown interval.

A layer that only moves values is applied to the bounds with the same NumPy function; axis 0 is the batch.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from layerloom.datasets.dataset import Array
from layerloom_schema.base import Json

from . import interval as of
from .interval import UNKNOWN, Interval
from .lookup_sizes import numbers_given


@dataclass(frozen=True)
class LayerCall:
    """One call: the layer's config with Keras's defaults, and the intervals at its first port."""

    layer: str
    config: Mapping[str, Json]
    given: list[Interval]

    @property
    def first(self) -> Interval:
        return self.given[0]


Rule = Callable[[LayerCall], Interval]


def layer_gives(call: LayerCall) -> Interval:
    """The output interval of a layer call."""
    rule = RULES.get(call.layer)
    return rule(call) if rule is not None and call.given else UNKNOWN


def _numbered(call: LayerCall) -> Interval:
    """Indices of words, values or bins, or the 0 and 1 of their one-hot and multi-hot encodings."""
    count = numbers_given(call.layer, call.config)
    if count is not None:
        return of.between(0, count - 1, reached=True)
    marks = call.config.get("output_mode") in ("one_hot", "multi_hot")
    return of.between(0, 1, reached=True) if marks else UNKNOWN


def _reshape(call: LayerCall) -> Interval:
    target = _whole(call.config.get("target_shape"))
    return of.moved(lambda x: x.reshape(len(x), *target), call.first)


def _flatten(call: LayerCall) -> Interval:
    return of.moved(lambda x: x.reshape(len(x), -1), call.first)


def _permute(call: LayerCall) -> Interval:
    return of.moved(lambda x: x.transpose(0, *_whole(call.config.get("dims"))), call.first)


def _repeat(call: LayerCall) -> Interval:
    return of.moved(lambda x: x[:, None].repeat(*_whole(call.config.get("n")), axis=1), call.first)


def _concatenate(call: LayerCall) -> Interval:
    return of.moved(
        lambda *parts: np.concatenate(parts, axis=_whole(call.config.get("axis"))[0]), *call.given
    )


def _cropping(call: LayerCall) -> Interval:
    def crop(x: Array) -> Array:
        ends = zip(_around(call, "cropping"), x.shape[1:], strict=False)
        return x[(slice(None), *(slice(before, length - after) for (before, after), length in ends))]

    return of.moved(crop, call.first, keeps_all=False)


def _padding(call: LayerCall) -> Interval:
    if call.first.uniform or call.config.get("data_format") == "channels_first":
        return of.union([call.first, of.constant(0)], keeps_all=True)
    widths = [(0, 0), *_around(call, "padding"), (0, 0)]
    return of.moved(lambda x: np.pad(x, widths[: x.ndim]), call.first)


def _around(call: LayerCall, argument: str) -> list[tuple[int, int]]:
    """Padding before and after each spatial axis: one number for all axes, one per axis, or a pair per axis."""
    axes = int(call.layer[-2])
    value = call.config.get(argument)
    each: list[Json] = value if isinstance(value, list) and axes > 1 else [value] * axes
    pairs = [_whole(part) for part in each]
    return [(pair[0], pair[-1]) for pair in pairs]


def _folded(function: Callable[[Interval, Interval], Interval]) -> Rule:
    """Fold a function of two intervals over all inputs of a merge layer."""
    return lambda call: reduce(function, call.given)


def _rescaling(call: LayerCall) -> Interval:
    scale, offset = (of.constant(call.config.get(name)) for name in ("scale", "offset"))
    return of.add(of.multiply(call.first, scale), offset)


def _masking(call: LayerCall) -> Interval:
    """Masking replaces steps that hold only the mask value by zeros."""
    kept = call.config.get("mask_value") == 0
    return call.first if kept else of.either(call.first, of.constant(0))


def _activation(call: LayerCall) -> Interval:
    chosen = call.config.get("activation")
    if chosen == "linear":
        return call.first
    return of.monotone(lambda x: np.maximum(x, 0), call.first) if chosen == "relu" else UNKNOWN


def _whole(value: Json) -> list[int]:
    several = value if isinstance(value, list) else [value]
    return [number for number in several if isinstance(number, int)]


def _each(names: str, rule: Rule) -> dict[str, Rule]:
    return dict.fromkeys(names.split(), rule)


RULES: Mapping[str, Rule] = {
    **_each("Identity ActivityRegularization", lambda call: call.first),
    **_each("StringLookup IntegerLookup TextVectorization Hashing HashedCrossing Discretization", _numbered),
    **_each("CategoryEncoding", _numbered),
    **_each("Reshape", _reshape),
    **_each("Flatten", _flatten),
    **_each("Permute", _permute),
    **_each("RepeatVector", _repeat),
    **_each("Concatenate", _concatenate),
    **_each("Cropping1D Cropping2D Cropping3D", _cropping),
    **_each("ZeroPadding1D ZeroPadding2D ZeroPadding3D", _padding),
    **_each("UpSampling1D UpSampling2D UpSampling3D", lambda call: of.union([call.first], keeps_all=False)),
    **_each("MaxPooling1D MaxPooling2D MaxPooling3D", lambda call: of.union([call.first], keeps_all=False)),
    **_each("GlobalMaxPooling1D GlobalMaxPooling2D", lambda call: of.union([call.first], keeps_all=False)),
    **_each("Average", lambda call: of.union(call.given, keeps_all=False)),
    **_each("Add", _folded(of.add)),
    **_each("Subtract", _folded(lambda one, other: of.add(one, of.negative(other)))),
    **_each("Multiply", _folded(of.multiply)),
    **_each("Maximum", _folded(of.maximum)),
    **_each("Minimum", _folded(of.minimum)),
    **_each("Rescaling", _rescaling),
    **_each("Masking", _masking),
    **_each("Activation", _activation),
}
"""Interval rules by layer name."""
