"""Reads the applications: `keras.applications`, model by model, parameters from the signature."""

import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import keras

from layerloom_schema.catalog import ApplicationEntry, Parameter
from layerloom_schema.catalog import ParameterType as T

from .overrides.application_descriptions import APPLICATION_TEXTS
from .parameter_reader import Unclear, json_value

APPLICATIONS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {name: getattr(keras.applications, name) for names in APPLICATION_TEXTS.values() for name in names}
)
"""The closed map from a name to the function that makes the model. No other code looks an application up in Keras."""

NO_PARAMETERS: Mapping[str, str] = {
    "input_tensor": "the wire into the node brings the tensor",
    "name": "the node's own field",
}
"""Arguments that are no parameters, with the reason."""

_FIELDS: Mapping[str, Mapping[str, Any]] = {
    "include_top": {"type": T.bool},
    # Keras's default is "imagenet", which asks the network; a path is never taken.
    "weights": {"type": T.choice, "choices": ["imagenet"], "default": None, "nullable": True},
    "input_shape": {"type": T.shape, "length": 3, "minimum": 1},
    "pooling": {"type": T.choice, "choices": ["avg", "max"]},
    "classes": {"type": T.int, "minimum": 1},
    # Without one the numbers are as they come.
    "classifier_activation": {"type": T.activation, "nullable": True},
    "alpha": {"type": T.float, "exclusive_minimum": 0},
    "depth_multiplier": {"type": T.int, "minimum": 1},
    "dropout": {"type": T.float, "minimum": 0, "maximum": 1},
    "dropout_rate": {"type": T.float, "minimum": 0, "maximum": 1},
    "minimalistic": {"type": T.bool},
    "include_preprocessing": {"type": T.bool},
}
_NAMED_BY_KERAS = ("EfficientNetV2",)
"""Families that look into the model's name for what to build."""
_NAMED_BY_WEIGHTS = ("ConvNeXt",)
"""Families that look into the model's name for the weights to fetch."""
_COMMON = frozenset({"include_top", "weights", "input_shape", "pooling", "classes"})


def read_applications() -> dict[str, ApplicationEntry]:
    """Every application, by family."""
    return {
        name: ApplicationEntry(
            name=name,
            text=text,
            group=family,
            parameters=[
                _parameter(name, argument)
                for argument in inspect.signature(APPLICATIONS[name]).parameters.values()
                if argument.name not in NO_PARAMETERS
            ],
        )
        for family, texts in APPLICATION_TEXTS.items()
        for name, text in texts.items()
    }


def _parameter(owner: str, argument: inspect.Parameter) -> Parameter:
    fields = _FIELDS.get(argument.name)
    if fields is None:
        raise Unclear(f"{owner}.{argument.name} is neither a parameter nor left out: see applications.py")
    read = {"default": json_value(argument.default), "nullable": argument.default is None}
    return Parameter(name=argument.name, advanced=argument.name not in _COMMON, **{**read, **fields})


def takes_name(entry: ApplicationEntry, *, weights: bool) -> bool:
    """Whether the model may be given a name as it is made; else it is named afterwards."""
    return entry.group not in _NAMED_BY_KERAS and not (weights and entry.group in _NAMED_BY_WEIGHTS)
