"""The versions of the data sets of a run, as they are when it is started: its trainer and later questions read those."""

import re
from pathlib import Path

from pydantic import ValidationError

from layerloom_schema.data.datasets import DATASET_NAME, LIBRARY_FOLDER, NAMES_FOLDER, DatasetNames
from layerloom_schema.documents.document import Document
from layerloom_schema.runs.views import RunData


def pinned_versions(document: Document, runs: Path) -> RunData:
    """The newest version of each added data set that a document names; the library is beside the folder of the runs.

    One that is always there has no file and is not pinned.
    """
    folder = runs.parent / LIBRARY_FOLDER / NAMES_FOLDER
    versions: dict[str, str] = {}
    for name in document.datasets:
        if re.fullmatch(DATASET_NAME, name) is None:
            continue
        try:
            found = DatasetNames.model_validate_json((folder / f"{name}.json").read_bytes())
        except (OSError, ValidationError):
            continue
        versions[name] = found.versions[-1]
    return RunData(versions=versions)
