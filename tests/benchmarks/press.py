"""From the press of Train to the first step, on a warm server, against the plain script's own `fit` call."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from layerloom_schema.runs.events import EVENT, Batch
from support.processes.server import RunningServer

from .alone import show_at_server
from .table import Row, milliseconds
from .training import digits, plain

TURNS = 3


def measure(server: RunningServer) -> Iterator[Row]:
    """One row: the best of some presses, and of some scripts."""
    document = digits(32, 3)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(TURNS):
        ours.append(_press(server, document))
        with tempfile.TemporaryDirectory() as folder:
            theirs.append(plain(document, Path(folder))["first"])
    best, plainest = min(ours), min(theirs)
    yield Row(
        "press Train to first step",
        milliseconds(best),
        f"{milliseconds(plainest)} (`fit` to first step)",
        best / plainest,
        f"1.0 s more; it is {best - plainest:.2f} s more",
    )


def _press(server: RunningServer, document: dict[str, object]) -> float:
    pressed = time.time()
    answer = server.post("/runs", {"document": document})
    answer.raise_for_status()
    run = answer.json()["id"]
    server.wait_run(run)
    events = [EVENT.validate_python(event) for event in server.get(f"/runs/{run}/events?after=0")["events"]]
    return next(event.at.timestamp() for event in events if isinstance(event, Batch)) - pressed


if __name__ == "__main__":
    show_at_server(measure)
