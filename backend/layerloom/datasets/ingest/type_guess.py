"""Guess how the columns of a table are read, from its first rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from layerloom_schema.datasets import ColumnType, IngestOptions

from .cells import TEXT_READING, CellFormat, Reading, read_cells
from .date_formats import find_date_formats

MOSTLY = 0.5
"""A column of text is mostly numbers from this share of its cells on."""
SHOWN_CELLS = 3
"""Cells that are shown of those that do not fit."""
_LEADING_ZERO = r"^[+-]?0\d"
_EUROPEAN = CellFormat(decimal=",", thousands=".")
_ENGLISH = CellFormat(decimal=".", thousands=",")
_SPACED = CellFormat(decimal=",", thousands=" ")
_SPACED_POINT = CellFormat(decimal=".", thousands=" ")
_CERTAIN = {
    # A comma that is not before three digits, or is after a point, is a decimal sign.
    _EUROPEAN: r",(?:\d{0,2}$|\d{4,})|\..*,",
    _ENGLISH: r",",
    _SPACED: r",",
    _SPACED_POINT: r"\d[ \u00a0\u202f\u2009'’]\d",
}
"""By format, the pattern that at least one cell of a column has which is written in it, and in no other before it."""


@dataclass(frozen=True)
class Guess:
    """How a column is read; `odd` are the rows of its cells that are no numbers, where most are."""

    reading: Reading
    empty: bool = False
    """Whether all cells are missing, so that nothing is known."""
    odd: Sequence[int] = field(default=())
    odd_count: int = 0
    ambiguous_dates: bool = False


def find_cell_format(sample: pl.DataFrame, options: IngestOptions, *, separator: str | None) -> CellFormat:
    """How the file writes numbers, by the columns of text whose cells are all numbers in one of the formats."""
    base = CellFormat(day_first=options.day_first)
    if options.missing is not None:
        base = replace(base, missing=("", *options.missing))
    if options.decimal is not None or options.thousands is not None:
        decimal = options.decimal or ("," if options.thousands == "." else ".")
        return replace(base, decimal=decimal, thousands=options.thousands or None)
    found: list[CellFormat] = []
    for column in sample.get_columns():
        if column.dtype == pl.String:
            cells = _present(column, base)
            found += [form for form, mark in _CERTAIN.items() if _written_in(cells, form, mark)][:1]
    if _EUROPEAN in found or (_ENGLISH in found and separator == ";"):
        return replace(base, decimal=",", thousands=".")
    chosen = next(iter(found), base)
    return replace(base, decimal=chosen.decimal, thousands=chosen.thousands)


def _written_in(cells: pl.Series, form: CellFormat, mark: str) -> bool:
    """Whether all cells are numbers in a format, and one shows it."""
    if cells.is_empty() or not bool(cells.head(100).str.contains(form.number_pattern()).all()):
        return False
    return bool(cells.str.contains(mark).any()) and bool(cells.str.contains(form.number_pattern()).all())


def guess(cells: pl.Series, form: CellFormat, *, typed: bool = False) -> Guess:
    """How a column is read, by its first cells. Cells that are no strings have a type from the reader of their file.

    In a `typed` file a string is text on purpose, unless it is a date.
    """
    if cells.dtype != pl.String:
        return Guess(Reading(_type_of(cells.dtype)))
    present = _present(cells, form)
    if present.is_empty():
        return Guess(Reading(ColumnType.integer), empty=True)
    for reading in () if typed else _numeric(form):
        if _fits(present, reading, form):
            codes = reading.type is ColumnType.integer and bool(present.str.contains(_LEADING_ZERO).any())
            return Guess(TEXT_READING if codes else reading)
    if not typed and _fits(present, Reading(ColumnType.boolean), form):
        return Guess(Reading(ColumnType.boolean))
    dates = find_date_formats(present, form.day_first)
    if dates is not None:
        return Guess(Reading(ColumnType.date, formats=dates.formats), ambiguous_dates=dates.ambiguous)
    return Guess(TEXT_READING) if typed else _text(cells, present, form)


def _numeric(form: CellFormat) -> list[Reading]:
    plain = [Reading(ColumnType.integer), Reading(ColumnType.number)]
    if form.decimal == "." and form.thousands is None:
        return plain
    localized = [Reading(ColumnType.integer, localized=True), Reading(ColumnType.number, localized=True)]
    if form.decimal == ",":  # 1.234 is a thousand and more
        return [plain[0], *localized, plain[1]]
    return [*plain, *localized]


def _text(cells: pl.Series, present: pl.Series, form: CellFormat) -> Guess:
    number = Reading(ColumnType.number, localized=form.thousands is not None or form.decimal == ",")
    read = read_cells(cells, number, form)
    count = int(read.bad.sum())
    if count > (1 - MOSTLY) * len(present):
        return Guess(TEXT_READING)
    rows = read.bad.arg_true().head(SHOWN_CELLS).to_list()
    return Guess(TEXT_READING, odd=rows, odd_count=count)


def _fits(present: pl.Series, reading: Reading, form: CellFormat) -> bool:
    """Whether all cells are of a type; the first hundred are asked first."""
    head = present.head(100)
    if read_cells(head, reading, form).bad.any():
        return False
    return len(head) == len(present) or not read_cells(present, reading, form).bad.any()


def _present(cells: pl.Series, form: CellFormat) -> pl.Series:
    trimmed = cells.str.strip_chars()
    return trimmed.filter(trimmed.is_not_null() & ~trimmed.is_in(form.missing))


def _type_of(dtype: pl.DataType) -> ColumnType:
    if dtype.is_integer():
        return ColumnType.integer
    if dtype.is_numeric():
        return ColumnType.number
    if dtype == pl.Boolean:
        return ColumnType.boolean
    return ColumnType.date if dtype in (pl.Date, pl.Datetime) else ColumnType.text
