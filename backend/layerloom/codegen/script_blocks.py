"""The lines of a script in blocks, one for each graph: a nested model is written where it is first called."""

from collections.abc import Iterable
from typing import NamedTuple

from layerloom_schema.base import ModelName, NodeId


class Origin(NamedTuple):
    """The node for which a line is there, and the nested model it is in."""

    model: ModelName | None
    node: NodeId


class Blocks:
    """Collects lines. A block begins with a comment that names it, and is named again when it goes on after another.

    `origins` says of every line for which nodes it is there.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.origins: list[tuple[Origin, ...]] = []
        self._begun: set[str] = set()
        self._current: str | None = None

    def add(self, title: str, lines: Iterable[str], origins: tuple[Origin, ...] = ()) -> None:
        """Adds lines to the block of that title; the first block of all needs no comment."""
        if title != self._current:
            again = title in self._begun
            if self._current is not None:
                named = f"# Here {title} goes on." if again else f"# {title[0].upper()}{title[1:]}."
                self._put(["", named], ())
            self._begun.add(title)
            self._current = title
        self._put(lines, origins)

    def _put(self, lines: Iterable[str], origins: tuple[Origin, ...]) -> None:
        self.lines += lines
        self.origins += [origins] * (len(self.lines) - len(self.origins))
