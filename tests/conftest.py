"""Fixtures that cost seconds and are shared by all: one real server, and one Python that has loaded Keras."""

import gc
import os
from collections.abc import Iterator

import pytest

from support.processes.server import ENDED, RunningServer, is_alive, wait_for
from support.processes.warm_python import WarmPython


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores: tests wait for processes, sockets and clocks for a third of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """What is loaded by now stays: no garbage collection need look at it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server with Keras loaded. Tests leave it as they found it, or start one of their own."""
    running = RunningServer(tmp_path_factory.mktemp("server") / "data")
    try:
        running.wait_warm()
        yield running
    finally:
        running.close()


@pytest.fixture(scope="session")
def ended_run(server: RunningServer) -> str:
    """A run of the server that has completed two epochs of iris. Tests leave its folder as they found it."""
    run = str(server.post("/runs", {"document": server.template("iris", epochs=2)}).json()["id"])
    assert server.wait_run(run)["state"] == "completed"
    trainer = server.trainer(run)
    wait_for(lambda: not is_alive(trainer))
    return run


@pytest.fixture(scope="session")
def _mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path_factory.mktemp("mortal") / "data")
    try:
        yield running
    finally:
        running.close()


@pytest.fixture
def mortal(_mortal: RunningServer) -> RunningServer:
    """A server with Keras loaded that tests may kill, stop and start again. No run of another test is under way."""
    if _mortal.process.poll() is not None:
        _mortal.start()
    _mortal.wait_warm()
    for run in _mortal.get("/runs")["runs"]:
        if run["state"] not in ENDED:  # of a test that failed
            _mortal.post(f"/runs/{run['id']}/stop", {})
            _mortal.wait_run(run["id"])
    return _mortal


@pytest.fixture(scope="session")
def warm_python() -> Iterator[WarmPython]:
    """A Python with Keras loaded, which runs scripts and commands as processes of their own."""
    running = WarmPython()
    try:
        yield running
    finally:
        running.close()
