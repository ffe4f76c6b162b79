"""[T] Ask Keras before training: can an object be constructed from its arguments, and can a loss or metric be traced on
tensors of these shapes. Nothing is computed.

It is asked after the rules, which explain more. Results are cached, so that an edit asks only about what it changed.
"""

import json
import warnings
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Literal

import keras

from layerloom.build.real import keras_objects
from layerloom.build.refusal_log import error_text, log_refusal
from layerloom.catalog.keras_private import compute_output_spec
from layerloom_schema.documents.training import Named

from .named_object_rules import dump

Kind = Literal["optimizer", "loss", "metric", "callback"]
Spec = tuple[tuple[int | None, ...], str]
"""Shape, batch axis included, and dtype."""
_MAKE: Mapping[Kind, Callable[[Any], Any]] = {
    "optimizer": keras_objects.optimizer,
    "loss": keras_objects.loss,
    "metric": keras_objects.metric,
    "callback": keras_objects.callback,
}


def can_construct(kind: Kind, choice: str | Named) -> bool:
    """Whether Keras constructs the object; each argument by itself is known to be valid."""
    return _can_construct(kind, json.dumps(dump(choice)))


def can_compare(
    kind: Literal["loss", "metric"],
    choice: str | Named,
    target: Spec,
    output: Spec,
    weights: Spec | None = None,
) -> bool:
    """Whether Keras can trace a loss or metric on a target and output, with sample weights if given."""
    return _can_compare(kind, json.dumps(dump(choice)), target, output, weights)


@lru_cache(maxsize=512)
def _can_construct(kind: Kind, text: str) -> bool:
    try:
        _make(kind, text)
    except Exception as error:
        # Any exception of Keras here would end the run.
        log_refusal(text, "make", error_text(error))
        return False
    return True


@lru_cache(maxsize=512)
def _can_compare(
    kind: Literal["loss", "metric"], text: str, target: Spec, output: Spec, weights: Spec | None
) -> bool:
    try:
        made = _make(kind, text)
        if isinstance(made, str):
            return True
        specs = [keras.KerasTensor(shape, dtype) for shape, dtype in (target, output, weights or target)]
        call = made if weights is not None else lambda y_true, y_pred, _: made(y_true, y_pred)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compute_output_spec(call, *specs)
    except Exception as error:
        log_refusal(text, "compare", error_text(error))
        return False
    return True


def _make(kind: Kind, text: str) -> Any:
    value = json.loads(text)
    return _MAKE[kind](value if isinstance(value, str) else Named(**value))
