"""Tables in text files: CSV, TSV and their kin. Polars parses; what it would pass over is found here, with its line."""

import codecs
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from layerloom.datasets.ingest.ahead import ahead
from layerloom.datasets.ingest.refusals import refuse_file
from layerloom.datasets.ingest.text_stream import HEAD, TextStream
from layerloom_schema.data.datasets import ColumnType, DatasetSource, Dialect, FileFormat, IngestOptions

from .cells import CellFormat, Reading
from .csv_blocks import BlockCutter, TextBlock
from .csv_dialect import find_dialect, split
from .plain_counts import PlainCounts
from .table_source import MAX_COLUMNS, SAMPLE_ROWS, Block, unique_names
from .type_guess import find_cell_format

SAMPLE_BYTES = 1 << 21
"""Types are guessed from fewer rows where 10,000 take more than this."""
_SHOWN_RAGGED = 5
_SEPARATOR_LINE = re.compile(r"sep=([\t -~])\r?\n", re.IGNORECASE)
"""A first line that tells Excel the separator, which is no part of the table."""
_ANY_CELL = re.compile(rb"[^\r\n]")
_POLARS_TYPES = {ColumnType.integer: pl.Int64(), ColumnType.number: pl.Float64()}
"""Types whose cells Polars parses itself, several times as fast as from strings."""


