"""The model of a run as a file for other programs, for the command `export`."""

import os
import tempfile
from pathlib import Path

from layerloom.cli.documents import file_error, library
from layerloom.cli.run_commands import run_folder
from layerloom.cli.terminal import ERR
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom.runtime.settings import load_settings
from layerloom_schema.models.exports import EXPORT_FILES, ModelFormat
from layerloom_schema.runs.predictions import Checkpoint
from layerloom_schema.text.languages import terminal_language


def write_run(run: str, format_: ModelFormat, output: Path | None) -> None:
    """Write the model of a run, by its id or folder, compare both and print how. Raises `Refused`."""
    folder = run_folder(run)
    redirect_native_stderr()
    from layerloom.jobs.export.export_run import export_run
    from layerloom.jobs.predict.predictor import Predictor

    to = (output or Path(EXPORT_FILES[format_])).resolve()
    predictor = Predictor(folder, load_settings().runs_dir, library(), Checkpoint.last)
    try:
        with tempfile.TemporaryDirectory(dir=to.parent, prefix=".export-") as made:
            found = export_run(predictor, format_, Path(made))
            os.replace(Path(made) / found.file, to)
    except OSError as error:
        raise file_error(to, error) from error
    for line in found.parity.in_language(terminal_language(os.environ)).lines:
        ERR.print(line.message, markup=False)
