"""Parses names written as Python calls, such as `Adam(learning_rate=0.01)`. They are never evaluated."""

import ast
from dataclasses import dataclass

from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import CatalogEntry

LONGEST = 200
"""Maximum length of a text that is parsed."""


@dataclass(frozen=True)
class PythonCall:
    """The name of the callable, and its arguments if all of them are literals."""

    name: str
    positional: tuple[Json, ...] = ()
    named: tuple[tuple[str, Json], ...] = ()

    def config(self, entry: CatalogEntry) -> dict[str, Json]:
        """All arguments by name; positional ones in the order of the entry's parameters."""
        order = [parameter.name for parameter in entry.parameters]
        return {**dict(zip(order, self.positional, strict=False)), **dict(self.named)}


def parse_call(text: str) -> PythonCall | None:
    """Parse a call; `None` if the text is no call of a dotted name."""
    if len(text) > LONGEST or "(" not in text:
        return None
    try:
        call = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    name = _dotted(call.func) if isinstance(call, ast.Call) else None
    if not isinstance(call, ast.Call) or name is None:
        return None
    try:
        positional = tuple(_literal(part) for part in call.args)
        named = tuple((part.arg, _literal(part.value)) for part in call.keywords if part.arg is not None)
    except ValueError:
        return PythonCall(name)
    return PythonCall(name, positional, named)


def _dotted(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    inner = _dotted(node.value) if isinstance(node, ast.Attribute) else None
    return f"{inner}.{node.attr}" if isinstance(node, ast.Attribute) and inner else None


def _literal(node: ast.expr) -> Json:
    """A number, string, boolean, `None`, or a list of these. Raises `ValueError` for anything else."""
    if isinstance(node, ast.Tuple | ast.List):
        return [_literal(part) for part in node.elts]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = _literal(node.operand)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return -value
    if isinstance(node, ast.Constant) and (
        node.value is None or isinstance(node.value, bool | int | float | str)
    ):
        return node.value
    raise ValueError(ast.dump(node)[:80])
