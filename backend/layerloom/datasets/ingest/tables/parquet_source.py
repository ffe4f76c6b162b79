"""Tables in Parquet files."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from layerloom.datasets.ingest.refusals import refuse_file
from layerloom_schema.data.datasets import DatasetSource, FileFormat, IngestOptions

from .cells import Reading
from .table_source import SAMPLE_ROWS, Block
from .typed_frame import check_types, plain, rows_of_a_block
from .typed_source import TypedSource


class ParquetSource(TypedSource):
    """One Parquet file. Its types are kept; a text may still be a date."""

    def __init__(self, path: Path, options: IngestOptions) -> None:
        """Raises `Refused` where the file is damaged or has a column that is no cell."""
        super().__init__(path, options)
        self._frame = pl.scan_parquet(path, glob=False)
        try:
            schema = self._frame.collect_schema()
            self._rows = int(self._frame.select(pl.len()).collect().item())
        except pl.exceptions.PolarsError as error:
            raise refuse_file("damaged", self.file) from error
        check_types(schema, self.file)
        self._name_columns(list(schema))
        if not self._rows or not self.names:
            raise refuse_file("header_only", self.file)

    def describe(self) -> DatasetSource:
        """How the file is read."""
        return DatasetSource(files=[self.file], format=FileFormat.parquet)

    def sample(self) -> tuple[Block, bool]:
        """The first rows."""
        return self._block(0, SAMPLE_ROWS, self.names), self._rows <= SAMPLE_ROWS

    def blocks(self, readings: Mapping[str, Reading]) -> Iterator[tuple[Block, int]]:
        """All rows of some columns."""
        step = rows_of_a_block(len(readings))
        for start in range(0, self._rows, step):
            done = self.total_bytes * min(self._rows, start + step) // self._rows
            yield self._block(start, step, list(readings)), done

    def _block(self, start: int, count: int, names: list[str]) -> Block:
        place = {name: index for index, name in enumerate(self.names)}
        chosen = [pl.nth(place[name]).alias(name) for name in names]
        try:
            frame = self._frame.slice(start, count).select(chosen).collect()
        except pl.exceptions.PolarsError as error:
            raise refuse_file("damaged", self.file) from error
        return Block(plain(frame), lambda row: start + row + 1)
