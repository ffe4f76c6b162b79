"""Epoch time against the plain script: both in processes of their own, turn by turn, everything counted.

`cd tests && python -m benchmarks.epochs` prints these rows alone.
"""

import itertools
import statistics
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from layerloom_schema import strict_json
from layerloom_schema.runs.events import EVENT, EpochEnded

from .alone import show
from .table import Row, milliseconds
from .training import digits, images, plain, quiet

TURNS = 2
CASES: list[tuple[str, Callable[[int, int], dict[str, Any]], int, int, str]] = [
    ("small convolution, batch 4", digits, 4, 6, "at most 0.60x"),
    ("small convolution, batch 32", digits, 32, 20, "at most 0.60x"),
    ("small convolution, batch 256", digits, 256, 20, "at most 1.02x"),
    ("64 x 64 pixels, batch 100", images, 100, 6, "at most 1.02x"),
]


def measure() -> Iterator[Row]:
    """One row a case; of each side the best of its turns."""
    for name, make, batch_size, epochs, bound in CASES:
        document = make(batch_size, epochs)
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(TURNS):
            with tempfile.TemporaryDirectory() as folder:
                ours.append(statistics.median(epoch_seconds(document, Path(folder))))
                theirs.append(statistics.median(plain(document, Path(folder))["epochs"]))
        best, plainest = min(ours), min(theirs)
        yield Row(f"epoch, {name}", milliseconds(best), milliseconds(plainest), best / plainest, bound)


def epoch_seconds(
    document: dict[str, Any], folder: Path, module: str = "layerloom.workers.trainer", **limits: int
) -> list[float]:
    """From the end of one epoch to the end of the next, of a trainer: events and checkpoints are in it."""
    spec = {"run": str(uuid.uuid4()), "attempt": 1, "document": document, "limits": limits}
    (folder / "spec.json").write_text(strict_json.dumps(spec))
    subprocess.run([sys.executable, "-m", module, str(folder)], check=True, env=quiet())
    ends = [
        event.at.timestamp()
        for event in map(EVENT.validate_json, (folder / "events.jsonl").read_bytes().splitlines())
        if isinstance(event, EpochEnded)
    ]
    return [after - before for before, after in itertools.pairwise(ends)]


if __name__ == "__main__":
    show(measure())
