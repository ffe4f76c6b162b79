"""[T] What Keras itself says before training: are the arguments of an object ones it is made with, and can a loss or a
metric be worked out on tensors of these shapes. Nothing is computed: Keras traces it, as it will when training begins.

Rules with better words come first; this is for what they do not know. Answers are kept, so that an edit asks again only
for what it changed.
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
from layerloom_schema.document import Named

from .named_object_rules import dump

Kind = Literal["optimizer", "loss", "metric", "callback"]
Spec = tuple[tuple[int | None, ...], str]
"""Shape with the batch axis, and dtype."""
_MAKE: Mapping[Kind, Callable[[Any], Any]] = {
    "optimizer": keras_objects.optimizer,
    "loss": keras_objects.loss,
    "metric": keras_objects.metric,
    "callback": keras_objects.callback,
}


def is_made(kind: Kind, choice: str | Named) -> bool:
    """Whether Keras makes the object; its arguments, one by one, are known to fit."""
    return _is_made(kind, json.dumps(dump(choice)))


def compares(
    kind: Literal["loss", "metric"],
    choice: str | Named,
    target: Spec,
    output: Spec,
    weights: Spec | None = None,
) -> bool:
    """Whether Keras can trace a loss or metric on such a target and output, and on such weights of rows."""
    return _compares(kind, json.dumps(dump(choice)), target, output, weights)


@lru_cache(maxsize=512)
def _is_made(kind: Kind, text: str) -> bool:
    try:
        _make(kind, text)
    except Exception as error:
        # Whatever it was that Keras found: the run would end with it.
        log_refusal(text, "make", error_text(error))
        return False
    return True


@lru_cache(maxsize=512)
def _compares(
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
