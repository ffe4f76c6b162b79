"""[A] Data workers: limited, replaced when they break, and ended with the server."""

import asyncio
import errno
import json
import os
import signal
import socket
import threading
from pathlib import Path

import psutil
import pytest

from layerloom.processes.data_workers import DataWorkers
from layerloom.processes.framing import Frame, encode_frame, read_frame
from layerloom.workers import data_worker
from layerloom.workers.operations import reply_to
from layerloom_schema.base import Json
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits


def workers_of(pid: int) -> list[psutil.Process]:
    return [each for each in psutil.Process(pid).children() if "data_worker" in " ".join(each.cmdline())]


@pytest.mark.parametrize(
    ("limits", "variant"),
    [(Limits(data_bytes=20 * 1024**2), "worker_bytes"), (Limits(data_seconds=0.01), "worker_seconds")],
)
async def test_A43_a_worker_beyond_a_limit_is_killed(tmp_path: Path, limits: Limits, variant: str) -> None:
    workers = DataWorkers(tmp_path, tmp_path, limits)
    with pytest.raises(Refused) as refused:
        await workers.ask("list", {})
    assert refused.value.body.variant == variant
    assert not workers_of(psutil.Process().pid)
    await workers.close()


async def test_A43_one_that_dies_over_a_question_is_replaced_for_the_next(tmp_path: Path) -> None:
    workers = DataWorkers(tmp_path, tmp_path, Limits())
    question = asyncio.create_task(workers.ask("list", {}))
    while not (found := workers_of(psutil.Process().pid)):
        await asyncio.sleep(0.01)
    found[0].send_signal(signal.SIGKILL)
    with pytest.raises(Refused) as refused:
        await question
    assert refused.value.body.variant == "worker_died"
    assert (await workers.ask("describe", {"name": "digits"})).status == 200
    await workers.close()
    assert not workers_of(psutil.Process().pid)


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [
        (errno.ENOSPC, 507, "disk.full"),
        (errno.EFBIG, 507, "disk.full"),
        (errno.EROFS, 503, "data_dir.unusable"),
        (errno.EIO, 500, "internal"),
    ],
)
def test_A220_what_the_disk_says_is_said_in_words(number: int, status: int, code: str) -> None:
    def write(session: None, question: Frame) -> bytes:
        raise OSError(number, os.strerror(number))

    reply = reply_to({"add": write}, None, Frame({"op": "add"}), "data_worker")
    assert (reply.head["status"], json.loads(reply.body)["code"]) == (status, code)


def test_A220_an_import_leaves_space_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_worker, "SPARE_BYTES", 10**18)
    (tmp_path / "a.csv").write_text("a,b\n1,2\n")
    ours, theirs = socket.socketpair()
    serving = threading.Thread(target=data_worker.serve, args=(theirs, tmp_path))
    serving.start()
    files: list[Json] = [{"path": str(tmp_path / "a.csv"), "name": "a.csv"}]
    ours.sendall(encode_frame(Frame({"op": "add", "name": None, "files": files})))
    with ours, ours.makefile("rb") as stream:
        reply = read_frame(stream)
        ours.shutdown(socket.SHUT_WR)
    serving.join()
    assert reply is not None
    assert (reply.head["status"], json.loads(reply.body)["code"]) == (507, "disk.full")
    assert [*(tmp_path / "staging").iterdir()] == []
