"""`python -m layerloom.workers.trainer RUN_FOLDER`: one training in a process and a session of its own.

The same job as in the fork server, for systems where a process cannot be forked. Output is redirected first, so that
all that libraries print goes to the log.
"""

import contextlib
import os
import sys
from pathlib import Path

from layerloom_schema.runs.folder import PROCESS_LOG, SPEC

from .oom_score import be_first_to_go
from .worker_log import send_output_to, tolerate_full_disk

WRONGLY_CALLED = 2


def main(arguments: list[str]) -> int:
    """The exit code of the run."""
    if len(arguments) != 1 or not (Path(arguments[0]) / SPEC).is_file():
        print("usage: python -m layerloom.workers.trainer RUN_FOLDER", file=sys.stderr)
        return WRONGLY_CALLED
    folder = Path(arguments[0]).resolve()
    send_output_to(folder / PROCESS_LOG)
    tolerate_full_disk()
    with contextlib.suppress(PermissionError):
        os.setsid()
    be_first_to_go()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from layerloom.jobs.train.trainer import train

    return train(folder)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # as forked trainers do: TensorFlow takes seconds to shut down, and all files are written
