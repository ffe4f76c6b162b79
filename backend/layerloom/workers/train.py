"""`python -m layerloom.workers.train RUN_FOLDER`: one training in a process and a session of its own.

The same entry as the fork server's, for systems where a process cannot be forked. Descriptors come first, so that
nothing that a library prints lands elsewhere.
"""

import contextlib
import os
import sys
from pathlib import Path

WRONGLY_CALLED = 2
FIRST_TO_GO = 800
"""When memory runs out, the system ends a trainer before the web process."""


def main(arguments: list[str]) -> int:
    """The exit code of the run."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "spec.json").is_file():
        print("usage: python -m layerloom.workers.train RUN_FOLDER", file=sys.stderr)
        return WRONGLY_CALLED
    folder = Path(arguments[0]).resolve()
    _give_output_to(folder / "log.txt")
    with contextlib.suppress(PermissionError):
        os.setsid()
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(FIRST_TO_GO))
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from layerloom.train.run import train

    return train(folder)


def _give_output_to(log: Path) -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for source, target in ((nothing, 0), (file, 1), (file, 2)):
        os.dup2(source, target)
    os.close(nothing)
    os.close(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
