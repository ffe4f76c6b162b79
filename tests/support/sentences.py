"""Finds sentences for people in Python source: literals of several words that nobody but a developer reads.

Not meant are docstrings, what is logged, errors of a programmer, patterns, and the texts of `--help` and of OpenAPI.
"""

import ast
import re
from collections.abc import Iterator

_WORDS = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}")
_OF_A_PROGRAMMER = {
    "AssertionError",
    "KeyError",
    "NotImplementedError",
    "OSError",
    "RuntimeError",
    "TimeoutError",
    "TypeError",
    "Unclear",
    "ValueError",
}
"""Errors that end in a log: `Unclear` is raised while the catalogue is generated."""
_METHODS = {
    *("debug", "info", "warning", "error", "exception"),
    *("compile", "match", "fullmatch", "search", "sub", "findall"),
}
"""Methods of loggers, and functions of `re`."""
_DOCUMENTATION = {"help", "description", "summary", "response_description"}


def sentences(tree: ast.Module, *, prints: bool = True) -> Iterator[str]:
    """Every literal, and every text around the values of an f-string, that has two words beside each other.

    Without `prints`, what is printed is taken for a log, as in a trainer.
    """
    ignored: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            ignored.add(node.value)
        if isinstance(node, ast.Call) and _is_for_programmers(node.func, prints=prints):
            ignored.update(ast.walk(node))
        if isinstance(node, ast.keyword) and node.arg in _DOCUMENTATION:
            ignored.update(ast.walk(node))
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in ignored
        if is_text and _WORDS.search(node.value):
            yield node.value


def _is_for_programmers(called: ast.expr, *, prints: bool) -> bool:
    if isinstance(called, ast.Name):
        return called.id in _OF_A_PROGRAMMER or (called.id == "print" and not prints)
    return isinstance(called, ast.Attribute) and called.attr in _METHODS


def errors_named(tree: ast.Module) -> Iterator[tuple[str, str | None]]:
    """The code and the variant of every error that is made without a sentence of its own."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        given = {each.arg: each.value for each in node.keywords}
        code = given.get("code", node.args[-1] if node.args else None)
        variant = given.get("variant", ast.Constant(None))
        if (
            node.func.id in {"Refused", "Unreadable", "ErrorBody"}
            and isinstance(code, ast.Attribute)
            and isinstance(code.value, ast.Name)
            and code.value.id == "ErrorCode"
            and isinstance(variant, ast.Constant)
            and "message" not in given
        ):
            yield code.attr, variant.value
