"""[D10] The lines of a script that load a data set which is always there."""

from typing import Any

import keras
import numpy as np
import pytest
import sklearn.datasets

from codegen.documents import begin, document, end, layer
from layerloom.codegen.dataset_lines import data_lines
from layerloom.datasets.builtin import BUILTIN
from layerloom.datasets.library import DataLibrary
from layerloom_schema.document import Document


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
