"""One row a measure, and the page they are written to."""

import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

RESULTS = Path(__file__).parent / "RESULTS.md"


@dataclass(frozen=True)
class Row:
    """`ours` against `theirs`, the plain way; `bound` is what the design asks for."""

    what: str
    ours: str
    theirs: str
    ratio: float | None
    bound: str


def timed(action: Callable[[], object]) -> float:
    """Seconds of one call."""
    started = perf_counter()
    action()
    return perf_counter() - started


def p95(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms"


def write(rows: Sequence[Row]) -> str:
    """The table as Markdown, also written to RESULTS.md."""
    lines = [
        "# Measured",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()} Linux, Python "
        f"{platform.python_version()}, Keras {version('keras')}, TensorFlow {version('tensorflow')}. "
        "Written by `make bench`; each row is both sides measured in one run, but where it says otherwise.",
        "",
        "| what | Layerloom | the plain way | ratio | asked for |",
        "|---|---|---|---|---|",
        *(
            f"| {row.what} | {row.ours} | {row.theirs} | "
            f"{'' if row.ratio is None else format(row.ratio, '.2f') + 'x'} | {row.bound} |"
            for row in rows
        ),
        "",
    ]
    text = "\n".join(lines)
    RESULTS.write_text(text, "utf-8")
    return text
