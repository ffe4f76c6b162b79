"""Tables in sheets of Excel files."""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import fastexcel
import polars as pl

from layerloom.datasets.ingest.archive_limits import check_members
from layerloom.datasets.ingest.refusals import refuse_file
from layerloom.graph.closest_match import closest_match
from layerloom_schema.data.datasets import DatasetSource, FileFormat, IngestOptions
from layerloom_schema.text.messages import did_you_mean

from .cells import CellFormat, Reading
from .csv_dialect import has_header
from .plain_counts import PlainCounts
from .table_source import SAMPLE_ROWS, Block, unique_names
from .type_guess import find_cell_format
from .typed_frame import plain

_MAX_MEMBERS = 10_000
_MAX_BYTES = 1024**3
_HEAD_ROWS = 50
_INT64 = 2.0**63


class ExcelSource:
    """One sheet, which is read whole: Excel itself has no more than a million rows."""

    typed = False

    def __init__(self, path: Path, options: IngestOptions) -> None:
        """Raises `Refused` where the file is damaged, has no such sheet, or the sheet no row."""
        self.file = path.name
        self.total_bytes = path.stat().st_size
        self._options = options
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                check_members(archive.infolist(), self.file, _MAX_MEMBERS, max_bytes=_MAX_BYTES)
        try:
            book = fastexcel.read_excel(path)
            self._sheet = self._chosen(book.sheet_names, options.sheet)
            head = book.load_sheet(
                self._sheet, header_row=None, n_rows=_HEAD_ROWS, dtypes="string"
            ).to_polars()
            names = options.header if options.header is not None else has_header(_records(head))
            frame = book.load_sheet(
                self._sheet,
                header_row=0 if names else None,
                schema_sample_rows=None,  # a cell of another type than those before it would be passed over
            ).to_polars()
        except fastexcel.FastExcelError as error:
            raise refuse_file("damaged", self.file) from error
        if not frame.height or not frame.width:
            raise refuse_file("header_only" if head.height else "empty_file", self.file)
        given = ["" if name.startswith("__UNNAMED__") else name for name in frame.columns] if names else []
        self.names, self.given = unique_names(given or [""] * frame.width)
        if not names:
            self.given = {}
        self._frame = plain(frame)
        self._frame.columns = list(self.names)
        self._frame = self._frame.with_columns(_whole_numbers(self._frame))
        self._header = names
        self._first_line = 2 if names else 1

    def describe(self) -> DatasetSource:
        """How the file is read."""
        return DatasetSource(
            files=[self.file], format=FileFormat.excel, sheet=self._sheet, header=self._header
        )

    def sample(self) -> tuple[Block, bool]:
        """The first rows."""
        return self._block(self._frame.head(SAMPLE_ROWS)), self._frame.height <= SAMPLE_ROWS

    def cell_format(self, sample: pl.DataFrame, counts: Mapping[str, PlainCounts]) -> CellFormat:
        """How numbers and missing cells are written in columns of text."""
        return find_cell_format(sample, self._options, counts, separator=None)

    def blocks(self, readings: Mapping[str, Reading]) -> Iterator[tuple[Block, int]]:
        """All rows of some columns, at once."""
        yield self._block(self._frame[list(readings)]), self.total_bytes

    def _block(self, frame: pl.DataFrame) -> Block:
        return Block(frame, lambda row: self._first_line + row)

    def _chosen(self, sheets: list[str], wanted: str | None) -> str:
        if not sheets:
            raise refuse_file("empty_file", self.file)
        if wanted is not None and wanted not in sheets:
            near = did_you_mean(closest_match(wanted, sheets))
            raise refuse_file("no_sheet", self.file, sheet=wanted, near=near, sheets=[*sheets])
        return wanted or sheets[0]


def _records(head: pl.DataFrame) -> list[list[str]]:
    return [["" if cell is None else str(cell) for cell in row] for row in head.rows()]


def _whole_numbers(frame: pl.DataFrame) -> list[pl.Series]:
    """Columns of floats that are all whole, as integers: Excel has no other numbers than floats."""
    floats = (column for column in frame if column.dtype == pl.Float64 and column.null_count() < len(column))
    whole = (column for column in floats if bool((column % 1 == 0).all()))
    return [
        column.cast(pl.Int64) for column in whole if bool(column.is_between(-_INT64, _INT64, "left").all())
    ]
