"""One column of a table on its way into the column store: read, counted, written, and its type corrected."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from layerloom.datasets.columns.number_values import NumberValues
from layerloom.datasets.columns.text_values import TextValues
from layerloom.datasets.columns.writers import NumberColumnWriter, TextColumnWriter
from layerloom.datasets.dataset import TEXT
from layerloom.datasets.ingest.tables.cells import CellFormat, ReadCells, Reading, read_cells
from layerloom.datasets.ingest.tables.table_source import MAX_FIELD, Block
from layerloom.datasets.ingest.tables.type_guess import Guess, guess
from layerloom_schema.data.datasets import Cell, ColumnInfo, ColumnType
from layerloom_schema.text.messages import phrase

from .refusals import refuse_file

DTYPES = {
    ColumnType.integer: "int64",
    ColumnType.number: "float32",
    ColumnType.boolean: "bool",
    ColumnType.date: "int64",
    ColumnType.text: TEXT,
}
"""The dtype in which each type is stored; integers, dates and booleans with missing cells become float64."""


@dataclass
class ColumnIngest:
    """The state of one column while its file is read."""

    file: str
    info: ColumnInfo
    reading: Reading
    form: CellFormat
    path: Path
    overruled: bool = False
    lenient: bool = False
    """Whether cells that are not of the type a person gave count as missing."""
    unknown: bool = False
    """Whether no cell was present yet."""
    typed: bool = False
    """Whether the file itself says the types of its columns."""
    widened: bool = False
    """Whether cells of another type came: the file has to be read again for this column."""
    buffer_bytes: int = 0
    """How much of it waits in memory before it is written."""
    missing: int = 0
    texts: TextValues = field(default_factory=TextValues)
    """What is known of the values of a column of text."""
    numbers: NumberValues = field(default_factory=NumberValues)
    """What is known of the values of any other."""
    _writer: NumberColumnWriter | TextColumnWriter | None = None

    @property
    def dtype(self) -> str:
        """The dtype in which the column is stored."""
        return self._writer.dtype if isinstance(self._writer, NumberColumnWriter) else TEXT

    @property
    def rows(self) -> int:
        """The number of rows written."""
        return self._writer.rows if self._writer else 0

    def start(self) -> None:
        """Begin to write the column, whatever was written before."""
        self.widened, self.missing = False, 0
        self.texts, self.numbers = TextValues(), NumberValues()
        self.close()
        text = self.reading.type is ColumnType.text
        self._writer = (
            TextColumnWriter(self.path)
            if text
            else NumberColumnWriter(self.path, DTYPES[self.reading.type], self.buffer_bytes)
        )

    def take(self, cells: pl.Series, block: Block) -> None:
        """Take the column's cells of a block. Raises `Refused` for a cell that is too long or of no given type."""
        read = read_cells(cells, self.reading, self.form)
        if read.bad.any():
            read = self._judge(cells, read, block)
        if not self.widened:
            self._write(read.values, block)

    def close(self) -> bytes:
        """Finish the column's files and return the hash of their content."""
        return self._writer.close() if self._writer else b""

    def describe(self) -> ColumnInfo:
        """How the column was read."""
        reading = self.reading
        return self.info.model_copy(
            update={
                "type": reading.type,
                "guessed": False,
                "missing": self.missing,
                "infinite": self.numbers.infinite,
                "rounded": self._writer.rounded if isinstance(self._writer, NumberColumnWriter) else 0,
                "date_formats": list(reading.formats),
                "thousands": reading.localized,
            }
        )

    def _judge(self, cells: pl.Series, read: ReadCells, block: Block) -> ReadCells:
        """Cells of another type: the type is widened, unless a person has given it."""
        if not self.overruled:
            return self._widen(cells, read, block)
        if self.lenient:
            return read
        cell = _first_bad(cells, read, block)
        raise refuse_file(
            "cell_type",
            self.file,
            line=cell.line,
            column=self.info.name,
            got=cell.text,
            cell=cell.text,
            type=phrase(f"column_type.{self.reading.type}"),
            count=int(read.bad.sum()),
        )

    def _widen(self, cells: pl.Series, read: ReadCells, block: Block) -> ReadCells:
        """Take a wider type, so that the file is read again for this column, and keep the cell that made it so."""
        found = guess(cells, self.form, typed=self.typed)
        before, self.widened = self.reading, True
        if not found.empty:
            self.reading = found.reading if self.unknown else before.widened(found.reading)
        wider = read_cells(cells, self.reading, self.form)
        if not self.unknown and self.reading.type is not before.type:
            number = replace(before, type=ColumnType.number)
            if before.type is ColumnType.integer and self.reading.type is ColumnType.text:
                as_numbers = read_cells(cells, number, self.form)
                read = as_numbers if as_numbers.bad.any() else read
            self.info = self.info.model_copy(update={"changed_by": _first_bad(cells, read, block)})
        self.unknown = False
        return wider

    def _write(self, values: pl.Series, block: Block) -> None:
        missing = values.null_count()
        if isinstance(self._writer, TextColumnWriter):
            self._write_texts(self._writer, values, block)
        elif self._writer is not None:
            before = self.numbers.missing
            has_gaps = missing and self.reading.type is not ColumnType.number
            is_null = values.is_null().to_numpy() if has_gaps else None
            self.numbers.add(self._writer.append(_numbers(values, self.reading.type), is_null))
            missing = self.numbers.missing - before
        self.missing += missing
        if self.unknown and missing < len(values):
            self.unknown = False

    def _write_texts(self, writer: TextColumnWriter, values: pl.Series, block: Block) -> None:
        whole = values.fill_null("")
        lengths = whole.str.len_bytes().to_numpy().astype(np.int64)
        if lengths.size and lengths.max() > MAX_FIELD:
            row = int(np.argmax(lengths > MAX_FIELD))
            raise refuse_file(
                "long_field",
                self.file,
                line=block.line_of(row),
                column=self.info.name,
                limit=MAX_FIELD,
                got=int(lengths[row]),
            )
        writer.append(lengths, str(whole.str.join("").item()).encode())
        self.texts.add(whole)


def _first_bad(cells: pl.Series, read: ReadCells, block: Block) -> Cell:
    row = int(read.bad.arg_true()[0])
    return Cell(line=block.line_of(row), text=str(cells[row])[:200])


def _numbers(values: pl.Series, type_: ColumnType) -> NDArray[np.generic]:
    """Values as an array; a missing one is NaN, or 0 where the dtype has no NaN."""
    if type_ is ColumnType.number:
        return values.to_numpy().astype(np.float32)  # Polars gives NaN for null
    if not values.null_count():
        return values.to_numpy()
    return values.fill_null(False if type_ is ColumnType.boolean else 0).to_numpy()


def start_column(name: str, given: str | None, found: Guess, block: Block) -> ColumnInfo:
    """The description of a column whose type is guessed from the first rows."""
    odd = [Cell(line=block.line_of(row), text=str(block.frame[name][row])[:200]) for row in found.odd]
    return ColumnInfo(
        name=name,
        type=found.reading.type,
        guessed=True,
        given=given,
        odd_cells=odd,
        odd_count=found.odd_count,
        date_formats=list(found.reading.formats),
        ambiguous_dates=found.ambiguous_dates,
        thousands=found.reading.localized,
    )
