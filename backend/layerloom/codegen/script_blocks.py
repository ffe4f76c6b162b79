"""The lines of a script in blocks, one per graph: a nested model is written before its first call."""

from collections.abc import Iterable
from typing import NamedTuple

from layerloom_schema.base import ModelName, NodeId


class Origin(NamedTuple):
    """The node that a line belongs to, and the nested model it is in."""

    model: ModelName | None
    node: NodeId


class Blocks:
    """Collects lines. A block begins with a comment with its title, repeated when it continues after another block.

    `origins` are the nodes of every line.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.origins: list[tuple[Origin, ...]] = []
        self._started: set[str] = set()
        self._current: str | None = None

    def add(self, title: str, lines: Iterable[str], origins: tuple[Origin, ...] = ()) -> None:
        """Add lines to the block with that title; the first block has no comment."""
        if title != self._current:
            again = title in self._started
            if self._current is not None:
                named = f"# Here {title} goes on." if again else f"# {title[0].upper()}{title[1:]}."
                self._put(["", named], ())
            self._started.add(title)
            self._current = title
        self._put(lines, origins)

    def _put(self, lines: Iterable[str], origins: tuple[Origin, ...]) -> None:
        self.lines += lines
        self.origins += [origins] * (len(self.lines) - len(self.origins))
