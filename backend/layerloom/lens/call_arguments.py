"""Edits of the arguments of one call in a script."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from .source_text import Edit, SourceText


@dataclass(frozen=True)
class Arguments:
    """The arguments of a call, by the names that the positions have; `skip` positions come before them."""

    source: SourceText
    call: ast.Call
    order: Sequence[str] = ()
    skip: int = 0

    def find(self, *names: str) -> ast.expr | None:
        """The expression of an argument, by any of its names."""
        for keyword in self.call.keywords:
            if keyword.arg in names:
                return keyword.value
        for name, part in zip(self.order, self._placed(), strict=False):
            if name in names:
                return part
        return None

    def set(self, name: str, code: str) -> Edit:
        """The edit that adds an argument at the end."""
        return self._add(f"{name}={code}")

    def append(self, code: str) -> Edit:
        """The edit that adds a positional argument after the other positional ones."""
        if not self.call.keywords:
            return self._add(code)
        start, _ = self.source.span(self.call.keywords[0])
        return Edit(start, start, f"{code}, ")

    def remove(self, value: ast.expr) -> Edit | None:
        """The edit that takes an argument out; `None` for a positional one that others follow."""
        parts = self._parts()
        place = next(
            (
                number
                for number, part in enumerate(parts)
                if part is value or (isinstance(part, ast.keyword) and part.value is value)
            ),
            None,
        )
        if place is None:
            return None
        part = parts[place]
        follows = [one for one in parts[place + 1 :] if not isinstance(one, ast.keyword)]
        if not isinstance(part, ast.keyword) and follows:
            return None
        return self.source.remove_element(parts, place)

    def _placed(self) -> list[ast.expr]:
        """The positional arguments up to the first of unknown number."""
        found: list[ast.expr] = []
        for part in self.call.args[self.skip :]:
            if isinstance(part, ast.Starred):
                break
            found.append(part)
        return found

    def _parts(self) -> list[ast.expr | ast.keyword]:
        parts: list[ast.expr | ast.keyword] = [*self.call.args, *self.call.keywords]
        return sorted(parts, key=self.source.span)

    def _add(self, code: str) -> Edit:
        """Add code before the closing bracket, after a comma that may be there already."""
        text = self.source.text
        end = self.source.span(self.call)[1] - 1
        parts = self._parts()
        if not parts:
            return Edit(end, end, code)
        last = self.source.span(parts[-1])[1]
        between = text[last:end]
        comma = _comma(between)
        if comma is not None:
            # One argument a line: the new one gets a line like the last.
            line = text.rfind("\n", 0, self.source.span(parts[-1])[0]) + 1
            head = text[line : self.source.span(parts[-1])[0]]
            lead = f"\n{head}" if "\n" in between and not head.strip() else " "
            after = "," if "\n" in between else ""
            place = last + comma + 1
            return Edit(place, place, f"{lead}{code}{after}")
        closing = last + _brackets(between)
        return Edit(closing, closing, f", {code}")


def _comma(between: str) -> int | None:
    """Where a comma is, outside of comments."""
    comment = False
    for place, letter in enumerate(between):
        if letter == "\n":
            comment = False
        elif letter == "#":
            comment = True
        elif letter == "," and not comment:
            return place
    return None


def _brackets(between: str) -> int:
    """The length of the brackets that close the last argument."""
    found = 0
    for place, letter in enumerate(between):
        if letter == ")":
            found = place + 1
        elif letter not in " \t\n":
            break
    return found
