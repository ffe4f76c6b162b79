"""A trainer that is killed: `python -m support.processes.doomed_trainer FOLDER HOW`, in a Python of its own.

HOW is JSON: `{"lines": N, "seconds": S}` kills S seconds after the Nth line of the log since its first epoch began;
`{"call": NAME, "file": GLOB, "when": "before" | "half" | "after"}` kills at the first call of `os.NAME` for such a file;
`{}` does not kill.
"""

import fnmatch
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from layerloom.jobs.checkpoints import checkpoints


def main() -> int:
    """The exit code of a trainer that came to its end before its time."""
    folder, how = Path(sys.argv[1]), json.loads(sys.argv[2])
    checkpoints.AT_LEAST, checkpoints.GRACE, checkpoints.SHARE = 0.02, 0.0, 0
    if "lines" in how:
        _kill_after(how["lines"], how["seconds"])
    elif how:
        _kill_at(how["call"], how["file"], how["when"])
    from layerloom.jobs.train.trainer import train

    return train(folder)


def _kill() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("killed")


def _kill_after(lines: int, seconds: float) -> None:
    """Lines count from the first that begins an epoch, so that each attempt comes as far on any machine."""
    write = os.write
    written = 0

    def watched(descriptor: int, data: bytes) -> int:
        nonlocal written
        done = write(descriptor, data)
        written += bool(written) or b'"epoch_started"' in data
        if written == lines:
            threading.Timer(seconds, _kill).start()
        return done

    os.write = watched


def _kill_at(name: str, pattern: str, when: str) -> None:
    call: Callable[..., Any] = getattr(os, name)

    def watched(*arguments: Any) -> Any:
        if not fnmatch.fnmatch(_file_of(arguments), pattern):
            return call(*arguments)
        if when == "half":
            call(arguments[0], arguments[1][: len(arguments[1]) // 2])
        elif when == "after":
            call(*arguments)
        _kill()

    setattr(os, name, watched)


def _file_of(arguments: tuple[Any, ...]) -> str:
    """The name of the file that a call is about: its last path, or its descriptor."""
    paths = [os.fspath(each) for each in arguments if isinstance(each, str | os.PathLike)]
    return os.path.basename(paths[-1] if paths else os.readlink(f"/proc/self/fd/{arguments[0]}"))


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
