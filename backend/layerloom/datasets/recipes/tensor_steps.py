"""The steps of recipes that have learned, as layers and operations of Keras: they can lie inside a model.

Each gives the bits that its function in `steps` gives. Texts are compared and chosen by operations too: TensorFlow has
them for tensors of strings, which a scalar is not, hence `full_like`.
"""

from collections.abc import Callable, Mapping
from typing import Any

import keras
from keras import ops

from layerloom_schema.documents.data_preparation import DATE_PARTS, RecipeStep, RecipeStepName

from .learned_steps import learned_layer

Tensors = list[keras.KerasTensor]
Config = Mapping[str, Any]


def is_tensor_step(step: RecipeStep) -> bool:
    """Whether a step can lie inside a model."""
    return step.layer is not None or step.step in _STEPS


def apply_tensor_step(step: RecipeStep, tensors: Tensors) -> Tensors:
    """What a step makes of tensors whose first axis is the batch; a scalar column has no other axis."""
    if step.layer is not None:
        return [_through(learned_layer(step), tensors)]
    return _STEPS[step.step or ""](step.config, tensors)


def _through(layer: keras.Layer, tensors: Tensors) -> keras.KerasTensor:
    """As `steps.through`: scalars go in with an axis of their own, and numbers of cells come out as int64."""
    rows = [ops.expand_dims(tensor, -1) if len(tensor.shape) == 1 else tensor for tensor in tensors]
    made = layer(rows if len(rows) > 1 else rows[0])
    numbers = not made.dtype.startswith(("float", "bfloat"))
    whole = numbers and layer.get_config().get("output_mode", "int") == "int"
    return ops.cast(made, "int64" if whole else "float32")


def _fill(config: Config, tensors: Tensors) -> Tensors:
    return [_filled(tensor, value) for tensor, value in zip(tensors, config["with"], strict=True)]


def _filled(tensor: keras.KerasTensor, value: str | float) -> keras.KerasTensor:
    if tensor.dtype == "string":
        missing = ops.equal(tensor, ops.full_like(tensor, ""))
        return ops.where(missing, ops.full_like(tensor, value), tensor)
    if tensor.dtype.startswith("int"):  # no cell of an integer is missing
        return tensor
    return ops.where(ops.isnan(tensor), value, tensor)


def _clip(config: Config, tensors: Tensors) -> Tensors:
    return [_clipped(tensor, config.get("low"), config.get("high")) for tensor in tensors]


def _clipped(tensor: keras.KerasTensor, low: float | None, high: float | None) -> keras.KerasTensor:
    """NaN stays NaN, which `ops.clip` does not promise; the bound of a whole number loses its fraction."""
    cut = int if tensor.dtype.startswith("int") else float
    if low is not None:
        tensor = ops.where(ops.less_equal(tensor, cut(low)), cut(low), tensor)
    if high is not None:
        tensor = ops.where(ops.greater_equal(tensor, cut(high)), cut(high), tensor)
    return tensor


def _stack(_: Config, tensors: Tensors) -> Tensors:
    dtypes = {tensor.dtype for tensor in tensors}
    if len(dtypes) > 1:
        tensors = [ops.cast(tensor, "float32") for tensor in tensors]
    return [ops.stack(tensors, axis=-1)]


def _reshape(config: Config, tensors: Tensors) -> Tensors:
    return [ops.reshape(tensor, (-1, *config["shape"])) for tensor in tensors]


def _date(config: Config, tensors: Tensors) -> Tensors:
    return [part for seconds in tensors for part in _date_parts(seconds, config.get("parts", [*DATE_PARTS]))]


def _date_parts(seconds: keras.KerasTensor, parts: list[str]) -> Tensors:
    """As `steps.date_parts`, whose comments say how."""
    days = ops.floor_divide(seconds, 86400)
    era, day = ops.floor_divide(days + 719468, 146097), ops.mod(days + 719468, 146097)
    leap_days = ops.floor_divide(day, 1460) + ops.floor_divide(day, 146096) - ops.floor_divide(day, 36524)
    year = ops.floor_divide(day - leap_days, 365)
    day = day - (365 * year + ops.floor_divide(year, 4) - ops.floor_divide(year, 100))
    month = ops.floor_divide(5 * day + 2, 153)
    known: dict[str, Callable[[], keras.KerasTensor]] = {
        "year": lambda: era * 400 + year + ops.cast(ops.greater_equal(month, 10), "int64"),
        "month": lambda: ops.mod(month + 2, 12) + 1,
        "day": lambda: day - ops.floor_divide(153 * month + 2, 5) + 1,
        "weekday": lambda: ops.mod(days + 3, 7),
        "hour": lambda: ops.floor_divide(ops.mod(seconds, 86400), 3600),
        "minute": lambda: ops.floor_divide(ops.mod(seconds, 3600), 60),
    }
    return [known[part]() for part in parts]


_STEPS: Mapping[str, Callable[[Config, Tensors], Tensors]] = {
    RecipeStepName.fill: _fill,
    RecipeStepName.clip: _clip,
    RecipeStepName.stack: _stack,
    RecipeStepName.reshape: _reshape,
    RecipeStepName.date: _date,
}
"""All but `classes`, which raises for a class that it does not know, and `image`, whose rows are no tensor: no operation
does either."""
