"""Guess how the columns of a table are read, from its first rows."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from layerloom_schema.data.datasets import ColumnType, IngestOptions

from .cells import TEXT_READING, CellFormat, Reading, missing_cells, read_cells
from .date_formats import find_date_formats
from .plain_counts import PlainCounts, count_plain

MOSTLY = 0.5
"""A column of text is mostly numbers from this share of its cells on."""
SHOWN_CELLS = 3
"""Cells that are shown of those that do not fit."""
_TRUTH = ("true", "false")
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


def find_cell_format(
    sample: pl.DataFrame,
    options: IngestOptions,
    counts: Mapping[str, PlainCounts],
    *,
    separator: str | None,
) -> CellFormat:
    """How the file writes numbers, by the columns of text whose cells are all numbers in one of the formats."""
    base = CellFormat(missing=missing_cells(options), day_first=options.day_first)
    if options.decimal is not None or options.thousands is not None:
        decimal = options.decimal or ("," if options.thousands == "." else ".")
        return replace(base, decimal=decimal, thousands=options.thousands or None)
    found: list[CellFormat] = []
    for column in sample.get_columns():
        if column.name in counts and counts[column.name].bad_numbers:
            cells = _present(column, base)
            if not re.search(r"\d", cells[0]):
                continue
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


def guess(
    cells: pl.Series, form: CellFormat, *, typed: bool = False, counts: PlainCounts | None = None
) -> Guess:
    """How a column is read, by its first cells. Cells that are no strings have a type from the reader of their file.

    In a `typed` file a string is text on purpose, unless it is a date.
    """
    if cells.dtype != pl.String:
        return Guess(Reading(_type_of(cells.dtype)))
    plain = counts or count_plain(cells.to_frame(), form.missing)[cells.name]
    if not plain.present:
        return Guess(Reading(ColumnType.integer), empty=True)
    if not typed and not plain.bad_integers:
        return Guess(TEXT_READING if plain.codes else Reading(ColumnType.integer))
    if not typed and not plain.bad_numbers and form.is_plain:
        return Guess(Reading(ColumnType.number))
    present = _present(cells, form)
    if not typed:
        for reading in _numeric(form, plain):
            if _fits(present, reading, form):
                return Guess(reading)
        if present[0].lower() in _TRUTH and _fits(present, Reading(ColumnType.boolean), form):
            return Guess(Reading(ColumnType.boolean))
    dates = find_date_formats(present, form.day_first)
    if dates is not None:
        return Guess(Reading(ColumnType.date, formats=dates.formats), ambiguous_dates=dates.ambiguous)
    return Guess(TEXT_READING) if typed else _text(cells, plain, form)


def _numeric(form: CellFormat, plain: PlainCounts) -> list[Reading]:
    """The readings as numbers that the cells may have, besides that as plain whole numbers."""
    number = [Reading(ColumnType.number)] if not plain.bad_numbers else []
    if form.is_plain:
        return number
    localized = [Reading(ColumnType.integer, localized=True), Reading(ColumnType.number, localized=True)]
    return [*localized, *number] if form.decimal == "," else [*number, *localized]  # 1.234 may be a thousand


def _text(cells: pl.Series, plain: PlainCounts, form: CellFormat) -> Guess:
    if (
        form == replace(form, decimal=".", thousands=None)
        and plain.bad_numbers > (1 - MOSTLY) * plain.present
    ):
        return Guess(TEXT_READING)
    number = Reading(ColumnType.number, localized=form.thousands is not None or form.decimal == ",")
    read = read_cells(cells, number, form)
    count = int(read.bad.sum())
    if count > (1 - MOSTLY) * plain.present:
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
