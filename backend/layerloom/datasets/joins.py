"""Columns of other tables, joined to the rows of a data set by keys, many to one: `data.joined` of a document.

`is_missing`, `partner_rows` and `partner_cells` are written into scripts as they are here: they need NumPy alone, in
lines of at most 100 characters.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from layerloom_schema.base import Json
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.data_preparation import Join

from .complete_rows import is_missing
from .dataset import MIXED_IMAGES, TEXT, Array, Dataset, JoinedColumns, derived_key, field_info
from .lazy_arrays import AddedFields, LazyArray, MappedArray, lazy_field, take_rows


def partner_rows(keys: list[np.ndarray], others: list[np.ndarray]) -> np.ndarray:
    """For each row, the number of the other table's row with the same keys; -1 where there is none.

    A missing key has no partner. Raises `ValueError` where rows of the other table have the same keys.
    """
    rows, known = np.zeros(len(keys[0]), "int64"), np.zeros(len(others[0]), "int64")
    found, given = np.ones(len(rows), "bool"), np.ones(len(known), "bool")
    for key, other in zip(keys, others, strict=True):
        given &= ~is_missing(other)
        values, places = np.unique(other, return_inverse=True)
        place = np.searchsorted(values, key).clip(max=len(values) - 1)
        found &= values[place] == key
        # Keys of several columns are numbered as pairs, so that no number grows too large.
        pairs, known = np.unique(known * len(values) + places, return_inverse=True)
        pair = rows * len(values) + place
        rows = np.searchsorted(pairs, pair).clip(max=len(pairs) - 1)
        found &= pairs[rows] == pair
    unique, counts = np.unique(known[given], return_counts=True)
    if (counts > 1).any():
        first = np.flatnonzero(given & np.isin(known, unique[counts > 1]))[0]
        raise ValueError(", ".join(str(other[first]) for other in others))
    partners = np.full(known.max(initial=-1) + 1, -1)
    partners[known[given]] = np.flatnonzero(given)
    return np.where(found, partners[rows], -1)


def partner_cells(column: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The cells of rows by number, missing where it is -1: NaN, or an empty text. Whole numbers become float64 then."""
    cells: np.ndarray = column[rows]
    alone = rows < 0
    if not alone.any():
        return cells
    if cells.dtype.kind in "UO":
        cells[alone] = ""
        return cells
    cells = cells.astype(cells.dtype if cells.dtype.kind == "f" else "float64")
    cells[alone] = np.nan
    return cells


class JoinMisfit(Exception):
    """A join that cannot be: a `variant` of a sentence with its params."""

    def __init__(self, variant: str, **params: Json) -> None:
        super().__init__(variant)
        self.variant = variant
        self.params = params


def join_tables(data: Dataset, other: Dataset, join: Join) -> Dataset:
    """The data with the columns of another table. Raises `JoinMisfit` where the keys do not fit."""
    check_keys(data.info, other.info, join)
    keys = [np.asarray(lazy_field(data.arrays, name)[:]).reshape(-1) for name in join.on]
    others = [np.asarray(lazy_field(other.arrays, name)[:]).reshape(-1) for name in join.on.values()]
    try:
        partners = partner_rows(keys, others)
    except ValueError as error:
        raise JoinMisfit(
            "join_duplicates", dataset=other.info.phrase, keys=[*join.on.values()], value=str(error)
        ) from error
    alone = int((partners < 0).sum())
    columns = joined_fields(data.info, other.info, join)
    added = {
        name: _joined(lazy_field(other.arrays, field.name), partners, alone=alone > 0)
        for name, field in columns.items()
    }
    fields = [_described(name, field, added[name]) for name, field in columns.items()]
    return replace(
        data,
        info=data.info.model_copy(update={"fields": [*data.info.fields, *fields]}),
        arrays=AddedFields(data.arrays, added),
        rows_key=derived_key(data.rows_key, "joined", other.info.version, join.on),
        joined=(*data.joined, JoinedColumns(join, other.info, columns, alone)),
    )


def joined_fields(info: DatasetInfo, other: DatasetInfo, join: Join) -> Mapping[str, FieldInfo]:
    """The columns that a join adds, by their names in the joined data: a name that is taken gets the other table's."""
    taken = {field.name for field in info.fields}
    found: dict[str, FieldInfo] = {}
    for field in other.fields:
        if field.name in join.on.values() or field.dtype == MIXED_IMAGES:
            continue
        name = field.name
        while name in taken:
            name = f"{name}_{other.name}"
        taken.add(name)
        found[name] = field
    return found


def check_keys(info: DatasetInfo, other: DatasetInfo, join: Join) -> None:
    """Raise `JoinMisfit` where a key is not there, has several cells a row, or is a text on one side alone."""
    if not join.on:
        raise JoinMisfit("join_nothing", dataset=other.phrase)
    own, others = ({field.name: field for field in each.fields} for each in (info, other))
    for name, partner in join.on.items():
        for key, known, side in ((name, own, info), (partner, others, other)):
            if key not in known:
                raise JoinMisfit("join_key", dataset=side.phrase, field=key, known=[*known])
            if known[key].shape not in ([], [1]) or known[key].dtype == MIXED_IMAGES:
                raise JoinMisfit("join_cells", dataset=side.phrase, field=key)
        if (own[name].dtype == TEXT) != (others[partner].dtype == TEXT):
            raise JoinMisfit("join_types", field=name, other=partner, dataset=other.phrase)


def _joined(column: LazyArray, partners: Array, *, alone: bool) -> LazyArray:
    """The cells of partners, read as they are asked for, in the dtype that all of them together have."""
    whole = column.dtype.kind in "iub"
    dtype = np.dtype("float64") if alone and whole else column.dtype

    def cells(rows: Array) -> Array:
        # A row without partner reads the first one, and is overwritten.
        read = take_rows(column, np.maximum(rows, 0))
        return partner_cells(read, np.where(rows < 0, -1, np.arange(len(rows)))).astype(dtype, copy=False)

    return MappedArray(cells, partners)


def _described(name: str, field: FieldInfo, column: LazyArray) -> FieldInfo:
    """What is known of a joined column; of one of arrays, what is known of the other table's."""
    if field.shape not in ([], [1]):
        return field.model_copy(update={"name": name, "rows": len(column), "missing": None})
    return field_info(name, column[:]).model_copy(update={"dates": field.dates})
