"""Epochs over a data set with a recipe, in memory and streamed, against its arrays handed to `fit`.

`cd tests && python -m benchmarks.pipelines` prints these rows alone.
"""

import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from layerloom.datasets.library import DataLibrary

from .alone import show
from .epochs import epoch_seconds
from .table import Row, milliseconds
from .training import plain, table

ROWS, COLUMNS = 100_000, 20
EPOCHS = 3
FORMS = [("in memory", 2**30, "at most 1.02x"), ("streamed from the disk", 2**22, "at most 1.1x")]
"""With the limit of bytes in memory; the rows take 9 MB."""


def measure() -> Iterator[Row]:
    """One row for each form and batch size; each side in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        library = _library(folder)
        for batch_size in (32, 256):
            document = table(COLUMNS, batch_size, EPOCHS)
            theirs = statistics.median(plain(document, folder, library)["epochs"])
            for form, limit, bound in FORMS:
                ours = statistics.median(_epochs(document, folder, limit))
                what = f"epoch of {ROWS:,} rows of a CSV with a recipe, {form}, batch {batch_size}; plain: arrays"
                yield Row(what, milliseconds(ours), milliseconds(theirs), ours / theirs, bound)


def _library(folder: Path) -> DataLibrary:
    numbers = np.random.default_rng(2).normal(size=(ROWS, COLUMNS)).astype("float32")
    columns = pl.DataFrame(numbers, schema=[f"c{place}" for place in range(COLUMNS)])
    columns.with_columns(label=np.arange(ROWS) % 3).write_csv(folder / "table.csv")
    library = DataLibrary(folder / "datasets")
    library.add([folder / "table.csv"], "table")
    return library


def _epochs(document: dict[str, Any], folder: Path, limit: int) -> list[float]:
    runs = folder / "runs"
    runs.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=runs) as run:
        return epoch_seconds(document, Path(run), training_bytes=limit)


if __name__ == "__main__":
    show(measure())
