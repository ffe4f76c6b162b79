"""Where data comes from, and what is said of it."""

from pathlib import Path

import numpy as np
import pytest

from jobs.models import edited, reader, twins
from layerloom.datasets.builtin import BUILTIN, FILE, RANDOM_ROWS, builtin_info
from layerloom.datasets.columns import number_values
from layerloom.datasets.dataset import dataset, field_info
from layerloom.datasets.generate import text
from layerloom.datasets.ingest.files import read_file
from layerloom.datasets.keras_archives import KERAS_DATASETS
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data
from layerloom.datasets.row_binder import bind
from layerloom.datasets.synthetic import MAX_BYTES, generate, plan_fields
from layerloom_schema.catalog.generated_files import generated
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import Refused

LIBRARY = DataLibrary()


def test_D10_the_built_in_sets_say_what_they_hold() -> None:
    digits, iris, wine, breast_cancer, diabetes, *of_keras, random = LIBRARY.list()
    image, label = digits.fields
    assert (digits.name, digits.rows) == ("digits", 1797)
    assert (image.shape, image.dtype, image.minimum, image.maximum) == ([8, 8, 1], "float32", 0.0, 1.0)
    assert (image.classes, image.finite) == (None, True)
    assert (label.shape, label.minimum, label.maximum, label.classes) == ([], 0.0, 9.0, 10)
    assert [(field.name, field.shape, field.rows) for field in iris.fields] == [
        ("features", [4], 150),
        ("label", [], 150),
    ]
    assert (wine.rows, wine.fields[0].shape, wine.fields[1].classes) == (178, [13], 3)
    assert (breast_cancer.rows, breast_cancer.fields[0].shape, breast_cancer.fields[1].classes) == (
        569,
        [30],
        2,
    )
    assert (diabetes.rows, diabetes.fields[0].shape, diabetes.fields[1].dtype) == (442, [10], "float32")
    assert [info.name for info in of_keras] == [*KERAS_DATASETS]
    assert random.follows_model
    assert random.fields == []


@pytest.mark.parametrize("name", BUILTIN)
def test_D10_what_built_in_sets_hold_is_known_without_them(name: str) -> None:
    assert builtin_info(name) == BUILTIN[name]().info
    assert generated(FILE).read_text("utf-8") == text(), "stale: run `make schema`"


@pytest.mark.parametrize("dtype", ["int64", "float32"])
def test_D10_different_numbers_are_counted_range_by_range(
    dtype: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(number_values, "SORTED_AT_ONCE", 50)
    rng = np.random.default_rng(3)
    for spread, rows in ((10**7, 1_000), (40, 700), (10**9, 60)):
        values = (rng.integers(-spread, spread, rows) * 1_000).astype(dtype)
        found = field_info("x", values)
        distinct = np.unique(values)
        assert found.classes == len(distinct)
        assert found.values == (distinct.tolist() if len(distinct) <= 100 else None)
        rising = field_info("x", np.sort(values))
        assert (rising.ordered, rising.classes, rising.values) == (True, found.classes, found.values)


def test_D10_the_version_is_of_the_content_alone() -> None:
    one = dataset("a", "A", "", {"x": np.arange(6.0)})
    same = dataset("b", "B", "", {"x": np.arange(6.0)})
    others = [
        {"y": np.arange(6.0)},
        {"x": np.arange(6)},
        {"x": np.arange(6.0).reshape(6, 1)},
        {"x": np.ones(6)},
    ]
    assert one.info.version == same.info.version
    assert len({one.info.version, *(dataset("a", "A", "", arrays).info.version for arrays in others)}) == 5


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.array([3, 3, -1]), (-1.0, 3.0, 2, True)),
        (np.array([2.0, 0.0, 7.0]), (0.0, 7.0, 3, True)),
        (np.array([0.5, 1.0]), (0.5, 1.0, None, True)),
        (np.array([np.nan, 4.0, np.inf]), (4.0, 4.0, None, False)),
        (np.array([np.nan]), (None, None, None, False)),
        (np.array([0, 10**12]), (0.0, 1e12, 2, True)),
        (np.array([True, False]), (0.0, 1.0, 2, True)),
        (np.zeros((0, 3)), (None, None, 0, True)),
    ],
)
def test_D10_facts_of_a_field(values: np.ndarray, expected: tuple[object, ...]) -> None:
    info = field_info("x", values)
    assert (info.minimum, info.maximum, info.classes, info.finite) == expected
    assert (info.rows, info.shape) == (values.shape[0], list(values.shape[1:]))


def test_D10_a_long_field_is_looked_at_in_parts() -> None:
    values = np.zeros(3_000_000, dtype=np.int16)
    values[-1] = 5
    assert (field_info("x", values).maximum, field_info("x", values).classes) == (5.0, 2)


def test_D10_an_unknown_name_is_refused_with_the_near_one() -> None:
    with pytest.raises(Refused, match="Did you mean digits"):
        LIBRARY.describe("digts")
    with pytest.raises(Refused, match="There is no file"):
        read_file(Path("nowhere.npz"))


