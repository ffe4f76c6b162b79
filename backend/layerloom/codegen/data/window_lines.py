"""The lines of a script that make windows of rows, by the functions of the trainer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from layerloom.codegen.formatter import Expression, Part, call, lay_out, listing
from layerloom.datasets.windows import segments, series_order, whole_windows
from layerloom_schema.documents.data_preparation import Windows

FUNCTIONS: Sequence[Callable[..., Any]] = (series_order, segments, whole_windows)


@dataclass(frozen=True)
class WindowLines:
    """Writes which rows of a table each window has, and which row its target is of.

    `first` is the expression of a column, `groups` that of the column that separates series. `suffix` keeps the
    variables apart from those of other data.
    """

    settings: Windows
    first: str
    groups: str | None = None
    suffix: str = ""

    @property
    def rows(self) -> str:
        """The expression of how many rows there are."""
        return f"len({self.first})"

    def whole(self, names: Sequence[str], shares: Sequence[str] | None = None) -> Iterator[str]:
        """The lines that find the windows of shares of the rows, whose numbers get these names."""
        series = "None"
        if self.groups is not None:
            series = f"series{self.suffix}"
            yield f"{series} = {self.groups}"
        order, ends, of_windows = self._order, f"ends{self.suffix}", f"rows{self.suffix}"
        yield from lay_out(call("series_order", [Part(self.rows), Part(series)]), before=f"{order} = ")
        numbers = [self.settings.length, self.settings.step, self.settings.ahead]
        arguments: list[Expression] = [listing(shares or names), order, series, *map(str, numbers)]
        unpacked = f"[{', '.join(names)}]"
        found = call("whole_windows", [Part(each) for each in arguments])
        yield from lay_out(found, before=f"{ends}, {unpacked} = ")
        steps = f"np.arange({1 - self.settings.length}, 1)"
        yield f"{of_windows} = {order}[{ends}[:, None] + {steps}]"

    def of(self, name: str, column: str) -> str:
        """The expression of what an input of this name is fed of a column."""
        last = "[:, -1]" if name in self.settings.last else ""
        return f"{column}[rows{self.suffix}{last}]"

    def target(self, column: str) -> str:
        """The expression of what a column holds for the targets of the windows."""
        ahead = f" + {self.settings.ahead}" if self.settings.ahead else ""
        return f"{column}[{self._order}[ends{self.suffix}{ahead}]]"

    @property
    def _order(self) -> str:
        return f"order{self.suffix}"
