"""Constructors for Keras callbacks whose arguments (functions, paths) no document can hold.

In a document, `LearningRateScheduler` takes a schedule by name in place of a function, and `ModelCheckpoint` takes no
path: it writes into a folder that the caller gives.
"""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import keras

from layerloom_schema.runs.folder import BEST_MODEL, BEST_WEIGHTS

Schedule = Callable[[int], Any]
"""A Keras schedule: from step to rate."""


@wraps(keras.callbacks.LearningRateScheduler, updated=())
def learning_rate_scheduler(schedule: Schedule | float) -> keras.callbacks.LearningRateScheduler:
    """A LearningRateScheduler with the schedule evaluated at the epoch, from 0."""

    def rate(epoch: int) -> float:
        return float(schedule(epoch) if callable(schedule) else schedule)

    return keras.callbacks.LearningRateScheduler(rate)


@wraps(keras.callbacks.ModelCheckpoint, updated=())
def model_checkpoint(
    *, folder: str | os.PathLike[str] = ".", save_weights_only: bool = False, **settings: Any
) -> keras.callbacks.ModelCheckpoint:
    """A ModelCheckpoint that overwrites one file in `folder`: the model or its weights."""
    file = Path(folder) / (BEST_WEIGHTS if save_weights_only else BEST_MODEL)
    return keras.callbacks.ModelCheckpoint(str(file), save_weights_only=save_weights_only, **settings)
