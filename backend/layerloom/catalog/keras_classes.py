"""Map allowlisted names to Keras objects. No other code looks a name up in Keras."""

import random
from collections.abc import Callable, Mapping
from types import MappingProxyType, ModuleType
from typing import Any

import keras

from .callback_constructors import learning_rate_scheduler, model_checkpoint
from .keras_private import objects_by_string
from .overrides.allowlist import NAMES, WORDS, Kind

KerasObject = Callable[..., Any]
"""A Keras class; a function for activations; a constructor of `callback_constructors` for some callbacks."""

MODULES: Mapping[Kind, ModuleType] = {
    Kind.layers: keras.layers,
    Kind.losses: keras.losses,
    Kind.metrics: keras.metrics,
    Kind.optimizers: keras.optimizers,
    Kind.schedules: keras.optimizers.schedules,
    Kind.initializers: keras.initializers,
    Kind.regularizers: keras.regularizers,
    Kind.constraints: keras.constraints,
    Kind.activations: keras.activations,
    Kind.callbacks: keras.callbacks,
}

_OWN: Mapping[tuple[Kind, str], KerasObject] = {
    (Kind.callbacks, "LearningRateScheduler"): learning_rate_scheduler,
    (Kind.callbacks, "ModelCheckpoint"): model_checkpoint,
}
"""Constructors that replace the Keras class of that name."""

_BY_CLASS = frozenset({Kind.layers, Kind.schedules, Kind.callbacks})
"""Kinds without string aliases in Keras."""

CLASSES: Mapping[Kind, Mapping[str, KerasObject]] = MappingProxyType(
    {
        kind: MappingProxyType(
            {name: _OWN.get((kind, name)) or getattr(MODULES[kind], name) for name in names}
        )
        for kind, names in NAMES.items()
    }
)


def aliases(kind: Kind, name: str) -> list[str]:
    """Other names under which Keras knows the same object.

    Where Keras resolves strings (`"he_normal"`, `"mse"`, `"adam"`), the strings it resolves; else its public names.
    """
    wanted = CLASSES[kind][name]
    module = MODULES[kind]
    if kind in _BY_CLASS:
        return sorted({other for other in dir(module) if getattr(module, other) is wanted} - {name})
    # Losses are registered as the functions that their classes wrap.
    found = wanted().fn if kind is Kind.losses else wanted
    words = {word for long, short in WORDS.items() for word in (long, *short)}
    return sorted(string for string in _strings(kind, found) - {name} - words if resolves(kind, string))


def string_aliases(kind: Kind, name: str) -> list[str]:
    """The strings under which Keras knows an object that no document may name."""
    return [] if kind in _BY_CLASS else sorted(_strings(kind, getattr(MODULES[kind], name)) - {name})


def _strings(kind: Kind, found: object) -> set[str]:
    return {
        string
        for string, item in objects_by_string(kind.value).items()
        if item is found and isinstance(string, str)
    }


def resolves(kind: Kind, word: str) -> bool:
    """Whether Keras constructs an object from this string alone; false where it needs an argument.

    The constructed object draws a random seed; the generator state is restored, so that layers draw the same seeds.
    """
    drawn = random.getstate()
    try:
        MODULES[kind].get(word)
    except (ValueError, KeyError, TypeError):
        return False
    finally:
        random.setstate(drawn)
    return True
