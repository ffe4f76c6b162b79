"""[I] `layerloom import` of scripts, notebooks and saved models."""

import json
import os
import subprocess
import sys
from pathlib import Path

import keras
import pytest

from support.processes.warm_python import WarmPython

COMMAND = Path(sys.executable).parent / "layerloom"
ENVIRONMENT = {**os.environ, "LC_ALL": "en_GB.UTF-8", "PYTHONUTF8": "1"}
SCRIPT = """
import keras
classes = len(labels)
small = keras.Sequential([keras.Input((4,)), keras.layers.Dense(classes)])
large = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8), keras.layers.Dense(classes)])
load(small)
"""


def run(python: WarmPython, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return python.run(COMMAND, "import", *words, cwd=folder, env=ENVIRONMENT)


def test_I11_the_command_reads_a_script_and_says_what_is_open(
    warm_python: WarmPython, tmp_path: Path
) -> None:
    (tmp_path / "net.py").write_text(SCRIPT, "utf-8")
    done = run(warm_python, tmp_path, "net.py")
    assert done.returncode == 0
    assert json.loads(done.stdout)["name"] == "net"
    assert "line 6: `load(...)` was not followed." in done.stderr
    assert '--fill "len(labels)=NUMBER"' in done.stderr
    listed = run(warm_python, tmp_path, "net.py", "--list")
    assert listed.stdout == "  small\n* large\n"
    chosen = run(
        warm_python, tmp_path, "net.py", "--model", "small", "--fill", "len(labels)=3", "-o", "net.json"
    )
    assert (chosen.returncode, "--fill" in chosen.stderr) == (0, False)
    (dense,) = [
        node
        for node in json.loads((tmp_path / "net.json").read_text("utf-8"))["graph"]["nodes"]
        if node["kind"] == "layer"
    ]
    assert dense["config"] == {"units": 3}


def test_I11_the_command_refuses_what_it_cannot_read(warm_python: WarmPython, tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text("print 'old'\n", "utf-8")
    done = run(warm_python, tmp_path, "net.py")
    assert (done.returncode, done.stdout) == (1, "")
    assert "line 1 is Python 2" in done.stderr
    (tmp_path / "net.py").write_text(SCRIPT, "utf-8")
    assert run(warm_python, tmp_path, "net.py", "--fill", "labels").returncode == 2
    assert "There are small, large." in run(warm_python, tmp_path, "net.py", "--model", "none").stderr


def test_I11_as_json_the_models_and_holes_come_along(warm_python: WarmPython, tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(SCRIPT, "utf-8")
    found = json.loads(run(warm_python, tmp_path, "net.py", "--json").stdout)
    assert [model["name"] for model in found["models"] if model["chosen"]] == ["large"]
    assert [hole["key"] for hole in found["holes"]] == ["len(labels)"]
    assert found["document"]["graph"]["nodes"]


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_I308_the_command_reads_a_saved_model_and_compares(warm_python: WarmPython, tmp_path: Path) -> None:
    rows = keras.Input((4,), name="rows")
    keras.Model(rows, keras.layers.Dense(3, name="kind")(rows)).save(tmp_path / "net.keras")
    done = run(warm_python, tmp_path, "net.keras")
    assert (done.returncode, json.loads(done.stdout)["name"]) == (0, "net")
    assert "15 parameters, as in the file." in done.stderr


def test_A531_half_of_a_character_that_a_script_says_is_no_traceback(
    warm_python: WarmPython, tmp_path: Path
) -> None:
    script = 'import keras\nx = keras.Input((4,), name="\\ud800")\nmodel = keras.Model(x, x)\n'
    (tmp_path / "net.py").write_text(script, "utf-8")
    done = run(warm_python, tmp_path, "net.py", "-o", "net.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == "The text holds half of a character (a lone surrogate)."
    assert not (tmp_path / "net.json").exists()
