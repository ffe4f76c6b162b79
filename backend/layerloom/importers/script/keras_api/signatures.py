"""The positional arguments of Keras's classes and functions, in order."""

import inspect
from functools import lru_cache
from typing import Any

import keras

from layerloom.importers.script.state.values import Value

_MODULES = {
    "layers": keras.layers,
    "ops": keras.ops,
    "applications": keras.applications,
    "initializers": keras.initializers,
    "regularizers": keras.regularizers,
    "constraints": keras.constraints,
    "losses": keras.losses,
    "metrics": keras.metrics,
    "optimizers": keras.optimizers,
    "schedules": keras.optimizers.schedules,
    "callbacks": keras.callbacks,
}


@lru_cache(maxsize=512)
def positions(kind: str, name: str) -> tuple[str, ...]:
    """The names of the arguments, by position; none where Keras has no such name."""
    found: Any = _MODULES.get(kind)
    for part in name.split("."):
        found = getattr(found, part, None)
    if found is None:
        return ()
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    try:
        parameters = inspect.signature(found).parameters.values()
    except (TypeError, ValueError):
        return ()
    return tuple(parameter.name for parameter in parameters if parameter.kind in kinds)


def named(order: tuple[str, ...], args: list[Value], kwargs: dict[str, Value]) -> dict[str, Value]:
    """All arguments by name; positional ones beyond the order are left out."""
    return {**dict(zip(order, args, strict=False)), **kwargs}
