"""[D45] A model that is taken away prepares the columns of a file as the run that trained it did."""

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from codegen.documents import begin, end, layer
from codegen.documents import document as case
from jobs.houses import COLUMNS, KINDS, houses, table
from layerloom.datasets.library import DataLibrary
from layerloom.jobs.model_bundle import write_bundle
from layerloom.jobs.predict.predict_file import predict_file
from layerloom.jobs.predict.predictor import Predictor
from layerloom.jobs.train.headless import train_document
from layerloom_schema.errors import Refused
from layerloom_schema.runs.folder import BUNDLE, MODEL, PREPROCESS
from layerloom_schema.runs.predictions import Checkpoint
from support.processes.warm_python import WarmPython

COMMAND = Path(sys.executable).with_name("layerloom")
BARE = """
import sys
ours = ("layerloom", "layerloom_schema")
sys.modules.update(dict.fromkeys([*ours, *(name for name in sys.modules if name.partition(".")[0] in ours)]))
import keras, numpy as np
from preprocess import read
model = keras.saving.load_model("model.keras")
rows = read(sys.argv[1])
np.save("all.npy", model.predict(rows, batch_size=32, verbose=0))
np.save("one.npy", model.predict({name: column[:1] for name, column in rows.items()}, verbose=0))
"""


def predictions(run: Path, rows: Path) -> np.ndarray:
    """What the product itself predicts of a file, in batches of the run's size, 32."""
    to = rows.with_suffix(".jsonl")
    predict_file(Predictor(run, run.parent, DataLibrary(), Checkpoint.last), rows, to)
    lines = [json.loads(line) for line in to.read_text().splitlines()]
    return np.array([[line[f"kind.{name}"] for name in KINDS] for line in lines], "float32")


def test_D45_a_bundle_predicts_to_the_bit_without_layerloom(tmp_path: Path, warm_python: WarmPython) -> None:
    run, away = tmp_path / "run", tmp_path / "away"
    districts = ("north", "south", "east", "")
    trained_on = table(tmp_path / "houses.csv", 300, zone="+02:00", districts=districts, columns=COLUMNS)
    document = houses()
    assert train_document(document, run, trained_on) == 0
    done = warm_python.run(COMMAND, "bundle", run, "-o", tmp_path / BUNDLE)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    with zipfile.ZipFile(tmp_path / BUNDLE) as bundle:
        bundle.extractall(away)
    assert sorted(path.name for path in away.iterdir()) == [MODEL, PREPROCESS]

    columns = [name for name in reversed(COLUMNS) if name != "kind"]
    unseen = ("north", "west", "south", "")
    rows = table(tmp_path / "new.csv", 1_000, zone="-09:30", districts=unseen, columns=columns)
    expected = predictions(run, rows)
    (away / "bare.py").write_text(BARE)
    done = warm_python.run(away / "bare.py", rows, cwd=away)
    assert done.returncode == 0, done.stderr
    assert "Warning" not in done.stderr
    found = np.load(away / "all.npy")
    assert found.shape == (1_000, 3)
    assert found.tobytes() == expected.tobytes()
    np.testing.assert_allclose(np.load(away / "one.npy"), expected[:1], rtol=0, atol=1e-6)


def test_D45_layers_that_adapted_on_the_canvas_are_in_the_bundle(tmp_path: Path) -> None:
    """Their vocabularies are in no weights: they adapt to the run's own data again."""
    document = case(
        [
            begin("district", 1, dtype="string"),
            begin("floors", 1),
            layer("number", "StringLookup", more={"adapt": True}, max_tokens=5),
            layer("embed", "Embedding", input_dim=5, output_dim=2),
            layer("flat", "Flatten"),
            layer("norm", "Normalization", more={"adapt": True}),
            layer("both", "Concatenate"),
            layer("area", "Dense", units=1),
            end("floors"),
        ],
        "district>number number>embed embed>flat floors>norm norm>both#0 flat>both#1 both>area area>out_floors",
        training={"outputs": {"floors": {"loss": "mse"}}, "epochs": 1},
        data={"inputs": {"district": "district", "floors": "floors"}, "targets": {"floors": "floors"}},
    )
    run, path = tmp_path / "run", tmp_path / "houses.csv"
    table(path, 100, zone="Z", districts=("north", "south", "west"), columns=COLUMNS)
    assert train_document(document, run, path) == 0
    write_bundle(run, tmp_path)
    with zipfile.ZipFile(run / BUNDLE) as bundle:
        bundle.extractall(tmp_path / "away")
    space: dict[str, Any] = {}
    exec((tmp_path / "away" / PREPROCESS).read_text(), space)
    found = keras.saving.load_model(tmp_path / "away" / MODEL).predict(space["read"](path), verbose=0)
    to = path.with_suffix(".jsonl")
    predict_file(Predictor(run, tmp_path, DataLibrary(), Checkpoint.last), path, to)
    lines = [json.loads(line) for line in to.read_text().splitlines()]
    expected = np.array([[line["floors.predicted"]] for line in lines], "float32")
    assert found.tobytes() == expected.tobytes()


def test_D45_a_run_of_which_nothing_is_kept_has_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"This run has no model\.zip, or not yet"):
        write_bundle(tmp_path, tmp_path)
