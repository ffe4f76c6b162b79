"""[C] The command line as a person runs it: real processes, exit codes, sentences, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pytest

from layerloom_schema.checks.problems import Problem
from layerloom_schema.checks.reports import CheckReport
from support.cases import CASES
from support.processes.warm_python import WarmPython

COMMAND = Path(sys.executable).parent / "layerloom"


class Run(Protocol):
    """Run `layerloom WORDS`."""

    def __call__(
        self, *words: str | Path, stdin: str = "", language: str = "en_GB.UTF-8"
    ) -> subprocess.CompletedProcess[str]: ...


def environment(language: str) -> dict[str, str]:
    return {**os.environ, "LC_ALL": language, "PYTHONUTF8": "1"}


def run(
    *words: str | Path, stdin: str = "", language: str = "en_GB.UTF-8"
) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [COMMAND, *words],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=300,
        env=environment(language),
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.fixture
def run_warm(warm_python: WarmPython) -> Run:
    """The same in a fork that has Keras and our commands already: for all that was seen to start by itself once."""

    def run_in_fork(
        *words: str | Path, stdin: str = "", language: str = "en_GB.UTF-8"
    ) -> subprocess.CompletedProcess[str]:
        done = warm_python.run(COMMAND, *words, stdin=stdin, env=environment(language))
        assert "Traceback" not in done.stdout + done.stderr
        return done

    return run_in_fork


@pytest.fixture
def template(tmp_path: Path, run_warm: Run) -> Path:
    path = tmp_path / "twin_digits.json"
    path.write_text(run_warm("templates", "twin_digits").stdout, "utf-8")
    return path


def case(folder: str, name: str, tmp_path: Path) -> Path:
    path = tmp_path / f"{name}.json"
    path.write_text(json.dumps(json.loads((CASES / folder / f"{name}.json").read_text("utf-8"))["document"]))
    return path


def test_C1_check_ends_in_0_for_a_document_fit_to_train(template: Path) -> None:
    done = run("check", template)
    assert done.returncode == 0
    assert "fit to train" in done.stdout
    assert "11,690 parameters" in done.stdout.replace("\n", " ")


def test_C1_check_prints_the_object_of_the_api(template: Path, run_warm: Run) -> None:
    done = run_warm("check", template, "--json")
    report = CheckReport.model_validate_json(done.stdout)
    assert report.ok
    assert report.nodes["n8"].outputs[0].shape == [None, 10]


def test_C1_check_ends_in_1_with_every_problem_and_its_fixes(tmp_path: Path, run_warm: Run) -> None:
    done = run_warm("check", case("invalid", "two-tensors-into-dense", tmp_path))
    assert done.returncode == 1
    assert "input.too_many" in done.stdout
    assert "fix: Join them with Concatenate" in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        '{"format": 1, "training": {"epochs": NaN}}',
        '{"format": 1e400}',
        "[" * 100_000,
        "no json",
        '{"format": 7}',
    ],
    ids=["nan", "1e400", "deep", "words", "newer"],
)
def test_C2_what_cannot_be_read_ends_in_2_with_one_sentence(text: str, run_warm: Run) -> None:
    done = run_warm("check", "-", stdin=text)
    assert done.returncode == 2
    assert done.stderr.strip().endswith(".")
    assert len(done.stderr.strip().splitlines()) == 1


def test_C2_errors_and_problems_are_reported_in_the_language_of_the_terminal(
    tmp_path: Path, run_warm: Run
) -> None:
    nothing = run_warm("check", "-", stdin="[]", language="ko_KR.UTF-8")
    assert nothing.stderr.strip() == "문서는 JSON 객체입니다."
    done = run_warm("check", case("invalid", "two-tensors-into-dense", tmp_path), language="zh_TW.UTF-8")
    assert "用 Concatenate 合併" in done.stdout


def test_C2_a_file_that_is_not_there_ends_in_2(tmp_path: Path, run_warm: Run) -> None:
    assert run_warm("check", tmp_path / "nothing.json").returncode == 2


def test_C3_train_prints_one_event_a_line_and_leaves_the_run_folder(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    done = run("train", template, "--epochs", "2", "--out", out, "--json")
    assert done.returncode == 0, done.stderr
    events: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert [event["epoch"] for event in events if event["type"] == "epoch_ended"] == [0, 1]
    assert events[-1]["type"] == "completed"
    assert {"spec.json", "events.jsonl", "model.keras"} <= {path.name for path in out.iterdir()}


def test_C3_train_on_an_npz_given_by_path(tmp_path: Path, run_warm: Run, warm_python: WarmPython) -> None:
    document = case("valid", "iris", tmp_path)
    path = tmp_path / "flowers.npz"
    rows = np.random.default_rng(0)
    np.savez(path, features=rows.normal(size=(90, 4)).astype("float32"), label=np.arange(90) % 3)
    done = run_warm("train", document, "--data", path, "--out", tmp_path / "run", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[-1]["type"] == "completed"
    exported = run_warm("export", document, "--to", "python", "--data", path)
    assert exported.returncode == 0, exported.stdout + exported.stderr
    assert exported.stdout == (tmp_path / "run" / "model.py").read_text("utf-8"), "kept with the run"
    script = tmp_path / "script.py"
    script.write_text(exported.stdout, "utf-8")
    printed = warm_python.run(script).stdout
    losses = [event["logs"]["loss"] for event in events if event["type"] == "epoch_ended"]
    assert json.loads(printed.splitlines()[-1])["loss"] == losses


def test_C4_a_script_on_other_data_is_refused_where_training_would_be(tmp_path: Path, run_warm: Run) -> None:
    document = case("valid", "iris", tmp_path)
    path = tmp_path / "flowers.npz"
    np.savez(path, petals=np.zeros((9, 4), "float32"), label=np.arange(9) % 3)
    done = run_warm("export", document, "--to", "python", "--data", path)
    assert done.returncode == 1
    assert "data.missing_field" in done.stdout


def test_R248_a_run_is_resumed_in_its_folder(tmp_path: Path, run_warm: Run) -> None:
    folder = tmp_path / "run"
    assert run_warm("train", case("valid", "iris", tmp_path), "--out", folder, "--json").returncode == 0
    refused = run_warm("resume", folder)
    assert refused.returncode == 1
    assert "Say how many more it is to train." in refused.stderr.replace("\n", " ")
    done = run_warm("resume", folder, "--epochs", "1", "--json")
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert {event["attempt"] for event in events} == {2}
    assert [event["type"] for event in events if event["type"] in ("restored", "epoch_ended")] == [
        "restored", "epoch_ended",
    ]  # fmt: skip


def test_R386_a_fork_is_trained_from_the_folder_of_a_run(tmp_path: Path, run_warm: Run) -> None:
    folder, fork = tmp_path / "run", tmp_path / "fork"
    document = case("valid", "iris", tmp_path)
    assert run_warm("train", document, "--out", folder, "--json").returncode == 0
    done = run_warm("fork", folder, "--epochs", "1", "--out", fork, "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    report, *events = [json.loads(line) for line in done.stdout.splitlines()]
    assert not any(layer["new"] for layer in report["layers"])
    assert [event["epoch"] for event in events if event["type"] == "epoch_ended"] == [0]
    assert json.loads((fork / "spec.json").read_text())["origin"]["run"] == report["run"]
    shown = run_warm("fork", folder, "--document", document, "--epochs", "1", "--out", tmp_path / "shown")
    assert shown.returncode == 0, shown.stderr
    assert "kept" in shown.stdout
    other = json.loads(document.read_text())
    for part, keys in (("nodes", ("id",)), ("edges", ("source", "target"))):
        other["graph"][part] = [
            {**each, **{key: f"other_{each[key]}" for key in keys}} for each in other["graph"][part]
        ]
    (tmp_path / "other.json").write_text(json.dumps(other))
    refused = run_warm("fork", folder, "--document", tmp_path / "other.json")
    assert refused.returncode == 1
    assert "Train it from the start instead." in refused.stderr.replace("\n", " ")


def test_T151_the_weights_of_a_run_lie_beside_the_script_that_loads_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_warm: Run, warm_python: WarmPython
) -> None:
    monkeypatch.setenv("LAYERLOOM_DATA_DIR", str(tmp_path / "data"))
    trained, id_ = case("valid", "iris", tmp_path), "0b6f44c2-4f4c-4d61-9d0d-0f0a3f6d8a10"
    runs = tmp_path / "data" / "runs"
    runs.mkdir(parents=True)
    assert run_warm("train", trained, "--out", runs / id_, "--json").returncode == 0
    drawn = {
        "format": 1,
        "graph": {
            "nodes": [
                {"kind": "input", "id": "x", "name": "x", "shape": [4]},
                {"kind": "model", "id": "m", "name": "reader", "model": "read"},
                {"kind": "output", "id": "y", "name": "y"},
            ],
            "edges": [{"source": "x", "target": "m"}, {"source": "m", "target": "y"}],
        },
        "models": {"read": {"run": id_}},
    }
    document, out = tmp_path / "holding.json", tmp_path / "out"
    document.write_text(json.dumps(drawn))
    out.mkdir()
    done = run_warm("export", document, "--to", "python", "-o", out / "model.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(tmp_path) not in (out / "model.py").read_text()
    assert warm_python.run("model.py", cwd=out).returncode == 0
    assert f"{id_}.keras" in done.stderr.replace("\n", "")


def test_C3_train_refuses_what_check_refuses(tmp_path: Path, run_warm: Run) -> None:
    done = run_warm("train", case("invalid", "labels-outside-outputs", tmp_path), "--out", tmp_path / "run")
    assert done.returncode == 1
    assert "data.range" in done.stdout
    assert not (tmp_path / "run").exists()


def test_C102_train_with_json_prints_what_refused_it_as_json(tmp_path: Path, run_warm: Run) -> None:
    document = case("invalid", "labels-outside-outputs", tmp_path)
    done = run_warm("train", document, "--out", tmp_path / "run", "--json")
    assert done.returncode == 1
    (line,) = done.stdout.splitlines()
    problems = [Problem.model_validate(problem) for problem in json.loads(line)]
    assert "data.range" in {problem.code.value for problem in problems}


def test_C3_numbers_of_an_npz_that_become_infinite_are_said_before_training(
    tmp_path: Path, run_warm: Run
) -> None:
    document = case("valid", "iris", tmp_path)
    path = tmp_path / "huge.npz"
    np.savez(path, features=np.full((90, 4), 1e300), label=np.arange(90) % 3)
    done = run_warm("train", document, "--data", path, "--out", tmp_path / "run")
    assert done.returncode == 1
    assert "data.range" in done.stdout
    assert "Warning" not in done.stdout + done.stderr


def test_C3_a_misspelled_field_of_an_npz_is_answered_with_the_near_one(tmp_path: Path, run_warm: Run) -> None:
    document = json.loads((CASES / "valid" / "iris.json").read_text("utf-8"))["document"]
    document["data"]["inputs"]["features"] = "qustion"
    drawn = tmp_path / "drawn.json"
    drawn.write_text(json.dumps(document))
    path = tmp_path / "data.npz"
    np.savez(path, question=np.zeros((10, 4), "float32"), label=np.zeros(10, "int32"))
    done = run_warm("train", drawn, "--data", path, "--out", tmp_path / "run")
    assert done.returncode == 1
    assert "did you mean question?" in done.stdout.lower()


def test_C4_export_writes_a_script_and_import_reads_json_back(
    template: Path, tmp_path: Path, run_warm: Run
) -> None:
    script = run_warm("export", template, "--to", "python")
    assert script.returncode == 0
    compile(script.stdout, "exported.py", "exec")
    again = tmp_path / "again.json"
    assert run_warm("import", template, "-o", again).returncode == 0
    assert json.loads(run_warm("export", again, "--to", "json").stdout) == json.loads(
        template.read_text("utf-8")
    )


def test_G136_a_newer_format_goes_through_as_it_came_and_is_not_checked(
    tmp_path: Path, run_warm: Run
) -> None:
    newer = '{ "format": 4, "x": 1.0,\n "graph": {} }'
    path, copy = tmp_path / "newer.json", tmp_path / "copy.json"
    path.write_text(newer, "utf-8")
    assert run_warm("export", path, "--to", "json", "-o", copy).returncode == 0
    assert copy.read_text("utf-8") == newer
    for command in (["check"], ["train"], ["export", "--to", "python"]):
        done = run_warm(*command, path)
        assert (done.returncode, "format 4" in done.stderr) == (2, True)


def test_C5_summary_is_keras_own_table(template: Path, run_warm: Run) -> None:
    done = run_warm("summary", template)
    assert done.returncode == 0
    assert "Connected to" in done.stdout
    assert "stroke[1][0]" in done.stdout


def test_C6_the_lists_need_no_keras() -> None:
    program = """
