"""Scripts with all that training can ask for, run by themselves: the numbers of our own trainer, to the bit."""

import math
import uuid
from pathlib import Path

import numpy as np
import pytest

from codegen.documents import begin, call_of, document, end, layer
from codegen.scripts import assert_formatted_and_clean, epochs_of, script_of
from codegen.trained import CROSS, TRAINED, on_random, options
from jobs.models import iris
from layerloom.jobs.train.headless import train_document
from layerloom.trained_models import run_resolver
from layerloom_schema.documents.document import Document
from support.processes.warm_python import WarmPython
from support.script_history import history_of


def weighed() -> Document:
    """Three outputs: rows weigh by a field for two, by their class for one, and balanced for the last."""
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
                "kind": {**CROSS, "class_weight": "balanced"},
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


@pytest.mark.parametrize("name", TRAINED)
def test_T18_a_script_trains_with_the_numbers_of_the_trainer(
    name: str, tmp_path: Path, warm_python: WarmPython
) -> None:
    document = TRAINED[name]()
    ours = epochs_of(document, tmp_path / "run")
    assert ours == history_of(script_of(document), tmp_path, warm_python)
    assert all(math.isfinite(value) for values in ours.values() for value in values if value is not None)


def test_T18_rows_weigh_alike(tmp_path: Path, warm_python: WarmPython) -> None:
    rows = file_of_rows(tmp_path)
    script = script_of(weighed(), data_path=rows)
    assert epochs_of(weighed(), tmp_path / "run", rows) == history_of(script, tmp_path, warm_python)


def test_T18_a_trained_run_arrives_with_its_weights(tmp_path: Path, warm_python: WarmPython) -> None:
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
    assert ours == history_of(script, tmp_path / "run", warm_python)


def test_T8_scripts_of_training_are_formatted_and_clean(tmp_path: Path) -> None:
    scripts = [script_of(make()) for make in TRAINED.values()]
    scripts.append(script_of(weighed(), data_path=file_of_rows(tmp_path)))
    for place, script in enumerate(scripts):
        (tmp_path / f"script_{place}.py").write_text(script)
    assert_formatted_and_clean(tmp_path)
