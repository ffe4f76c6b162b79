"""[R404] What a run is estimated to take, from the check of its document."""

import pytest

from jobs.models import edited, iris
from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.datasets.library import DataLibrary
from layerloom.runs.memory_estimate import PROCESS_BYTES, trainer_bytes
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.documents.document import Document
from layerloom_schema.limits import Limits

IRIS_BYTES = 150 * 4 * 4


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> DataLibrary:
    return DataLibrary(tmp_path_factory.mktemp("datasets"))


def checked(document: Document, library: DataLibrary) -> CheckReport:
    report = full_check(document, read_catalog(), Limits(), CallCache(), for_training=True, library=library)
    assert report.ok
    return report


def test_R404_the_parts_of_an_estimate(library: DataLibrary) -> None:
    document = iris(batch_size=16)
    report = checked(document, library)
    totals = report.totals
    assert totals.bytes == 4 * totals.params == 4 * totals.trainable > 0
    weights = 3 * 3 * totals.bytes + totals.bytes
    activations = 2 * 16 * totals.activations
    assert trainer_bytes(document, report, Limits()) == PROCESS_BYTES + weights + activations + IRIS_BYTES
    from_disk = Limits(training_bytes=0)
    assert trainer_bytes(document, report, from_disk) == PROCESS_BYTES + weights + activations
    larger = edited(document, "training", "batch_size", value=32)
    assert trainer_bytes(larger, report, from_disk) == PROCESS_BYTES + weights + 2 * activations


def test_R404_weights_that_are_not_trained_have_no_gradients(library: DataLibrary) -> None:
    document = iris(batch_size=16)
    nodes = document.model_dump(mode="json", exclude_unset=True)["graph"]["nodes"]
    frozen = [node | {"trainable": False} if node["kind"] == "layer" else node for node in nodes]
    still = edited(document, "graph", "nodes", value=frozen)
    before, after = checked(document, library), checked(still, library)
    assert after.totals.trainable == 0
    difference = trainer_bytes(document, before, Limits()) - trainer_bytes(still, after, Limits())
    assert difference == (3 * 2 + 1) * before.totals.bytes
