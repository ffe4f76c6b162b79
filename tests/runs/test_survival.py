"""[R] A run belongs to its folder: it outlives the server, and its death is reported by the next server."""

import json
import os
import signal
from pathlib import Path

import pytest
from websockets.sync.client import connect

from support.processes.server import RunningServer, is_alive, standing_still, wait_for

EPOCHS = 60


def start(server: RunningServer, epochs: int) -> str:
    document = server.template("twin_digits", epochs=epochs)
    return str(server.post("/runs", {"document": document}).json()["id"])


def epochs_of(server: RunningServer, run: str) -> list[int]:
    events = server.get(f"/runs/{run}/events")["events"]
    return [event["epoch"] for event in events if event["type"] == "epoch_ended"]


def test_R17_kill_9_of_the_web_process_in_mid_run(mortal: RunningServer) -> None:
    run = start(mortal, EPOCHS)
    trainer = mortal.trainer(run)
    log = mortal.data_dir / "runs" / run / "events.jsonl"
    wait_for(lambda: len(epochs_of(mortal, run)) >= 2)
    with standing_still(trainer):
        mortal.kill()
        written = log.stat().st_size
    wait_for(lambda: log.stat().st_size > written)  # it trains without a server
    with standing_still(trainer):
        assert is_alive(trainer)
        mortal.restart()
        assert mortal.get(f"/runs/{run}")["state"] == "running"
        socket = connect(f"{mortal.socket_url}/api/v1/runs/{run}/stream", additional_headers=mortal.headers)
    with socket:
        events = [json.loads(message) for message in socket]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert [event["epoch"] for event in events if event["type"] == "epoch_ended"] == list(range(EPOCHS))
    assert events[-1]["type"] == "completed"
    assert sum(event["type"] == "started" for event in events) == 1
    record = mortal.wait_run(run)
    assert (record["state"], record["epochs_done"], record["last_seq"]) == ("completed", EPOCHS, len(events))


def test_R17_a_run_that_ends_while_no_server_is_there(mortal: RunningServer) -> None:
    run = start(mortal, 5)
    trainer = mortal.trainer(run)
    with standing_still(trainer):
        mortal.kill()
    wait_for(lambda: not is_alive(trainer))
    mortal.restart()
    assert mortal.get(f"/runs/{run}")["state"] == "completed"
    assert epochs_of(mortal, run) == list(range(5))
    assert "model.keras" in mortal.get(f"/runs/{run}")["artifacts"]


def test_R18_kill_9_of_the_trainer_is_reported_with_its_signal(mortal: RunningServer) -> None:
    run = start(mortal, 5000)
    wait_for(lambda: epochs_of(mortal, run))
    os.kill(mortal.trainer(run), signal.SIGKILL)
    record = mortal.wait_run(run)
    assert record["state"] == "failed"
    assert "SIGKILL" in record["message"]
    for path in (f"/runs/{run}", "/runs"):
        answer = mortal.request("GET", path, headers={"Accept-Language": "ko"}).json()
        korean = answer if "runs" not in answer else answer["runs"][0]
        assert korean["message"].startswith("훈련 프로세스가 외부에서 종료되었습니다(시그널 SIGKILL)")
    last = mortal.get(f"/runs/{run}/events")["events"][-1]
    assert (last["type"], last["code"], last["params"]) == ("failed", "worker_killed", {"signal": "SIGKILL"})
    again = start(mortal, 1)
    assert mortal.wait_run(again)["state"] == "completed"


def test_R19_a_trainer_that_died_while_no_server_was_there(mortal: RunningServer) -> None:
    run = start(mortal, 5000)
    wait_for(lambda: epochs_of(mortal, run))
    trainer = mortal.trainer(run)
    mortal.kill()
    os.kill(trainer, signal.SIGKILL)
    wait_for(lambda: not is_alive(trainer))
    log = mortal.data_dir / "runs" / run / "events.jsonl"
    with log.open("ab") as file:
        file.write(b'{"run":"')  # a line that its writer could not finish
    mortal.restart()
    assert mortal.get(f"/runs/{run}")["state"] == "failed"
    lines = [json.loads(line) for line in log.read_bytes().splitlines()]
    assert [line["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert (lines[-1]["type"], lines[-1]["code"]) == ("failed", "worker_killed")
    assert lines[-1]["message"]


def test_R20_queued_runs_are_started_after_a_restart(mortal: RunningServer) -> None:
    first, second = start(mortal, 2), start(mortal, 2)
    with standing_still(mortal.trainer(first)):
        mortal.kill()
        mortal.restart()
        assert mortal.get(f"/runs/{second}")["state"] == "queued"
    assert mortal.wait_run(first)["state"] == "completed"
    assert mortal.wait_run(second)["state"] == "completed"
    kinds = [event["type"] for event in mortal.get(f"/runs/{second}/events")["events"]]
    assert kinds.count("queued") == 1


def test_R21_a_trainer_that_does_not_stop_is_killed(tmp_path: Path) -> None:
    one = RunningServer(tmp_path / "data", LAYERLOOM_STOP_SECONDS="1")
    try:
        one.wait_warm()
        run = start(one, 5000)
        wait_for(lambda: epochs_of(one, run))
        trainer = one.trainer(run)
        os.kill(trainer, signal.SIGSTOP)  # it hears nothing any more
        one.post(f"/runs/{run}/stop", {})
        record = one.wait_run(run)
        assert record["state"] == "stopped"
        wait_for(lambda: not is_alive(trainer))
    finally:
        one.close()


def test_R22_without_a_fork_server_a_trainer_is_spawned(
    mortal: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocker, waiting = start(mortal, 2), start(mortal, 1)
    with standing_still(mortal.trainer(blocker)):
        mortal.kill()
        monkeypatch.setitem(mortal.environment, "LAYERLOOM_WARM_UP_SECONDS", "0")
        mortal.restart()
        stuck = mortal.fork_server()
        os.kill(stuck, signal.SIGSTOP)  # it never gets as far as Keras
    try:
        assert mortal.wait_run(blocker)["state"] == "completed"
        spawned = mortal.trainer(waiting)
        assert int(Path(f"/proc/{spawned}/oom_score_adj").read_text()) == 800
        assert mortal.wait_run(waiting)["state"] == "completed"
        assert mortal.get("/health")["checker"] == "starting"
    finally:
        os.kill(stuck, signal.SIGKILL)
        mortal.stop()
