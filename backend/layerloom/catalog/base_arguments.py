"""Arguments of Keras's base layer class, which most constructors take as `**kwargs`."""

from collections.abc import Callable, Mapping
from typing import Any

from layerloom_schema.catalog.entries import Parameter
from layerloom_schema.catalog.entries import ParameterType as T

from . import constructor_probe
from .dtypes import POLICIES

REFUSED: Mapping[str, str] = {"autocast": "set_dtype"}
"""With reasons, as in `exclusion_reason`."""
FROZEN_INSIDE = "freeze_inner_layer"
"""Why wrappers inside another layer have no `trainable`: Keras does not pass it on to inner layers."""
WHOLE_DTYPES = ("int32", "int64")
_GIVES_WHOLE = frozenset(
    {
        *("CategoryEncoding", "Discretization", "Hashing", "HashedCrossing"),
        *("IntegerLookup", "StringLookup", "TextVectorization"),
    }
)
"""Layers with integer outputs or encodings, whose dtype is that of their output."""


def base_parameters(name: str, thing: Callable[..., Any], known: list[Parameter]) -> list[Parameter]:
    """The base arguments that a layer takes in addition to its own, by probing its constructor."""
    filled = constructor_probe.filling(known)
    own = {parameter.name for parameter in known}
    words = [*POLICIES, *(WHOLE_DTYPES if name in _GIVES_WHOLE else ())]
    policies = [word for word in words if constructor_probe.accepts(thing, {**filled, "dtype": word})]
    found = [Parameter(name="dtype", type=T.choice, nullable=True, choices=policies, advanced=True)]
    if "activity_regularizer" not in own and constructor_probe.accepts(
        thing, {**filled, "activity_regularizer": "l2"}
    ):
        found.append(Parameter(name="activity_regularizer", type=T.regularizer, nullable=True, advanced=True))
    return found if policies else found[1:]


def inner_parameters(thing: Callable[..., Any], known: list[Parameter]) -> list[Parameter]:
    """The base arguments that a layer takes inside another one."""
    if any(parameter.type in (T.layer, T.layers) for parameter in known):
        return []
    frozen = constructor_probe.accepts(thing, {**constructor_probe.filling(known), "trainable": False})
    return [Parameter(name="trainable", type=T.bool, default=True)] if frozen else []
