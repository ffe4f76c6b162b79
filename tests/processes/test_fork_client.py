"""[R] The fork server is kept alive, whatever keeps it from being started; and how a trainer ended is never lost."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from layerloom.processes.fork_client import ForkServerClient, ForkServerUnavailable
from layerloom.runs.executors.local_executor import LocalExecutor
from layerloom.runs.folder import RunFolder
from support.processes.server import children_of, command_line, is_alive

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the fork server's log."""
    return tmp_path_factory.mktemp("fork") / "logs"


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def fork_server(logs: Path) -> AsyncIterator[ForkServerClient]:
    """One whose log's folder can be taken away."""
    logs.mkdir()
    made = ForkServerClient(logs)
    made.start()
    yield made
    await made.close()


async def test_R65_a_status_that_comes_with_the_start_is_kept(
    fork_server: ForkServerClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    executor = LocalExecutor(fork_server, 60, 60)
    assert await fork_server.ready(60)
    folder = tmp_path / "a run"
    folder.mkdir()
    forked = fork_server.fork_trainer

    async def fork_and_dawdle(folder: Path) -> int:
        pid = await forked(folder)
        while is_alive(pid):
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)  # its end has been heard before its start is known here
        return pid

    monkeypatch.setattr(fork_server, "fork_trainer", fork_and_dawdle)  # only slower
    execution = await executor.start(RunFolder(folder))  # there is no spec.json: it ends at once
    reason = (await execution.events(0)).exit_reason
    assert reason is not None
    assert (reason.code, execution.status is None) == ("worker_ended", False)


async def test_R64_it_is_tried_again_once_the_cause_is_gone(
    fork_server: ForkServerClient, logs: Path, tmp_path: Path
) -> None:
    assert await fork_server.ready(60)
    logs.rename(tmp_path / "away")
    pid = next(pid for pid in children_of(os.getpid()) if "layerloom.workers.forkserver" in command_line(pid))
    os.kill(pid, signal.SIGKILL)
    while fork_server.warm:
        await asyncio.sleep(0.02)
    await asyncio.sleep(1.5)  # it has been tried in vain
    with pytest.raises(ForkServerUnavailable):
        await fork_server.fork_trainer(tmp_path)
    (tmp_path / "away").rename(logs)
    assert await fork_server.ready(90)
