"""[T150] What a run says of being repeatable, and what makes it so where TensorFlow sums in any order."""

import json
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from codegen.documents import begin, document, end, graph, layer
from codegen.scripts import script_of
from jobs.models import structure_of
from layerloom.build.real.model import build_model
from layerloom.datasets.row_binder import Rows
from layerloom.jobs.train.repeatability import SUMMED_IN_ORDER, is_repeatable
from layerloom_schema.documents.document import Document, write_document
from support.processes.warm_python import WarmPython
from support.script_history import history_of

COMMAND = Path(sys.executable).with_name("layerloom")
LENGTH, WIDTH, BATCH = 200, 64, 32


def words(length: int | None = LENGTH, **training: Any) -> Document:
    """Numbers of words into an Embedding of which each batch looks up 409,600 numbers."""
    return document(
        [
            begin("text", length, dtype="int32"),
            layer("embed", "Embedding", input_dim=500, output_dim=WIDTH),
            layer("pool", "GlobalAveragePooling1D"),
            layer("head", "Dense", units=1),
            end("y"),
        ],
        "text>embed embed>pool pool>head head>out_y",
        training={"outputs": {"y": {"loss": "mse"}}, "epochs": 2, "batch_size": BATCH, **training},
        data={"dataset": "random", "inputs": {"text": "text"}, "targets": {"y": "y"}},
    )


def rows(length: int) -> Rows:
    return Rows({"text": np.zeros((100, length), "int32")}, {"y": np.zeros((100, 1), "float32")})


@pytest.mark.parametrize(
    ("length", "batch", "repeatable"), [(200, 32, False), (20, 32, True), (200, 4, True)]
)
def test_T150_a_run_is_repeatable_while_no_batch_looks_up_too_many_numbers(
    length: int, batch: int, repeatable: bool
) -> None:
    drawn = words(None)
    model = build_model(drawn, structure_of(drawn))
    assert (length * batch * WIDTH <= SUMMED_IN_ORDER) is repeatable
    assert is_repeatable(model, rows(length), batch) is repeatable
    model({"text": np.zeros((2, 3), "int32")})  # the layers are as they were


def test_T150_every_call_of_an_embedding_counts_wherever_it_stands() -> None:
    look = layer("look", "Embedding", input_dim=9, output_dim=64)
    inside = graph([begin("ids", 10, dtype="int32"), look, end("o")], "ids>look look>out_o")
    drawn = document(
        [
            begin("text", 4, 10, dtype="int32"),
            layer("each", "TimeDistributed", layer={"model": "words"}),
            end("y"),
        ],
        "text>each each>out_y",
        models={"words": {"graph": inside}},
    )
    model = build_model(drawn, structure_of(drawn))
    shown = Rows({"text": np.zeros((40, 4, 10), "int32")}, {})
    assert is_repeatable(model, shown, 20)  # 20 * 4 * 10 * 64 = 51,200
    assert not is_repeatable(model, shown, 21)
    for table in (each for each in model._flatten_layers() if isinstance(each, keras.layers.Embedding)):
        table.trainable = False
    assert is_repeatable(model, shown, 40)


def test_T150_a_deterministic_run_and_its_script_give_the_same_bits(
    tmp_path: Path, warm_python: WarmPython
) -> None:
    drawn = words(deterministic=True)
    path = tmp_path / "drawn.json"
    path.write_text(json.dumps(write_document(drawn)))
    done = warm_python.run(COMMAND, "train", path, "--json", "--out", tmp_path / "run")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    compiled = next(event for event in events if event["type"] == "compiled")
    assert compiled["repeatable"] is True
    script = script_of(drawn)
    assert "\ntf.config.experimental.enable_op_determinism()\n" in script
    losses = [event["logs"]["loss"] for event in events if event["type"] == "epoch_ended"]
    assert losses == history_of(script, tmp_path, warm_python)["loss"]
