"""[R] A trained run is asked: rows in, predictions to the bit of Keras, activations, and refusals with a place."""

import base64
import csv
import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from jobs.houses import COLUMNS, houses, table
from jobs.models import iris, twins
from layerloom.datasets.dataset import Array
from layerloom.datasets.ingest.files import read_file
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.recipes.run_recipes import with_recipes
from layerloom.jobs.predict.activation_maps import SMALL, activation_maps
from layerloom.jobs.predict.predict_file import predict_file
from layerloom.jobs.predict.predictor import Predictor
from layerloom.jobs.predict.read_rows import read_rows
from layerloom.jobs.train.headless import train_document
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import Refused
from layerloom_schema.runs.folder import MODEL, SPEC
from layerloom_schema.runs.predictions import (
    MOST_MAPS,
    MOST_ROWS,
    Checkpoint,
    EncodedArray,
    FieldKind,
    PredictionField,
    SampleActivation,
    SampleNode,
)

LIBRARY = DataLibrary()


def trained(document: Document, folder: Path) -> Predictor:
    assert train_document(document, folder, library=LIBRARY) == 0
    return Predictor(folder, folder.parent, LIBRARY, Checkpoint.last)


def pixels(reading: SampleActivation) -> Array:
    """The maps of a node as numbers: number, height, width."""
    maps = reading.maps
    assert maps is not None
    scaled = np.frombuffer(base64.b64decode(maps.base64), "uint8").astype("float64")
    return (maps.low + scaled / 255 * (maps.high - maps.low)).reshape(maps.count, maps.height, maps.width)


def encoded(array: Array) -> EncodedArray:
    return EncodedArray.model_validate(
        {"dtype": array.dtype.name, "shape": [*array.shape], "base64": base64.b64encode(array).decode()}
    )


