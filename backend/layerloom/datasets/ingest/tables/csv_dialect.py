"""Find out how a text file writes its table: separator, quotes, and whether its first record names the columns."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from layerloom_schema.data.datasets import IngestOptions

from .cells import MISSING

_SEPARATORS = (",", ";", "\t", "|", " ")
_SHOWN = 200
"""Records that are looked at."""
_HEAD_CHARACTERS = 1 << 18
_CONSISTENT = 0.98
_NUMBER = re.compile(r"[+-]?(\d[\d.,' \u00a0]*|[.,]\d+)([eE][+-]?\d+)?%?")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?")
_YEAR = re.compile(r"(18|19|20|21)\d{2}")
_LONGEST_NAME = 200


@dataclass(frozen=True)
class CsvDialect:
    """How records are divided into cells."""

    separator: str
    quote: str | None
    header: bool


def find_dialect(head: str, options: IngestOptions, *, whole: bool) -> CsvDialect:
    """The dialect of a file by its beginning; `whole` says that this is all of it."""
    text = head[:_HEAD_CHARACTERS]
    if not whole or len(text) < len(head):
        text = text[: text.rfind("\n") + 1] or text
    quote = _quote(text) if options.quote is None else (options.quote or None)
    separator = options.separator or _separator(text, quote)
    records = [cells for cells, _ in _first(text, separator, quote)]
    header = options.header if options.header is not None else has_header(records)
    return CsvDialect(separator, quote, header)


def split(lines: Iterator[str], separator: str, quote: str | None) -> Iterator[tuple[list[str], int]]:
    """Records of a text with the number of lines read so far, as Python's `csv` has it. Blank lines are left out.

    Raises:
        csv.Error: a cell is longer than 128 kB, or has a carriage return.
    """
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE
    reader = csv.reader(lines, delimiter=separator, quotechar=quote or '"', quoting=quoting)
    for cells in reader:
        if cells:
            yield cells, reader.line_num


def _first(text: str, separator: str, quote: str | None) -> list[tuple[list[str], int]]:
    found: list[tuple[list[str], int]] = []
    try:
        for record in split(iter(text.splitlines(keepends=True)), separator, quote):
            found.append(record)
            if len(found) == _SHOWN:
                break
    except csv.Error:
        pass  # the records before it say enough; the file is refused where it is read
    return found


def _quote(text: str) -> str | None:
    """The quotation mark: a single one only where no double one begins a cell."""
    if re.search(r'(?:^|[,;\t| ])"', text, re.MULTILINE):
        return '"'
    singles = re.findall(r"(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|\r\n]|$)", text, re.MULTILINE)
    if len(singles) > text.count("\n") // 2 and text.count("'") > 1:
        return "'"
    return None if '"' in text else '"'


def _separator(text: str, quote: str | None) -> str:
    """The separator that divides the records alike, and best into numbers."""
    best, best_score = "", (0.0, 0.0, 0)
    for separator in _SEPARATORS:
        records = [cells for cells, _ in _first(text, separator, quote)]
        widths = Counter(map(len, records))
        width, count = widths.most_common(1)[0] if widths else (1, 0)
        if width < 2:
            continue
        share = count / len(records)
        numbers = sum(map(_is_number, records[-1])) / width if records else 0.0
        if separator == " " and (share < _CONSISTENT or numbers < 0.5 or _follows_another(records)):
            continue
        alike = share >= _CONSISTENT and len(records[0]) == width
        if not alike and share < (0.4 if len(records[0]) == width else 0.5):
            continue
        score = (1.0 if alike else share / 2, round(numbers, 1), width)
        if score > best_score:
            best, best_score = separator, score
    if best:
        return best
    return next((each for each in _SEPARATORS if each != " " and each not in text), ",")


def _follows_another(records: Sequence[Sequence[str]]) -> bool:
    """Whether the spaces between cells only come after another separator, as in `1, 2`."""
    return any(all(record[0].endswith(mark) for record in records) for mark in _SEPARATORS if mark != " ")


def has_header(records: Sequence[Sequence[str]]) -> bool:
    """Whether the first record names the columns.

    It does not where it has a number and nothing in it is a text above numbers, nor where a text of it comes again in
    its column.
    """
    if not records:
        return True
    first, rest = records[0], [record for record in records[1:] if len(record) == len(records[0])]
    if not rest:
        return not any(map(_is_number, first))
    columns = [*zip(*rest, strict=True)]
    for name, cells in zip(first, columns, strict=True):
        # Where files were put one after the other, the name comes again.
        present = [cell for cell in cells if cell.strip() not in MISSING and cell != name]
        if present and not _is_value(name) and name.strip() and all(map(_is_value, present)):
            return True
    if any(map(_is_value, first)):
        return _names_years(first, columns)
    again = any(
        name in cells for name, cells in zip(first, columns, strict=True) if name.strip() not in MISSING
    )
    return not again and all(len(name) <= _LONGEST_NAME for name in first)


def _names_years(first: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether the numbers of the first record are years that name columns of something else."""
    named = [(name, cells) for name, cells in zip(first, columns, strict=True) if _is_value(name)]
    years = all(_YEAR.fullmatch(name.strip()) for name, _ in named)
    return years and not any(_YEAR.fullmatch(cell.strip()) for _, cells in named for cell in cells)


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell.strip()) is not None


def _is_value(cell: str) -> bool:
    return _is_number(cell) or _DATE.fullmatch(cell.strip()) is not None
