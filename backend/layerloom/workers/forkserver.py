"""`python -m layerloom.workers.forkserver FD`: imports Keras once, then forks processes for others on request.

No tensor is created here, so that each child initializes TensorFlow itself. The server ends when the web process closes
its socket; inspectors and predictors end with theirs; trainers end when they have trained.
"""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from layerloom_schema.base import Json
from layerloom_schema.limits import Limits
from layerloom_schema.runs.folder import PROCESS_LOG

from .oom_score import be_first_to_go
from .worker_log import send_output_to, tolerate_full_disk

_FAULT = 70


class _Server:
    """One loop over two sources: requests from the socket, and exits of children."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._wake, self._bell = os.pipe()
        os.set_blocking(self._bell, False)
        os.set_blocking(self._wake, False)
        self._trainers: dict[int, str] = {}
        self._text = b""
        self._ends: list[int] = []

    def run(self) -> None:
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._bell, warn_on_full_buffer=False)
        self._say({"ready": True})
        while True:
            sources: list[socket.socket | int] = [self._control, self._wake]
            ready, _, _ = select.select(sources, [], [])
            if self._wake in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._wake, 4096)
                self._collect()
            if self._control in ready:
                text, ends, _, _ = socket.recv_fds(self._control, 65536, 16)
                if not text:
                    return
                self._ends += ends
                self._text += text
                *lines, self._text = self._text.split(b"\n")
                for line in lines:
                    self._do(json.loads(line))

    def _do(self, message: dict[str, Json]) -> None:
        try:
            pid = self._make(message)
        except OSError as error:  # out of memory or processes; a later request may succeed
            self._say({"id": message["id"], "failed": error.strerror})
        else:
            self._say({"id": message["id"], "pid": pid})

    def _make(self, message: dict[str, Json]) -> int:
        if message["op"] == "inspector":
            end = self._ends.pop(0)
            limits = Limits.model_validate(message["limits"])
            runs, datasets = (
                Path(str(message[name])) if message[name] else None for name in ("runs", "datasets")
            )
            try:
                return self._fork(lambda: _inspect(end, limits, runs, datasets))
            finally:
                os.close(end)
        if message["op"] == "predictor":
            end = self._ends.pop(0)
            runs, datasets = Path(str(message["runs"])), Path(str(message["datasets"]))
            try:
                return self._fork(lambda: _predict(end, runs, datasets))
            finally:
                os.close(end)
        folder = Path(str(message["folder"]))
        environment = {str(k): str(v) for k, v in _mapping(message["environment"]).items()}
        pid = self._fork(lambda: _train(folder, environment))
        self._trainers[pid] = str(folder)
        return pid

    def _fork(self, work: Callable[[], int]) -> int:
        pid = os.fork()
        if pid == 0:
            self._become(work)
        return pid

    def _become(self, work: Callable[[], int]) -> NoReturn:
        """Run `work` in the child: release the server's resources first, and exit without returning to its loop."""
        status = _FAULT
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._control.close()
            os.close(self._wake)
            os.close(self._bell)
            status = work()
        except BaseException:
            traceback.print_exc()
        finally:
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(status)

    def _collect(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            folder = self._trainers.pop(pid, None)
            if folder is not None:
                self._say({"exited": folder, "status": status})

    def _say(self, message: dict[str, Json]) -> None:
        self._control.sendall(json.dumps(message).encode() + b"\n")


def _inspect(end: int, limits: Limits, runs: Path | None, datasets: Path | None) -> int:
    from .inspector import serve

    os.setsid()
    be_first_to_go()
    return serve(socket.socket(fileno=end), limits, runs, datasets)


def _predict(end: int, runs: Path, datasets: Path) -> int:
    from .predictor import serve

    os.setsid()
    be_first_to_go()
    return serve(socket.socket(fileno=end), runs, datasets)


def _train(folder: Path, environment: dict[str, str]) -> int:
    """Run a trainer: redirect output first, then set the environment, then start a session."""
    send_output_to(folder / PROCESS_LOG)
    os.environ.clear()
    os.environ.update(environment)
    os.setsid()
    os.chdir(folder)
    be_first_to_go()
    from layerloom.jobs.train.trainer import train

    return train(folder)


def _mapping(value: Json) -> dict[str, Json]:
    assert isinstance(value, dict)
    return value


def _preload() -> None:
    """Import all that children need, so that a fork has it in memory."""
    import keras  # noqa: F401 (loaded for the children)
    import sklearn.datasets  # noqa: F401 (loaded for the children)

    import layerloom.jobs.train.trainer
    import layerloom.workers.inspector
    import layerloom.workers.predictor  # noqa: F401 (loaded for the children)
    from layerloom_schema.catalog.generated_files import read_catalog

    read_catalog()
    gc.collect()
    gc.freeze()


def main() -> None:
    """Serves at the socket whose descriptor is the argument."""
    control = socket.socket(fileno=int(sys.argv[1]))
    os.set_inheritable(control.fileno(), False)
    tolerate_full_disk()
    _preload()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        _Server(control).run()


if __name__ == "__main__":
    main()
