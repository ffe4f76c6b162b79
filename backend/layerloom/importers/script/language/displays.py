"""Evaluate what holds values: lists, tuples, sets, dicts, comprehensions, and f-strings."""

import ast
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.scope import Scope
from layerloom.importers.script.state.values import Unknown, Value

from .iteration import elements

_MISSING_PARTS = object()
"""In place of `*values` whose number is not known."""


class Evaluator(Protocol):
    """Evaluates expressions, and assigns to targets."""

    @property
    def assign(self) -> Callable[[ast.expr, Value, Scope], None]: ...

    def evaluate(self, node: ast.expr, scope: Scope) -> Value: ...

    def truth(self, value: Value) -> bool | None: ...


class Displays:
    """The displays of Python, by the class of their node."""

    def __init__(self, reading: Reading, evaluator: Evaluator) -> None:
        self._reading = reading
        self._evaluator = evaluator
        self.by_class: Mapping[type[ast.expr], Callable[[Any, Scope], Value]] = {
            ast.List: self._list,
            ast.Tuple: self._list,
            ast.Set: self._set,
            ast.Dict: self._dict,
            ast.JoinedStr: self._joined,
            ast.FormattedValue: self._formatted,
            ast.ListComp: self._comprehension,
            ast.SetComp: self._comprehension,
            ast.GeneratorExp: self._comprehension,
            ast.DictComp: self._comprehension,
        }

    def _list(self, node: ast.List | ast.Tuple, scope: Scope) -> Value:
        """A list or tuple; unknown as a whole where an unknown number of parts is in it."""
        found = self._sequence(node, scope)
        if any(part is _MISSING_PARTS for part in found):
            return Unknown(node)
        return found if isinstance(node, ast.List) else tuple(found)

    def _sequence(self, node: ast.List | ast.Tuple | ast.Set, scope: Scope) -> list[Value]:
        found: list[Value] = []
        for part in node.elts:
            value = self._evaluator.evaluate(part, scope)
            if isinstance(part, ast.Starred):
                parts = elements(self._reading, value)
                found += [_MISSING_PARTS] if parts is None else parts
            else:
                found.append(value)
        return found

    def _set(self, node: ast.Set, scope: Scope) -> Value:
        try:
            return set(self._sequence(node, scope)) - {_MISSING_PARTS}
        except TypeError:
            return Unknown(node)

    def _dict(self, node: ast.Dict, scope: Scope) -> Value:
        found: dict[Value, Value] = {}
        for key, part in zip(node.keys, node.values, strict=True):
            value = self._evaluator.evaluate(part, scope)
            if key is None:
                found |= value if isinstance(value, dict) else {}
                continue
            name = self._evaluator.evaluate(key, scope)
            try:
                found[name] = value
            except TypeError:
                return Unknown(node)
        return found

    def _joined(self, node: ast.JoinedStr, scope: Scope) -> Value:
        parts = [self._evaluator.evaluate(part, scope) for part in node.values]
        if not all(isinstance(part, str) for part in parts):
            return Unknown(derived=tuple(part for part in parts if isinstance(part, Unknown)))
        self._reading.budget.size(sum(len(part) for part in parts))
        return "".join(parts)

    def _formatted(self, node: ast.FormattedValue, scope: Scope) -> Value:
        value = self._evaluator.evaluate(node.value, scope)
        spec = "" if node.format_spec is None else self._evaluator.evaluate(node.format_spec, scope)
        if not isinstance(value, int | float | str | None) or not isinstance(spec, str):
            return Unknown(derived=unknown_in(value))
        if sum(character.isdigit() for character in spec) > len("99"):
            self._reading.budget.size(10**6)
        try:
            return format(value, spec)
        except (TypeError, ValueError):
            return Unknown(node)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Scope
    ) -> Value:
        inner = Scope(scope)
        found: list[Value] = []
        known = self._generate(node, node.generators, inner, found)
        if not known:
            return Unknown(node)
        try:
            return (
                dict(found)
                if isinstance(node, ast.DictComp)
                else set(found)
                if isinstance(node, ast.SetComp)
                else found
            )
        except TypeError:
            return Unknown(node)

    def _generate(
        self, node: Any, generators: list[ast.comprehension], scope: Scope, found: list[Value]
    ) -> bool:
        """Walk the loops of a comprehension; false where one is over something unknown."""
        if not generators:
            self._reading.budget.size(len(found) + 1 if len(found) % 64 == 0 else 0)
            if isinstance(node, ast.DictComp):
                found.append(
                    (self._evaluator.evaluate(node.key, scope), self._evaluator.evaluate(node.value, scope))
                )
            else:
                found.append(self._evaluator.evaluate(node.elt, scope))
            return True
        one, rest = generators[0], generators[1:]
        values = elements(self._reading, self._evaluator.evaluate(one.iter, scope))
        if values is None:
            return False
        self._reading.rounds[node] = values
        for value in values:
            self._evaluator.assign(one.target, value, scope)
            if all(
                self._evaluator.truth(self._evaluator.evaluate(test, scope)) is not False for test in one.ifs
            ) and not self._generate(node, rest, scope, found):
                return False
        return True


def unknown_in(value: Value) -> tuple[Unknown, ...]:
    """The value, where it is unknown."""
    return (value,) if isinstance(value, Unknown) else ()
