"""Write arrays into the column store as they are, each as one column."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import polars as pl

from layerloom.datasets.columns.content_hash import version_hash
from layerloom.datasets.columns.number_values import NumberValues
from layerloom.datasets.columns.stored_columns import column_path
from layerloom.datasets.columns.text_values import TextValues
from layerloom.datasets.columns.writers import NumberColumnWriter, TextColumnWriter
from layerloom.datasets.dataset import TEXT, Array, is_text
from layerloom.datasets.ingest.tables.table_ingest import IngestedTable
from layerloom_schema.data.datasets import ColumnInfo, ColumnType, DatasetSource, FileFormat

from .refusals import refuse_file

_ROWS = 65_536
"""Rows that are written at once."""


def ingest_arrays(
    arrays: Mapping[str, Array], files: Sequence[str], format_: FileFormat, folder: Path
) -> IngestedTable:
    """Write the arrays of files. Raises `Refused` where they differ in length."""
    lengths = {name: len(array) for name, array in arrays.items()}
    rows = max(lengths.values())
    short = next((name for name, length in lengths.items() if length != rows), None)
    if short is not None:
        longest = next(name for name, length in lengths.items() if length == rows)
        raise refuse_file(
            "array_lengths", files[0], column=short, rows=lengths[short], other=longest, other_rows=rows
        )
    if not rows:
        raise refuse_file("array_empty", files[0], column=next(iter(arrays)))
    texts = {name: TextValues() for name, array in arrays.items() if is_text(array)}
    numbers = {name: NumberValues() for name in arrays if name not in texts}
    hashes = []
    for index, (name, array) in enumerate(arrays.items()):
        path = column_path(folder, index)
        is_number = name in numbers
        hashes.append(
            _write_numbers(array, path, numbers[name])
            if is_number
            else _write_texts(array, path, texts[name])
        )
    shapes = [list(array.shape[1:]) for array in arrays.values()]
    dtypes = [TEXT if is_text(array) else array.dtype.name for array in arrays.values()]
    return IngestedTable(
        version=version_hash(zip(arrays, dtypes, shapes, hashes, strict=True)),
        rows=rows,
        columns=[
            ColumnInfo(
                name=name,
                type=_type(array),
                guessed=False,
                missing=(numbers[name] if name in numbers else texts[name]).missing,
                infinite=numbers[name].infinite if name in numbers else 0,
            )
            for name, array in arrays.items()
        ],
        dtypes=dtypes,
        shapes=shapes,
        source=DatasetSource(files=[*files], format=format_),
        texts=texts,
        numbers=numbers,
    )


def _write_numbers(array: Array, path: Path, values: NumberValues) -> bytes:
    writer = NumberColumnWriter(path, array.dtype.name)
    for start in range(0, len(array), _ROWS):
        values.add(writer.append(array[start : start + _ROWS]))
    return writer.close()


def _write_texts(array: Array, path: Path, values: TextValues) -> bytes:
    writer = TextColumnWriter(path)
    for start in range(0, len(array), _ROWS):
        texts = [str(text) for text in array[start : start + _ROWS].reshape(-1)]
        encoded = [text.encode() for text in texts]
        writer.append(np.array([len(text) for text in encoded], np.int64), b"".join(encoded))
        values.add(pl.Series(texts, dtype=pl.String))
    return writer.close()


def _type(array: Array) -> ColumnType:
    if array.ndim > 1:
        return ColumnType.array
    if is_text(array):
        return ColumnType.text
    kinds = {"f": ColumnType.number, "b": ColumnType.boolean}
    return kinds.get(array.dtype.kind, ColumnType.integer)
