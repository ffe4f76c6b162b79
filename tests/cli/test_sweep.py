"""`layerloom sweep`: a sweep without a server, ended and gone on with."""

import json
import sys
from pathlib import Path

import pytest

from jobs.models import iris
from layerloom_schema import strict_json
from layerloom_schema.documents.document import write_document
from support.processes.warm_python import WarmPython

COMMAND = Path(sys.executable).parent / "layerloom"
PLAN = {
    "space": [{"edit": {"type": "set_config", "node": "n2", "field": "units"}, "values": [4, 6]}],
    "sampler": "grid",
    "objective": {"metric": "loss", "epoch": "last"},
}


def test_R272_a_sweep_is_carried_out_and_gone_on_with(
    warm_python: WarmPython, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "doc.json").write_text(strict_json.dumps(write_document(iris(epochs=1))))
    (tmp_path / "plan.json").write_text(json.dumps(PLAN))
    out = tmp_path / "sweep"
    words = (
        COMMAND,
        "sweep",
        tmp_path / "doc.json",
        tmp_path / "plan.json",
        "--out",
        out,
        "--json",
    )
    done = warm_python.run(*words)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["type"] for line in lines] == ["asked", "reported", "asked", "reported", "ended"]
    assert [line["values"] for line in lines if line["type"] == "asked"] == [[4], [6]]
    for reported in lines[1:4:2]:
        run = next(
            line["run"] for line in lines if line["type"] == "asked" and line["trial"] == reported["trial"]
        )
        events = [json.loads(line) for line in (out / "runs" / run / "events.jsonl").read_text().splitlines()]
        assert reported["value"] == next(
            each["logs"]["loss"] for each in events if each["type"] == "epoch_ended"
        )

    # Ended before its last trial, it goes on there.
    log = out / "sweep.jsonl"
    log.write_text("".join(log.read_text().splitlines(keepends=True)[:2]) + '{"half')
    again = warm_python.run(*words)
    assert again.returncode == 0, again.stderr
    again_lines = [json.loads(line) for line in again.stdout.splitlines()]
    assert again_lines[:2] == lines[:2]
    assert again_lines[3]["value"] == lines[3]["value"]

    (tmp_path / "plan.json").write_text(json.dumps({**PLAN, "trials": 1}))
    other = warm_python.run(*words)
    assert (other.returncode, "another plan" in other.stderr) == (1, True)