@pytest.fixture(scope="module")
def flowers(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    best = {"name": "ModelCheckpoint", "config": {"save_best_only": True, "monitor": "loss"}}
    return trained(iris(epochs=1, callbacks=[best]), tmp_path_factory.mktemp("iris") / "run")


def test_R90_predictions_are_those_of_keras_to_the_bit(flowers: Predictor) -> None:
    rows = LIBRARY.open("iris").arrays["features"][40:60]
    asked: list[dict[str, Any]] = [{"features": row.tolist()} for row in rows]
    answer = flowers.answer(asked)
    model = keras.saving.load_model(flowers.folder / MODEL)
    expected = model.predict({"features": rows}, batch_size=16, verbose=0)
    (output,) = answer.outputs
    assert np.array_equal(np.array(output.values, "float32"), expected)
    assert output.classes == ["setosa", "versicolor", "virginica"]
    assert output.labels == [output.classes[place] for place in expected.argmax(axis=1)]
    alone = flowers.answer(asked[:1]).outputs[0].values
    assert np.array_equal(np.array(alone, "float32"), model.predict_on_batch({"features": rows[:1]}))


def test_R91_every_node_has_its_activation_for_the_row(tmp_path: Path) -> None:
    predictor = trained(twins(epochs=1), tmp_path / "run")
    sample = predictor.sample(3)
    assert (sample.share, sample.row, sample.rows) == ("validation", 3, 360)
    answer = predictor.answer([sample.values], activations=True)
    nodes = {found.node: found for found in answer.activations}
    assert set(nodes) == {f"n{number}" for number in range(1, 11)}
    assert (nodes["n3"].shape, nodes["n10"].shape) == ([6, 6, 8], [10])
    assert np.allclose(pixels(nodes["n10"])[0, 0], answer.outputs[0].values[0], atol=1 / 255)
    assert np.allclose(pixels(nodes["n1"])[0], np.array(sample.values["left"])[..., 0], atol=1 / 255)
    other = predictor.answer([{**sample.values, "left": np.zeros((8, 8, 1)).tolist()}])
    assert other.outputs[0].values != answer.outputs[0].values  # both inputs are of one column
    assert sample.targets["digit"] == str(LIBRARY.open("digits").arrays["label"][1437 + 3])


def test_R420_a_node_that_is_looked_at_has_all_its_channels(tmp_path: Path) -> None:
    predictor = trained(twins(epochs=1), tmp_path / "run")
    sample = predictor.sample(0)
    answer = predictor.answer(
        [sample.values], activations=True, large=SampleNode.model_validate({"node": "n3"})
    )
    nodes = {found.node: found.maps for found in answer.activations}
    looked_at, other = nodes["n3"], nodes["n4"]
    assert looked_at is not None
    assert other is not None
    assert (looked_at.count, looked_at.channels) == (8, 8)
    assert (other.count, other.channels) == (MOST_MAPS, 8)


@pytest.mark.parametrize(
    ("shape", "maps", "channels"),
    [((), None, 0), ((10,), (1, 1, 10), 1), ((100,), (1, 10, 10), 1), ((40, 12), (1, 16, 12), 1)],
)
def test_R91_maps_follow_the_axes(
    shape: tuple[int, ...], maps: tuple[int, int, int] | None, channels: int
) -> None:
    found = activation_maps(np.arange(np.prod(shape, dtype=int), dtype="float32").reshape(shape), SMALL)
    if maps is None:
        assert found is None
    else:
        assert found is not None
        assert (found.count, found.height, found.width, found.channels) == (*maps, channels)


def test_R91_a_map_has_the_means_of_blocks_and_leaves_out_what_is_not_finite() -> None:
    image = np.arange(32 * 32, dtype="float32").reshape(32, 32, 1)
    image[0, 0] = np.nan
    found = activation_maps(image, SMALL)
    assert found is not None
    blocks = image[..., 0].reshape(16, 2, 16, 2).transpose(0, 2, 1, 3).reshape(16, 16, 4)
    means = np.nanmean(blocks, axis=-1)
    assert (found.low, found.high) == (means.min(), means.max())
    got = np.frombuffer(base64.b64decode(found.base64), "uint8").reshape(16, 16)
    assert np.array_equal(got, ((means - found.low) / (found.high - found.low) * 255).round())
    assert activation_maps(np.full((4, 4, 2), np.inf, "float32"), SMALL) is None


def test_R421_cells_are_given_as_bytes_too(flowers: Predictor) -> None:
    rows = LIBRARY.open("iris").arrays["features"][:2]
    assert (
        flowers.answer([{"features": encoded(row)} for row in rows]).outputs
        == flowers.answer([{"features": row.tolist()} for row in rows]).outputs
    )
    assert flowers.answer([{"features": encoded(np.ones(4, "uint8"))}]).outputs


ENCODED = {
    "not_base64": EncodedArray(dtype="float32", shape=[4], base64="*"),
    "encoded_bytes": EncodedArray(dtype="float32", shape=[4], base64="AAAA"),
    "encoded_not_finite": encoded(np.full(4, np.nan, "float32")),
    "shape": encoded(np.ones(3, "float32")),
}


@pytest.mark.parametrize("variant", ENCODED)
def test_R421_bytes_that_do_not_fit_are_refused(flowers: Predictor, variant: str) -> None:
    with pytest.raises(Refused) as refused:
        flowers.answer([{"features": ENCODED[variant]}])
    assert (refused.value.body.variant, refused.value.body.where) == (
        variant,
        {"row": 0, "field": "features"},
    )


def test_R421_texts_are_not_given_as_bytes() -> None:
    field = PredictionField(name="words", kind=FieldKind.text, shape=[], input="words")
    with pytest.raises(Refused) as refused:
        read_rows([{"words": encoded(np.ones((), "uint8"))}], [field])
    assert refused.value.body.variant == "encoded_dtype"


def test_R92_rows_are_given_by_column_where_recipes_make_the_inputs(tmp_path: Path) -> None:
    path = tmp_path / "houses.csv"
    table(path, 90, zone="Z", districts=("north", "south"), columns=COLUMNS)
    data = read_file(path).data
    document, folder = houses(), tmp_path / "run"
    assert train_document(document, folder, data_path=path, library=LIBRARY) == 0
    predictor = Predictor(folder, tmp_path, LIBRARY, Checkpoint.last)
    columns = [field.name for field in predictor.row_fields.fields]
    inputs = predictor.row_fields.inputs({name: data.arrays[name] for name in columns})
    sample = predictor.sample(0)
    assert list(sample.values) == columns
    whole = with_recipes(document, data, None).data
    for name, array in inputs.items():
        field = document.data.inputs[name] if document.data else name
        assert np.array_equal(array, whole.arrays[field]), name
    missing = predictor.answer([{**sample.values, "area": None, "district": None}])
    filled = predictor.row_fields.fields[columns.index("area")]
    assert filled.may_be_missing
    (output,) = missing.outputs
    assert np.isfinite(np.array(output.values, "float32")).all()
    assert output.classes == ["flat", "house", "villa"]


REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "missing_field": ({}, {"row": 0, "field": "features"}),
    "unknown_field": ({"features": [1, 2, 3, 4], "feature": 1}, {"row": 0, "field": "feature"}),
    "shape": ({"features": [1, 2, 3]}, {"row": 0, "field": "features"}),
    "ragged": ({"features": [1, [2], 3, 4]}, {"row": 0, "field": "features"}),
    "text_for_number": ({"features": [1, "2", 3, 4]}, {"row": 0, "field": "features"}),
    "not_number": ({"features": [1, None, 3, 4]}, {"row": 0, "field": "features"}),
    "not_finite": ({"features": [1, 1e39, 3, 4]}, {"row": 0, "field": "features"}),
}


