"""Files of data against Polars: preview, ingest and statistics of a CSV, and the list of an archive.

`cd tests && python -m benchmarks.tables` prints these rows alone. The files have 100 MB, so that the bench stays short.
"""

import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import polars as pl
import psutil

from layerloom.datasets.ingest.file_set import open_file_set
from layerloom.datasets.library import DataLibrary

from .alone import show
from .table import Row, milliseconds, timed

SHAPES = [("long", 10), ("wide", 500)]
NUMBERS = 12_000_000
"""Of one file; each takes about 8 bytes."""
IMAGES = 100_000
BINS = 20


def measure() -> Iterator[Row]:
    """Three rows for each CSV, one for the archive."""
    for shape, columns in SHAPES:
        with tempfile.TemporaryDirectory() as folder:
            yield from _csv(Path(folder), shape, columns)
    with tempfile.TemporaryDirectory() as folder:
        yield _archive(Path(folder))


def _csv(folder: Path, shape: str, columns: int) -> Iterator[Row]:
    path = folder / "table.csv"
    numbers = np.random.default_rng(1).normal(0, 100, (NUMBERS // columns, columns))
    pl.DataFrame(numbers, schema=[f"c{place}" for place in range(columns)]).write_csv(path, float_precision=3)
    del numbers
    what = f"CSV of {path.stat().st_size / 2**20:.0f} MB, {shape} ({columns} columns)"
    library = DataLibrary(folder / "datasets")
    shown = timed(lambda: library.preview(path))
    read = min(timed(lambda: pl.read_csv(path)) for _ in range(2))
    yield Row(f"first 100 rows and types of a {what}", milliseconds(shown), "", None, "300 ms")
    ingested = timed(lambda: library.add([path], "table"))
    yield Row(
        f"ingest of a {what}; plain: Polars reads it",
        milliseconds(ingested),
        milliseconds(read),
        ingested / read,
        "at most 2x",
    )
    computed = timed(lambda: library.statistics("table"))
    plain = timed(lambda: _statistics(path))
    yield Row(
        f"statistics of all columns of a {what}, once it is ingested; plain: Polars streams the file",
        milliseconds(computed),
        milliseconds(plain),
        computed / plain,
        "at most 1.5x",
    )
    peak = _peak_memory(path, folder / "again")
    yield Row(
        f"memory of a process that adds and looks through a {what}, at most",
        f"{peak / 2**20:.0f} MB",
        "",
        None,
        "400 MB, whatever the size",
    )


def _peak_memory(path: Path, folder: Path) -> float:
    """Bytes of a process of its own that adds a file and looks through all of it, as a data worker does."""
    command = [sys.executable, "-c", _INGEST, str(path), str(folder)]
    with psutil.Popen(command) as process:
        peak = 0
        while process.poll() is None:
            with suppress(psutil.Error):
                peak = max(peak, process.memory_info().rss)
            time.sleep(0.01)
    return float(peak)


_INGEST = """
import sys
from pathlib import Path
from layerloom.datasets.library import DataLibrary
library = DataLibrary(Path(sys.argv[2]))
library.add([Path(sys.argv[1])], "table")
library.suspicions("table", target="c0")
"""


def _statistics(path: Path) -> None:
    """Count, missing, minimum, maximum, mean, distinct and histogram of every column."""
    numbers = pl.scan_csv(path)
    numbers.select(
        pl.all().count().name.suffix("_count"),
        pl.all().null_count().name.suffix("_missing"),
        pl.all().min().name.suffix("_min"),
        pl.all().max().name.suffix("_max"),
        pl.all().mean().name.suffix("_mean"),
        pl.all().n_unique().name.suffix("_distinct"),
    ).collect(engine="streaming")
    numbers.select(pl.all().hist(bin_count=BINS)).collect(engine="streaming")


def _archive(folder: Path) -> Row:
    path = folder / "images.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(IMAGES):
            archive.writestr(f"class_{number % 10}/{number:06}.png", b"")
    listed = timed(lambda: open_file_set(path).names)
    plain = timed(lambda: zipfile.ZipFile(path).namelist())
    return Row(
        f"list of a ZIP of {IMAGES:,} images; plain: Python's zipfile",
        milliseconds(listed),
        milliseconds(plain),
        listed / plain,
        "1 s",
    )


if __name__ == "__main__":
    show(measure())
