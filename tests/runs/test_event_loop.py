"""[R] The event loop waits for no file: whatever is read, written or validated for one person, others are answered."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from websockets.sync.client import connect

from support.processes.server import RunningServer, wait_for

TESTS = Path(__file__).parents[1]
NOTE = {"text": "x" * 4000, "x": 0, "y": 0, "width": 100, "height": 100}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """What a watched server noted."""
    return tmp_path / "report"


@pytest.fixture
def one(tmp_path: Path, report: Path) -> Iterator[RunningServer]:
    """A server whose event loop is watched."""
    program = ("support.processes.watched_server", str(report))
    running = RunningServer(tmp_path / "data", program, PYTHONPATH=str(TESTS))
    try:
        running.wait_warm()
        yield running
    finally:
        running.close()


def start(server: RunningServer, epochs: int, **document: object) -> str:
    whole = server.template("iris", epochs=epochs) | document
    return str(server.post("/runs", {"document": whole}).json()["id"])


def read_stream(server: RunningServer, run: str) -> None:
    url = f"{server.socket_url}/api/v1/runs/{run}/stream"
    with connect(url, additional_headers=server.headers, compression=None) as socket:
        for _ in socket:
            pass


def epochs_of(server: RunningServer, run: str) -> int:
    return int(server.get(f"/runs/{run}")["epochs_done"])


def test_R81_the_loop_touches_no_file_no_database_and_no_large_json(one: RunningServer, report: Path) -> None:
    big = {"notes": {f"n{number}": dict(NOTE) for number in range(80)}}
    project = one.post("/projects", {"document": {"name": "x" * 100_000}}).json()["id"]
    run = start(one, 60, **big)
    read_stream(one, run)
    one.wait_run(run)
    stopped, waiting = start(one, 20_000), start(one, 1)
    wait_for(lambda: epochs_of(one, stopped) > 1)
    for way in ("pause", "resume"):
        one.post(f"/runs/{stopped}/{way}", {})
    for path in ("/runs", f"/runs?project={project}", "/projects", f"/runs/{run}/events", f"/runs/{run}"):
        one.get(path)
    for name in ("events.jsonl", "spec.json", "model.py", "model.keras"):
        assert one.request("GET", f"/runs/{run}/artifacts/{name}").status_code == 200
    trainer = one.trainer(stopped)
    one.restart()  # takes up the one that runs and the one that waits
    one.wait_warm()
    os.kill(trainer, signal.SIGKILL)
    assert one.wait_run(stopped)["state"] == "failed"
    assert one.wait_run(waiting)["state"] == "completed"
    one.request("PUT", f"/runs/{run}/label", json={"label": "kept"})
    assert one.request("DELETE", f"/runs/{run}").status_code == 204
    assert one.request("DELETE", "/bin").status_code == 204
    noted = report.read_text()
    assert noted == ""


def test_R81_what_a_watched_server_notes(tmp_path: Path) -> None:
    program = """
import asyncio, sqlite3, sys
from pathlib import Path
from layerloom_schema import strict_json
from support.processes.watched_server import LARGE, watch

root = Path(sys.argv[1])
watch(str(root), lambda line: print(line.partition(" at ")[0]))

def work():
    (root / "a").write_text("x")
    (root / "a").unlink()
    sqlite3.connect(":memory:").execute("SELECT 1")
    strict_json.loads('"' + "x" * LARGE + '"')

async def main():
    await asyncio.to_thread(work)
    print("now here")
    work()

work()
asyncio.run(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert list(dict.fromkeys(done.stdout.splitlines())) == [
        "now here",
        f"open {tmp_path / 'a'}",
        f"os.remove {tmp_path / 'a'}",
        "sqlite3 execute",
        "loads of 65538 bytes",
    ]


def events(server: RunningServer, run: str) -> None:
    server.get(f"/runs/{run}/events")


@pytest.mark.parametrize("read", [events, read_stream])
def test_R81_who_waits_for_a_file_keeps_nobody_waiting(
    server: RunningServer, ended_run: str, read: Callable[[RunningServer, str], None]
) -> None:
    run = ended_run
    log = server.data_dir / "runs" / run / "events.jsonl"
    kept = log.rename(log.with_name("kept"))
    os.mkfifo(log)  # whoever opens it to read waits until somebody writes
    reader = threading.Thread(target=read, args=(server, run))
    reader.start()
    try:
        for _ in range(20):
            assert server.get("/health")["checker"] == "warm"
            assert server.get("/projects")["projects"] is not None
        assert reader.is_alive(), "it has not waited"
    finally:
        writing = os.open(log, os.O_RDWR)
        kept.rename(log)
        os.close(writing)
        reader.join(30)
    assert not reader.is_alive()


def test_R81_a_run_whose_log_does_not_answer_keeps_nobody_waiting(server: RunningServer) -> None:
    run = start(server, 20_000)
    wait_for(lambda: epochs_of(server, run) > 1)
    folder = server.data_dir / "runs" / run
    kept = (folder / "events.jsonl").rename(folder / "kept")
    heartbeat = (folder / "heartbeat").rename(folder / "kept heartbeat")
    for name in ("events.jsonl", "heartbeat"):
        os.mkfifo(folder / name)
    try:
        for _ in range(20):
            assert server.get("/health")["checker"] == "warm"
        assert server.get(f"/runs/{run}")["state"] == "running"
    finally:
        pipes = [os.open(folder / name, os.O_RDWR) for name in ("events.jsonl", "heartbeat")]
        kept.rename(folder / "events.jsonl")
        heartbeat.rename(folder / "heartbeat")
        for pipe in pipes:
            os.close(pipe)
    server.post(f"/runs/{run}/stop", {})
    record = server.wait_run(run)
    assert record["state"] == "stopped"
    seqs = [json.loads(line)["seq"] for line in (folder / "events.jsonl").read_text().splitlines()]
    assert seqs == list(range(1, record["last_seq"] + 1))
