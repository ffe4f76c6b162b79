"""Sweeps over REST: real processes, killed in between."""

import os
import signal
import uuid
from pathlib import Path
from typing import Any

import pytest

from jobs.models import iris
from layerloom.rundir.lock import lock_holder
from layerloom.sweeps.folder import History, SweepFolder
from layerloom.sweeps.process.samplers import ask
from layerloom_schema.documents.document import write_document
from layerloom_schema.runs.sweeps import SweepPlan
from support.processes.server import RunningServer, wait_for

Json = dict[str, Any]
UNITS = {"type": "set_config", "node": "n2", "field": "units"}
SEED = {"type": "set_field", "path": ["training", "seed"]}
PLAN: Json = {
    "space": [
        {"edit": UNITS, "name": "units", "values": [4, -1, 6]},
        {"edit": SEED, "name": "seed", "range": {"low": 1, "high": 99, "integer": True}},
    ],
    "objective": {"metric": "val_loss"},
    "trials": 4,
    "seed": 2,
}


def start(server: RunningServer, **fields: Any) -> Json:
    document = write_document(iris(epochs=2, validation={"split": 0.2}))
    return {"id": str(uuid.uuid4()), "document": document, **PLAN, **fields}


def history(folder: Path) -> History:
    found = History()
    for line in SweepFolder(folder).new_lines():
        found.add(line)
    return found


def is_compiled(run: Path) -> bool:
    log = run / "events.jsonl"
    return log.exists() and b'"compiled"' in log.read_bytes()


def kill(process: int | None) -> None:
    assert process is not None
    os.kill(process, signal.SIGKILL)


def test_R268_a_sweep_goes_on_after_its_process_and_a_trainer_were_killed(server: RunningServer) -> None:
    body = start(server)
    made = server.post("/sweeps", body)
    assert made.status_code == 201, made.text
    sweep = made.json()["id"]
    assert server.post("/sweeps", body).status_code == 200
    assert server.post("/sweeps", {**body, "seed": 5}).json()["variant"] == "differs"
    assert server.request("DELETE", f"/sweeps/{sweep}").status_code == 409

    folder, runs = server.data_dir / "sweeps" / sweep, server.data_dir / "runs"
    trainers: list[int | None] = []

    def is_training() -> bool:
        asked = [runs / each.run for each in history(folder).asked.values()]
        started = [run for run in asked if is_compiled(run)]
        trainers[:] = [lock_holder(run) for run in started]
        return bool(trainers)

    wait_for(is_training, 120, 0.02)
    kill(lock_holder(folder))
    kill(trainers[0])
    wait_for(lambda: server.get(f"/sweeps/{sweep}")["state"] == "completed", 240, 0.2)

    found = server.get(f"/sweeps/{sweep}")
    plan = SweepPlan.model_validate(PLAN)
    trials = found["all_trials"]
    assert [trial["values"] for trial in trials] == [ask(plan, History(), number) for number in range(4)]
    # The killed trainer's trial has a second run, and the first one says what happened to it.
    seen = history(folder)
    [[number, [retried]]] = [*seen.retries.items()]
    assert server.get(f"/runs/{seen.asked[number].run}")["failure"]["code"] == "worker_killed"
    assert trials[number]["run"] == retried.run
    # A document that fails the check is a failed trial, without a run.
    for trial in trials:
        refused = trial["values"][0] == -1
        assert trial["state"] == ("failed" if refused else "completed")
        assert (runs / trial["run"]).exists() is not refused
    failed = next(trial for trial in trials if trial["state"] == "failed")
    assert "units" in failed["message"]

    done = [trial for trial in trials if trial["state"] == "completed"]
    best = min(done, key=lambda trial: float(trial["value"]))
    assert found["best"] == best
    listed = server.get(f"/runs?where=sweep:{sweep} state:completed&sort=best_loss&show=hidden.units")["runs"]
    assert listed[0]["id"] == best["run"]
    assert len(listed) == len(done)
    assert listed[0]["parameters"] == {"hidden.units": best["values"][0]}
    assert server.get(f"/runs/{best['run']}")["document"]["training"]["seed"] == best["values"][1]
    assert server.request("DELETE", f"/sweeps/{sweep}").status_code == 204
    assert server.request("GET", f"/sweeps/{sweep}").status_code == 404


def test_R268_a_sweep_trains_on_without_the_server_and_the_next_one_lists_its_runs(
    mortal: RunningServer,
) -> None:
    space = [{"edit": UNITS, "name": "units", "values": [2, 4, 8]}]
    body = start(mortal, space=space, sampler="grid")
    answer = mortal.post("/sweeps", body)
    assert answer.status_code == 201, answer.text
    sweep = answer.json()["id"]
    folder = mortal.data_dir / "sweeps" / sweep
    wait_for(lambda: history(folder).asked, 120)
    mortal.kill()
    before = len(history(folder).reported)
    wait_for(lambda: len(history(folder).reported) > before, 120)
    mortal.restart()
    wait_for(lambda: mortal.get(f"/sweeps/{sweep}")["state"] == "completed", 240, 0.2)

    seen = history(folder)
    assert (sorted(seen.asked), sorted(seen.reported), seen.retries) == ([0, 1, 2], [0, 1, 2], {})
    trials = mortal.get(f"/sweeps/{sweep}")["all_trials"]
    assert [(trial["values"], trial["state"]) for trial in trials] == [
        ([units], "completed") for units in (2, 4, 8)
    ]

    def listed() -> list[Json]:
        return list(mortal.get(f"/runs?where=sweep:{sweep} state:completed")["runs"])

    wait_for(lambda: len(listed()) == 3, 60)
    assert {run["id"] for run in listed()} == {trial["run"] for trial in trials}
    for run in listed():
        events = mortal.get(f"/runs/{run['id']}/events")["events"]
        assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
        assert [event["epoch"] for event in events if event["type"] == "epoch_ended"] == [0, 1]


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"objective": {"metric": "val_los"}}, 422, "sweep.refused"),
        ({"space": []}, 422, "sweep.refused"),
        ({"trials": 0}, 422, "request.invalid"),
        ({"seed": "many"}, 422, "request.invalid"),
    ],
)
def test_R266_a_sweep_that_cannot_be_carried_out_leaves_nothing(
    server: RunningServer, fields: Json, status: int, code: str
) -> None:
    body = start(server, **fields)
    answer = server.post("/sweeps", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not (server.data_dir / "sweeps" / body["id"]).exists()


def test_R266_what_a_sweep_can_seek_is_what_epochs_log(server: RunningServer) -> None:
    body = start(server)
    found = server.post("/sweeps/metrics", body["document"]).json()["metrics"]
    assert found[0] == {"name": "val_loss", "better": "minimize"}
    assert {"loss", "val_sparse_categorical_accuracy"} <= {metric["name"] for metric in found}
