"""Constructors of our own for callbacks of Keras whose own arguments no document can hold.

A document gives `LearningRateScheduler` a schedule by name where Keras wants a function, and gives `ModelCheckpoint` no
path: its file lies in a folder that the caller names.
"""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import keras

from layerloom_schema.run_folder import BEST_MODEL, BEST_WEIGHTS

Schedule = Callable[[int], Any]
"""The rate of a step: what every schedule of Keras is."""


@wraps(keras.callbacks.LearningRateScheduler, updated=())
def learning_rate_scheduler(schedule: Schedule | float) -> keras.callbacks.LearningRateScheduler:
    """The rate of an epoch is what the schedule says of its number, from 0 on."""

    def rate(epoch: int) -> float:
        return float(schedule(epoch) if callable(schedule) else schedule)

    return keras.callbacks.LearningRateScheduler(rate)


@wraps(keras.callbacks.ModelCheckpoint, updated=())
def model_checkpoint(
    *, folder: str | os.PathLike[str] = ".", save_weights_only: bool = False, **settings: Any
) -> keras.callbacks.ModelCheckpoint:
    """Writes one file into `folder`, over and over: the whole model, or its weights."""
    file = Path(folder) / (BEST_WEIGHTS if save_weights_only else BEST_MODEL)
    return keras.callbacks.ModelCheckpoint(str(file), save_weights_only=save_weights_only, **settings)
