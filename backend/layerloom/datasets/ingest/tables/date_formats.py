"""Find out in which formats the dates of a column are written."""

import re
from dataclasses import dataclass

import polars as pl

from .cells import seconds

_YEAR_FIRST = re.compile(r"\d{4}([-/.])\d{1,2}\1\d{1,2}")
_YEAR_LAST = re.compile(r"\d{1,2}([-/.])\d{1,2}\1(\d{4}|\d{2})")
_SHORT_MONTH = re.compile(r"\d{1,2}([- ])[A-Za-z]{3}\1\d{4}")
_LONG_MONTH = re.compile(r"\d{1,2} [A-Za-z]{4,} \d{4}")
_MONTH_FIRST = re.compile(r"[A-Za-z]{3,} \d{1,2}, \d{4}")
_CHINESE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_KOREAN = re.compile(r"\d{4}년 ?\d{1,2}월 ?\d{1,2}일")
_SPACED = re.compile(r"\d{4}\. ?\d{1,2}\. ?\d{1,2}\.|\d{4}\. \d{1,2}\. \d{1,2}")
_TIME = re.compile(
    r"(?P<before>[T ])(?P<hour>\d{1,2}):\d{2}(?P<second>:\d{2}(?P<part>\.\d+)?)?(?P<half> ?[AaPp][Mm])?"
)
_ZONE = re.compile(r" ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})")
_MOST_SHAPES = 24
"""A column with more shapes of cells than this has no dates."""


@dataclass(frozen=True)
class DateFormats:
    """The formats of a column's dates, and whether day and month could be exchanged in all of them."""

    formats: tuple[str, ...]
    ambiguous: bool = False


def find_date_formats(cells: pl.Series, day_first: bool | None = None) -> DateFormats | None:
    """The formats by which all cells are dates; None where there are none, or where they contradict each other.

    Each cell of `cells` is present and trimmed. Where 01/02/2020 can be both, `day_first` decides; without it, a date
    with slashes begins with its month and one with points or hyphens with its day.
    """
    if not _formats_of(cells[0]):
        return None
    shapes = cells.str.replace_all(r"\d", "0").str.replace_all(r"[A-Za-z]+", "a")
    firsts = pl.DataFrame({"shape": shapes, "cell": cells}).unique("shape", keep="first", maintain_order=True)
    if len(firsts) > _MOST_SHAPES:
        return None
    pairs = [_formats_of(cell) for cell in firsts["cell"]]
    if any(not pair for pair in pairs):
        return None
    day, month = (tuple(dict.fromkeys(pair[side] for pair in pairs if pair)) for side in (0, -1))
    by_day = bool(seconds(cells, day).is_not_null().all())
    by_month = bool(seconds(cells, month).is_not_null().all())
    if by_day and by_month and day != month:
        prefers_day = day_first if day_first is not None else not any("%m/%d" in each for each in month)
        unsure = day_first is None and any(mark in month[0] for mark in "/-")
        return DateFormats(day if prefers_day else month, ambiguous=unsure)
    if by_day and day_first is not False:
        return DateFormats(day)
    return DateFormats(month) if by_month and not (day_first and day != month) else None


def _formats_of(cell: str) -> tuple[str, ...]:
    """The format of a cell; two where its day and month may be exchanged, with the day first and with the month first."""
    for pattern in _DATES:
        found = pattern.match(cell)
        rest = None if found is None else _time_format(cell[found.end() :])
        if found is not None and rest is not None:
            return tuple(date + rest for date in _date_formats(pattern, found))
    return ()


_DATES = (
    *(_CHINESE, _KOREAN, _SPACED, _YEAR_FIRST, _YEAR_LAST),
    *(_SHORT_MONTH, _LONG_MONTH, _MONTH_FIRST),
)


def _date_formats(pattern: re.Pattern[str], found: re.Match[str]) -> tuple[str, ...]:
    cell = found[0]
    if pattern is _CHINESE:
        return ("%Y年%m月%d日",)
    if pattern is _KOREAN:
        return ("%Y년 %m월 %d일" if " " in cell else "%Y년%m월%d일",)
    if pattern is _SPACED:
        spaced = "%Y. %m. %d" if " " in cell else "%Y.%m.%d"
        return (f"{spaced}." if cell.endswith(".") else spaced,)
    if pattern is _LONG_MONTH:
        return ("%d %B %Y",)
    if pattern is _MONTH_FIRST:
        return ("%b %d, %Y" if cell.index(" ") == 3 else "%B %d, %Y",)
    mark = found[1]
    if pattern is _YEAR_FIRST:
        return (f"%Y{mark}%m{mark}%d",)
    if pattern is _SHORT_MONTH:
        return (f"%d{mark}%b{mark}%Y",)
    year = "%Y" if len(found[2]) == 4 else "%y"
    return (f"%d{mark}%m{mark}{year}", f"%m{mark}%d{mark}{year}")


def _time_format(rest: str) -> str | None:
    """The format of what follows a date; None where it is no time."""
    if not rest:
        return ""
    found = _TIME.match(rest)
    if found is None:
        return None
    hour = "%I" if found["half"] else "%H"
    format_ = f"{found['before']}{hour}:%M"
    format_ += ":%S" if found["second"] else ""
    format_ += "%.f" if found["part"] else ""
    if found["half"]:
        format_ += " %p" if found["half"].startswith(" ") else "%p"
    zone = rest[found.end() :]
    if not zone:
        return format_
    if _ZONE.fullmatch(zone) is None:
        return None
    space = " " if zone.startswith(" ") and zone.strip() not in ("Z", "UTC", "GMT") else ""
    return f"{format_}{space}%z"
