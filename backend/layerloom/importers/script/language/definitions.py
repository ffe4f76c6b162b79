"""What statements define: functions, imported names, names of other scopes."""

import ast
from collections.abc import Iterator, Sequence

from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.scope import Scope
from layerloom.importers.script.state.values import Function, Symbol

from .expressions import Expressions


class Definitions:
    """Defines the functions of one script."""

    def __init__(self, reading: Reading, expressions: Expressions) -> None:
        self._reading = reading
        self._expressions = expressions

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        """`def name(...)`; those of the module are remembered, to be called where nothing else makes a model."""
        made = Function(node, scope, self._expressions.defaults(node.args, scope), node.name)
        made.generates = any(isinstance(part, ast.Yield | ast.YieldFrom) for part in _inside(node))
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Name) and decorator.id in (
                "property",
                "staticmethod",
                "classmethod",
            ):
                made.decorator = decorator.id
        if scope.around is None:
            self._reading.functions.append(made)
        scope.assign(node.name, made)


def import_module(node: ast.Import, scope: Scope) -> None:
    """`import module`."""
    for alias in node.names:
        path = alias.name if alias.asname else alias.name.partition(".")[0]
        scope.assign(alias.asname or path, Symbol(path))


def import_names(node: ast.ImportFrom, scope: Scope) -> None:
    """`from module import names`."""
    module = node.module or ""
    if node.level:
        module = f".{module}"
    for alias in node.names:
        if alias.name == "*":
            scope.import_all(module)
        else:
            scope.assign(alias.asname or alias.name, Symbol(f"{module}.{alias.name}"))


def declare(names: Sequence[str], scope: Scope, *, outermost: bool) -> None:
    """`global names` or `nonlocal names`."""
    for name in names:
        scope.declare(name, outermost=outermost)


def _inside(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """The parts of a function, without those of functions in it."""
    waiting: list[ast.AST] = [*node.body]
    while waiting:
        part = waiting.pop()
        yield part
        if not isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            waiting += ast.iter_child_nodes(part)
