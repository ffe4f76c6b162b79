"""A table of which some rows are left out."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from layerloom.datasets.ingest.tables.cells import CellFormat, Reading
from layerloom.datasets.ingest.tables.plain_counts import PlainCounts
from layerloom.datasets.ingest.tables.table_source import Block, TableSource
from layerloom_schema.data.datasets import DatasetSource


class KeptRows:
    """The rows of another table for which `kept` is true. Types are guessed from all of its first rows."""

    def __init__(self, source: TableSource, kept: NDArray[np.bool_]) -> None:
        self._source = source
        self._kept = kept
        self.file: str = source.file
        self.names: Sequence[str] = source.names
        self.given: Mapping[str, str] = source.given
        self.typed: bool = source.typed
        self.total_bytes: int = source.total_bytes

    def describe(self) -> DatasetSource:
        """How the file is read."""
        return self._source.describe()

    def sample(self) -> tuple[Block, bool]:
        """The first rows, those that are left out too."""
        return self._source.sample()

    def cell_format(self, sample: pl.DataFrame, counts: Mapping[str, PlainCounts]) -> CellFormat:
        """How numbers and missing cells are written."""
        return self._source.cell_format(sample, counts)

    def blocks(self, readings: Mapping[str, Reading]) -> Iterator[tuple[Block, int]]:
        """The kept rows of some columns."""
        start = 0
        for block, done in self._source.blocks(readings):
            kept = self._kept[start : start + block.frame.height]
            start += block.frame.height
            yield _of(block, np.flatnonzero(kept), kept), done


def _of(block: Block, rows: NDArray[np.int64], kept: NDArray[np.bool_]) -> Block:
    return Block(block.frame.filter(pl.Series(kept)), lambda row: block.line_of(int(rows[row])))