@pytest.mark.parametrize("variant", REFUSED)
def test_R93_a_row_that_does_not_fit_is_refused_with_its_place(flowers: Predictor, variant: str) -> None:
    row, where = REFUSED[variant]
    with pytest.raises(Refused) as refused:
        flowers.answer([row])
    assert (refused.value.body.code, refused.value.body.variant) == ("prediction.invalid", variant)
    assert refused.value.body.where == where


def test_R93_no_row_and_too_many_are_refused(flowers: Predictor) -> None:
    for rows, variant in (([], "no_rows"), ([{}] * (MOST_ROWS + 1), "too_many_rows")):
        with pytest.raises(Refused) as refused:
            flowers.answer(rows)
        assert refused.value.body.variant == variant


def test_R94_a_run_without_weights_or_with_those_of_another_graph_is_refused(
    flowers: Predictor, tmp_path: Path
) -> None:
    (tmp_path / SPEC).write_bytes((flowers.folder / SPEC).read_bytes())
    for checkpoint, variant in ((Checkpoint.last, "no_weights"), (Checkpoint.best, "no_best_weights")):
        with pytest.raises(Refused) as refused:
            Predictor(tmp_path, tmp_path.parent, LIBRARY, checkpoint)
        assert refused.value.body.variant == variant
    spec = json.loads((flowers.folder / SPEC).read_text())
    spec["document"]["graph"]["nodes"][1]["config"]["units"] = 17
    (tmp_path / SPEC).write_text(json.dumps(spec))
    (tmp_path / MODEL).write_bytes((flowers.folder / MODEL).read_bytes())
    with pytest.raises(Refused, match="do not fit its graph"):
        Predictor(tmp_path, tmp_path.parent, LIBRARY, Checkpoint.last)


def test_R90_the_best_weights_are_asked_by_name(flowers: Predictor) -> None:
    best = Predictor(flowers.folder, flowers.folder.parent, LIBRARY, Checkpoint.best)
    assert best.form().checkpoints == [Checkpoint.last, Checkpoint.best]
    assert best.answer([{"features": [5, 3, 1, 0]}]).checkpoint is Checkpoint.best


def test_R95_a_file_is_predicted_into_a_file(tmp_path: Path) -> None:
    path = table(tmp_path / "houses.csv", 90, zone="Z", districts=("north", "=1+2"), columns=COLUMNS)
    folder, out = tmp_path / "run", tmp_path / "out.csv"
    assert train_document(houses(epochs=1), folder, data_path=path, library=LIBRARY) == 0
    predictor = Predictor(folder, tmp_path, LIBRARY, Checkpoint.last)
    assert predict_file(predictor, path, out) == (90, 0, 0)
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["district"] for row in rows} == {"north", "'=1+2"}
    assert {row[predictor.outputs[0]] for row in rows} <= {"flat", "house", "villa"}
    lines = tmp_path / "out.jsonl"
    predict_file(predictor, path, lines)
    assert len(lines.read_text().splitlines()) == 90
    bare = table(tmp_path / "bare.csv", 9, zone="Z", districts=("north",), columns=COLUMNS[1:3])
    with pytest.raises(Refused) as refused:
        predict_file(predictor, bare, tmp_path / "none.csv")
    assert refused.value.body.variant == "missing_column"
    assert not (tmp_path / "none.csv").exists()
