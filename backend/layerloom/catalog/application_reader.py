"""Read `keras.applications`: one entry per model, parameters from the signature."""

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import keras

from layerloom_schema.catalog.entries import ApplicationEntry, Parameter
from layerloom_schema.catalog.entries import ParameterType as T
from layerloom_schema.text.descriptions import description

from .overrides.application_families import APPLICATION_FAMILIES
from .parameter_reader import Unclear, json_value

APPLICATIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {name: getattr(keras.applications, name) for names in APPLICATION_FAMILIES.values() for name in names}
)
"""Allowlisted application functions by name. No other code looks applications up in Keras."""

NO_PARAMETERS = frozenset({"input_tensor", "name"})
"""Excluded arguments: the wire into the node brings the tensor, and the name is the node's own field."""

_FIELDS: Mapping[str, Mapping[str, Any]] = {
    "include_top": {"type": T.bool},
    # Keras's default is "imagenet", which downloads; a path is never accepted.
    "weights": {"type": T.choice, "choices": ["imagenet"], "default": None, "nullable": True},
    "input_shape": {"type": T.shape, "length": 3, "minimum": 1},
    "pooling": {"type": T.choice, "choices": ["avg", "max"]},
    "classes": {"type": T.int, "minimum": 1},
    # None: raw outputs.
    "classifier_activation": {"type": T.activation, "nullable": True},
    "alpha": {"type": T.float, "exclusive_minimum": 0},
    "depth_multiplier": {"type": T.int, "minimum": 1},
    "dropout": {"type": T.float, "minimum": 0, "maximum": 1},
    "dropout_rate": {"type": T.float, "minimum": 0, "maximum": 1},
    "minimalistic": {"type": T.bool},
    "include_preprocessing": {"type": T.bool},
}
_NAMED_BY_KERAS = ("EfficientNetV2",)
"""Families that choose the architecture by the model's name."""
_NAMED_BY_WEIGHTS = ("ConvNeXt",)
"""Families that choose the weights to download by the model's name."""
_COMMON = frozenset({"include_top", "weights", "input_shape", "pooling", "classes"})


def read_applications() -> dict[str, ApplicationEntry]:
    """Every application, by family."""
    return {
        name: ApplicationEntry(
            name=name,
            text=description("applications", name),
            group=family,
            parameters=[
                _parameter(name, argument)
                for argument in inspect.signature(APPLICATIONS[name]).parameters.values()
                if argument.name not in NO_PARAMETERS
            ],
        )
        for family, names in APPLICATION_FAMILIES.items()
        for name in names
    }


def _parameter(owner: str, argument: inspect.Parameter) -> Parameter:
    fields = _FIELDS.get(argument.name)
    if fields is None:
        raise Unclear(f"{owner}.{argument.name} is neither a parameter nor left out: see applications.py")
    read = {"default": json_value(argument.default), "nullable": argument.default is None}
    return Parameter(name=argument.name, advanced=argument.name not in _COMMON, **{**read, **fields})


def takes_name(entry: ApplicationEntry, *, weights: bool) -> bool:
    """Whether the constructor may get a name; otherwise the model is renamed afterwards."""
    return entry.group not in _NAMED_BY_KERAS and not (weights and entry.group in _NAMED_BY_WEIGHTS)
