"""What Keras takes while a model is drawn, and what then goes wrong at the first batch, or silently in every one.

Each rule has its reason. They are few: everything else is Keras's own verdict.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from layerloom.build.call_key import CallKey
from layerloom.build.finding import LAYER, Finding
from layerloom.build.shape_text import shape_text
from layerloom.build.tensor_spec import Spec, is_float, specs_of
from layerloom_schema.base import Json
from layerloom_schema.problems import Code, Severity

from .mask_faults import mask_fault
from .parameter_faults import named_axis
from .text_dtype_faults import NUMBERS, numbers, texts

_FFT_LENGTH = 2048
"""Keras's default for MelSpectrogram."""
UNROLLED = 200
"""Steps that an unrolled layer may have."""


def fit_time_fault(key: CallKey) -> Finding | None:
    """The fault of a call that Keras takes, if this page knows one."""
    pinned = json.loads(key.call_with)
    if key.kind != "layer":
        return None
    specs = specs_of(key.arguments)
    rule = _RULES.get(key.layer)
    found = numbers(specs) if key.layer in NUMBERS else None
    if found is None and (len(key.arguments) > 1 or any(spec.mask is not None for spec in specs)):
        found = mask_fault(key.layer, {**json.loads(key.config), **pinned}, key.arguments)
    if found is None and rule is not None:
        found = rule({**json.loads(key.config), **pinned}, specs)
    return found


def _indices(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """Keras casts whatever comes to whole numbers: 0.7 looks up row 0, and a text cannot be cast at all."""
    received = specs[0].actual
    if config.get("reverse") is True:
        return None  # vectors come in, to be scored
    if received == "string":
        return Finding(
            Code.dtype_mismatch,
            f"{LAYER} looks up whole numbers; what comes in is text. Number the words first.",
            {"rule": "needs_index", "dtype": received},
            expected="int32",
            received=received,
            place=0,
        )
    if is_float(received):
        return Finding(
            Code.dtype_mismatch,
            f"{LAYER} looks up whole numbers; what comes in is {received}, and its fractions are cut off.",
            {"rule": "index_cut", "dtype": received},
            expected="int32",
            received=received,
            place=0,
            severity=Severity.warning,
        )
    return None


def _batch_axis(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """Along axis 0 rows of a batch would be joined, and outputs would no longer be one a row."""
    return named_axis({"axis": -1, **config} if "axes" not in config else config, specs)


def _unroll(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """An unrolled layer is drawn out step by step, in `fit`: the number of steps must be known, and not be endless."""
    if config.get("unroll") is not True:
        return None
    steps = specs[0].shape[1]
    if steps is None:
        return Finding(
            Code.shape_undefined,
            f"{LAYER} is unrolled, so it must know how many steps there are; in {shape_text(specs[0].shape)} axis 1 "
            "is unknown.",
            {"rule": "unroll", "axis": 1, "shape": list(specs[0].shape)},
            expected={"axis": 1},
            received=list(specs[0].shape),
            place=0,
            argument="unroll",
        )
    if steps > UNROLLED:
        return Finding(
            Code.param_range,
            f"{LAYER} is unrolled over {steps} steps; beyond {UNROLLED} it would be drawn out for longer than it is "
            "trained.",
            {"rule": "unroll_long", "steps": steps, "limit": UNROLLED},
            expected={"maximum": UNROLLED},
            received=steps,
            place=0,
            argument="unroll",
        )
    return None


def _sound(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """The ends of a sound are mirrored for half a window, so it must be longer than that."""
    window = config.get("fft_length", _FFT_LENGTH)
    length = specs[0].shape[-1]
    if not isinstance(window, int) or length is None or length > window // 2:
        return None
    return Finding(
        Code.shape_mismatch,
        f"{LAYER} listens through a window {window} long, so a sound must have more than {window // 2} samples; "
        f"{shape_text(specs[0].shape)} has {length}.",
        {"rule": "sound", "window": window, "shape": list(specs[0].shape)},
        expected={"axis": len(specs[0].shape) - 1, "minimum": window // 2 + 1},
        received=length,
        place=0,
        argument="fft_length",
    )


def _unroll_inside(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """A layer that reads both ways is unrolled as what it holds is."""
    inner = config.get("layer")
    held = inner.get("config") if isinstance(inner, dict) else None
    found = _unroll(held, specs) if isinstance(held, dict) else None
    return replace(found, argument="layer") if found else None


def _words(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """Turned round, the numbers of words are looked up."""
    return _indices(config, specs) if config.get("invert") is True else texts(config, specs)


_RULES: Mapping[str, Callable[[dict[str, Json], list[Spec]], Finding | None]] = {
    "Embedding": _indices,
    "Concatenate": _batch_axis,
    "Dot": _batch_axis,
    "LSTM": _unroll,
    "GRU": _unroll,
    "SimpleRNN": _unroll,
    "RNN": _unroll,
    "Bidirectional": _unroll_inside,
    "IntegerLookup": _indices,
    "StringLookup": _words,
    "TextVectorization": texts,
    "ReversibleEmbedding": _indices,
    "MelSpectrogram": _sound,
}
