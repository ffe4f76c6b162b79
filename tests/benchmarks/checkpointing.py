"""What checkpoints cost: a run of some minutes against the same run without any, turn by turn.

`cd tests && python -m benchmarks.checkpointing` prints these rows alone.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .alone import show
from .epochs import epoch_seconds
from .table import Row
from .training import dense

TURNS = 2
WITHOUT = "benchmarks.trainer_without_checkpoints"
CASES: list[tuple[str, dict[str, Any]]] = [
    ("dense 784-64-64-10", dense([64, 64], 32, 1500)),
    ("a model of 300 MB", dense([8192, 2048], 256, 60)),
]
"""So many epochs take one to three minutes on two cores."""


def measure() -> Iterator[Row]:
    """One row a case; of each side the best of its turns, from the end of the first epoch to that of the last."""
    for name, document in CASES:
        seconds: dict[str, list[float]] = {"trainer": [], "without": []}
        for _ in range(TURNS):
            for side, module in (("trainer", "layerloom.workers.trainer"), ("without", WITHOUT)):
                with tempfile.TemporaryDirectory() as folder:
                    seconds[side].append(sum(epoch_seconds(document, Path(folder), module)))
        ours, theirs = min(seconds["trainer"]), min(seconds["without"])
        what = f"training with checkpoints, {name}; plain: the same without"
        yield Row(what, f"{ours:.1f} s", f"{theirs:.1f} s", ours / theirs, "at most 1.02x")


if __name__ == "__main__":
    show(measure())
