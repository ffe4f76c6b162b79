"""Expressions for tensors, layers and models at a place of a script; a name of their own where they have none."""

import ast
from collections.abc import Iterator

from layerloom.importers.script.state.values import Call, Layer, Model, Site, Tensor, Value

from .proposer import Edits, Proposer
from .source_text import Edit


class Unreachable(Exception):
    """What the script cannot call by a name at this place."""


Occurrence = tuple[ast.expr | None, Tensor]
"""A tensor that is given to a call, with the expression that is it alone."""


class TensorCode:
    """Writes references. Names that it introduces are edits to be made too."""

    def __init__(self, proposer: Proposer) -> None:
        self._proposer = proposer
        self._named: dict[int, str] = {}
        self.edits: Edits = []

    def tensor(self, call: Call, output: int, site: Site, wanted: str) -> str:
        """A tensor, as it is called at a place. Raises `Unreachable`."""
        tensor = Tensor(call, output)
        known = self._known(call, output, call.outputs) or _name_of(tensor, site)
        return known or self._with_output(self._introduced(call, call.site, wanted), output, call.outputs)

    def layer(self, value: Layer | Model, site: Site, wanted: str) -> str:
        """A layer or model, as it is called at a place. Raises `Unreachable`."""
        known = self._named.get(id(value)) or _name_of(value, site)
        return known or self._introduced(value, value.site, wanted)

    def _known(self, call: Call, output: int, outputs: int) -> str | None:
        name = self._named.get(id(call))
        return None if name is None else self._with_output(name, output, outputs)

    def _with_output(self, name: str, output: int, outputs: int) -> str:
        return name if outputs == 1 else f"{name}[{output}]"

    def _introduced(self, value: Value, site: Site | None, wanted: str) -> str:
        """Give a value a name where it is made."""
        if site is None or (isinstance(value, Call) and value.owner is not None):
            raise Unreachable
        source = self._proposer.source
        name = self._proposer.writer.fresh(wanted)
        statement, node = site.statement, site.node
        if isinstance(statement, ast.Assign) and statement.value is node:
            start, _ = source.span(node)
            self.edits.append(Edit(start, start, f"{name} = "))
        else:
            added = source.insert_before(statement, f"{name} = {source.source(node)}")
            if added is None or isinstance(statement, ast.For | ast.While | ast.If | ast.FunctionDef):
                raise Unreachable
            self.edits += [added, source.replace(node, name)]
        self._named[id(value)] = name
        return name


def _name_of(value: Value, site: Site) -> str | None:
    """The variable, or its element, that is a value at a place."""
    around = site.scope.around
    known = {**(around.names if around is not None else {}), **site.scope.names_at(site.assigned)}
    for name, known_value in reversed(known.items()):
        if known_value is value or (isinstance(value, Tensor) and known_value == value):
            return str(name)
    if isinstance(value, Tensor):
        for name, known_value in reversed(known.items()):
            if isinstance(known_value, list | tuple) and value in [
                part for part in known_value if isinstance(part, Tensor)
            ]:
                return f"{name}[{[*known_value].index(value)}]"
    return None


def occurrences(site: Site) -> list[Occurrence]:
    """The tensors that are given to a call, in order."""
    return [found for expression, value in site.given for found in tensors_of(expression, value)]


def tensors_of(expression: ast.expr | None, value: Value) -> Iterator[Occurrence]:
    """The tensors in a value, with the parts of its expression that are each alone."""
    if isinstance(value, Tensor):
        yield expression, value
    elif isinstance(value, list | tuple):
        parts = _elements(expression, len(value))
        for part, inside in zip(parts, value, strict=True):
            yield from tensors_of(part, inside)
    elif isinstance(value, dict):
        known = isinstance(expression, ast.Dict) and len(expression.values) == len(value)
        exprs = expression.values if isinstance(expression, ast.Dict) and known else [None] * len(value)
        for part, inside in zip(exprs, value.values(), strict=True):
            yield from tensors_of(part, inside)


def _elements(expression: ast.expr | None, count: int) -> list[ast.expr | None]:
    known = isinstance(expression, ast.List | ast.Tuple) and len(expression.elts) == count
    if not isinstance(expression, ast.List | ast.Tuple) or not known:
        return [None] * count
    return [None if isinstance(part, ast.Starred) else part for part in expression.elts]
