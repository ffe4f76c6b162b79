"""What this project decided of the arguments of Keras, asked by class and argument."""

from collections.abc import Mapping
from typing import Any

from . import layer_arguments, training_arguments
from .allowlist import Kind
from .display_defaults import COMMON, SUGGESTED
from .excluded_arguments import LEFT_OUT, LEFT_OUT_OF

FIELDS: Mapping[tuple[Kind | str, str], Mapping[str, Any]] = {
    **layer_arguments.FIELDS,
    **training_arguments.FIELDS,
}
"""By kind or class, and argument: fields of `Parameter` that win over what was read."""

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
"""Keras returns states without names; these are the ones its documentation speaks of."""


def left_out(kind: Kind, owner: str, argument: str) -> str | None:
    """Why an argument of a class is no parameter; `None` where it is one."""
    found = LEFT_OUT.get(f"{owner}.{argument}", LEFT_OUT.get(argument))
    return found or LEFT_OUT_OF.get(kind, LEFT_OUT_OF[None]).get(argument)


def seldom(kind: Kind, argument: str) -> bool:
    """Whether an argument is shown folded."""
    return kind in COMMON and argument not in COMMON[kind]


def suggested(owner: str, argument: str, *, required: bool) -> Any:
    """The value to begin with, `None` where there is none: of one class, or of all that require the argument."""
    return SUGGESTED.get(f"{owner}.{argument}", SUGGESTED.get(argument) if required else None)


def told(kind: Kind, owner: str, argument: str) -> Mapping[str, Any]:
    """What this page says of an argument; of one class before all of its kind."""
    return {**FIELDS.get((kind, argument), {}), **FIELDS.get((owner, argument), {})}
