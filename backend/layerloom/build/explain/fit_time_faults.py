"""Calls that Keras accepts symbolically and that fail at the first batch of `fit`, or are silently wrong.

There are few of these rules, each with its reason; all other errors are found by Keras itself.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from layerloom.build.call_key import CallKey
from layerloom.build.finding import Finding
from layerloom.build.tensor_spec import Spec, is_float, specs_of
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Severity

from .mask_faults import mask_fault
from .parameter_faults import named_axis
from .regularizer_faults import regularizer_fault
from .text_dtype_faults import NUMBERS, numbers, texts

_FFT_LENGTH = 2048
"""Keras's default for MelSpectrogram."""
UNROLLED = 200
"""Maximum steps of an unrolled layer."""


def fit_time_fault(key: CallKey) -> Finding | None:
    """The finding about a call that Keras accepts, if any."""
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
    return found or regularizer_fault(key.layer, json.loads(key.config), key.policy)


def _indices(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """An Embedding casts its input to integers: 0.7 looks up row 0, and strings cannot be cast."""
    received = specs[0].actual
    if config.get("reverse") is True:
        return None  # the input is vectors to be scored
    if received == "string":
        return Finding(
            Code.dtype_mismatch,
            variant="needs_index",
            expected="int32",
            received=received,
            place=0,
        )
    if is_float(received):
        return Finding(
            Code.dtype_mismatch,
            variant="index_cut",
            params={"dtype": received},
            expected="int32",
            received=received,
            place=0,
            severity=Severity.warning,
        )
    return None


def _batch_axis(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """`axis` 0 would join rows of the batch."""
    return named_axis({"axis": -1, **config} if "axes" not in config else config, specs)


def _unroll(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """`unroll=True` traces every step in `fit`: the number of steps must be known and small."""
    if config.get("unroll") is not True:
        return None
    steps = specs[0].shape[1]
    if steps is None:
        return Finding(
            Code.shape_undefined,
            variant="unroll",
            params={"shape": [*specs[0].row]},
            expected={"axis": 1},
            received=list(specs[0].shape),
            place=0,
            argument="unroll",
        )
    if steps > UNROLLED:
        return Finding(
            Code.param_range,
            variant="unroll_long",
            params={"steps": steps, "limit": UNROLLED},
            expected={"maximum": UNROLLED},
            received=steps,
            place=0,
            argument="unroll",
        )
    return None


def _sound(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """MelSpectrogram pads by reflection with half a window, so the signal must be longer than that."""
    window = config.get("fft_length", _FFT_LENGTH)
    length = specs[0].shape[-1]
    if not isinstance(window, int) or length is None or length > window // 2:
        return None
    return Finding(
        Code.shape_mismatch,
        variant="sound",
        params={"window": window, "half": window // 2, "shape": [*specs[0].row], "length": length},
        expected={"axis": len(specs[0].shape) - 1, "minimum": window // 2 + 1},
        received=length,
        place=0,
        argument="fft_length",
    )


def _unroll_inside(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """`unroll` of the layer inside Bidirectional."""
    inner = config.get("layer")
    inner_config = inner.get("config") if isinstance(inner, dict) else None
    found = _unroll(inner_config, specs) if isinstance(inner_config, dict) else None
    return replace(found, argument="layer") if found else None


def _words(config: dict[str, Json], specs: list[Spec]) -> Finding | None:
    """StringLookup and IntegerLookup with `invert` take indices."""
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