class CsvSource:
    """One text file with a table."""

    typed = False

    def __init__(self, path: Path, options: IngestOptions) -> None:
        """Raises `Refused` where its beginning is no table."""
        self.file = path.name
        self.total_bytes = path.stat().st_size
        self._options = options
        self._stream = TextStream(path, options.encoding)
        head = codecs.getincrementaldecoder("utf-8")().decode(self._stream.head)
        if not head.strip():
            raise refuse_file("empty_file", self.file)
        mark = _SEPARATOR_LINE.match(head)
        if mark is not None:
            head = head[mark.end() :]
            options = options.model_copy(update={"separator": options.separator or mark[1]})
        self._skipped = 0 if mark is None else 1
        self.dialect = find_dialect(head, options, whole=self._stream.whole_head)
        self._cutter = BlockCutter(self.file, self.dialect)
        self._form = CellFormat()
        self._nulls = [""]
        first = next(self._cutter.cut(self._stream.blocks(HEAD))).without_lines(self._skipped)
        record, self._header_lines = self._first_record(first)
        if len(record) > MAX_COLUMNS:
            raise refuse_file(
                "many_columns", self.file, line=1, limit=MAX_COLUMNS, got=len(record), count=len(record)
            )
        self.names, self.given = unique_names(record if self.dialect.header else [""] * len(record))
        if not self.dialect.header:
            self.given = {}
            self._header_lines = 0
        self._header_lines += self._skipped

    def describe(self) -> DatasetSource:
        """How the file is read."""
        encoding, dialect = self._stream.encoding, self.dialect
        return DatasetSource(
            files=[self.file],
            format=FileFormat.csv,
            dialect=Dialect(
                encoding=encoding.with_mark,
                encoding_guessed=encoding.guessed,
                separator=dialect.separator,
                quote=dialect.quote,
                header=dialect.header,
                skipped_lines=self._skipped,
                line_end="\r" if self._stream.old_line_ends else "\n",
                decimal="," if self._form.decimal == "," else ".",
                thousands=self._form.thousands,
                missing=[*self._form.missing],
            ),
        )

    def sample(self) -> tuple[Block, bool]:
        """The first rows as strings. Raises `Refused` where there is no row, or one of another length."""
        blocks = self._blocks(SAMPLE_BYTES)
        text = next(blocks, None)
        if text is None:
            raise refuse_file("header_only", self.file)
        block = self._strings(text)
        whole = block.frame.height <= SAMPLE_ROWS and next(blocks, None) is None
        return Block(block.frame.head(SAMPLE_ROWS), block.line_of), whole

    def cell_format(self, sample: pl.DataFrame, counts: Mapping[str, PlainCounts]) -> CellFormat:
        """How numbers and missing cells are written."""
        self._form = find_cell_format(sample, self._options, counts, separator=self.dialect.separator)
        columns = [column for column in sample if counts[column.name].present < sample.height]
        seen = {
            cell for column in columns for cell in column.filter(column.is_in(self._form.missing)).unique()
        }
        self._nulls = ["", *sorted(seen - {""})]
        return self._form

    def blocks(self, readings: Mapping[str, Reading]) -> Iterator[tuple[Block, int]]:
        """All rows of some columns; numbers are parsed by Polars where it takes all cells of a block."""
        done = 0
        for text in ahead(self._counted()):
            done += len(text.content)
            block = self._typed(text, readings) or self._strings(text)
            frame = block.frame if len(readings) == block.frame.width else block.frame[list(readings)]
            yield Block(frame, block.line_of), min(done, self.total_bytes)

    def _blocks(self, size: int | None = None) -> Iterator[TextBlock]:
        blocks = self._stream.blocks() if size is None else self._stream.blocks(size)
        for text in self._cutter.cut(blocks):
            rows = text.without_lines(self._header_lines) if text.line == 1 else text
            if _ANY_CELL.search(rows.content):
                yield rows

    def _counted(self) -> Iterator[TextBlock]:
        """The blocks, counted: while one is parsed, the next is read."""
        for text in self._blocks():
            _ = text.shape
            yield text

    def _typed(self, text: TextBlock, readings: Mapping[str, Reading]) -> Block | None:
        """The rows with numbers parsed; None where a cell is none, or a record has another length."""
        types = {
            name: _POLARS_TYPES.get(reading.type, pl.String()) if not reading.localized else pl.String()
            for name, reading in readings.items()
        }
        return self._parsed(text, types)

    def _strings(self, text: TextBlock) -> Block:
        """The rows as strings, by Polars or, where it cannot, by Python's own reader, which says what is wrong where."""
        return self._parsed(text, dict.fromkeys(self.names, pl.String())) or self._exact(text)

    def _parsed(self, text: TextBlock, types: Mapping[str, pl.DataType]) -> Block | None:
        shape = text.shape
        if shape is None or shape.separators != shape.rows * (len(self.names) - 1):
            return None
        numbers = any(dtype != pl.String for dtype in types.values())
        some = len(types) < len(self.names)
        try:
            frame = pl.read_csv(
                shape.content,
                has_header=False,
                schema={name: types.get(name, pl.String()) for name in self.names},
                columns=[index for index, name in enumerate(self.names) if name in types] if some else None,
                separator=self.dialect.separator,
                quote_char=self.dialect.quote,
                null_values=self._nulls if numbers else [""],
                truncate_ragged_lines=False,
                glob=False,
            )
        except pl.exceptions.PolarsError:
            return None
        return Block(frame, text.line_of) if frame.height == shape.rows else None

    def _exact(self, text: TextBlock) -> Block:
        records = [*self._records(text)]
        ragged = [(line, len(cells)) for line, cells in records if len(cells) != len(self.names)]
        if ragged:
            raise self._ragged(ragged)
        lines = [line for line, _ in records]
        columns = zip(*(cells for _, cells in records), strict=True)
        series = [pl.Series(name, cells, pl.String) for name, cells in zip(self.names, columns, strict=True)]
        return Block(pl.DataFrame(series), lines.__getitem__)

    def _records(self, text: TextBlock) -> Iterator[tuple[int, list[str]]]:
        """The records of a block with their first lines."""
        dialect, before = self.dialect, 0
        lines = iter(re.findall(r"[^\n]*\n", text.content.decode()))
        try:
            for cells, read in split(lines, dialect.separator, dialect.quote):
                broken = sum(
                    cell.count("\n") for cell in cells
                )  # blank lines before it are no part of a record
                yield text.line + read - 1 - broken, cells
                before = read
        except csv.Error as error:
            raise refuse_file("broken_record", self.file, line=text.line + before) from error

    def _ragged(self, ragged: Sequence[tuple[int, int]]) -> Exception:
        shown = ragged[:_SHOWN_RAGGED]
        return refuse_file(
            "ragged",
            self.file,
            line=shown[0][0],
            columns=len(self.names),
            lines=[line for line, _ in shown],
            counts=[count for _, count in shown],
            count=len(ragged),
            separator=self.dialect.separator,
        )

    def _first_record(self, text: TextBlock) -> tuple[list[str], int]:
        """The first record, and the lines up to its end."""
        lines = iter(re.findall(r"[^\n]*\n", text.content[: 1 << 21].decode(errors="ignore")))
        try:
            found = next(split(lines, self.dialect.separator, self.dialect.quote), None)
        except csv.Error as error:
            raise refuse_file("broken_record", self.file, line=1) from error
        if found is None:
            raise refuse_file("empty_file", self.file)
        return found
