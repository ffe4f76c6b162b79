"""Scripts with all that training can ask for, run by themselves: the numbers of our own trainer, to the bit."""

import json
import math
import os
import subprocess
import sys
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from codegen.documents import begin, call_of, document, end, layer
from codegen.test_python_script import RUFF, epochs_of, history_of, script_of
from codegen.trained import CROSS, TRAINED, on_random, options
from jobs.models import iris
from layerloom.jobs.train.headless import train_document
from layerloom.trained_models import run_resolver
from layerloom_schema.document import Document

Histories = Mapping[str, Mapping[str, list[float]]]
RUN_ALL = """
import contextlib, io, json, runpy, sys
import keras
found = {}
for path in sys.argv[1:]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        runpy.run_path(path, run_name="__main__")
    found[path] = json.loads(printed.getvalue().splitlines()[-1])
    keras.utils.clear_session()
    keras.config.set_dtype_policy("float32")
print(json.dumps(found))
"""


def weighed() -> Document:
    """Two outputs: rows weigh by a field for both, by their class for one, and by place for the sequence."""
    return document(
        [
            begin("x", 4),
            layer("topic", "Dense", units=3, activation="softmax"),
            layer("score", "Dense", units=1),
            end("topic"),
            end("score"),
            layer("kind", "Dense", units=2, activation="softmax"),
            end("kind"),
        ],
        "x>topic x>score topic>out_topic score>out_score x>kind kind>out_kind",
        training=options(
            {
                "topic": {
                    "loss": "categorical_crossentropy",
                    "class_weight": {"1": 3.0, "2": 0.5},
                    "weighted_metrics": ["categorical_accuracy"],
                },
                "score": {"loss": "mse", "metrics": ["mae"], "weighted_metrics": ["mae"]},
                "kind": {**CROSS, "class_weight": {"1": 7.0}},
            },
            batch_size=16,
            validation={"split": 0.25},
        ),
        data={
            "inputs": {"x": "x"},
            "targets": {"topic": "topic", "score": "score", "kind": "kind"},
            "sample_weights": {"topic": "w", "score": "w_column"},
        },
    )


def file_of_rows(folder: Path) -> Path:
    generator = np.random.default_rng(3)
    path = folder / "rows.npz"
    np.savez(
        path,
        x=generator.random((90, 4)),
        topic=np.eye(3)[generator.integers(0, 3, 90)],
        score=generator.random((90, 1)),
        kind=generator.integers(0, 2, 90),
        w=generator.random(90),
        w_column=generator.random((90, 1)).astype("float32"),
    )
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scripts")


@pytest.fixture(scope="module")
def theirs(folder: Path) -> Histories:
    """What every script has measured, all of them run one after the other in a process of their own."""
    scripts = {name: script_of(make()) for name, make in TRAINED.items()}
    scripts["weighed"] = script_of(weighed(), data_path=file_of_rows(folder))
    paths = {name: folder / f"script_{place}.py" for place, name in enumerate(scripts)}
    for name, path in paths.items():
        path.write_text(scripts[name])
    done = subprocess.run(
        [sys.executable, "-c", RUN_ALL, *map(str, paths.values())],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"},
    )
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return {name: found[str(path)] for name, path in paths.items()}


@pytest.mark.parametrize("name", TRAINED)
def test_T18_a_script_trains_with_the_numbers_of_the_trainer(
    name: str, theirs: Histories, tmp_path: Path
) -> None:
    ours = epochs_of(TRAINED[name](), tmp_path / "run")
    assert ours == theirs[name]
    assert all(math.isfinite(value) for values in ours.values() for value in values if value is not None)


def test_T18_rows_weigh_alike(theirs: Histories, tmp_path: Path) -> None:
    assert epochs_of(weighed(), tmp_path / "run", file_of_rows(tmp_path)) == theirs["weighed"]


def test_T18_a_trained_run_arrives_with_its_weights(tmp_path: Path) -> None:
    run = str(uuid.uuid4())
    assert train_document(iris(epochs=1), tmp_path / run) == 0
    holding = on_random(
        document(
            [
                begin("x", 4),
                call_of("reader", "read", trainable=False),
                layer("dense", "Dense", units=2),
                end("y"),
            ],
            "x>reader reader>dense dense>out_y",
            models={"read": {"run": run}},
        ),
        {"y": {"loss": "mse"}},
        epochs=1,
    )
    script = script_of(run_resolver(tmp_path)(holding))
    assert f'reader.load_weights("{run}.keras")' in script
    assert str(tmp_path) not in script
    ours = epochs_of(holding, tmp_path / "run", runs=tmp_path)
    assert (tmp_path / "run" / "model.py").read_text() == script
    assert ours == history_of(script, tmp_path / "run")


def test_T8_scripts_of_training_are_formatted_and_clean(theirs: Histories, folder: Path) -> None:
    assert len(theirs) == len(list(folder.glob("script_*.py")))
    for command in (["format", "--diff"], ["check", "--select", "E,F,I,B,UP"]):
        done = subprocess.run(
            [RUFF, *command, "--isolated", "--line-length", "100", folder], capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
