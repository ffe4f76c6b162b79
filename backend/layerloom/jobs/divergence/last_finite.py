"""Save the last finite weights of a run that diverged."""

from pathlib import Path

import keras

from layerloom.jobs.checkpoints.checkpoints import Checkpoints
from layerloom.jobs.checkpoints.model_files import save_model
from layerloom.jobs.checkpoints.training_state import TrainingState
from layerloom_schema.runs.folder import LAST_FINITE

from .weight_snapshots import WeightSnapshots


def save_last_finite(
    model: keras.Model, folder: Path, snapshots: WeightSnapshots, checkpoints: Checkpoints
) -> Path | None:
    """Save the model with the last weights that were all finite; None where there are none.

    These are the snapshot in memory or the newest checkpoint, whichever is later. The snapshot becomes a checkpoint, from
    which a new run can go on with other settings.
    """
    saved = checkpoints.newest_position
    copied = snapshots.restore()
    if saved is not None and (copied is None or copied < saved):
        checkpoints.restore()
        return save_model(model, folder, LAST_FINITE)
    if copied is None:
        return None
    path = save_model(model, folder, LAST_FINITE)
    epoch, batch = copied
    if epoch or batch:
        checkpoints.save(TrainingState(epoch, batch), {})
    return path
