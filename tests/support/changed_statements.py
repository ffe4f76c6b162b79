"""How many statements of a script an edit changes."""

import ast
import difflib
from collections.abc import Iterator


def changed_statements(old: str, new: str) -> int:
    """The statements that are new, gone or other; of a compound one only its head counts."""
    before, after = [*_statements(old)], [*_statements(new)]
    found = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return sum(max(end - start, last - first) for tag, start, end, first, last in found if tag != "equal")


def _statements(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        for _, value in ast.iter_fields(node):
            for part in value if isinstance(value, list) else []:
                if isinstance(part, ast.stmt):
                    yield _head(part)


def _head(statement: ast.stmt) -> str:
    """The source of a statement, or the fields of a compound one that are no statements."""
    blocks = {"body", "orelse", "finalbody", "handlers"}
    fields = [
        ast.dump(value)
        if isinstance(value, ast.AST)
        else repr([ast.dump(p) for p in value if isinstance(p, ast.AST)])
        for name, value in ast.iter_fields(statement)
        if name not in blocks and isinstance(value, ast.AST | list)
    ]
    return type(statement).__name__ + " ".join(fields)
