"""The exported Python script of a run, written into its folder."""

from pathlib import Path

from layerloom.codegen.fork_comment import fork_comment
from layerloom.codegen.python_script import to_python
from layerloom.datasets.library import DataLibrary
from layerloom.jobs.prepare import PreparedRun
from layerloom.jobs.start_weights import write_start_weights
from layerloom.trained_models import put_weights_beside
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.errors import LayerloomError
from layerloom_schema.runs.folder import SCRIPT
from layerloom_schema.runs.views import RunSpec


def write_script(prepared: PreparedRun, spec: RunSpec, library: DataLibrary, folder: Path) -> None:
    """Write `model.py`, and beside it the weights that it loads: of trained runs, and those that the model starts from.

    The script of a fork says that it draws weights of its own: it has no checkpoint of the other run. An error is printed
    to the log and does not end the run.
    """
    try:
        text = to_python(
            prepared.document, prepared.structure, read_catalog(), data_path=spec.data_path, library=library
        )
        (folder / SCRIPT).write_text(fork_comment(spec.origin) + text, "utf-8")
        put_weights_beside(prepared.document, prepared.runs, folder)
        write_start_weights(prepared.document, prepared.structure, prepared.runs, folder)
    except (LayerloomError, OSError) as error:
        print(f"The script of the run could not be kept: {error}", flush=True)
