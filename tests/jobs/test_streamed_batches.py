"""[T31] Rows that do not fit in memory are read while the model trains, and no number hangs on it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from jobs.models import edited, iris, reader, twins
from jobs.test_sample_weights import FEATURES, LABELS, SCORE, TEXT, TOPIC, WEIGHTS, weighed
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.row_binder import LazyRows, Rows, bind
from layerloom.jobs.loop import streamed_batches as module
from layerloom.jobs.loop.shuffle_order import ShuffleOrder
from layerloom.jobs.loop.streamed_batches import StreamedBatches
from layerloom.jobs.train.headless import train_document
from layerloom_schema.documents.document import Document
from layerloom_schema.limits import Limits
from layerloom_schema.runs.events import EpochEnded, Event


def run_in(library: DataLibrary, folder: Path, document: Document, most_bytes: int) -> list[Event]:
    events: list[Event] = []
    limits = Limits(training_bytes=most_bytes)
    code = train_document(document, folder, on_event=events.append, library=library, limits=limits)
    assert code == 0, (folder / "log.txt").read_text()
    return events


def added(folder: Path, **arrays: np.ndarray) -> DataLibrary:
    np.savez(folder / "made.npz", **arrays)
    library = DataLibrary(folder / "datasets")
    library.add([folder / "made.npz"], "made")
    return library


def both_weighed() -> Document:
    """Two outputs: one with balanced classes, one with weights of rows; of random rows, a third validates."""
    data = {
        "dataset": "made",
        "inputs": {"text": "text"},
        "targets": {"topic": "t", "score": "s"},
        "split": {"by": "random", "validation": 0.3, "test": 0.1, "seed": 3},
    }
    return weighed(
        {"score": "w"},
        {"topic": {"class_weight": "balanced"}, "score": {"weighted_metrics": ["mae"]}},
        edited(reader(batch_size=8), "data", value=data),
    )


def classed() -> Document:
    document = weighed({"species": "w"}, {"species": {"class_weight": {"0": 0.5}}}, iris(batch_size=7))
    names = {"dataset": "made", "inputs": {"features": "f"}, "targets": {"species": "label"}}
    document = edited(document, "data", value=names | {"sample_weights": {"species": "w"}})
    return edited(document, "training", "validation", value={"split": 0.2})


CASES = [(twins, 0), (both_weighed, 2_000), (classed, 0)]


@pytest.mark.parametrize(("make", "most_bytes"), CASES)
def test_T31_streamed_rows_give_the_same_losses_to_the_bit(
    make: Callable[[], Document], most_bytes: int, tmp_path: Path
) -> None:
    library = added(
        tmp_path, text=TEXT, t=TOPIC, s=SCORE, w=WEIGHTS, f=FEATURES.astype("float64"), label=LABELS
    )
    numbers: list[Any] = []
    for limit in (2**40, most_bytes):
        events = run_in(library, tmp_path / str(limit), make(), limit)
        numbers.append([event.logs for event in events if isinstance(event, EpochEnded)])
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) > 1


def test_T31_what_fits_is_read_into_memory() -> None:
    document = iris()
    data = DataLibrary().open("iris")
    size = 150 * (4 * 4 + 8)
    assert isinstance(bind(document, data, most_bytes=size).training, Rows)
    lazy = bind(document, data, most_bytes=size - 1).training
    assert isinstance(lazy, LazyRows)
    assert lazy.bytes == size


def test_T31_a_chunk_is_as_long_as_the_loop_asks_but_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = bind(iris(), DataLibrary().open("iris"), most_bytes=0).training
    assert isinstance(rows, LazyRows)
    order = ShuffleOrder(150, 1, shuffle=True)
    order.begin(0)

    def lengths(most_bytes: int) -> list[int]:
        batches = StreamedBatches(rows, 10, order, most_bytes)
        chunks = [*batches.chunks(0, 15, lambda: 6)]
        taken = np.concatenate([chunk.fields[0]["features"].numpy() for chunk in chunks])
        assert np.array_equal(taken, rows.x["features"][order.rows])
        return [chunk.last - chunk.first for chunk in chunks]

    assert lengths(2**30) == [6, 6, 3]
    assert lengths(4 * 240 * 4) == [4, 4, 4, 3]
    assert lengths(0) == [1] * 15
    monkeypatch.setattr(module, "CHUNK_BYTES", 240 * 5)
    assert lengths(2**30) == [5, 5, 5]


def test_T31_memory_is_bounded_by_the_limit(tmp_path: Path) -> None:
    """Of 100 MB of rows in a file, a run with a limit of 16 MB holds less than half."""
    rows = 250_000
    features = np.random.default_rng(0).random((rows, 100), dtype="float32")
    library = added(tmp_path, features=features, label=np.arange(rows) % 3)
    size = features.nbytes
    del features
    document = iris(epochs=1, batch_size=1024, validation={"split": 0.1})
    document = edited(document, "graph", "nodes", "0", "shape", value=[100])
    document = edited(document, "data", "dataset", value="made")
    run_in(library, tmp_path / "warm", iris(epochs=1), 2**40)  # what TensorFlow allocates once
    before = own_memory()
    seen = [before]
    limit = 16 * 2**20
    train_document(
        document,
        tmp_path / "bounded",
        on_event=lambda _: seen.append(own_memory()),
        library=library,
        limits=Limits(training_bytes=limit),
    )
    assert max(seen) - before < size / 2
    before = own_memory()
    probe = np.ones(size, "uint8")
    assert own_memory() - before > probe.nbytes / 2, "what is measured here sees no memory"


def own_memory() -> int:
    """Bytes of this process that are no pages of files."""
    status = Path("/proc/self/status").read_text("utf-8")
    found = re.search(r"RssAnon:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024
