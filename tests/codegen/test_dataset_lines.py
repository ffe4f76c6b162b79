"""[D10] The lines of a script that load a data set which is always there."""

import gzip
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import sklearn.datasets

from codegen.documents import begin, document, end, layer
from layerloom.codegen.data.array_lines import arrays, reads_arrays
from layerloom.codegen.data.dataset_lines import data_lines
from layerloom.codegen.formatter import lay_out
from layerloom.datasets.builtin import BUILTIN
from layerloom.datasets.ingest.files import read_file
from layerloom.datasets.library import DataLibrary
from layerloom_schema.data.datasets import FieldInfo, FileFormat
from layerloom_schema.documents.document import Document


def bound_to(name: str, shape: list[int], features: str, target: str) -> Document:
    return document(
        [begin("x", *shape), layer("flat", "Flatten"), layer("y", "Dense", units=1), end("y")],
        "x>flat flat>y y>out_y",
        data={"dataset": name, "inputs": {"x": features}, "targets": {"y": target}},
    )


@pytest.mark.parametrize("name", BUILTIN)
def test_D10_a_script_loads_a_built_in_set_to_the_bit(name: str) -> None:
    data = BUILTIN[name]()
    features, target = data.info.fields
    document = bound_to(name, features.shape, features.name, target.name)
    lines = data_lines(document, None, DataLibrary())
    assert lines is not None
    space: dict[str, Any] = {"np": np, "keras": keras}
    space |= {loader: getattr(sklearn.datasets, loader) for loader in lines.loaders}
    exec("\n".join(lines.load), space)
    for expression, field in ((lines.inputs["x"], features), (lines.targets["y"], target)):
        array = eval(expression, space)
        assert array.dtype.name == field.dtype
        assert np.array_equal(array, data.arrays[field.name])


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int16", "int32", "float32", "float64"])
@pytest.mark.parametrize("ending", ["idx", "idx.gz"])
def test_D52_a_script_reads_an_idx_file_to_the_bit(dtype: str, ending: str, tmp_path: Path) -> None:
    array = (np.arange(24) * 3 - 20).reshape(4, 2, 3).astype(dtype)
    code = {"uint8": 8, "int8": 9, "int16": 11, "int32": 12, "float32": 13, "float64": 14}[dtype]
    head = bytes([0, 0, code, array.ndim]) + np.array(array.shape, ">u4").tobytes()
    content = head + array.astype(array.dtype.newbyteorder(">")).tobytes()
    path = tmp_path / f"rows.{ending}"
    path.write_bytes(gzip.compress(content) if ending.endswith("gz") else content)
    data = read_file(path).data
    expression = arrays(FileFormat.idx, [str(path)], data.info.fields)
    read = eval("\n".join(lay_out(expression)), {"np": np, "gzip": gzip})
    assert read["image"].dtype == array.dtype
    assert np.array_equal(read["image"], array)
    assert np.array_equal(data.arrays["image"], array)


def test_D52_a_file_for_each_field_is_read_and_anything_else_left_alone() -> None:
    fields = [FieldInfo(name=name, shape=[], dtype="float32", rows=3) for name in ("a", "b")]
    assert reads_arrays(FileFormat.npy, ["a.npy", "b.npy"], fields)
    assert not reads_arrays(FileFormat.npy, ["a.npy"], fields)
    assert not reads_arrays(FileFormat.csv, ["a.csv", "b.csv"], fields)
    assert "".join(lay_out(arrays(FileFormat.npy, ["a.npy", "b.npy"], fields))) == (
        '{"a": np.load("a.npy"), "b": np.load("b.npy")}'
    )
