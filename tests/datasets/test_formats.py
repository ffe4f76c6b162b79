"""[D] Tables and arrays in other files than text: the same columns come of them."""

import gzip
import json
import struct
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from codegen.table_space import arrays_of_script
from layerloom.datasets.ingest.files import ingest_files, preview_file, read_file
from layerloom.datasets.library import DataLibrary
from layerloom_schema.data.datasets import ColumnType, IngestOptions
from support.workbook import workbook

EXPECTED: dict[str, tuple[str, list[Any]]] = {
    "size": ("number", [80.5, None, 55.25]),
    "rooms": ("integer", [3, 4, 2]),
    "kind": ("text", ["flat", "house", ""]),
    "code": ("text", ["007", "12", "x"]),
    "built": ("date", [1577923200, 1609459200, 0]),
    "new": ("boolean", [True, False, True]),
}
ROWS: list[list[Any]] = [
    [80.5, 3, "flat", "007", date(2020, 1, 2), True],
    [None, 4, "house", "12", date(2021, 1, 1), False],
    [55.25, 2, None, "x", date(1970, 1, 1), True],
]
FRAME = pl.DataFrame(ROWS, schema=list(EXPECTED), orient="row")


def parquet(path: Path) -> Path:
    FRAME.write_parquet(path.with_suffix(".parquet"))
    return path.with_suffix(".parquet")


def json_lines(path: Path) -> Path:
    found = path.with_suffix(".jsonl")
    lines = [dict(zip(EXPECTED, row, strict=True)) for row in ROWS]
    found.write_text("".join(json.dumps(line, default=str) + "\n\n" for line in lines), "utf-8")
    return found


def excel(path: Path) -> Path:
    found = path.with_suffix(".xlsx")
    found.write_bytes(workbook({"houses": [[*EXPECTED], *ROWS], "empty": []}))
    return found


@pytest.mark.parametrize("write", [parquet, json_lines, excel])
def test_D36_a_table_is_the_same_in_every_format(write: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "houses")
    found = read_file(path)
    assert found.manifest is not None
    for column in found.manifest.columns:
        type_, values = EXPECTED[column.name]
        stored = found.data.arrays[column.name]
        assert column.type is ColumnType(type_), column.name
        if type_ == "number":
            assert np.array_equal(stored, np.float32([80.5, np.nan, 55.25]), equal_nan=True)
        else:
            assert stored.tolist() == values, column.name
    preview = preview_file(path, IngestOptions())
    assert [column.name for column in preview.columns] == [*EXPECTED]
    assert preview.rows[0][2] == "flat"
    for name, array in arrays_of_script(found, path).items():
        assert array.tolist() == pytest.approx(found.data.arrays[name].tolist(), nan_ok=True)


def test_D36_dates_of_any_zone_are_seconds_in_utc(tmp_path: Path) -> None:
    zoned = pl.Series("when", [datetime(2020, 1, 1, 0, 30)]).dt.replace_time_zone("Asia/Seoul")
    pl.DataFrame([zoned]).write_parquet(tmp_path / "when.parquet")
    assert read_file(tmp_path / "when.parquet").data.arrays["when"].tolist() == [1577806200]


def test_D36_a_type_that_changes_in_json_is_corrected(tmp_path: Path) -> None:
    path = tmp_path / "late.jsonl"
    path.write_text('{"a": 1, "b": 1}\n' * 10_000 + '{"a": 2.5, "b": 2}\n{"a": 1}\n', "utf-8")
    manifest = ingest_files([path], IngestOptions(), tmp_path / "version")
    assert [(column.type, column.missing) for column in manifest.columns] == [
        (ColumnType.number, 0),
        (ColumnType.integer, 1),
    ]


def test_D36_a_sheet_is_chosen_by_name_and_a_header_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook({"one": [["a"], [1]], "two": [[1, 2.5], [3, 4.5]]}))
    assert [column.name for column in preview_file(path, IngestOptions()).columns] == ["a"]
    two = preview_file(path, IngestOptions(sheet="two"))
    assert [(column.name, column.type.value) for column in two.columns] == [
        ("column_1", "integer"),
        ("column_2", "number"),
    ]


