"""Rows of a stored version as JSON, sorted and filtered by a column."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from layerloom.datasets.dataset import TEXT
from layerloom.graph.closest_match import closest_match
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import ColumnInfo, ColumnType, DatasetVersion, RowFilter, RowPage
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.text.messages import did_you_mean

from .json_cells import json_cells
from .stored_columns import StoredColumns

MOST_ROWS = 1_000
"""Rows of one page."""


def read_page(
    columns: StoredColumns,
    manifest: DatasetVersion,
    start: int,
    count: int,
    sort: str | None = None,
    only: RowFilter | None = None,
) -> RowPage:
    """Rows from `start` on; `sort` is a column, with `-` before it for the largest first, missing ones last.

    Raises `Refused` for an unknown column.
    """
    rows = _chosen(columns, manifest, sort, only)
    total = manifest.rows if rows is None else len(rows)
    stop = min(start + min(count, MOST_ROWS), total)
    wanted = np.arange(start, stop) if rows is None else rows[start:stop]
    cells = [_cells(columns, column, wanted) for column in manifest.columns]
    return RowPage(
        version=manifest.version,
        columns=[column.name for column in manifest.columns],
        types=[column.type for column in manifest.columns],
        start=start,
        total=total,
        rows=[list(row) for row in zip(*cells, strict=True)],
    )


def _chosen(
    columns: StoredColumns, manifest: DatasetVersion, sort: str | None, only: RowFilter | None
) -> NDArray[np.int64] | None:
    """The rows in the order asked for; None where they are all, as they are."""
    rows = None
    if only is not None:
        rows = np.flatnonzero(_matches(columns, _column(manifest, only.column), only))
    if sort is None:
        return rows
    column = _column(manifest, sort.removeprefix("-"))
    values = columns[column.name]
    if values.ndim > 1:
        return rows
    values = np.asarray(values if rows is None else values[rows])
    if values.dtype.kind == "O":
        order = np.array(sorted(range(len(values)), key=values.__getitem__), np.int64)
        missing = np.array([values[row] == "" for row in order], bool)
    else:
        order = np.argsort(values, kind="stable")
        missing = np.isnan(values[order]) if values.dtype.kind == "f" else np.zeros(len(order), bool)
    present = order[~missing]
    ordered = np.concatenate([present[::-1] if sort.startswith("-") else present, order[missing]])
    return ordered if rows is None else rows[ordered]


def _matches(columns: StoredColumns, column: ColumnInfo, only: RowFilter) -> NDArray[np.bool_]:
    values = columns[column.name]
    fits = np.ones(len(values), bool)
    if values.dtype.kind == "O":
        if only.contains is not None:
            wanted = only.contains.lower()
            fits &= np.array([wanted in str(text).lower() for text in values], bool)
        if only.missing is not None:
            fits &= np.array([(text == "") is only.missing for text in values], bool)
        return fits
    if values.ndim > 1:
        return fits
    if only.low is not None:
        fits &= values >= only.low
    if only.high is not None:
        fits &= values <= only.high
    if only.missing is not None:
        fits &= (np.isnan(values) if values.dtype.kind == "f" else ~fits) == only.missing
    return fits


def _column(manifest: DatasetVersion, name: str) -> ColumnInfo:
    known = {column.name: column for column in manifest.columns}
    if name not in known:
        near = did_you_mean(closest_match(name, known))
        params: dict[str, Json] = {"file": manifest.source.files[0], "column": name, "near": near}
        raise Refused(422, ErrorCode.data_unreadable, variant="no_column", params=params, got=name)
    return known[name]


def _cells(columns: StoredColumns, column: ColumnInfo, rows: NDArray[np.int64]) -> Sequence[Json]:
    if column.type is ColumnType.image:
        return [{"image": int(row)} for row in rows]
    if columns.dtype(column.name) == TEXT:
        texts = columns.texts(column.name)
        return [cell for row in rows for cell in json_cells(texts.array(int(row), int(row) + 1))]
    return json_cells(columns[column.name][rows], column.type)
