"""Read a table into the column store, and its beginning to look at before."""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from layerloom.datasets.columns.content_hash import version_hash
from layerloom.datasets.columns.number_values import NumberValues
from layerloom.datasets.columns.stored_columns import column_path
from layerloom.datasets.columns.text_values import TextValues
from layerloom.datasets.dataset import TEXT
from layerloom.datasets.ingest.ahead import ahead
from layerloom.datasets.ingest.column_ingest import ColumnIngest, start_column
from layerloom.datasets.ingest.refusals import refuse_file
from layerloom.graph.closest_match import closest_match
from layerloom_schema.data.datasets import ColumnInfo, ColumnType, DatasetSource, IngestOptions, TablePreview
from layerloom_schema.text.messages import did_you_mean

from .cells import CellFormat, Reading, missing_cells
from .date_formats import find_date_formats
from .plain_counts import count_plain
from .table_source import Block, TableSource
from .type_guess import Guess, guess

PREVIEW_ROWS = 100
_MOST_PASSES = 4
"""Readings of a file whose columns change their type again and again; after that a column is text."""

_BUFFER_BYTES = 1 << 24
"""Bytes of all columns that wait in memory: of a wide table a block has few of each."""

Progress = Callable[[int, int], None]
"""Called with how many bytes of how many have been read."""


@dataclass(frozen=True)
class IngestedTable:
    """The columns that were written, and the hash of their content."""

    version: str
    rows: int
    columns: list[ColumnInfo]
    dtypes: list[str]
    source: DatasetSource
    shapes: list[list[int]] = field(default_factory=list)
    """The row shapes of arrays; empty where all columns are cells of a table."""
    texts: Mapping[str, TextValues] = field(default_factory=dict)
    """What is known of the values of columns of text, by name."""
    numbers: Mapping[str, NumberValues] = field(default_factory=dict)
    """What is known of the values of columns of numbers."""


def preview_table(source: TableSource, options: IngestOptions) -> TablePreview:
    """The first rows of a table, and the types that they suggest."""
    block, whole = source.sample()
    columns = [column.info for column in _columns(source, options, block, Path())]
    rows = block.frame.head(PREVIEW_ROWS).select(pl.all().cast(pl.String).fill_null("")).rows()
    return TablePreview(
        source=source.describe(),
        columns=columns,
        rows=[list(row) for row in rows],
        rows_read=block.frame.height,
        whole=whole and block.frame.height <= PREVIEW_ROWS,
    )


def ingest_table(
    source: TableSource, options: IngestOptions, folder: Path, progress: Progress | None = None
) -> IngestedTable:
    """Write every column of a table into the folder of a version. Raises `Refused`, and leaves files to be swept."""
    block, _ = source.sample()
    columns = _columns(source, options, block, folder)
    todo = columns
    for number in range(_MOST_PASSES):
        for column in todo:
            if number == _MOST_PASSES - 1:
                column.reading = Reading(ColumnType.text)
            column.start()
        readings = {column.info.name: column.reading for column in todo}
        with closing(ahead(source.blocks(readings))) as blocks:
            for taken, done in blocks:
                with np.errstate(over="ignore"):  # a number beyond float32 is infinite, and counted as such
                    for column, cells in zip(todo, taken.frame.get_columns(), strict=True):
                        column.take(cells, taken)
                if progress is not None:
                    progress(done, source.total_bytes)
        todo = [column for column in todo if column.widened]
        if not todo:
            break
    return _finished(source, columns)


def _finished(source: TableSource, columns: list[ColumnIngest]) -> IngestedTable:
    hashes = [column.close() for column in columns]
    described = [column.describe() for column in columns]
    dtypes = [column.dtype for column in columns]
    content = zip((info.name for info in described), dtypes, hashes, strict=True)
    return IngestedTable(
        version=version_hash((name, dtype, [], hash_) for name, dtype, hash_ in content),
        rows=columns[0].rows,
        columns=described,
        dtypes=dtypes,
        source=source.describe(),
        texts={column.info.name: column.texts for column in columns if column.dtype == TEXT},
        numbers={column.info.name: column.numbers for column in columns if column.dtype != TEXT},
    )


def _columns(source: TableSource, options: IngestOptions, block: Block, folder: Path) -> list[ColumnIngest]:
    _refuse_unknown(source, options.types)
    counts = {} if source.typed else count_plain(block.frame, missing_cells(options))
    form = source.cell_format(block.frame, counts)
    columns: list[ColumnIngest] = []
    for index, (name, cells) in enumerate(zip(source.names, block.frame.get_columns(), strict=True)):
        wanted = options.types.get(name)
        found = guess(cells, form, typed=source.typed, counts=counts.get(name))
        if wanted is not None:
            found = Guess(_overruled(cells, wanted, found, form))
        info = start_column(name, source.given.get(name), found, block)
        columns.append(
            ColumnIngest(
                file=source.file,
                info=info,
                reading=found.reading,
                form=form,
                path=column_path(folder, index),
                overruled=wanted is not None,
                lenient=options.unreadable_cells == "missing",
                unknown=found.empty,
                typed=source.typed,
                buffer_bytes=_BUFFER_BYTES // len(source.names),
            )
        )
    return columns


def _refuse_unknown(source: TableSource, types: Mapping[str, ColumnType]) -> None:
    for name, type_ in types.items():
        if name not in source.names:
            near = closest_match(name, source.names)
            raise refuse_file("no_column", source.file, column=name, near=did_you_mean(near))
        if type_ in (ColumnType.array, ColumnType.image):
            raise refuse_file("no_table_type", source.file, column=name, type=type_.value)


def _overruled(cells: pl.Series, wanted: ColumnType, found: Guess, form: CellFormat) -> Reading:
    """The reading of a column whose type a person gave; how its numbers or dates are written is still found out."""
    if wanted is ColumnType.date and not found.reading.formats and cells.dtype == pl.String:
        present = cells.str.strip_chars().drop_nulls()
        present = present.filter(~present.is_in(form.missing))
        for count in (len(present), 100, 1):  # of which some may be no dates
            formats = find_date_formats(present.head(count), form.day_first)
            if formats is not None:
                return Reading(wanted, formats=formats.formats)
    localized = form.decimal == "," or form.thousands is not None
    numeric = wanted in (ColumnType.integer, ColumnType.number)
    return Reading(wanted, localized=numeric and localized, formats=found.reading.formats)
