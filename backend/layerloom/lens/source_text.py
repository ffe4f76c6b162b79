"""The text of a script by the positions of its syntax tree, and edits that leave the rest of it byte for byte."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_LINE_END = re.compile(r"\r\n|\r|\n")
"""What ends a line for Python."""
_BYTE_ORDER_MARK = "\ufeff"
"""At the beginning of a text it is no part of it for Python."""


@dataclass(frozen=True)
class Edit:
    """Put `new` in the place of the characters from `start` to `end`."""

    start: int
    end: int
    new: str


class Overlap(Exception):
    """Edits that change the same characters."""


class SourceText:
    """A script with its statements. Positions are characters from its beginning."""

    def __init__(self, text: str, body: list[ast.stmt]) -> None:
        self.text = text
        self.body = body
        self._starts = [len(text) - len(text.removeprefix(_BYTE_ORDER_MARK))]
        self._starts += [end.end() for end in _LINE_END.finditer(text)]
        self._starts.append(len(text) + 1)
        self._lines = [text[start:end] for start, end in pairwise(self._starts)]

    @cached_property
    def parents(self) -> dict[ast.AST, ast.AST]:
        """The node around every node."""
        found: dict[ast.AST, ast.AST] = {}
        waiting: list[ast.AST] = [*self.body]
        while waiting:
            node = waiting.pop()
            for child in ast.iter_child_nodes(node):
                found[child] = node
                waiting.append(child)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """Every identifier of the script."""
        found: set[str] = set()
        for statement in self.body:
            for node in ast.walk(statement):
                match node:
                    case ast.Name():
                        found.add(node.id)
                    case ast.arg() | ast.keyword():
                        found.add(node.arg or "")
                    case ast.Attribute():
                        found.add(node.attr)
                    case ast.FunctionDef() | ast.ClassDef() | ast.AsyncFunctionDef():
                        found.add(node.name)
                    case ast.alias():
                        found.add((node.asname or node.name).partition(".")[0])
        return frozenset(found)

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Where a node begins and ends."""
        first, last = getattr(node, "lineno"), getattr(node, "end_lineno")  # noqa: B009  # of any class
        start = self._position(first, getattr(node, "col_offset"))  # noqa: B009
        return start, self._position(last, getattr(node, "end_col_offset"))  # noqa: B009

    def source(self, node: ast.AST) -> str:
        """The text of a node."""
        start, end = self.span(node)
        return self.text[start:end]

    def replace(self, node: ast.AST, new: str) -> Edit:
        """The edit that puts a text in the place of a node."""
        return Edit(*self.span(node), new)

    def line_start(self, statement: ast.stmt) -> int | None:
        """Where the line of a statement begins; `None` where another statement is before it on the line."""
        first = min([statement.lineno, *(part.lineno for part in decorators(statement))])
        start = self._starts[first - 1]
        return start if not self._lines[first - 1][: self._column(statement, first)].strip() else None

    def indent(self, statement: ast.stmt) -> str:
        """The white space before a statement."""
        line = self._lines[statement.lineno - 1]
        return line[: len(line) - len(line.lstrip())]

    def line_end(self, statement: ast.stmt) -> int | None:
        """Where the line after a statement begins; `None` where another statement follows on its line."""
        last = statement.end_lineno or statement.lineno
        rest = self.text[self.span(statement)[1] : self._starts[last] - 1].strip()
        return None if rest and not rest.startswith("#") else min(self._starts[last], len(self.text))

    def insert_before(self, statement: ast.stmt, code: str) -> Edit | None:
        """The edit that adds a line of code before a statement."""
        start = self.line_start(statement)
        return None if start is None else Edit(start, start, f"{self.indent(statement)}{code}\n")

    def insert_after(self, statement: ast.stmt, code: str) -> Edit | None:
        """The edit that adds a line of code after a statement."""
        end = self.line_end(statement)
        if end is None:
            return None
        newline = "" if self.text[:end].endswith("\n") else "\n"
        return Edit(end, end, f"{newline}{self.indent(statement)}{code}\n")

    def remove(self, statement: ast.stmt) -> Edit | None:
        """The edit that takes a statement out, with its lines; the only one of a block becomes `pass`."""
        start, end = self.line_start(statement), self.line_end(statement)
        if start is None or end is None:
            return None
        alone = len(self.block_of(statement)) == 1 and statement in self.parents
        return self.replace(statement, "pass") if alone else Edit(start, end, "")

    def remove_element(self, parts: Sequence[ast.AST], place: int) -> Edit:
        """The edit that takes one of several parts out, with the comma that divides it from the others."""
        start, end = self.span(parts[place])
        if place + 1 < len(parts):
            return Edit(start, self.span(parts[place + 1])[0], "")
        if place == 0:
            return Edit(start, end, "")
        before = self.span(parts[place - 1])[1]
        comma = self.text.find(",", before, start)
        return Edit(comma if comma >= 0 else before, end, "")

    def block_of(self, statement: ast.stmt) -> list[ast.stmt]:
        """The statements among which a statement is one."""
        around = self.parents.get(statement)
        if around is None:
            return self.body
        for _, value in ast.iter_fields(around):
            if isinstance(value, list) and statement in value:
                return value
        return [statement]

    def around(self, node: ast.AST) -> Iterator[ast.AST]:
        """The nodes around a node, the innermost first."""
        inner = self.parents.get(node)
        while inner is not None:
            yield inner
            inner = self.parents.get(inner)

    def edited(self, edits: Iterable[Edit]) -> str:
        """The text with edits. Raises `Overlap`."""
        parts: list[str] = []
        place = 0
        for edit in sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end)):
            if edit.start < place:
                raise Overlap
            parts += [self.text[place : edit.start], edit.new]
            place = edit.end
        return "".join([*parts, self.text[place:]])

    def _column(self, statement: ast.stmt, first: int) -> int:
        if first != statement.lineno:
            return 0
        return self._position(first, statement.col_offset) - self._starts[first - 1]

    def _position(self, line: int, offset: int) -> int:
        text = self._lines[line - 1]
        column = offset if text.isascii() else len(text.encode()[:offset].decode(errors="ignore"))
        return self._starts[line - 1] + column


def decorators(statement: ast.stmt) -> list[ast.expr]:
    """The decorators of a definition."""
    return statement.decorator_list if isinstance(statement, ast.FunctionDef | ast.ClassDef) else []
