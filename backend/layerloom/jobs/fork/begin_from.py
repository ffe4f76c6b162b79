"""Give a model that was just built what fits it of the checkpoint that its run begins with."""

from pathlib import Path

import keras
import numpy as np

from layerloom.datasets.dataset import Array
from layerloom.jobs.checkpoints.checkpoint_reader import verify
from layerloom.jobs.checkpoints.variable_list import VariableList
from layerloom.jobs.checkpoints.variables import value_name, variables_of
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.checkpoints import CheckpointManifest
from layerloom_schema.runs.folder import ORIGIN, ORIGIN_STATE

from .matching import match

FROM_THE_WEIGHT = frozenset({("ScheduleFreeAdamW", "momentum")})
"""Slots, by class of optimizer, that Keras begins with the value of their weight."""
AVERAGE = "average"
"""The slot of any optimizer with `use_ema`. At its first step Keras begins it with the weight, later no more."""


def begin_from_origin(folder: Path, variables: VariableList, model: keras.Model) -> None:
    """Set the weights, the slots of the optimizer and its steps that the checkpoint in a run folder has for a model.

    The learning rate stays that of the document. New slots begin as Keras makes them.

    Raises `Refused` where the checkpoint is damaged, or nothing of it fits.
    """
    try:
        manifest = CheckpointManifest.model_validate_json((folder / ORIGIN).read_bytes())
        verify(folder / ORIGIN_STATE, manifest.checkpoints[0].sha256)
        with np.load(folder / ORIGIN_STATE, allow_pickle=False) as arrays:
            restored = _assign(arrays, manifest, variables, model)
    except (OSError, ValueError, KeyError) as error:
        raise Refused(404, ErrorCode.not_found, variant="no_checkpoint") from error
    _begin_slots(variables, restored)


def _assign(
    arrays: dict[str, Array], manifest: CheckpointManifest, variables: VariableList, model: keras.Model
) -> set[int]:
    """Returns the ids of the variables that were set."""
    own = variables_of(model)
    matching = match(variables.stored(model.optimizer, own), manifest.stored)
    if not matching.fits:
        raise Refused(409, ErrorCode.fork_refused, variant="nothing_fits")
    restored: set[int] = set()
    for each in matching.model:
        found = matching.of(each)
        if found is None:
            continue
        variable = own[each.place]
        array = arrays[value_name(found.place)]
        variable.assign(
            keras.ops.cast(keras.ops.convert_to_tensor(_typed(array, found.dtype)), variable.dtype)
        )
        restored.add(id(variable))
    return restored


def _typed(array: Array, dtype: str) -> Array:
    """An array as it was: types that NumPy does not know are stored as unsigned integers."""
    return array if array.dtype.name == dtype else array.view(dtype)


def _begin_slots(variables: VariableList, restored: set[int]) -> None:
    """Begin the slots that follow the value of their weight, where they were not restored."""
    for slot in variables.slots:
        follows = slot.name == AVERAGE or (type(slot.optimizer).__name__, slot.name) in FROM_THE_WEIGHT
        if follows and slot.variable is not None and id(slot.variable) not in restored:
            slot.variable.assign(slot.weight)
