"""A Python that has loaded Keras once and forks for each program: `python -m support.processes.warm_python FD`.

Each program is a process with its own arguments, folder, environment, output and exit code, as if it were started by
itself; what it is spared is the import of TensorFlow, three seconds of a core, and that of our commands, half a second.
No tensor is made before the fork.
"""

import contextlib
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

TESTS = Path(__file__).parents[2]


class WarmProcess:
    """A program that was started. Until it has ended no other can be."""

    def __init__(self, python: "WarmPython", pid: int) -> None:
        self._python = python
        self.pid = pid
        self._status: int | None = None

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the program has ended."""
        if self._status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def wait(self, seconds: float = 300.0) -> int:
        """Its exit code, or minus the signal that killed it. Raises `TimeoutError`."""
        if self._status is None:
            self._status = self._python.read(seconds)
        return self._status


class WarmPython:
    """The process that forks. It ends when this end of the socket is closed."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "support.processes.warm_python", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                # A dumb terminal, so that what is loaded here does not print in colours in the forks.
                env={
                    **os.environ,
                    "PYTHONPATH": str(TESTS),
                    "PYTHONUTF8": "1",
                    "TERM": "dumb",
                    "TF_CPP_MIN_LOG_LEVEL": "3",
                },
            )
        self._text = b""

    def run(
        self,
        *words: str | Path,
        stdin: str = "",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """What `python WORDS` does: a script, or `-m` and a module, with arguments."""
        with TemporaryDirectory() as made:
            files = Path(made)
            (files / "0").write_text(stdin, "utf-8")
            process = self.start(*words, files=files, cwd=cwd, env=env)
            try:
                status = process.wait()
            except TimeoutError:
                process.send_signal(signal.SIGKILL)
                process.wait()
                raise
            out, err = ((files / name).read_text("utf-8") for name in "12")
        return subprocess.CompletedProcess([str(word) for word in words], status, out, err)

    def start(
        self,
        *words: str | Path,
        files: Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> WarmProcess:
        """Start `python WORDS`. Its input is the file `0` of the folder `files`, its output goes to `1` and `2`."""
        (files / "0").touch()
        request = {
            "arguments": [str(word) for word in words],
            "cwd": str(cwd or Path.cwd()),
            "env": dict(os.environ if env is None else env),
            "files": str(files),
        }
        self._socket.sendall(json.dumps(request).encode() + b"\n")
        return WarmProcess(self, self.read(60))

    def read(self, seconds: float) -> int:
        """The next number that the process sends: a program's process number, then its exit code."""
        self._socket.settimeout(seconds)
        while b"\n" not in self._text:
            received = self._socket.recv(4096)
            assert received, "the warm Python has ended"
            self._text += received
        line, _, self._text = self._text.partition(b"\n")
        return int(line)

    def close(self) -> None:
        """End the process."""
        self._socket.close()
        self._process.wait(30)


def _serve(control: socket.socket) -> None:
    import keras  # noqa: F401 (loaded for the forks)
    import sklearn.datasets  # noqa: F401 (loaded for the forks)

    import layerloom.cli
    import layerloom.jobs.train.headless
    import layerloom.main
    import layerloom.workers.inspector  # noqa: F401 (loaded for the forks)

    gc.freeze()
    with control.makefile("r", encoding="utf-8") as lines:
        for line in lines:
            pid = os.fork()
            if pid == 0:
                control.close()
                _become(**json.loads(line))
            control.sendall(b"%d\n" % pid)
            _, status = os.waitpid(pid, 0)
            control.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def _become(arguments: Sequence[str], cwd: str, env: Mapping[str, str], files: str) -> NoReturn:
    """Run a program in this fork as Python would, and exit as it does."""
    status = 1
    try:
        for descriptor, flags in enumerate((os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2)):
            opened = os.open(os.path.join(files, str(descriptor)), flags)
            os.dup2(opened, descriptor)
            os.close(opened)
        os.environ.clear()
        os.environ.update(env)
        os.chdir(cwd)
        status = _exit_status(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(status)


def _exit_status(arguments: Sequence[str]) -> int:
    try:
        if arguments[0] == "-m":
            sys.argv, sys.path[0] = list(arguments[1:]), ""
            runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv, sys.path[0] = list(arguments), os.path.dirname(os.path.abspath(arguments[0]))
            runpy.run_path(arguments[0], run_name="__main__")
    except SystemExit as end:
        return _status_of(end.code)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _status_of(code: Any) -> int:
    if code is None or isinstance(code, int):
        return code or 0
    print(code, file=sys.stderr)
    return 1


if __name__ == "__main__":
    _serve(socket.socket(fileno=int(sys.argv[1])))
