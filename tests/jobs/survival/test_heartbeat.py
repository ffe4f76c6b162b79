"""[R] The trainer's own word when it makes no step: what counts as time, and what it learns from."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from layerloom.jobs.run_control import RunControl
from layerloom.rundir.event_writer import EventLog
from support.processes.server import wait_for

PROGRAM = """
import sys, time
from pathlib import Path
from layerloom.jobs.run_control import RunControl
from layerloom.rundir.event_writer import EventLog
from layerloom.jobs.train.heartbeat_thread import Heartbeat

folder = Path(sys.argv[1])
log = EventLog(folder, "r", 1)
control = RunControl(folder, log, [])
with Heartbeat(folder, log, control, 1.0):
    log.write("epoch_started", epoch=0)
    print("steps", flush=True)
    while not (folder / "wait").exists():
        control.raise_if_stopped()
        time.sleep(0.1)
    sys.stdin.readline()
"""


def stalls_of(folder: Path) -> list[dict[str, Any]]:
    events = [json.loads(line) for line in (folder / "events.jsonl").read_text().splitlines()]
    return [event for event in events if event["type"] == "stalled"]


def test_R70_time_in_which_a_process_is_suspended_is_no_step(tmp_path: Path) -> None:
    trainer = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert trainer.stdin is not None
    assert trainer.stdout is not None
    with trainer.stdin, trainer.stdout:
        trainer.stdout.readline()
        time.sleep(3)
        trainer.send_signal(signal.SIGSTOP)
        time.sleep(8)
        trainer.send_signal(signal.SIGCONT)
        time.sleep(3)
        assert stalls_of(tmp_path) == []
        (tmp_path / "wait").touch()
        wait_for(lambda: stalls_of(tmp_path))
        trainer.stdin.write(b"\n")
    assert trainer.wait(30) == 0
    (stall,) = stalls_of(tmp_path)
    assert stall["seconds"] < 20, "a step of 8 seconds would have made it wait for 40"


def test_R430_training_stops_once_its_run_folder_is_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    with RunControl(folder, EventLog(folder, "r", 1), []) as control:
        control.raise_if_stopped()
        shutil.rmtree(folder)
        wait_for(lambda: control.stop_requested)
