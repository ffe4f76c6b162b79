"""The lines of a script in blocks, one for each graph: a nested model is written where it is first called."""

from collections.abc import Iterable


class Blocks:
    """Collects lines. A block begins with a comment that names it, and is named again when it goes on after another."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._begun: set[str] = set()
        self._current: str | None = None

    def add(self, title: str, lines: Iterable[str]) -> None:
        """Adds lines to the block of that title; the first block of all needs no comment."""
        if title != self._current:
            again = title in self._begun
            if self._current is not None:
                self.lines += [
                    "",
                    f"# Here {title} goes on." if again else f"# {title[0].upper()}{title[1:]}.",
                ]
            self._begun.add(title)
            self._current = title
        self.lines += lines
