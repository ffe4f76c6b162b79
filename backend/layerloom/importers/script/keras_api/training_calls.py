"""The arguments of `compile` and `fit`, by name."""

from collections.abc import Mapping, Sequence

from layerloom.importers.script.state.values import Value

COMPILE = ("optimizer", "loss", "metrics", "loss_weights")
COMPILE_3 = ("optimizer", "loss", "loss_weights", "metrics")
FIT = ("x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split", "validation_data")
_FORMER: Mapping[str, str] = {
    "nb_epoch": "epochs",
    "n_epoch": "epochs",
    "samples_per_epoch": "steps_per_epoch",
}


def fit_arguments(args: Sequence[Value], kwargs: Mapping[str, Value]) -> dict[str, Value]:
    """The arguments of `fit` by name."""
    given = {**dict(zip(FIT, args, strict=False)), **kwargs}
    return {_FORMER.get(name, name): value for name, value in given.items()}


def compile_arguments(args: Sequence[Value], kwargs: Mapping[str, Value]) -> dict[str, Value]:
    """The arguments of `compile` by name. The third was `metrics` in Keras 2, and is `loss_weights` in Keras 3."""
    weights = len(args) > 2 and _is_weights(args[2])
    return {**dict(zip(COMPILE_3 if weights else COMPILE, args, strict=False)), **kwargs}


def _is_weights(value: Value) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return bool(parts) and all(isinstance(part, int | float) for part in parts)
