"""What sources of tables share whose files name the types of their cells."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from layerloom.datasets.ingest.refusals import refuse_file
from layerloom_schema.data.datasets import IngestOptions

from .cells import CellFormat
from .plain_counts import PlainCounts
from .table_source import MAX_COLUMNS, unique_names


class TypedSource:
    """The part of a `TableSource` for such files: their size, their columns' names, how missing cells are written."""

    typed = True
    names: list[str]
    given: dict[str, str]

    def __init__(self, path: Path, options: IngestOptions) -> None:
        self.file = path.name
        self.total_bytes = path.stat().st_size
        self._form = CellFormat(missing=("", *(options.missing or ())), day_first=options.day_first)

    def cell_format(
        self,
        sample: pl.DataFrame,  # noqa: ARG002 (nothing has to be found out)
        counts: Mapping[str, PlainCounts],  # noqa: ARG002
    ) -> CellFormat:
        """How missing cells are written."""
        return self._form

    def _name_columns(self, own: Sequence[str]) -> None:
        """Set `names` and `given`. Raises `Refused` for too many columns."""
        self.names, self.given = unique_names(list(own))
        if len(self.names) > MAX_COLUMNS:
            count = len(self.names)
            raise refuse_file("many_columns", self.file, limit=MAX_COLUMNS, got=count, count=count)
