"""Start-up and memory of the web process, against a process that imports TensorFlow."""

import subprocess
import sys
import time
from collections.abc import Iterator

import psutil

from support.processes.server import RunningServer

from .table import Row, timed

_IMPORT = "import tensorflow, os, psutil; print(psutil.Process().memory_info().rss)"


def measure(server: RunningServer) -> Iterator[Row]:
    """Seconds until it answers and prints its link, and resident memory when idle."""
    imported: list[int] = []

    def plain() -> None:
        done = subprocess.run([sys.executable, "-c", _IMPORT], capture_output=True, text=True, check=True)
        imported.append(int(done.stdout))

    plain_seconds = min(timed(plain) for _ in range(3))
    started = []
    for _ in range(3):
        server.kill()
        started.append(timed(server.start))
    time.sleep(12)
    memory = psutil.Process(server.process.pid).memory_info().rss
    yield Row(
        what="web process: start until it answers (its link is printed); plain: `import tensorflow`",
        ours=f"{min(started):.2f} s",
        theirs=f"{plain_seconds:.2f} s",
        ratio=min(started) / plain_seconds,
        bound="1.5 s",
    )
    yield Row(
        what="web process: memory when idle; plain: after `import tensorflow`",
        ours=f"{memory / 1e6:.0f} MB",
        theirs=f"{imported[-1] / 1e6:.0f} MB",
        ratio=memory / imported[-1],
        bound="150 MB",
    )
