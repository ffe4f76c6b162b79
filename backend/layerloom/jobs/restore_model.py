"""The last checkpoint of a run as a model file, where the run could not leave one itself: it was killed, or it failed."""

from pathlib import Path

from layerloom.build.real.model import build_model
from layerloom.build.real.model_builder import Hooks
from layerloom.datasets.library import open_data, open_validation
from layerloom.datasets.row_binder import bind
from layerloom.graph.check import check_structure
from layerloom.trained_models import LAST_FINITE, SPEC, run_resolver
from layerloom_schema import strict_json
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.generated_files import read_catalog
from layerloom_schema.runs import RunSpec

from .adapt_layers import adapt_to
from .checkpoints.checkpoints import read_newest
from .checkpoints.model_files import save_model, weights_of_runs
from .compile_model import compile_model


def restore(folder: Path) -> Path:
    """Builds the model of a run as its trainer did, and writes it with the numbers of the newest whole checkpoint.

    Raises `Refused` where no checkpoint is whole.
    """
    runs = folder.parent
    spec = RunSpec.model_validate(strict_json.loads((folder / SPEC).read_bytes()))
    document = run_resolver(runs)(spec.document)
    bound = bind(document, open_data(document, spec.data_path), open_validation(document))
    structure = check_structure(document, read_catalog(), spec.limits)
    model = build_model(document, structure, Hooks(adapt_to(bound.training), weights_of_runs(runs)))
    compile_model(document, model)
    model.optimizer.build(model.trainable_variables)
    if read_newest(folder, model) is None:
        raise Refused(404, ErrorCode.not_found, "No checkpoint of this run is whole.", got=LAST_FINITE)
    return save_model(model, folder, LAST_FINITE)