def idx(array: np.ndarray) -> bytes:
    code = {"uint8": 8, "int32": 0x0C, "float64": 0x0E}[array.dtype.name]
    head = struct.pack(f">BBBB{array.ndim}I", 0, 0, code, array.ndim, *array.shape)
    return head + array.astype(array.dtype.newbyteorder(">")).tobytes()


@pytest.mark.parametrize("compressed", [False, True])
def test_D37_idx_files_become_images_and_labels_of_one_data_set(compressed: bool, tmp_path: Path) -> None:
    images = np.arange(3 * 4 * 2, dtype=np.uint8).reshape(3, 4, 2)
    labels = np.array([3, 1, 2], np.uint8)
    paths = []
    for name, array in (("train-images-idx3-ubyte", images), ("train-labels-idx1-ubyte", labels)):
        path = tmp_path / (name + ".gz" * compressed)
        path.write_bytes(gzip.compress(idx(array)) if compressed else idx(array))
        paths.append(path)
    library = DataLibrary(tmp_path / "library")
    library.add(paths, "mnist")
    arrays = library.open("mnist").arrays
    assert np.array_equal(arrays["image"], images)
    assert np.array_equal(arrays["label"], labels)
    assert [field.dtype for field in library.describe("mnist").fields] == ["uint8", "uint8"]


def test_D37_numbers_of_an_idx_file_are_turned_to_native_order(tmp_path: Path) -> None:
    path = tmp_path / "numbers"
    path.write_bytes(idx(np.array([[1.5, -2.0]])))
    (array,) = read_file(path).data.arrays.values()
    assert array.tolist() == [[1.5, -2.0]]
    assert array.dtype.isnative


def test_D37_an_npy_file_is_one_field_of_its_name(tmp_path: Path) -> None:
    np.save(tmp_path / "weights.npy", np.arange(6, dtype=">i4").reshape(3, 2))
    data = read_file(tmp_path / "weights.npy").data
    assert data.arrays["weights"].tolist() == [[0, 1], [2, 3], [4, 5]]


def test_D36_a_cell_far_down_a_sheet_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(workbook({"s": [["a", "b"], *([1, 2] for _ in range(1_500)), ["x", 1e300]]}))
    found = read_file(path)
    assert found.data.arrays["a"][-2:].tolist() == ["1", "x"]
    assert found.data.arrays["b"][-2:].tolist() == [2.0, np.inf]


def test_D36_types_of_parquet_without_a_column_type_become_numbers(tmp_path: Path) -> None:
    path = tmp_path / "table.parquet"
    frame = pl.DataFrame(
        {
            "span": [timedelta(seconds=90.5), None],
            "small": pl.Series([1, 2], dtype=pl.UInt64),
            "large": pl.Series([2**64 - 1, 1], dtype=pl.UInt64),
        }
    )
    frame.write_parquet(path)
    found = read_file(path)
    assert found.manifest is not None
    assert [column.type.value for column in found.manifest.columns] == ["number", "integer", "number"]
    assert found.data.arrays["span"].tolist() == pytest.approx([90.5, float("nan")], nan_ok=True)
    assert found.data.arrays["small"].tolist() == [1, 2]
    assert found.data.arrays["large"].tolist() == [2.0**64, 1.0]


def test_D36_a_name_that_is_a_pattern_is_changed(tmp_path: Path) -> None:
    names = ["^b$", "*", "a*", "^"]
    (tmp_path / "table.csv").write_text(",".join(names) + "\nx,2,3,4\n")
    pl.DataFrame({name: [index] for index, name in enumerate(names)}).write_parquet(tmp_path / "t.parquet")
    for file in ("table.csv", "t.parquet"):
        found = read_file(tmp_path / file)
        assert found.manifest is not None
        given = {column.name: column.given for column in found.manifest.columns}
        assert given == {"b": "^b$", "column_2": "*", "a*": None, "^": None}
