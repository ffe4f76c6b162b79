"""[D60] Rows that are read when they are indexed are those of the whole array."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from datasets.test_archives import packed, png
from layerloom.datasets.columns.stored_columns import StoredColumns
from layerloom.datasets.lazy_arrays import (
    AddedFields,
    MappedArray,
    PickedArray,
    bytes_in_memory,
    lazy_field,
    take_rows,
)
from layerloom.datasets.library import DataLibrary

NUMBERS = np.arange(24.0).reshape(8, 3)
INDEXES = [slice(None), slice(2, 5), slice(6, 99), slice(0), np.array([4, 0, 4]), np.array([], "int64")]


@pytest.mark.parametrize("index", INDEXES, ids=str)
@pytest.mark.parametrize("picked", [slice(None), slice(1, 7), slice(3), np.array([7, 1, 0, 5, 2])], ids=str)
def test_D60_some_of_some_rows(picked: Any, index: Any) -> None:
    if isinstance(index, np.ndarray):
        index = index[index < len(NUMBERS[picked])]
    lazy = PickedArray(MappedArray(np.add, NUMBERS, NUMBERS), picked)
    expected = (NUMBERS + NUMBERS)[picked]
    assert (lazy.shape, lazy.dtype, len(lazy)) == (expected.shape, expected.dtype, len(expected))
    assert np.array_equal(lazy[index], expected[index])


def test_D60_rows_of_an_array_in_the_order_of_columns_keep_it() -> None:
    columns = np.asfortranarray(NUMBERS)
    rows = np.array([3, 1, 2])
    assert take_rows(columns, rows).flags.f_contiguous == columns[rows].flags.f_contiguous
    assert np.array_equal(take_rows(columns, rows), NUMBERS[rows])


def test_D60_a_column_of_texts_is_read_in_parts(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("a,b\nx,1\n,2\nlong é,3\ny,4\n", "utf-8")
    library = DataLibrary(tmp_path / "datasets")
    library.add([table])
    arrays = library.open("t").arrays
    assert isinstance(arrays, StoredColumns)
    texts = lazy_field(arrays, "a")
    assert not isinstance(texts, np.ndarray)
    for index in (slice(1, 3), slice(None, None, 2), np.array([3, 0])):
        assert texts[index].tolist() == arrays["a"][index].tolist()
    assert (texts.shape, texts.dtype, bytes_in_memory(texts)) == ((4,), object, 4 * 64 + 9)


def test_D60_images_of_one_size_are_decoded_row_by_row(tmp_path: Path) -> None:
    colors = [(255, 0, 0), (0, 255, 0), (0, 0, 255)]
    path = packed(tmp_path / "a.zip", {f"x/{place}.png": png(color) for place, color in enumerate(colors)})
    library = DataLibrary(tmp_path / "datasets")
    library.add([path])
    arrays = library.open("a").arrays
    images = lazy_field(arrays, "image")
    assert not isinstance(images, np.ndarray)
    assert (images.shape, images.dtype) == ((3, 3, 4, 3), np.float32)
    assert bytes_in_memory(images) == 3 * 3 * 4 * 3 * 4
    for index in (slice(1, 3), np.array([2, 0])):
        assert np.array_equal(images[index], arrays["image"][index])


def test_D60_fields_beside_those_of_the_store_stay_lazy(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("a,b\nx,1\ny,2\n")
    library = DataLibrary(tmp_path / "datasets")
    library.add([table])
    fields = AddedFields(library.open("t").arrays, {"b": np.zeros(2), "c": np.ones(2)})
    assert ([*fields], len(fields)) == (["a", "b", "c"], 3)
    assert fields["b"].tolist() == lazy_field(fields, "b")[:].tolist() == [0, 0]
    assert not isinstance(lazy_field(fields, "a"), np.ndarray)
    assert fields["a"].tolist() == ["x", "y"]
