"""Which process Linux kills first when memory runs out."""

from contextlib import suppress
from pathlib import Path

FIRST_TO_GO = 800
"""Of -1000 to 1000; the web process keeps 0."""


def be_first_to_go() -> None:
    """Let the kernel kill this process before the web process. Does nothing where the system has no such score."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(str(FIRST_TO_GO))
