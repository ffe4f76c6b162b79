"""Overrides of Keras arguments, by class and argument: excluded, advanced, suggested value, fields."""

from collections.abc import Mapping
from typing import Any

from . import layer_arguments, training_arguments
from .allowlist import Kind
from .display_defaults import COMMON, SUGGESTED
from .excluded_arguments import EXCLUDED, EXCLUDED_BY_KIND

FIELDS: Mapping[tuple[Kind | str, str], Mapping[str, Any]] = {
    **layer_arguments.FIELDS,
    **training_arguments.FIELDS,
}
"""Fields of `Parameter` that override what was read, by kind or class and argument."""

STATE_NAMES: Mapping[str, tuple[str, ...]] = {
    "LSTM": ("state_h", "state_c"),
    "GRU": ("state_h",),
    "SimpleRNN": ("state_h",),
    "LSTMCell": ("state_h", "state_c"),
    "GRUCell": ("state_h",),
    "SimpleRNNCell": ("state_h",),
    "ConvLSTM1D": ("state_h", "state_c"),
    "ConvLSTM2D": ("state_h", "state_c"),
    "ConvLSTM3D": ("state_h", "state_c"),
}
"""Names of returned states, from the documentation of Keras."""


def exclusion_reason(kind: Kind, owner: str, argument: str) -> str | None:
    """Why an argument is excluded; `None` where it is not."""
    found = EXCLUDED.get(f"{owner}.{argument}", EXCLUDED.get(argument))
    return found or EXCLUDED_BY_KIND.get(kind, EXCLUDED_BY_KIND[None]).get(argument)


def is_advanced(kind: Kind, argument: str) -> bool:
    """Whether an argument is shown under "more"."""
    return kind in COMMON and argument not in COMMON[kind]


def suggested(owner: str, argument: str, *, required: bool) -> Any:
    """The value of a new node: of one class, or of all classes that require the argument; `None` without one."""
    return SUGGESTED.get(f"{owner}.{argument}", SUGGESTED.get(argument) if required else None)


def overrides_for(kind: Kind, owner: str, argument: str) -> Mapping[str, Any]:
    """The override of an argument: that of the class wins over that of the kind."""
    return {**FIELDS.get((kind, argument), {}), **FIELDS.get((owner, argument), {})}
