"""[E] Evaluate a trained model on rows that it did not see; Keras and scikit-learn are the oracle."""

from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from PIL import Image
from sklearn import metrics

from jobs.houses import COLUMNS, houses, table
from layerloom.datasets.dataset import dataset
from layerloom.datasets.ingest.files import read_file
from layerloom.datasets.library import DataLibrary
from layerloom.jobs.evaluate.evaluate import EvaluatedRows, GivenUp, evaluate
from layerloom.jobs.evaluate.evaluate_run import evaluate_data, units_of
from layerloom.jobs.evaluate.row_pictures import RowPictures
from layerloom.jobs.predict.predictor import Predictor
from layerloom.jobs.prepare import PreparedRun, prepare_model, prepare_run, seed_keras
from layerloom.jobs.row_fields import RowFields
from layerloom.jobs.source_rows import source_rows
from layerloom.jobs.train.headless import train_document
from layerloom_schema.base import RunId
from layerloom_schema.documents.document import read_document, write_document
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits
from layerloom_schema.runs.evaluations import Evaluation
from layerloom_schema.runs.predictions import Checkpoint
from layerloom_schema.runs.views import RunSpec
from templates.shelf import opened

RUN = RunId("11111111-1111-4111-8111-111111111111")
IRIS = ("setosa", "versicolor", "virginica")


def prepared(name: str, folder: Path, **split: Any) -> PreparedRun:
    value = write_document(opened(name))
    value["data"]["split"] = {"by": "random", "test": 0.3, "seed": 1} | split
    spec = RunSpec(run=RUN, attempt=1, document=read_document(value), limits=Limits())
    return prepare_run(spec, folder, DataLibrary())


def held_back(ready: PreparedRun) -> EvaluatedRows:
    pictures = RowPictures(RowFields(ready), source_rows(ready, "test"))
    return EvaluatedRows(ready.data.test, "test", pictures.show)


def evaluated(ready: PreparedRun, names: dict[str, Any]) -> tuple[keras.Model, Evaluation]:
    seed_keras(0)
    model = prepare_model(ready)
    model.fit(dict(ready.data.training.x), ready.data.training.packed[1], epochs=3, verbose=0)
    found = evaluate(model, ready.document, held_back(ready), names, RUN)
    return model, found


def test_R100_metrics_are_those_of_keras_and_classes_those_of_scikit_learn(tmp_path: Path) -> None:
    ready = prepared("iris", tmp_path)
    output = next(iter(ready.data.test.targets))
    model, found = evaluated(ready, {output: IRIS})
    rows = ready.data.test
    expected = model.evaluate(
        dict(rows.x), rows.packed[1], batch_size=ready.training.batch_size, verbose=0, return_dict=True
    )
    assert found.metrics == pytest.approx(expected, rel=1e-6)
    assert found.rows == len(rows)
    given = np.asarray(model.predict(dict(rows.x), batch_size=ready.training.batch_size, verbose=0))
    labels = np.asarray(rows.targets[output]).reshape(-1)
    (report,) = found.outputs
    assert report.classes is not None
    assert report.classes.confusion == metrics.confusion_matrix(labels, given.argmax(axis=1)).tolist()
    assert [score.name for score in report.classes.classes] == [*IRIS]
    assert [score.rows for score in report.classes.classes] == np.bincount(labels).tolist()
    areas = [metrics.roc_auc_score(labels == each, given[:, each]) for each in range(3)]
    assert [curve.area for curve in report.classes.roc] == pytest.approx(areas, abs=1e-9)
    assert sum(each.rows for each in report.classes.calibration) == len(rows)


def test_R100_the_worst_rows_are_those_of_the_highest_loss(tmp_path: Path) -> None:
    ready = prepared("iris", tmp_path)
    output = next(iter(ready.data.test.targets))
    model, found = evaluated(ready, {output: IRIS})
    rows = ready.data.test
    given = model.predict(dict(rows.x), verbose=0)
    labels = np.asarray(rows.targets[output]).reshape(-1)
    losses = -np.log(given[np.arange(len(labels)), labels])
    order = np.argsort(-losses)
    assert [row.row for row in found.worst[:5]] == order[:5].tolist()
    assert [row.loss for row in found.worst] == pytest.approx(np.sort(losses)[::-1][:50], rel=1e-4)
    first = found.worst[0]
    assert first.targets == {output: IRIS[labels[order[0]]]}
    assert first.predictions == {output: IRIS[int(given[order[0]].argmax())]}
    (name,) = first.inputs
    assert first.inputs[name] == pytest.approx(np.asarray(rows.x[name])[order[0]].tolist())


