"""[I] The small app of a run: it runs as it stands, without Layerloom, and answers what the run predicts."""

import json
import socket
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from jobs.houses import COLUMNS, KINDS, RECIPES, houses, table
from layerloom.datasets.library import DataLibrary
from layerloom.jobs.export.export_run import export_run
from layerloom.jobs.predict.predictor import Predictor
from layerloom.jobs.train.headless import train_document
from layerloom_schema.models.exports import ModelFormat
from layerloom_schema.runs.predictions import Checkpoint
from support.processes.server import wait_for
from support.processes.warm_python import WarmPython

_SERVE = """
import sys
ours = ("layerloom", "layerloom_schema")
sys.modules.update(dict.fromkeys([*ours, *(name for name in sys.modules if name.partition(".")[0] in ours)]))
import uvicorn
sys.path.insert(0, ".")
uvicorn.run("app:app", uds="socket", log_level="warning")
"""
ROWS = 5


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    """A run one of whose recipes has a step that lies in no model."""
    folder = tmp_path_factory.mktemp("app")
    path = table(folder / "houses.csv", 90, zone="Z", districts=("north", "south"), columns=COLUMNS)
    districts = {"step": "classes", "config": {"classes": ["north", "south"]}}
    recipes = {**RECIPES, "where": {"from": ["district"], "steps": [districts]}}
    assert train_document(houses(recipes), folder / "run", data_path=path, library=DataLibrary()) == 0
    return Predictor(folder / "run", folder, DataLibrary(), Checkpoint.last)


@pytest.fixture(scope="module")
def away(run: Predictor) -> Path:
    """The app in a folder of its own."""
    found = export_run(run, ModelFormat.app, run.folder / "exports")
    assert (found.file, found.parity.outputs.state) == ("app.zip", "equal")
    assert found.milliseconds is not None
    with zipfile.ZipFile(run.folder / "exports" / found.file) as archive:
        archive.extractall(run.folder / "away")
    return run.folder / "away"


@pytest.fixture
def served(away: Path, warm_python: WarmPython) -> Iterator[httpx.Client]:
    """The app as uvicorn serves it."""
    (away / "serve.py").write_text(_SERVE)
    process = warm_python.start(away / "serve.py", files=away.parent, cwd=away)
    wait_for(lambda: _is_up(away / "socket"), 120)
    with httpx.Client(
        base_url="http://app", transport=httpx.HTTPTransport(uds=str(away / "socket"))
    ) as client:
        yield client
    process.send_signal(15)
    process.wait()


def _is_up(path: Path) -> bool:
    """Whether a server listens there."""
    with socket.socket(socket.AF_UNIX) as end:
        return end.connect_ex(str(path)) == 0


def test_I464_the_app_answers_what_the_run_predicts(run: Predictor, served: httpx.Client) -> None:
    rows = [run.sample(number).values for number in range(ROWS)]
    (output,) = served.post("/predict", json={"rows": rows}).raise_for_status().json()["outputs"]
    expected = run.answer(rows).outputs[0]
    assert np.array_equal(np.array(output["values"], "float32"), np.array(expected.values, "float32"))
    assert (output["labels"], {*output["labels"]} <= {*KINDS}) == (expected.labels, True)
    form = served.get("/").json()
    assert [field["name"] for field in form["fields"]] == [field.name for field in run.row_fields.fields]
    refused: list[tuple[dict[str, Any], str]] = [
        ({"area": "large"}, "'large' is no number"),
        ({"district": "moon"}, "moon"),
        ({"floors": [1, 2]}, "the shape is [2]"),
    ]
    for change, reason in refused:
        answer = served.post("/predict", json={"rows": [rows[0] | change]})
        assert answer.status_code == 422
        assert reason in answer.json()["detail"]
    without = {name: value for name, value in rows[0].items() if name != "note"}
    assert "has no 'note'" in served.post("/predict", json={"rows": [without]}).json()["detail"]
    assert served.post("/predict", json={"rows": []}).status_code == 422


def test_I464_the_archive_holds_what_it_takes_to_run_elsewhere(away: Path) -> None:
    files = {path.name for path in away.iterdir()} - {"serve.py", "socket", "__pycache__"}
    assert files == {
        *(
            "app.py",
            "form.json",
            "model.keras",
            "preprocess.py",
            "requirements.txt",
            "Dockerfile",
            "README.md",
        )
    }
    pins = dict(line.split("==") for line in (away / "requirements.txt").read_text().split())
    assert {"fastapi", "keras", "tensorflow", "uvicorn"} <= pins.keys()
    assert pins["numpy"] == np.__version__
    docker = (away / "Dockerfile").read_text()
    assert f"python:{sys.version_info.major}.{sys.version_info.minor}" in docker
    assert "USER 10001" in docker
    assert json.loads((away / "form.json").read_text())["example"].keys() <= {*COLUMNS}
