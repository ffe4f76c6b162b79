"""One module of rows, measured and printed by itself."""

import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from support.processes.server import RunningServer

from .table import Row


def show(rows: Iterable[Row]) -> None:
    """Prints each row as soon as it is measured."""
    for row in rows:
        ratio = "" if row.ratio is None else f", {row.ratio:.3f}x"
        print(f"{row.what}: {row.ours} against {row.theirs}{ratio} ({row.bound})", flush=True)


def show_at_server(measure: Callable[[RunningServer], Iterable[Row]]) -> None:
    """The same, of rows that need a server."""
    with tempfile.TemporaryDirectory() as folder:
        running = RunningServer(Path(folder) / "data")
        try:
            running.wait_warm()
            show(measure(running))
        finally:
            running.close()
