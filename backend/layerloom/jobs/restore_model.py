"""Write the newest checkpoint of a run as a model file, for runs that were killed or failed before they saved one."""

from pathlib import Path

from layerloom.datasets.library import library_beside
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.folder import LAST_FINITE

from .checkpoints.checkpoint_reader import read_newest
from .checkpoints.model_files import save_model
from .learned_layers import read_learned
from .prepare import prepare_model, prepare_run, read_spec


def restore(folder: Path) -> Path:
    """Build the model of a run as its trainer did, and save it with the weights of the newest intact checkpoint.

    Raises `Refused` where no checkpoint is intact.
    """
    runs = folder.parent
    prepared = prepare_run(read_spec(folder), runs, library_beside(runs))
    model = prepare_model(prepared, learned=read_learned(folder))
    if read_newest(folder, model) is None:
        raise Refused(404, ErrorCode.not_found, variant="no_checkpoint", got=LAST_FINITE)
    return save_model(model, folder, LAST_FINITE)
