"""Evaluate expressions of a script. What is not understood is `Unknown`, and nothing raises but the limits."""

import ast
from collections.abc import Callable, Mapping
from typing import Any

from layerloom.importers.script.keras_api import tensor_operations
from layerloom.importers.script.keras_api.graph_calls import placeholder
from layerloom.importers.script.keras_api.keras_calls import KerasCalls
from layerloom.importers.script.keras_api.known_data import data_part
from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.scope import MISSING, Scope
from layerloom.importers.script.state.values import (
    Call,
    Data,
    Function,
    Layer,
    Model,
    Symbol,
    Tensor,
    Unknown,
    Value,
)

from . import arithmetic
from .attributes import attribute
from .builtin_functions import NAMES
from .displays import Displays, unknown_in
from .iteration import elements

BUILTIN = "builtins."


class Expressions:
    """Evaluates the expressions of one script."""

    def __init__(self, reading: Reading, keras: KerasCalls) -> None:
        self._reading = reading
        self._keras = keras
        self._by_class: Mapping[type[ast.expr], Callable[[Any, Scope], Value]] = {
            ast.Constant: lambda node, _: node.value,
            ast.Name: self._name,
            ast.Attribute: self._attribute,
            ast.Call: self._call,
            ast.BinOp: self._binary,
            ast.UnaryOp: self._unary,
            ast.BoolOp: self._boolean,
            ast.Compare: self._compare,
            ast.IfExp: self._conditional,
            ast.Subscript: self._subscript,
            ast.Slice: self._slice,
            ast.Lambda: self._lambda,
            ast.NamedExpr: self._named,
            ast.Starred: lambda node, scope: self.evaluate(node.value, scope),
            ast.Await: lambda node, scope: self.evaluate(node.value, scope),
            **Displays(reading, self).by_class,
        }
        self.assign: Callable[[ast.expr, Value, Scope], None] = lambda *_: None

    def evaluate(self, node: ast.expr, scope: Scope) -> Value:
        """The value of an expression."""
        self._reading.budget.spend()
        known = self._by_class.get(type(node))
        value = known(node, scope) if known is not None else Unknown(node)
        if type(value) is Unknown:
            return self._filled(node, value)
        return value

    def _filled(self, node: ast.expr, value: Unknown) -> Value:
        """An unknown value with the expression that gave it, or what was filled in for it."""
        if value.node is None and not value.words:
            value.node = node
        if self._reading.filled and not value.derived and value.text in self._reading.filled:
            return self._reading.filled[value.text]
        return value

    def truth(self, value: Value) -> bool | None:
        """Whether a value counts as true; `None` if that is not known."""
        if isinstance(value, Unknown | Data | Tensor):
            return None
        if isinstance(value, Symbol | Function | Layer | Model | Call):
            return True
        return bool(value)

    def _name(self, node: ast.Name, scope: Scope) -> Value:
        found = scope.find(node.id)
        if found is not MISSING:
            return found
        for module in scope.star_modules():
            if self._keras.knows(f"{module}.{node.id}"):
                return Symbol(f"{module}.{node.id}")
        if node.id in NAMES:
            return Symbol(BUILTIN + node.id)
        return self._reading.undefined.setdefault(node.id, Unknown(words=node.id, name=node.id))

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Value:
        owner = self.evaluate(node.value, scope)
        if isinstance(owner, Unknown):
            return Unknown(node)
        found = attribute(self._reading, owner, node.attr)
        if isinstance(found, Unknown) and not found.words:
            found.node = node
        return found

    def _call(self, node: ast.Call, scope: Scope) -> Value:
        callee = self.evaluate(node.func, scope)
        args: list[Value] = []
        given: list[tuple[ast.expr, Value]] = []
        for part in node.args:
            value = self.evaluate(part, scope)
            given.append((part, value))
            if isinstance(part, ast.Starred):
                args += elements(self._reading, value) or []
            else:
                args.append(value)
        kwargs: dict[str, Value] = {}
        for keyword in node.keywords:
            value = self.evaluate(keyword.value, scope)
            given.append((keyword.value, value))
            if keyword.arg is not None:
                kwargs[keyword.arg] = value
            elif isinstance(value, dict):
                kwargs |= {str(key): part for key, part in value.items()}
        self._reading.scope = scope
        if isinstance(callee, Unknown):
            with self._reading.at(node, scope, callee, tuple(given)):
                return self._unknown_call(node, args, kwargs)
        with self._reading.at(node, scope, callee, tuple(given)):
            found = self._reading.call(callee, args, kwargs)
        if isinstance(found, Unknown) and not found.words and not found.derived:
            found.node = node
        return found

    def _unknown_call(self, node: ast.Call, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """A call that cannot be followed. Where it takes tensors, a placeholder keeps the graph connected."""
        arithmetic.weigh([args, kwargs], self._reading.budget)
        inside = [
            part
            for value in (*args, *kwargs.values())
            for part in (value if isinstance(value, list | tuple) else [value])
        ]
        touches = any(isinstance(part, Tensor | Layer | Model) for part in inside)
        name = ast.unparse(node.func)
        if touches or (isinstance(node.func, ast.Name) and not self._reading.prose):
            self._reading.unfollowed(f"{name}(...)")
        found = placeholder(self._reading, name, [args, [*kwargs.values()]])
        return Unknown(node) if isinstance(found, Unknown) else found

    def _binary(self, node: ast.BinOp, scope: Scope) -> Value:
        left, right = self.evaluate(node.left, scope), self.evaluate(node.right, scope)
        with self._reading.at(node, scope, given=((node.left, left), (node.right, right))):
            found = self.operate(type(node.op), left, right)
        if isinstance(left, Tensor) or isinstance(right, Tensor):
            return self._followed(node, found)
        return found

    def _followed(self, node: ast.expr, value: Value) -> Value:
        """A value made of a tensor; what is unknown of it is listed."""
        if isinstance(value, Unknown):
            self._reading.unfollowed(ast.unparse(node))
        return value

    def operate(self, kind: type[ast.operator], left: Value, right: Value) -> Value:
        """`left OP right` of any values."""
        if isinstance(left, Tensor) or isinstance(right, Tensor):
            return tensor_operations.operator(self._reading, kind, left, right)
        for value in (left, right):
            if isinstance(value, Data):
                return value
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            return Unknown(derived=tuple(value for value in (left, right) if isinstance(value, Unknown)))
        return arithmetic.binary(kind, left, right, self._reading.budget)

    def _unary(self, node: ast.UnaryOp, scope: Scope) -> Value:
        value = self.evaluate(node.operand, scope)
        if isinstance(node.op, ast.Not):
            truth = self.truth(value)
            return Unknown(derived=unknown_in(value)) if truth is None else not truth
        if isinstance(value, Tensor):
            with self._reading.at(node, scope, given=((node.operand, value),)):
                return tensor_operations.unary(self._reading, type(node.op), value)
        if isinstance(value, Unknown):
            return Unknown(derived=(value,))
        return value if isinstance(value, Data) else arithmetic.unary(type(node.op), value)

    def _boolean(self, node: ast.BoolOp, scope: Scope) -> Value:
        ends_at = isinstance(node.op, ast.Or)
        value: Value = None
        unknown: Unknown | None = None
        for part in node.values:
            value = self.evaluate(part, scope)
            truth = self.truth(value)
            if truth is ends_at:
                return value
            if truth is None:
                unknown = Unknown(derived=unknown_in(value))
        return unknown if unknown is not None else value

    def _compare(self, node: ast.Compare, scope: Scope) -> Value:
        left = self.evaluate(node.left, scope)
        found: Value = True
        for kind, part in zip(node.ops, node.comparators, strict=True):
            right = self.evaluate(part, scope)
            with self._reading.at(node, scope, given=((node.left, left), (part, right))):
                found = self._compared(type(kind), left, right)
            if found is not True:
                return found
            left = right
        return found

    def _compared(self, kind: type[ast.cmpop], left: Value, right: Value) -> Value:
        if kind in (ast.Is, ast.IsNot) and (left is None or right is None):
            other = right if left is None else left
            if isinstance(other, Unknown):
                return Unknown(derived=(other,))
            return (other is None) is (kind is ast.Is)
        if isinstance(left, Unknown | Data) or isinstance(right, Unknown | Data):
            return Unknown(derived=(*unknown_in(left), *unknown_in(right)))
        if isinstance(left, Tensor) != isinstance(right, Tensor) and kind not in (
            ast.Eq,
            ast.NotEq,
            ast.In,
            ast.NotIn,
        ):
            return tensor_operations.operator(self._reading, kind, left, right)
        return arithmetic.compare(kind, left, right, self._reading.budget)

    def _conditional(self, node: ast.IfExp, scope: Scope) -> Value:
        truth = self.truth(self.evaluate(node.test, scope))
        return self.evaluate(node.orelse if truth is False else node.body, scope)

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Value:
        owner, key = self.evaluate(node.value, scope), self.evaluate(node.slice, scope)
        if isinstance(owner, Tensor):
            with self._reading.at(node, scope, given=((node.value, owner),)):
                return self._followed(node, tensor_operations.subscript(self._reading, owner, key))
        if isinstance(owner, Data):
            return data_part(owner, key)
        if isinstance(owner, Unknown) or isinstance(key, Unknown):
            return Unknown(node)
        if isinstance(key, slice) and any(
            isinstance(part, Unknown) for part in (key.start, key.stop, key.step)
        ):
            return Unknown(node)
        try:
            return owner[key]
        except (TypeError, KeyError, IndexError, ValueError):
            return Unknown(node)

    def _slice(self, node: ast.Slice, scope: Scope) -> Value:
        parts = (node.lower, node.upper, node.step)
        return slice(*(None if part is None else self.evaluate(part, scope) for part in parts))

    def _lambda(self, node: ast.Lambda, scope: Scope) -> Value:
        return Function(node, scope, self.defaults(node.args, scope), "lambda")

    def defaults(self, arguments: ast.arguments, scope: Scope) -> dict[str, Value]:
        """The defaults of a function, by argument."""
        places = [*arguments.posonlyargs, *arguments.args]
        last = places[len(places) - len(arguments.defaults) :]
        found = {
            part.arg: self.evaluate(value, scope)
            for part, value in zip(last, arguments.defaults, strict=True)
        }
        for part, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            if value is not None:
                found[part.arg] = self.evaluate(value, scope)
        return found

    def _named(self, node: ast.NamedExpr, scope: Scope) -> Value:
        value = self.evaluate(node.value, scope)
        self.assign(node.target, value, scope)
        return value
