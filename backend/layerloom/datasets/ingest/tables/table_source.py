"""What a file with a table gives to the ingest: names of columns, and its rows in blocks."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from layerloom_schema.data.datasets import DatasetSource

from .cells import CellFormat, Reading
from .plain_counts import PlainCounts

SAMPLE_ROWS = 10_000
"""Rows from which the types of columns are guessed."""
MAX_COLUMNS = 10_000
MAX_FIELD = 64 * 1024
"""Bytes of one cell."""


_PATTERN = re.compile(r"\^.*\$|\*")


@dataclass(frozen=True)
class Block:
    """Successive rows. A column of strings has yet to be read as its type; any other has been."""

    frame: pl.DataFrame
    line_of: Callable[[int], int]
    """The line, or the number, of a row of the block in its file, from 1."""


class TableSource(Protocol):
    """A file that is read as a table, as often as needed."""

    @property
    def file(self) -> str:
        """The name of the file."""

    @property
    def names(self) -> Sequence[str]:
        """Unique names of the columns."""

    @property
    def given(self) -> Mapping[str, str]:
        """By name, what the file calls a column whose own name is missing, a duplicate or unfit."""

    @property
    def typed(self) -> bool:
        """Whether the file says the types of its columns: a text of it may be a date, and nothing else."""

    @property
    def total_bytes(self) -> int:
        """The size of the file, of which `blocks` says how much is read."""

    def describe(self) -> DatasetSource:
        """How the file is read."""

    def sample(self) -> tuple[Block, bool]:
        """The first rows as the file writes them, and whether they are all."""

    def cell_format(self, sample: pl.DataFrame, counts: Mapping[str, PlainCounts]) -> CellFormat:
        """How numbers and missing cells are written, which may have to be found out from the first rows."""

    def blocks(self, readings: Mapping[str, Reading]) -> Iterator[tuple[Block, int]]:
        """All rows of the columns that `readings` names, each block with the bytes of the file up to its end."""


def unique_names(given: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Names of columns: trimmed, `column_3` where one is missing, `_2` after one that was there before.

    `^a$` becomes `a`: Polars takes it, and `*`, for a pattern of names, here and in an exported script.

    Returns:
        The names, and by name what was given where it differs.
    """
    taken = {name.strip() for name in given}
    names: list[str] = []
    changed: dict[str, str] = {}
    for index, text in enumerate(given):
        plain = "".join(each for each in text.strip() if each.isprintable())[:128]
        if _PATTERN.fullmatch(plain):
            plain = plain.strip("^$*")
        base = plain or f"column_{index + 1}"
        name, number = base, 2
        while name in names or (name != base and name in taken):
            name, number = f"{base}_{number}", number + 1
        names.append(name)
        if name != text:
            changed[name] = text
    return names, changed
