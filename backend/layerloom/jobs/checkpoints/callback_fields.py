"""What the callbacks of a document remember from one epoch to the next, as JSON and arrays.

`on_train_begin` of most callbacks resets it, so it is restored after that.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import keras
import numpy as np

from layerloom.datasets.dataset import Array

FIELDS: Mapping[str, tuple[str, ...]] = {
    "EarlyStopping": ("wait", "stopped_epoch", "best", "best_epoch"),
    "LearningRateScheduler": (),
    "ModelCheckpoint": ("best", "_batches_seen_since_last_saving", "_last_batch_seen"),
    "ReduceLROnPlateau": ("best", "cooldown_counter", "wait"),
    "TerminateOnNaN": (),
}
"""By class, the fields that change while a model is trained: numbers or None. A test finds them in Keras."""
BEST_WEIGHTS = "best_weights"
"""The field of EarlyStopping that holds arrays."""


def fields_of(callbacks: Sequence[keras.callbacks.Callback]) -> list[dict[str, Any]]:
    """The fields of each callback by name."""
    return [
        {name: _plain(getattr(callback, name)) for name in FIELDS[type(callback).__name__]}
        for callback in callbacks
    ]


def arrays_of(callbacks: Sequence[keras.callbacks.Callback]) -> dict[str, Array]:
    """The best weights that callbacks hold, by names for a checkpoint."""
    return {
        _array_name(place, number): np.asarray(array)
        for place, callback in enumerate(callbacks)
        for number, array in enumerate(getattr(callback, BEST_WEIGHTS, None) or ())
    }


def restore(
    callbacks: Sequence[keras.callbacks.Callback],
    fields: Sequence[Mapping[str, Any]],
    arrays: Mapping[str, Array],
) -> None:
    """Set the callbacks to what `fields_of` and `arrays_of` gave of them."""
    for place, (callback, values) in enumerate(zip(callbacks, fields, strict=True)):
        for name, value in values.items():
            setattr(callback, name, value)
        weights = [array for name, array in sorted(arrays.items()) if name.startswith(_array_name(place))]
        if weights:
            setattr(callback, BEST_WEIGHTS, weights)


def wait_again(callbacks: Sequence[keras.callbacks.Callback]) -> None:
    """Let callbacks that had ended the fit begin to wait from now on."""
    for callback in callbacks:
        if getattr(callback, "stopped_epoch", 0):
            callback.stopped_epoch = callback.wait = 0


def _array_name(place: int, number: int | None = None) -> str:
    """The name of an array of the callback at a place, or what all its names begin with."""
    return f"callback{place:03d}-" + ("" if number is None else f"{number:06d}")


def _plain(value: Any) -> Any:
    """A number of NumPy or TensorFlow as one of Python."""
    return value.item() if isinstance(value, np.generic) else value
