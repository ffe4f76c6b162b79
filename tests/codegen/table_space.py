"""What the lines of a script that read a table give."""

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from layerloom.codegen.data.table_lines import column_expression, load_lines
from layerloom.datasets.ingest.files import FileData


def arrays_of_script(found: FileData, path: Path) -> dict[str, np.ndarray]:
    """The arrays by column name, as the lines of a script read them from the file."""
    manifest = found.manifest
    assert manifest is not None
    space: dict[str, Any] = {"pl": pl, "np": np}
    exec("\n".join(load_lines(manifest, str(path), "data")), space)
    pairs = zip(manifest.columns, manifest.fields, strict=True)
    return {
        column.name: eval(column_expression(column, field, manifest.source.dialect, "data"), space)
        for column, field in pairs
    }
