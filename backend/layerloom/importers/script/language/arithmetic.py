"""Operators on plain values, with limits on the size of what they make."""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

from layerloom.importers.script.state.budget import Budget, too_deep
from layerloom.importers.script.state.values import Unknown, Value

_BINARY: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
}
_COMPARE: Mapping[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
_UNARY: Mapping[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}
NUMBERS = (int, float)
PLAIN = (int, float, str, bytes, list, tuple, dict, set, frozenset, range, type(None), type(...))
"""Classes whose operators are Python's own."""
_DEEPEST = 32
"""Levels of lists in lists."""


def binary(kind: type[ast.operator], left: Value, right: Value, budget: Budget) -> Value:
    """`left OP right`, or `Unknown` where Python would raise. Raises `Refused` for what is too large."""
    if isinstance(left, NUMBERS) and isinstance(right, NUMBERS):
        _check_numbers(kind, left, right, budget)
    elif kind is ast.Mult:
        _check_repeat(left, right, budget)
    elif kind is ast.Add and hasattr(left, "__len__") and hasattr(right, "__len__"):
        budget.size(len(left) + len(right))
    elif kind is ast.Mod and isinstance(left, str):
        return _formatted(left, right, budget)
    try:
        return _BINARY[kind](left, right)
    except (TypeError, ValueError, ArithmeticError, KeyError):
        return Unknown()


def compare(kind: type[ast.cmpop], left: Value, right: Value, budget: Budget) -> Value:
    """`left OP right`, or `Unknown`."""
    if kind not in (ast.Is, ast.IsNot):
        weigh(left, budget)
        weigh(right, budget)
    try:
        return _COMPARE[kind](left, right)
    except TypeError:
        return Unknown()


def unary(kind: type[ast.unaryop], value: Value) -> Value:
    """`OP value`, or `Unknown`."""
    try:
        return _UNARY[kind](value)
    except (TypeError, KeyError):
        return Unknown()


def weigh(value: Value, budget: Budget) -> None:
    """Count everything inside a value as often as it is there: a list of lists of one list is small only in memory.

    Raises `Refused` for values that hold too much, or hold themselves.
    """
    waiting: list[tuple[Value, int]] = [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > _DEEPEST:
            too_deep("value", _DEEPEST)
        if isinstance(part, dict):
            waiting += [(inner, depth + 1) for inner in part.values()]
        elif isinstance(part, list | tuple | set | frozenset):
            waiting += [(inner, depth + 1) for inner in part]
        else:
            continue
        budget.spend(len(part) // 8 + 1)


def _check_numbers(kind: type[ast.operator], left: float, right: float, budget: Budget) -> None:
    if not isinstance(left, int) or not isinstance(right, int):
        return
    if kind is ast.Pow:
        budget.bits(left.bit_length() * abs(right))
    elif kind is ast.LShift:
        budget.bits(left.bit_length() + right)
    elif kind is ast.Mult:
        budget.bits(left.bit_length() + right.bit_length())


def _check_repeat(left: Value, right: Value, budget: Budget) -> None:
    for many, count in ((left, right), (right, left)):
        if isinstance(many, str | bytes | list | tuple) and isinstance(count, int):
            budget.size(len(many) * max(count, 0))


def _formatted(text: str, values: Value, budget: Budget) -> Value:
    """`"%d units" % 3`; a width as long as a number of four digits is not written."""
    parts = values if isinstance(values, tuple) else (values,)
    if any(isinstance(part, Unknown) or not isinstance(part, int | float | str) for part in parts):
        return Unknown()
    if re.search(r"%[^a-zA-Z%]*(?:\d{4,}|\*)", text):
        budget.size(10**6)
    budget.size(len(text) + sum(len(str(part)) for part in parts))
    try:
        return text % values
    except (TypeError, ValueError):
        return Unknown()
