"""A Python that has loaded Keras once and forks for each program: `python -m support.warm_python FD` is its process.

Each program is a process with its own arguments, folder, environment, output and exit code, as if it were started by
itself; what it is spared is the import of TensorFlow: four seconds of a core. No tensor is made before the fork.
"""

import json
import os
import runpy
import socket
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

TESTS = Path(__file__).parents[1]


class WarmPython:
    """The process that forks. It ends when this end of the socket is closed."""

    def __init__(self) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "support.warm_python", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": str(TESTS), "PYTHONUTF8": "1", "TF_CPP_MIN_LOG_LEVEL": "3"},
            )
        self._lines = self._socket.makefile("r", encoding="utf-8")

    def run(
        self,
        *words: str | Path,
        stdin: str = "",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """What `python WORDS` does: a script, or `-m` and a module, with arguments."""
        arguments = [str(word) for word in words]
        with TemporaryDirectory() as made:
            folder = Path(made)
            (folder / "0").write_text(stdin, "utf-8")
            request = {
                "arguments": arguments,
                "cwd": str(cwd or Path.cwd()),
                "env": dict(os.environ if env is None else env),
                "files": made,
            }
            self._socket.sendall(json.dumps(request).encode() + b"\n")
            answer = self._lines.readline()
            assert answer, "the warm Python has ended"
            out, err = ((folder / name).read_text("utf-8") for name in "12")
        return subprocess.CompletedProcess(arguments, json.loads(answer), out, err)

    def close(self) -> None:
        """End the process."""
        self._lines.close()
        self._socket.close()
        self._process.wait(30)


def _serve(control: socket.socket) -> None:
    import keras  # noqa: F401 (loaded for the forks)
    import sklearn.datasets  # noqa: F401 (loaded for the forks)

    with control.makefile("r", encoding="utf-8") as lines:
        for line in lines:
            pid = os.fork()
            if pid == 0:
                control.close()
                _become(**json.loads(line))
            _, status = os.waitpid(pid, 0)
            control.sendall(json.dumps(os.waitstatus_to_exitcode(status)).encode() + b"\n")


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
