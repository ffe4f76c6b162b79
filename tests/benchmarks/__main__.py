"""`make bench`: all measures in one run, printed and written to RESULTS.md."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from support.processes.server import RunningServer

from . import (
    browser,
    browser_chart,
    browser_opening,
    checkpointing,
    checks,
    epochs,
    large,
    many_runs,
    pipelines,
    predictions,
    press,
    soak,
    tables,
    web,
)
from .table import Row, write


def measure() -> Iterator[Row]:
    """The rows of the table, in order; one server for all that need one."""
    yield from epochs.measure()
    yield from checkpointing.measure()
    yield from pipelines.measure()
    yield from tables.measure()
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder) / "data")
        try:
            server.wait_warm()
            yield from press.measure(server)
            yield from checks.measure(server)
            yield from large.measure(server)
            yield from browser.measure(server)
            yield from browser_opening.measure(server)
            yield from browser_chart.measure()
            yield from web.measure(server)
            yield from predictions.measure(server)
            yield from soak.measure(server)
        finally:
            server.close()
    yield from many_runs.measure()


def main() -> None:
    """Shows each row as it is measured, then the table."""
    rows = []
    for row in measure():
        rows.append(row)
        print(f"{row.what}: {row.ours} against {row.theirs}", file=sys.stderr, flush=True)
    print(write(rows))


if __name__ == "__main__":
    main()
