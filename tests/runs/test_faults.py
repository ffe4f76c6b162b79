"""[R] What goes wrong beside a run that trains: each ends in a state that says so, and nothing else stops with it."""

import json
import os
import shutil
import signal
import threading
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from websockets.sync.client import connect

from support.processes.server import RunningServer, is_alive, wait_for


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server that loses patience soon."""
    running = RunningServer(
        tmp_path_factory.mktemp("faults") / "data",
        LAYERLOOM_LIMITS__STALLED_SECONDS="3",
        LAYERLOOM_RUNS_AT_ONCE="2",
    )
    try:
        running.wait_warm()
        yield running
    finally:
        running.close()


def start(server: RunningServer, epochs: int, name: str = "twin_digits") -> str:
    document = server.template(name, epochs=epochs)
    return str(server.post("/runs", {"document": document}).json()["id"])


def events_of(server: RunningServer, run: str, after: int = 0) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = server.get(f"/runs/{run}/events?after={after}")["events"]
    return events


def kinds_of(server: RunningServer, run: str) -> list[str]:
    return [event["type"] for event in events_of(server, run)]


def streamed(server: RunningServer, run: str, after: int = 0) -> list[dict[str, Any]]:
    """Every message of the stream until it is closed."""
    url = f"{server.socket_url}/api/v1/runs/{run}/stream?after={after}"
    with connect(url, additional_headers=server.headers, compression=None) as socket:
        events = [json.loads(message) for message in socket]
        assert socket.close_code == 1000
    return events


def log_of(server: RunningServer, run: str) -> Path:
    return server.data_dir / "runs" / run / "events.jsonl"


@pytest.fixture(scope="module")
def endless(one: RunningServer) -> Iterator[str]:
    run = start(one, 100_000)
    wait_for(lambda: "epoch_ended" in kinds_of(one, run))
    yield run
    one.post(f"/runs/{run}/stop", {})
    assert one.wait_run(run)["state"] == "stopped"


@pytest.fixture
def going(one: RunningServer, endless: str) -> Iterator[str]:
    """A run that trains for longer than any test, and whose first epoch is over. Between tests it is paused."""
    one.post(f"/runs/{endless}/unpause", {})
    wait_for(lambda: one.get(f"/runs/{endless}")["state"] == "running")
    yield endless
    one.post(f"/runs/{endless}/pause", {})
    wait_for(lambda: one.get(f"/runs/{endless}")["state"] == "paused")


@pytest.fixture(scope="module")
def ended_once(one: RunningServer) -> str:
    run = start(one, 4, "iris")
    one.wait_run(run)
    trainer = one.trainer(run)
    wait_for(lambda: not is_alive(trainer))
    time.sleep(0.5)
    return run


@pytest.fixture
def ended(one: RunningServer, ended_once: str) -> Iterator[str]:
    """A run that has ended and is not looked after any more. Its log is whole again after the test."""
    path = log_of(one, ended_once)
    whole = path.read_bytes()
    yield ended_once
    path.write_bytes(whole)


def test_R66_a_log_without_its_last_line_is_a_gap_and_stops_nobody(one: RunningServer, ended: str) -> None:
    run = ended
    path = log_of(one, run)
    path.write_bytes(path.read_bytes()[:-20])
    last = one.get(f"/runs/{run}")["last_seq"]
    events = streamed(one, run)
    assert one.get("/health")["checker"] == "warm"
    assert [event["seq"] for event in events] == list(range(1, last + 1))
    assert (events[-1]["type"], events[-1]["first"], events[-1]["seq"]) == ("gap", last, last)
    assert events_of(one, run) == events
    assert one.get(f"/runs/{run}")["state"] == "completed"


def test_R67_damaged_lines_within_a_log_are_a_gap_and_the_rest_is_shown(
    one: RunningServer, ended: str
) -> None:
    run = ended
    path = log_of(one, run)
    whole = [json.loads(line) for line in path.read_text().splitlines()]
    lines = path.read_text().splitlines()
    lines[4] = lines[4][:-30]
    lines[5] = "\0" * 50
    path.write_text("\n".join(lines) + "\n")
    events = streamed(one, run)
    assert events[:4] == whole[:4]
    assert {key: events[4][key] for key in ("type", "first", "seq")} == {"type": "gap", "first": 5, "seq": 6}
    assert events[5:] == whole[6:]
    assert events_of(one, run) == events
    assert events_of(one, run, after=4)[0] == events[4]
    assert streamed(one, run, after=6) == whole[6:]


def test_R68_stop_wins_over_pause_and_two_stops_are_one(one: RunningServer) -> None:
    for _ in range(2):
        run = start(one, 5000)
        wait_for(lambda run=run: "epoch_ended" in kinds_of(one, run))
        answers: list[int] = []

        def press(way: str, run: str = run, answers: list[int] = answers) -> None:
            answers.append(one.post(f"/runs/{run}/{way}", {}).status_code)

        threads = [threading.Thread(target=press, args=(way,)) for way in ("pause", "stop", "stop", "pause")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        record = one.wait_run(run)
        assert answers == [200] * 4
        assert (record["state"], "model.keras" in record["artifacts"]) == ("stopped", True)
        assert not list((one.data_dir / "runs" / run).glob("control.*"))


def test_R69_nonsense_in_the_control_file_is_no_command(one: RunningServer) -> None:
    run = start(one, 100_000)
    wait_for(lambda: "epoch_ended" in kinds_of(one, run))
    for text in ("[1]", "null", '"stop"', "{", "\xff", '{"command": 7}'):
        (one.data_dir / "runs" / run / "control").write_bytes(text.encode("latin-1"))
        time.sleep(0.3)  # it has been read
        record = one.get(f"/runs/{run}")
        assert (record["state"], record["pause_wanted"]) == ("running", False), text
        wait_for(
            lambda done=record["epochs_done"]: one.get(f"/runs/{run}")["epochs_done"] > done,
        )
    one.post(f"/runs/{run}/stop", {})
    record = one.wait_run(run)
    assert (record["state"], "model.keras" in record["artifacts"]) == ("stopped", True)


def test_R70_a_trainer_that_stands_still_is_stalled_and_goes_on(one: RunningServer, going: str) -> None:
    run = going
    trainer = one.trainer(run)
    last = one.get(f"/runs/{run}")["last_seq"]
    url = f"{one.socket_url}/api/v1/runs/{run}/stream?after={last}"
    with connect(url, additional_headers=one.headers, compression=None) as socket:
        os.kill(trainer, signal.SIGSTOP)
        wait_for(lambda: one.get(f"/runs/{run}")["state"] == "stalled")
        while (event := json.loads(socket.recv(timeout=30)))["type"] != "stalled":
            last = event["seq"]
        assert (event["seq"], event["cause"]) == (last, "no_step")
        os.kill(trainer, signal.SIGCONT)
        assert json.loads(socket.recv(timeout=30))["seq"] == last + 1
    wait_for(lambda: one.get(f"/runs/{run}")["state"] == "running")
    assert is_alive(trainer)


def test_R70_a_call_that_never_returns_is_said_by_the_trainer_itself(one: RunningServer) -> None:
    run = start(one, 5000)
    pipe = one.data_dir / "runs" / run / "checkpoints" / "manifest.part.json"
    one.trainer(run)
    wait_for(lambda: "epoch_started" in kinds_of(one, run))
    pipe.parent.mkdir(exist_ok=True)
    os.mkfifo(pipe)  # whoever opens it to write waits for a reader
    wait_for(lambda: "stalled" in kinds_of(one, run))
    assert one.get(f"/runs/{run}")["state"] == "stalled"
    assert events_of(one, run)[-1]["seconds"] > 3
    both_ends = os.open(pipe, os.O_RDWR)  # now it gets on, as far as a pipe that cannot be brought to a disk
    wait_for(lambda: one.get(f"/runs/{run}")["state"] == "running")
    os.close(both_ends)
    one.post(f"/runs/{run}/stop", {})
    assert one.wait_run(run)["state"] == "stopped"


def test_R70_a_machine_that_slept_is_no_stall(one: RunningServer, going: str) -> None:
    run = going
    trainer = one.trainer(run)
    both = (one.process.pid, trainer)
    stalls = log_of(one, run).read_text().count('"stalled"')
    for pid in both:
        os.kill(pid, signal.SIGSTOP)
    time.sleep(8)  # longer than either is patient
    for pid in both:
        os.kill(pid, signal.SIGCONT)
    epochs = one.get(f"/runs/{run}")["epochs_done"]
    wait_for(lambda: one.get(f"/runs/{run}")["epochs_done"] > epochs + 5)
    assert log_of(one, run).read_text().count('"stalled"') == stalls


def test_R71_a_stop_while_a_model_is_built_does_not_wait(one: RunningServer) -> None:
    run = start(one, 5000)
    trainer = one.trainer(run)
    os.kill(trainer, signal.SIGSTOP)  # as in one long call
    assert one.post(f"/runs/{run}/stop", {}).json()["state"] == "stopping"
    assert one.wait_run(run)["state"] == "stopped"
    assert not is_alive(trainer)


def test_R72_what_a_killed_trainer_left_half_done_is_gone_and_its_checkpoint_is_a_file(
    one: RunningServer,
) -> None:
    run = start(one, 100_000)
    wait_for(lambda: "checkpoint_saved" in kinds_of(one, run), 90)
    folder = one.data_dir / "runs" / run
    (folder / "model.part.keras").write_bytes(b"half")
    (folder / "checkpoints" / "epoch-000900.part.npz").write_bytes(b"half")
    assert "last_finite.keras" not in one.get(f"/runs/{run}")["artifacts"]
    os.kill(one.trainer(run), signal.SIGKILL)
    record = one.wait_run(run)
    assert record["state"] == "failed"
    assert "last_finite.keras" in record["artifacts"]
    left = sorted(path.name for path in folder.rglob("*") if ".part" in path.name or path.name == "reserve")
    assert left == []
    answer = one.request("GET", f"/runs/{run}/artifacts/last_finite.keras")
    assert answer.status_code == 200
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        assert "model.weights.h5" in archive.namelist()


def test_R72_a_damaged_checkpoint_is_passed_over_and_without_a_whole_one_there_is_no_file(
    one: RunningServer,
) -> None:
    run = start(one, 100_000)
    wait_for(lambda: kinds_of(one, run).count("checkpoint_saved") > 1, 90)
    os.kill(one.trainer(run), signal.SIGKILL)
    one.wait_run(run)
    folder = one.data_dir / "runs" / run
    newest, older = json.loads((folder / "checkpoints" / "manifest.json").read_text())["checkpoints"]
    path = folder / "checkpoints" / newest["name"]
    path.write_bytes(path.read_bytes()[:1000])
    answer = one.request("GET", f"/runs/{run}/artifacts/last_finite.keras")
    assert answer.status_code == 200
    with np.load(folder / "checkpoints" / older["name"]) as arrays:
        kept = {array.astype("float32").tobytes() for array in arrays.values() if array.ndim > 1}
    with zipfile.ZipFile(BytesIO(answer.content)) as archive, archive.open("model.weights.h5") as weights:
        restored = arrays_of(BytesIO(weights.read()))
    assert restored
    assert restored <= kept
    (folder / "last_finite.keras").unlink()
    (folder / "checkpoints" / older["name"]).write_bytes(b"x" * 100)  # its hash is another
    refused = one.request("GET", f"/runs/{run}/artifacts/last_finite.keras")
    assert (refused.status_code, refused.json()["message"]) == (404, "No checkpoint of this run is whole.")
    (folder / "checkpoints" / "manifest.json").unlink()
    assert "last_finite.keras" not in one.get(f"/runs/{run}")["artifacts"]
    assert one.request("GET", f"/runs/{run}/artifacts/last_finite.keras").status_code == 404


def arrays_of(file: BytesIO) -> set[bytes]:
    """The matrices of the layers in a weights file, as bytes."""
    found: set[bytes] = set()

    def visit(name: str, item: object) -> None:
        if isinstance(item, h5py.Dataset) and item.ndim > 1 and name.startswith("layers/"):
            found.add(item[()].astype("float32").tobytes())

    with h5py.File(file) as weights:
        weights.visititems(visit)
    return found


def test_R73_a_run_that_cannot_be_taken_up_keeps_nobody_from_starting(mortal: RunningServer) -> None:
    lost, second = start(mortal, 5000), start(mortal, 2)
    trainer = mortal.trainer(lost)
    mortal.kill()
    os.kill(trainer, signal.SIGKILL)
    wait_for(lambda: not is_alive(trainer))
    folder = mortal.data_dir / "runs" / lost
    shutil.rmtree(folder)
    folder.write_text("a file in its place")
    mortal.start()
    record = mortal.get(f"/runs/{lost}")
    assert record["state"] == "failed"
    assert "could not be used" in record["message"]
    mortal.wait_warm()
    assert mortal.wait_run(second)["state"] == "completed"
    assert mortal.request("DELETE", f"/runs/{lost}").status_code == 204


def test_R74_a_run_is_trained_under_the_limits_of_its_server(one: RunningServer, ended: str) -> None:
    spec = json.loads((one.data_dir / "runs" / ended / "spec.json").read_text())
    assert spec["limits"]["stalled_seconds"] == 3


def test_R77_a_number_from_the_future_is_answered_at_once(one: RunningServer, going: str) -> None:
    run = going
    url = f"{one.socket_url}/api/v1/runs/{run}/stream?after=1000000"
    with connect(url, additional_headers=one.headers, compression=None) as socket:
        assert json.loads(socket.recv(timeout=10))["seq"] == 1
    page = one.get(f"/runs/{run}/events?after=1000000")
    assert page["events"] == []
    assert 0 < page["last_seq"] < 1_000_000


def test_R76_a_long_log_is_read_in_pages(one: RunningServer, ended: str) -> None:
    run = ended
    path = log_of(one, run)
    lines = path.read_text().splitlines()
    head = {key: json.loads(lines[0])[key] for key in ("run", "attempt", "at")}
    with path.open("w") as file:
        file.write("\n".join(lines[:-1]) + "\n")
        for seq in range(len(lines), len(lines) + 30_000):
            event = {"seq": seq, "type": "batch", "epoch": 0, "batch": seq, "logs": {"loss": 1.0}}
            file.write(json.dumps({**head, **event}) + "\n")
        last = len(lines) + 30_000
        file.write(json.dumps({**json.loads(lines[-1]), "seq": last}) + "\n")
    seen, pages = 0, 0
    while seen < last:
        page = one.get(f"/runs/{run}/events?after={seen}")
        assert page["last_seq"] == last
        assert [event["seq"] for event in page["events"]] == list(
            range(seen + 1, seen + 1 + len(page["events"]))
        )
        seen += len(page["events"])
        pages += 1
    assert pages > 2


def test_R79_a_log_that_grows_is_downloaded_as_it_was(one: RunningServer, going: str, ended: str) -> None:
    for _ in range(30):
        answer = one.request("GET", f"/runs/{going}/artifacts/events.jsonl")
        assert answer.status_code == 200
        assert len(answer.content) == int(answer.headers["content-length"])
        assert answer.content.startswith(b'{"run":')
    answer = one.request("GET", f"/runs/{ended}/artifacts/events.jsonl", headers={"Range": "bytes=0-4"})
    assert (answer.status_code, answer.content) == (206, b'{"run')