import sys
from layerloom.cli import app
for words in (["templates"], ["templates", "iris"], ["catalog"], ["catalog", "Conv2D"], ["catalog", "--json"]):
    app(words, standalone_mode=False)
sys.exit(bool({"keras", "tensorflow"} & set(sys.modules)))
"""
    assert subprocess.run([sys.executable, "-c", program], stdout=subprocess.DEVNULL).returncode == 0


def test_C6_the_lists_name_what_there_is(run_warm: Run) -> None:
    assert "twin_digits" in run_warm("templates").stdout
    assert "Conv2D" in run_warm("catalog").stdout
    assert "kernel_size" in run_warm("catalog", "Conv2D").stdout
    attention, split = (run_warm("catalog", "MultiHeadAttention").stdout, run_warm("catalog", "split").stdout)
    assert "takes query, value, key (optional)" in attention
    assert "gives output, attention_scores (with return_attention_scores)" in attention
    assert "use_causal_mask" in attention
    assert "gives as many as indices_or_sections says" in split
    assert "classifier_activation" in run_warm("catalog", "MobileNet").stdout
    assert run_warm("catalog", "Conv9D").returncode == 1
    assert "Dense:" in run_warm("catalog", "keras.layers.Dense").stdout
    assert "where a path says" in run_warm("catalog", "TensorBoard").stdout
    assert "Did you mean HeNormal?" in run_warm("catalog", "kaiming").stderr
    assert "no longer has CuDNNLSTM. Did you mean LSTM?" in run_warm("catalog", "CuDNNLSTM").stderr
    assert run_warm("templates", "none").returncode == 1
    assert json.loads(run_warm("catalog", "--json").stdout)["layers"]["Dense"]["family"] == "core"


def test_C6_doctor_and_token_speak_of_this_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_warm: Run
) -> None:
    monkeypatch.setenv("LAYERLOOM_DATA_DIR", str(tmp_path / "data"))
    assert "tensorflow" in run_warm("doctor").stdout
    first = run_warm("token").stdout.strip()
    assert len(first) >= 40
    assert run_warm("token").stdout.strip() == first


def test_C7_a_host_for_everyone_without_a_name_ends_in_2_with_the_command_to_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_warm: Run
) -> None:
    monkeypatch.setenv("LAYERLOOM_DATA_DIR", str(tmp_path / "data"))
    done = run_warm("serve", "--host", "0.0.0.0", "--no-open")
    assert done.returncode == 2
    assert "--allowed-host" in done.stderr


def test_R281_weights_of_a_file_are_loaded_into_a_document(
    template: Path, tmp_path: Path, run_warm: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_DATA_DIR", str(tmp_path / "data"))
    nodes = json.loads(template.read_text())["graph"]["nodes"]
    name = next(node["name"] for node in reversed(nodes) if node["kind"] == "layer")
    file, out = tmp_path / "mine.npz", tmp_path / "loaded.json"
    np.savez(file, **{f"{name}/0": np.zeros((1, 1)), f"{name}/1": np.zeros(1)})
    refused = run_warm("weights", template, file, "-o", out, "--json")
    (misfit,) = json.loads(refused.stdout)["misfits"]
    assert (refused.returncode, misfit["layer"], out.exists()) == (1, name, False)
    np.savez(file, **{f"{name}/{place}": np.zeros(shape) for place, shape in enumerate(misfit["shapes"])})
    loaded = run_warm("weights", template, file, "-o", out, "--partly")
    assert loaded.returncode == 0, loaded.stderr
    (start,) = json.loads(out.read_text())["weights"]
    assert (start["name"], start["match"]) == ("mine.npz", "name")
    assert (tmp_path / "data" / "weights" / f"{start['file']}.npz").is_file()


def test_R90_predict_prints_rows_and_writes_files(tmp_path: Path, run_warm: Run) -> None:
    document = tmp_path / "iris.json"
    document.write_text(run("templates", "iris").stdout, "utf-8")
    folder = tmp_path / "run"
    trained = run_warm("train", document, "--epochs", "1", "--out", folder)
    assert trained.returncode == 0, trained.stderr
    asked = run_warm("predict", folder, "--row", '{"measurements": [5.1, 3.5, 1.4, 0.2]}', "--json")
    assert asked.returncode == 0, asked.stderr
    (output,) = json.loads(asked.stdout)["outputs"]
    assert output["labels"][0] in output["classes"] == ["setosa", "versicolor", "virginica"]
    rows, out = tmp_path / "rows.npz", tmp_path / "out.csv"
    np.savez(rows, measurements=np.array([[5.1, 3.5, 1.4, 0.2]] * 3, "float32"))
    written = run_warm("predict", folder, "--file", rows, "-o", out)
    assert written.returncode == 0, written.stderr
    species, *lines = out.read_text().splitlines()
    assert species.split(",")[0] == output["name"]
    assert [line.split(",")[0] for line in lines] == output["labels"] * 3
    refused = run_warm("predict", folder, "--row", '{"measurements": [5.1]}')
    assert (refused.returncode, "shape" in refused.stderr) == (1, True)
