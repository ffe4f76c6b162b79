"""[D53] The data sets of Keras: named before they are here, opened by Keras alone, in scripts too."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from codegen.test_dataset_lines import bound_to
from layerloom.build.dry.call_cache import CallCache
from layerloom.catalog.keras_private import file_utils
from layerloom.check.full_check import full_check
from layerloom.codegen.data.dataset_lines import data_lines
from layerloom.datasets.keras_archives import (
    KERAS_DATASETS,
    keep_archive,
    keras_dataset,
    keras_home,
    known_archive,
)
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Problem
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    return tmp_path / "keras"


def bound(name: str) -> Document:
    features, target = KERAS_DATASETS[name].info.fields
    return bound_to(name, features.shape, features.name, target.name)


def problems_of(name: str, **limits: Any) -> list[Problem]:
    report = full_check(bound(name), read_catalog(), Limits(**limits), CallCache())
    return [problem for problem in report.problems if problem.variant == "keras_missing"]


def test_D53_keras_itself_names_these_folders_and_archives() -> None:
    assert keras_home() == Path(file_utils.config.keras_home())
    for name, found in KERAS_DATASETS.items():
        source = Path(
            sys.modules[getattr(keras.datasets, name).load_data.__module__].__file__ or ""
        ).read_text()
        for archive in found.archives:
            assert archive.sha256 is None or archive.sha256 in source
            assert archive.address.rpartition("/")[0] in source
            assert archive.name in source
            assert Path(archive.kept_as.removesuffix("_archive")).name in source


@pytest.mark.parametrize("name", KERAS_DATASETS)
def test_D53_a_data_set_that_is_not_here_is_named_before_training(name: str, home: Path) -> None:
    (problem,) = problems_of(name, downloads=False)
    assert problem.where.field == "data.dataset"
    for archive in KERAS_DATASETS[name].archives:
        assert archive.address in problem.message
        assert str(archive.path.parent) in problem.message
        assert archive.path.is_relative_to(home)
    with pytest.raises(Refused, match="is not on this machine"):
        open_data(bound(name), DataLibrary())
    assert problems_of(name, downloads=True) == []


def test_D53_another_file_in_its_place_is_not_here_either(home: Path) -> None:
    (archive,) = KERAS_DATASETS["imdb"].archives
    archive.path.parent.mkdir(parents=True)
    archive.path.write_bytes(b"PK")
    assert len(problems_of("imdb", downloads=False)) == 1
    assert home.exists()


def test_D53_an_archive_of_any_other_name_or_content_is_an_ordinary_file(home: Path, tmp_path: Path) -> None:
    library = DataLibrary(tmp_path / "library")
    np.savez(tmp_path / "mnist.npz", image=np.zeros((3, 2)), label=np.arange(3))
    assert library.add([tmp_path / "mnist.npz"]).name == "mnist"
    info = library.describe("mnist")
    assert (info.rows, keras_dataset(info)) == (3, None)
    assert [each.name for each in library.list()].count("mnist") == 1
    assert library.find("mnist") == info
    assert library.open("mnist").arrays["label"].tolist() == [0, 1, 2]
    assert not home.exists()
    library.remove("mnist")
    assert keras_dataset(library.describe("mnist")) is KERAS_DATASETS["mnist"]


def test_D53_an_archive_is_put_where_keras_looks_for_it(home: Path, tmp_path: Path) -> None:
    known = known_archive(tmp_path / "cifar-100-python.tar.gz")
    assert known is not None
    (tmp_path / "cifar-100-python.tar.gz").write_bytes(b"archive")
    keep_archive(tmp_path / "cifar-100-python.tar.gz", known[1])
    assert (home / "datasets/cifar-100-python-target_archive").read_bytes() == b"archive"
    assert known_archive(tmp_path / "train-images-idx3-ubyte.gz") is None


_BOTH = """
import json, sys
import numpy as np, keras
from pathlib import Path
from datasets.test_keras_datasets import bound
from layerloom.codegen.data.dataset_lines import data_lines
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_data

document = bound("fashion_mnist")
ours = open_data(document, DataLibrary()).arrays
lines = data_lines(document, None, DataLibrary())
space = {"np": np, "keras": keras}
exec("\\n".join(lines.load), space)
theirs = {name: space["data"][name] for name in ours}
same = [ours[name].dtype == theirs[name].dtype and np.array_equal(ours[name], theirs[name]) for name in ours]
print(json.dumps([same, [[*array.shape] for array in ours.values()], ours["label"].tolist()]))
"""


def test_D53_keras_opens_what_is_here_as_the_script_does(home: Path) -> None:
    """In a process of its own: Keras reads where its folder is when it is imported."""
    generator = np.random.default_rng(0)
    for archive in KERAS_DATASETS["fashion_mnist"].archives:
        rows = 5 if archive.name.startswith("train") else 2
        shape = (rows,) if "labels" in archive.name else (rows, 28, 28)
        head = bytes([0, 0, 8, len(shape)]) + np.array(shape, ">u4").tobytes()
        content = (
            np.arange(rows, dtype="uint8") if len(shape) == 1 else generator.integers(0, 256, shape, "uint8")
        )
        archive.path.parent.mkdir(parents=True, exist_ok=True)
        archive.path.write_bytes(gzip.compress(head + content.tobytes()))
    assert keras_home() == home
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", _BOTH], env=environment, capture_output=True, text=True, check=True
    )
    same, shapes, labels = json.loads(done.stdout.splitlines()[-1])
    assert same == [True, True]
    assert shapes == [[7, 28, 28], [7]]
    assert labels == [0, 1, 2, 3, 4, 0, 1]


@pytest.mark.parametrize("name", KERAS_DATASETS)
def test_D53_a_script_loads_it_by_the_function_of_keras(name: str) -> None:
    lines = data_lines(bound(name), None, DataLibrary())
    assert lines is not None
    assert f"keras.datasets.{name}.load_data(" in "\n".join(lines.load)
