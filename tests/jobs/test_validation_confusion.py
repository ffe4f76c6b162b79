"""[E] The classes of validation rows are counted while a model trains; Keras is the oracle."""

from pathlib import Path
from typing import Any

import keras
import numpy as np

from jobs.models import twins
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data
from layerloom.datasets.row_binder import bind
from layerloom.jobs.train.headless import train_document
from layerloom_schema.documents.document import Document
from layerloom_schema.runs.events import Confusion, EpochEnded, Event
from layerloom_schema.runs.folder import MODEL

LIBRARY = DataLibrary()


def trained(document: Document, folder: Path) -> list[Event]:
    reported: list[Event] = []
    assert train_document(document, folder, None, reported.append, library=LIBRARY) == 0
    return reported


def test_R422_the_last_epoch_is_counted_from_the_predictions_of_keras(tmp_path: Path) -> None:
    document = twins()
    reported = trained(document, tmp_path / "run")
    *_, last = [event for event in reported if isinstance(event, Confusion)]
    assert last.epoch == 2
    (output,) = last.outputs
    assert (output.name, output.classes) == ("digit", [str(digit) for digit in range(10)])
    rows = bind(document, open_data(document, LIBRARY)).validation.some(slice(None))
    model: Any = keras.saving.load_model(tmp_path / "run" / MODEL)
    predicted = model.predict(dict(rows.x), batch_size=32, verbose=0).argmax(axis=1)
    expected = np.zeros((10, 10), int)
    np.add.at(expected, (rows.targets["digit"].reshape(-1), predicted), 1)
    assert output.counts == expected.tolist()
    accuracy = [event.logs["val_accuracy"] for event in reported if isinstance(event, EpochEnded)][-1]
    assert np.isclose(accuracy or 0, np.trace(expected) / expected.sum())


def test_R422_rows_without_classes_or_validation_are_not_counted(tmp_path: Path) -> None:
    document = twins(epochs=1, validation={"split": 0.0})
    assert not [event for event in trained(document, tmp_path / "run") if isinstance(event, Confusion)]