def test_D11_random_fits_the_model_and_is_the_same_for_a_seed() -> None:
    first, second, other = (generate(reader(seed=seed)).arrays for seed in (1, 1, 2))
    assert set(first) == {"text", "topic", "score"}
    assert first["text"].shape == (RANDOM_ROWS, 100)
    assert (first["text"].min(), first["text"].max()) == (0, 49)
    assert first["topic"].shape == (RANDOM_ROWS, 4)
    assert np.array_equal(first["topic"].sum(axis=1), np.ones(RANDOM_ROWS))
    assert first["score"].shape == (RANDOM_ROWS, 1)
    assert all(np.array_equal(first[name], second[name]) for name in first)
    assert not np.array_equal(first["text"], other["text"])


@pytest.mark.parametrize(
    ("loss", "check"),
    [
        (
            "SparseCategoricalCrossentropy",
            lambda y: y.shape == (RANDOM_ROWS,) and set(np.unique(y)) == {0, 1, 2, 3},
        ),
        ("BinaryCrossentropy", lambda y: y.shape == (RANDOM_ROWS, 4) and set(np.unique(y)) == {0.0, 1.0}),
        ("Poisson", lambda y: y.shape == (RANDOM_ROWS, 4) and y.min() >= 0),
        ("MeanSquaredError", lambda y: y.shape == (RANDOM_ROWS, 4) and y.min() < 0 < y.max()),
    ],
)
def test_D11_targets_are_what_the_loss_compares_with(loss: str, check: object) -> None:
    document = edited(reader(), "training", "outputs", "topic", "loss", value=loss)
    assert callable(check)
    assert check(generate(document).arrays["topic"])


def test_D11_fewer_rows_are_drawn_where_they_are_large() -> None:
    nodes = [
        {"kind": "input", "id": "i", "name": "pictures", "shape": [256, 256, 64]},
        {"kind": "layer", "id": "p", "name": "pool", "layer": "GlobalAveragePooling2D", "config": {}},
        {"kind": "output", "id": "o", "name": "mean"},
    ]
    edges = [{"source": "i", "target": "p"}, {"source": "p", "target": "o"}]
    document = edited(twins(), "graph", value={"nodes": nodes, "edges": edges}).model_copy(
        update={"training": None, "data": None}
    )
    pictures, mean = plan_fields(document)
    assert pictures.rows == mean.rows == 31
    assert (
        31 * (pictures.row_bytes + mean.row_bytes) <= MAX_BYTES < 32 * (pictures.row_bytes + mean.row_bytes)
    )


def strided() -> Document:
    """Needs an open axis of more than 100: five strides of 3 leave nothing of it."""
    nodes = [{"kind": "input", "id": "i", "name": "wave", "shape": [None, 1]}]
    edges = [{"source": "i", "target": "c0"}]
    for place in range(4):
        config = {"filters": 2, "kernel_size": 5, "strides": 3}
        nodes.append(
            {"kind": "layer", "id": f"c{place}", "name": f"c{place}", "layer": "Conv1D", "config": config}
        )
        edges.append({"source": f"c{place}", "target": f"c{place + 1}" if place < 3 else "o"})
    nodes.append({"kind": "output", "id": "o", "name": "wave"})
    return edited(twins(), "graph", value={"nodes": nodes, "edges": edges}).model_copy(
        update={"training": None, "data": None}
    )


def test_D11_an_open_axis_is_doubled_until_the_model_can_be_built() -> None:
    arrays = generate(strided()).arrays
    assert arrays["wave"].shape == (RANDOM_ROWS, 200, 1)
    assert arrays["wave_target"].shape[1:] == (1, 2)


def test_D11_a_model_that_no_length_mends_is_refused() -> None:
    document = edited(strided(), "graph", "nodes", "1", "config", "filters", value=0)
    with pytest.raises(Refused, match="whatever the length"):
        generate(document)


def test_D13_the_last_rows_are_held_back() -> None:
    document = twins(validation={"split": 0.2})
    data = open_data(document, LIBRARY)
    bound = bind(document, data)
    assert (len(bound.training), len(bound.validation)) == (1437, 360)
    assert np.array_equal(bound.validation.x["left"], data.arrays["image"][1437:])
    assert np.array_equal(bound.training.targets["digit"], data.arrays["label"][:1437])


def test_D13_arrays_take_the_types_that_the_model_takes(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    np.savez(path, features=np.ones((3, 4), ">f8"), label=np.array([0.0, 1.0, 2.0]))
    document = edited(
        reader(),
        "data",
        value={"inputs": {"text": "features"}, "targets": {"topic": "label", "score": "label"}},
    )
    bound = bind(document, open_data(document, LIBRARY, str(path)))
    assert bound.training.x["text"].dtype == np.int32
    assert bound.training.targets["topic"].dtype == np.float32
