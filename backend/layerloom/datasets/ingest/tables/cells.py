"""Read cells as numbers, dates, booleans or texts, and find those that are none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from layerloom_schema.data.datasets import ColumnType, IngestOptions

MISSING = (
    *("", "NA", "N/A", "n/a", "na", "#N/A", "<NA>", "NaN", "nan", "NAN", "null", "NULL", "Null"),
    *("None", "none", "NONE", "#NULL!", "#VALUE!", "#DIV/0!"),
)
"""Cells that count as missing unless a person says others."""
SPACES = "[ \u00a0\u202f\u2009'’]"
"""Characters between thousands besides comma and point."""


def missing_cells(options: IngestOptions) -> Sequence[str]:
    """The cells that count as missing."""
    return MISSING if options.missing is None else ("", *options.missing)


@dataclass(frozen=True)
class CellFormat:
    """How a file writes numbers, and which cells are missing."""

    missing: Sequence[str] = MISSING
    decimal: str = "."
    thousands: str | None = None
    day_first: bool | None = None

    @property
    def is_plain(self) -> bool:
        """Whether numbers have a decimal point and no thousands separators."""
        return self.decimal == "." and self.thousands is None

    def number_pattern(self) -> str:
        """The pattern of numbers with the file's own decimal sign and thousands separators."""
        groups = rf"\d{{1,3}}(?:{self._between()}\d{{3}})+|\d+"
        return rf"^[+-]?(?:{groups})?(?:{'[.]' if self.decimal == '.' else ','}\d*)?(?:[eE][+-]?\d+)?$"

    def plain(self, cells: pl.Series) -> pl.Series:
        """The cells with a decimal point and without thousands separators; null where one is no such number."""
        fits = cells.str.contains(self.number_pattern()) & cells.str.contains(r"\d")
        bare = cells.str.replace_all(self._between(), "") if self.thousands else cells
        if self.decimal == ",":
            bare = bare.str.replace(",", ".", literal=True)
        return _null_where(bare, ~fits)

    def _between(self) -> str:
        if self.thousands in (".", ","):
            return f"[{self.thousands}]"
        return SPACES if self.thousands else "[^\\s\\S]"


@dataclass(frozen=True)
class Reading:
    """How the cells of one column are read."""

    type: ColumnType
    localized: bool = False
    """Whether its numbers are written with a decimal comma or thousands separators."""
    formats: tuple[str, ...] = ()
    """The formats of its dates; the first that fits a cell is taken."""

    def widened(self, other: "Reading") -> "Reading":
        """A reading for cells of this one and of another; text where nothing else takes both."""
        if self.type is other.type:
            return replace(
                self,
                localized=self.localized or other.localized,
                formats=tuple(dict.fromkeys((*self.formats, *other.formats))),
            )
        if {self.type, other.type} == {ColumnType.integer, ColumnType.number}:
            return Reading(ColumnType.number, self.localized or other.localized)
        return TEXT_READING


TEXT_READING = Reading(ColumnType.text)


@dataclass(frozen=True)
class ReadCells:
    """Cells as values, null where they are missing, and which of them are not of the type."""

    values: pl.Series
    """Int64 for integers and dates, Float64, Boolean or String."""
    bad: pl.Series
    """Whether a cell is neither missing nor of the type; empty where no cell can be so."""


def read_cells(cells: pl.Series, reading: Reading, form: CellFormat) -> ReadCells:
    """Read the cells of a column. Cells that are no strings have been read before, by the reader of their file."""
    if cells.dtype == _STORED.get(reading.type):
        return ReadCells(cells, _NONE_BAD)
    if cells.dtype != pl.String:
        values = _typed(cells, reading.type)
        missing = cells.is_null() | cells.is_nan() if cells.dtype.is_float() else cells.is_null()
        return ReadCells(values, values.is_null() & ~missing)
    missing = cells.is_null() | cells.is_in(form.missing)
    if reading.type is ColumnType.text:
        return ReadCells(_null_where(cells, missing) if missing.any() else cells, _NONE_BAD)
    trimmed = cells.str.strip_chars()
    missing = missing | trimmed.is_in(form.missing)
    values = _null_where(_values(trimmed, reading, form), missing)
    return ReadCells(values, values.is_null() & ~missing)


_NONE_BAD = pl.Series([], dtype=pl.Boolean)


def _values(cells: pl.Series, reading: Reading, form: CellFormat) -> pl.Series:
    match reading.type:
        case ColumnType.integer:
            return (form.plain(cells) if reading.localized else cells).cast(pl.Int64, strict=False)
        case ColumnType.number:
            return (form.plain(cells) if reading.localized else cells).cast(pl.Float64, strict=False)
        case ColumnType.boolean:
            lower = cells.str.to_lowercase()
            return _null_where(lower == "true", ~lower.is_in(["true", "false"]))
        case ColumnType.date:
            return seconds(cells, reading.formats)
        case _:
            raise ValueError(f"no column of a table is of type {reading.type}")


def _null_where(values: pl.Series, mask: pl.Series) -> pl.Series:
    return pl.select(pl.when(~mask).then(values)).to_series()


def seconds(cells: pl.Series, formats: Sequence[str]) -> pl.Series:
    """Dates as seconds since 1970 in UTC, by the first format that fits each; null where none does.

    A date without a time zone is taken as UTC.
    """
    found = pl.Series(cells.name, [None], pl.Int64).new_from_index(0, len(cells))
    named = cells.str.replace(r"\s*(?:Z|UTC|GMT)$", "+00:00")
    for format_ in formats:
        source = named if "%z" in format_ else cells
        read = source.str.to_datetime(format_, strict=False, time_unit="ms", ambiguous="null")
        found = found.zip_with(found.is_not_null(), read.cast(pl.Int64) // 1000)
    return found


def _typed(values: pl.Series, type_: ColumnType) -> pl.Series:
    """Values that a reader has given a type, in the one that is stored; null where they are not of it."""
    dtype = values.dtype
    if type_ is ColumnType.text:
        return values.cast(pl.String)
    if type_ is ColumnType.date:
        if dtype == pl.Date or isinstance(dtype, pl.Datetime):
            return values.dt.epoch("ms") // 1000
        return values.cast(pl.Int64, strict=False)
    if dtype == pl.Date or isinstance(dtype, pl.Datetime):
        return pl.Series(values.name, [None], _STORED[type_]).new_from_index(0, len(values))
    if type_ is ColumnType.integer and dtype.is_float():
        return _null_where(values.cast(pl.Int64, strict=False), values.is_nan() | (values % 1 != 0))
    return values.cast(_STORED[type_], strict=False)


_STORED: Mapping[ColumnType, pl.DataType] = {
    ColumnType.integer: pl.Int64(),
    ColumnType.number: pl.Float64(),
    ColumnType.boolean: pl.Boolean(),
}