def test_R100_every_output_has_its_own_report_and_loss_weights_count(tmp_path: Path) -> None:
    ready = prepared("two_outputs", tmp_path)
    model, found = evaluated(ready, {})
    assert units_of(model, ready.document) == {"digit": 10, "redrawn": 1}
    assert [report.name for report in found.outputs] == [*ready.data.test.targets]
    rows = ready.data.test
    expected = model.evaluate(
        dict(rows.x), rows.packed[1], batch_size=ready.training.batch_size, verbose=0, return_dict=True
    )
    assert found.metrics == pytest.approx(expected, rel=1e-6)
    assert max(row.loss for row in found.worst) >= expected["loss"]


def test_R100_an_evaluation_that_is_given_up_has_no_result(tmp_path: Path) -> None:
    ready = prepared("iris", tmp_path)
    model = prepare_model(ready)

    def stop() -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        evaluate(model, ready.document, held_back(ready), {}, RUN, watch=stop)


def test_R101_a_run_with_a_test_share_is_evaluated_when_it_has_trained(tmp_path: Path) -> None:
    value = write_document(opened("iris", epochs=2))
    value["data"]["split"] = {"by": "random", "test": 0.2, "seed": 1}
    assert train_document(read_document(value), tmp_path / "run") == 0
    found = Evaluation.model_validate_json((tmp_path / "run" / "evaluation.json").read_bytes())
    assert (found.share, found.rows) == ("test", 30)
    (report,) = found.outputs
    assert report.classes is not None
    assert [score.name for score in report.classes.classes] == [*IRIS]
    assert sum(map(sum, report.classes.confusion or [])) == 30


def test_R101_a_run_without_a_test_share_is_not(tmp_path: Path) -> None:
    assert train_document(opened("iris", epochs=1), tmp_path / "run") == 0
    assert not (tmp_path / "run" / "evaluation.json").exists()


def test_R284_the_worst_rows_of_images_are_pictures_of_the_data(tmp_path: Path) -> None:
    ready = prepared("two_outputs", tmp_path)
    _, found = evaluated(ready, {})
    first = found.worst[0]
    (name,) = first.images
    assert first.inputs == {}
    picture = np.asarray(Image.open(BytesIO(b64decode(first.images[name]))), "float32")
    pixels = np.asarray(ready.data.test.x[name])[first.row][..., 0]
    assert picture == pytest.approx(pixels / ready.data.test.x[name].max() * 255, abs=0.51)


def test_R285_all_rows_of_another_data_set_are_evaluated(tmp_path: Path) -> None:
    ready = prepared("iris", tmp_path)
    seed_keras(0)
    model = prepare_model(ready)
    spec = RunSpec(run=RUN, attempt=1, document=ready.document)
    arrays = {name: np.asarray(array)[40:75] for name, array in DataLibrary().open("iris").arrays.items()}
    other = dataset("other", "Other flowers", "", arrays)
    found = evaluate_data(model, ready, spec, other, Checkpoint.best)
    size = ready.training.batch_size
    expected = model.evaluate(
        {"features": arrays["features"]}, arrays["label"], batch_size=size, verbose=0, return_dict=True
    )
    assert found.metrics == pytest.approx(expected, rel=1e-6)
    assert (found.share, found.rows, found.dataset) == ("all", 35, "Other flowers")
    assert found.checkpoint is Checkpoint.best
    worst = found.worst[0]
    (values,) = worst.inputs.values()
    assert values == pytest.approx(arrays["features"][worst.row].tolist())


def test_R286_columns_of_another_data_set_are_prepared_as_in_training(tmp_path: Path) -> None:
    columns = COLUMNS
    districts = ("north", "south")
    path = table(tmp_path / "houses.csv", 90, zone="Z", districts=districts, columns=columns)
    document, folder = houses(epochs=1), tmp_path / "run"
    assert train_document(document, folder, data_path=path) == 0
    predictor = Predictor(folder, tmp_path, DataLibrary(), Checkpoint.last)
    later = table(tmp_path / "later.csv", 30, zone="Z", districts=("north", "west"), columns=columns)
    found = predictor.evaluate(read_file(later).data)
    assert (found.share, found.rows) == ("all", 30)
    assert {row.inputs["district"] for row in found.worst} == {"north", "west"}
    bare = table(tmp_path / "bare.csv", 30, zone="Z", districts=districts, columns=columns[1:3])
    with pytest.raises(Refused):
        predictor.evaluate(read_file(bare).data)
