"""Parse code into statements. `ast.parse` is the only thing of Python that a person's text meets."""

import ast
import re
import warnings

from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.text.messages import phrase

from .cells import Cell, without_magics
from .state.budget import too_deep

DEEPEST = 150
"""Levels of nesting of a syntax tree."""
_MOST_TRIES = 60
"""Attempts to parse one cell that holds more than Python."""
_PYTHON_2 = re.compile(
    r"(?m)^\s*(?:print\s+[^\s=(,.:+*/)\]-].*|exec\s+['\"\w].*|except\s+[\w.]+\s*,\s*\w+\s*:.*|raise\s+\w+\s*,.*)$"
)


def statements_of(cell: Cell) -> tuple[list[ast.stmt], list[int]]:
    """The statements of a cell, numbered as its file is, and the lines that are no Python.

    Raises `Refused` for an exact cell that is no Python, and for one nested too deep.
    """
    try:
        return _numbered(_parsed(cell.text), cell), []
    except SyntaxError:
        text = without_magics(cell.text)
    try:
        return _numbered(_parsed(text), cell), []
    except SyntaxError as error:
        if cell.exact or (not cell.prose and _PYTHON_2.search(text)):
            _refuse(text, cell, error)
    return _recovered(text, cell)


def _recovered(text: str, cell: Cell) -> tuple[list[ast.stmt], list[int]]:
    """What is Python of a cell: up to the first line that is not, and after it too unless prose may follow."""
    lines = text.split("\n")
    left_out: list[int] = []
    found: list[ast.stmt] = []
    start, tries = 0, 0
    while start < len(lines) and tries < _MOST_TRIES:
        end = len(lines)
        while end > start:
            tries += 1
            try:
                tree = _parsed("\n" * start + "\n".join(lines[start:end]))
            except SyntaxError as error:
                failed = error.lineno or end
                end = min(end - 1, failed - 1) if failed > start else end - 1
                if tries >= _MOST_TRIES:
                    end = start
                continue
            found += tree.body
            break
        if cell.prose or end >= len(lines):
            break
        left_out.append(end + cell.first)
        start = end + 1
        while start < len(lines) and lines[start][:1] in (" ", "\t"):
            start += 1
    return _numbered(ast.Module(found, []), cell), left_out


def _parsed(text: str) -> ast.Module:
    """Raises `SyntaxError`, and `Refused` for code that the parser or the reader cannot descend into."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (RecursionError, MemoryError):
        too_deep("syntax", DEEPEST)
    except SyntaxError as error:
        if "nested" in error.msg:  # more brackets than the parser counts
            too_deep("syntax", DEEPEST)
        raise
    except ValueError as error:
        raise SyntaxError(str(error)) from error
    waiting: list[tuple[ast.AST, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            too_deep("syntax", DEEPEST)
        waiting += [(child, depth + 1) for child in ast.iter_child_nodes(node)]
    return tree


def _numbered(tree: ast.Module, cell: Cell) -> list[ast.stmt]:
    if cell.first > 1:
        ast.increment_lineno(tree, cell.first - 1)
    return tree.body


def _refuse(text: str, cell: Cell, error: SyntaxError) -> None:
    line = (error.lineno or 1) + cell.first - 1
    place = (
        phrase("code.line", line=line)
        if cell.number is None
        else phrase("code.cell", cell=cell.number, line=line)
    )
    old = _PYTHON_2.search(text) is not None
    raise Refused(
        422,
        ErrorCode.code_unreadable,
        variant="python_2" if old else "syntax",
        params={"place": place},
        where={"line": line},
    )
