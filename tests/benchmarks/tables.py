"""Files of data against Polars: preview, ingest and statistics of a CSV, and the list of an archive.

`cd tests && python -m benchmarks.tables` prints these rows alone. What is compared with Polars has 100 MB, so that the
bench stays short; the preview and the memory are measured of files of gigabytes, which take up to 6 GB of disk.
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
MEMORY_SIZES = (2**28, 2**29, 2**30)
LARGE = 5 * 2**30
"""Bytes of the file that is looked at without being added."""
IMAGES = 100_000
BINS = 20


def measure() -> Iterator[Row]:
    """Four rows for each CSV, the preview of a large one, and the list of the archive."""
    for shape, columns in SHAPES:
        with tempfile.TemporaryDirectory() as folder:
            yield from _csv(Path(folder), shape, columns)
        with tempfile.TemporaryDirectory() as folder:
            yield _memory(Path(folder), shape, columns)
    with tempfile.TemporaryDirectory() as folder:
        yield _large_preview(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        yield _archive(Path(folder))


def _csv(folder: Path, shape: str, columns: int) -> Iterator[Row]:
    path = folder / "table.csv"
    _append_rows(path, columns, NUMBERS)
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
    both = ingested + computed
    yield Row(
        f"ingest and statistics together of a {what}; plain: the same of Polars, which streams the file",
        milliseconds(both),
        milliseconds(plain),
        both / plain,
        "at most 1.5x",
    )


def _append_rows(path: Path, columns: int, numbers: int) -> None:
    """Write so many numbers at the end of a CSV, other ones each time."""
    started = path.exists()
    seed = path.stat().st_size if started else 0
    drawn = np.random.default_rng(seed).normal(0, 100, (numbers // columns, columns))
    with path.open("ab") as file:
        pl.DataFrame(drawn, schema=[f"c{place}" for place in range(columns)]).write_csv(
            file, float_precision=3, include_header=not started
        )


def _memory(folder: Path, shape: str, columns: int) -> Row:
    """The most memory at each size of a file that grows."""
    path = folder / "table.csv"
    peaks = []
    for size in MEMORY_SIZES:
        while not path.exists() or path.stat().st_size < size:
            _append_rows(path, columns, NUMBERS)
        peaks.append(_peak_memory(path, folder / f"library-{size}") / 2**20)
    sizes = ", ".join(f"{size / 2**30:g}" for size in MEMORY_SIZES)
    return Row(
        f"memory of a process that adds and looks through a CSV of {sizes} GB, {shape} ({columns} columns), at most",
        f"{', '.join(f'{peak:.0f}' for peak in peaks)} MB",
        "",
        None,
        "400 MB, whatever the size",
    )


def _large_preview(folder: Path) -> Row:
    path = folder / "table.csv"
    columns = 10
    _append_rows(path, columns, NUMBERS)
    header, rows = path.read_bytes().split(b"\n", 1)
    with path.open("wb") as file:
        file.write(header + b"\n")
        while file.tell() < LARGE:
            file.write(rows)
    library = DataLibrary(folder / "datasets")
    shown = timed(lambda: library.preview(path))
    what = f"first 100 rows and types of a CSV of {path.stat().st_size / 2**30:.1f} GB ({columns} columns)"
    return Row(what, milliseconds(shown), "", None, "300 ms")


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
