"""[I] `layerloom diff` of any two of document, saved model, script and run."""

import json
import os
import sys
from pathlib import Path

import keras
import pytest

from codegen.test_python_script import script_of
from jobs.models import edited, iris, structure_of
from layerloom.build.real.model import build_model
from layerloom_schema.documents.document import write_document
from support.processes.warm_python import WarmPython

COMMAND = Path(sys.executable).parent / "layerloom"
ENVIRONMENT = {**os.environ, "LC_ALL": "en_GB.UTF-8", "PYTHONUTF8": "1"}


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras, when it saves
def test_I482_files_of_every_kind_are_compared(warm_python: WarmPython, tmp_path: Path) -> None:
    document = iris()
    dense = next(node for node in document.graph.nodes if node.kind == "layer")
    place = str(document.graph.nodes.index(dense))
    wide = edited(document, "graph", "nodes", place, "config", "units", value=77)
    (tmp_path / "model.json").write_text(json.dumps(write_document(document)), "utf-8")
    (tmp_path / "model.py").write_text(script_of(wide), "utf-8")
    build_model(document, structure_of(document)).save(tmp_path / "model.keras")
    keras.utils.clear_session(free_memory=False)
    same = warm_python.run(COMMAND, "diff", "model.json", "model.json", cwd=tmp_path, env=ENVIRONMENT)
    assert (same.returncode, same.stdout) == (0, "Nothing that is trained differs.\n")
    found = warm_python.run(
        COMMAND, "diff", "model.keras", "model.py", "--json", cwd=tmp_path, env=ENVIRONMENT
    )
    assert found.returncode == 1, found.stderr
    (change,) = [node for node in json.loads(found.stdout)["nodes"] if node["class_name"] == "Dense"]
    assert [(each["path"], each["after"]) for each in change["settings"]] == [(["config", "units"], 77)]
    shown = warm_python.run(COMMAND, "diff", "model.json", "model.py", cwd=tmp_path, env=ENVIRONMENT)
    assert f"~ {dense.name} Dense\n    config.units: " in shown.stdout
