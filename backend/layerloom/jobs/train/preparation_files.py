"""What new rows need before they come to the model of a run, written into its folder while its data is at hand."""

from pathlib import Path

from layerloom.codegen.data.preprocess.joined_tables import JoinedTable
from layerloom.codegen.data.preprocess.preprocess_script import preprocess_script
from layerloom.datasets.ingest.files import read_file
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.recipes.division import divide
from layerloom.datasets.recipes.field_types import cell_columns
from layerloom.jobs.prepare import PreparedRun
from layerloom_schema import strict_json
from layerloom_schema.data.datasets import DatasetInfo, DatasetVersion
from layerloom_schema.data.learned_recipes import LearnedRecipes
from layerloom_schema.errors import LayerloomError
from layerloom_schema.runs.folder import PREPROCESS, RECIPES


def write_preparation(
    prepared: PreparedRun, data_path: str | None, library: DataLibrary, folder: Path
) -> None:
    """Write what the recipes learned, and `preprocess.py`. There is neither where the data follows the model.

    An error is printed to the log and does not end the run. One reason: a column without any number has no mean.
    """
    if prepared.info.follows_model:
        return
    document = prepared.document
    learned = LearnedRecipes(columns=cell_columns(prepared.info), recipes=prepared.learned)
    try:
        text = strict_json.dumps(learned.model_dump(mode="json", by_alias=True))
        division = divide(document, learned)
        manifest = _manifest(prepared.info, data_path, library)
        script = preprocess_script(
            document,
            division,
            manifest,
            learned,
            _tables(prepared, library),
            {field.name: field for field in prepared.info.fields},
        )
        (folder / PREPROCESS).write_text(script, "utf-8")
        (folder / RECIPES).write_text(text, "utf-8")
    except (LayerloomError, OSError, ValueError) as error:
        print(f"How the data of the run is prepared could not be kept: {error}", flush=True)


def _manifest(info: DatasetInfo, data_path: str | None, library: DataLibrary) -> DatasetVersion | None:
    """How the data was read from its file; None for a built-in data set, and for a file of arrays."""
    if data_path is not None:
        return read_file(Path(data_path)).manifest
    return library.manifest(info.name, info.version) if info.versions else None


def _tables(prepared: PreparedRun, library: DataLibrary) -> list[JoinedTable]:
    """The tables that the document joins, in order."""
    return [
        JoinedTable(
            each.join,
            _manifest(each.info, None, library),
            {field.name: field for field in each.info.fields},
            each.added,
        )
        for each in prepared.source.joined
    ]
