"""Python's own functions, as far as they calculate with plain values."""

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import (
    Data,
    Function,
    Instance,
    Layer,
    Model,
    Named,
    Symbol,
    Tensor,
    Unknown,
    Value,
)

from .iteration import elements

_OBJECTS = (Unknown, Data, Tensor, Layer, Model, Named, Symbol, Function, Instance)
_OF_VALUES: Mapping[str, Callable[..., Any]] = {
    "abs": abs,
    "bool": bool,
    "divmod": divmod,
    "float": float,
    "int": int,
    "max": max,
    "min": min,
    "round": round,
    "str": str,
    "repr": repr,
    "sum": sum,
    "any": any,
    "all": all,
    "ord": ord,
    "chr": chr,
    "hex": hex,
    "bin": bin,
}
_OF_LISTS: Mapping[str, Callable[..., Any]] = {
    "list": list,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "enumerate": lambda values, start=0: [*enumerate(values, start)],
    "reversed": lambda values: [*reversed([*values])],
    "zip": lambda *lists, **_: [*zip(*lists, strict=False)],
}
_MATH: Mapping[str, Callable[..., Any]] = {
    name: getattr(math, name)
    for name in (
        "ceil",
        "floor",
        "sqrt",
        "log",
        "log2",
        "log10",
        "exp",
        "pow",
        "prod",
        "isnan",
        "gcd",
        "trunc",
    )
}
NAMES = frozenset({*_OF_VALUES, *_OF_LISTS}) | frozenset(
    {"len", "range", "dict", "map", "filter", "sorted", "isinstance", "getattr", "hasattr", "print", "type"}
    | {"super", "slice", "callable", "issubclass", "iter", "next", "input", "open", "setattr", "vars", "id"}
    | {
        "locals",
        "globals",
        "object",
        "property",
        "staticmethod",
        "classmethod",
        "exit",
        "quit",
        "help",
        "display",
    }
)
"""Names that every scope knows."""


def math_function(name: str, reading: Reading, args: list[Value]) -> Value:
    """`math.NAME(...)`, and its like of NumPy."""
    if name in ("pi", "e"):
        return getattr(math, name)
    if name in ("prod", "sum", "max", "min") and len(args) == 1 and isinstance(args[0], list | tuple):
        values = [*args[0]]
        if all(isinstance(value, int | float) for value in values) and values:
            return _tried(math.prod if name == "prod" else _OF_VALUES[name], [values], {})
        return Unknown(derived=_unknown(values))
    found = _MATH.get(name)
    if found is None or not all(isinstance(value, int | float) for value in args):
        return Unknown(derived=_unknown(args))
    if name == "pow" and len(args) == len("12"):
        reading.budget.bits(abs(args[1]) * 4)
    return _tried(found, args, {})


def builtin(reading: Reading, name: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """A call of a function of Python; `Unknown` where its answer is not known."""
    if name == "len":
        return _length(reading, args)
    if name == "range":
        return (
            _tried(range, args, {})
            if all(isinstance(value, int) for value in args)
            else Unknown(derived=_unknown(args))
        )
    if name == "slice":
        return slice(*args[:3]) if args else Unknown()
    if name == "dict":
        return _dict(reading, args, kwargs)
    if name in ("map", "filter"):
        return _mapped(reading, name, args)
    if name == "sorted":
        return _sorted(reading, args, kwargs)
    if name in _OF_LISTS:
        lists = [elements(reading, value) if not isinstance(value, int) else value for value in args]
        if any(values is None for values in lists):
            return Unknown()
        return _tried(_OF_LISTS[name], lists, kwargs)
    if name in _OF_VALUES:
        return _of_values(reading, name, args, kwargs)
    return Unknown(words=f"{name}(...)")


def _of_values(reading: Reading, name: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
    if name in ("any", "all", "sum", "max", "min") and len(args) == 1:
        values = elements(reading, args[0])
        if values is None:
            return Unknown()
        args = [values]
    inside = [part for value in args for part in (value if isinstance(value, list | tuple) else [value])]
    if any(isinstance(part, _OBJECTS) for part in inside):
        return Unknown(derived=_unknown(inside))
    if any(isinstance(part, list | dict | tuple | set) for part in inside) and name not in (
        "str",
        "repr",
        "bool",
    ):
        return Unknown()
    return _tried(_OF_VALUES[name], args, kwargs)


def _length(reading: Reading, args: list[Value]) -> Value:
    value: Value = args[0] if args else None
    if isinstance(value, Data) and value.shape and value.shape[0] is not None:
        return value.shape[0]
    if isinstance(value, Tensor):
        shape = reading.shape_of(value)
        return len(shape) if shape is not None else Unknown()
    try:
        return len(value)
    except (TypeError, OverflowError):
        return Unknown()


def _dict(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    if not args:
        return dict(kwargs)
    if isinstance(args[0], dict):
        return {**args[0], **kwargs}
    pairs = elements(reading, args[0])
    made = _tried(dict, [pairs], {}) if pairs is not None else Unknown()
    return {**made, **kwargs} if isinstance(made, dict) else made


def _mapped(reading: Reading, name: str, args: list[Value]) -> Value:
    lists = [elements(reading, value) for value in args[1:]]
    if not lists or any(values is None for values in lists):
        return Unknown()
    rows = [*zip(*(values for values in lists if values is not None), strict=False)]
    found = [reading.call(args[0], [*row], {}) for row in rows]
    return found if name == "map" else [row[0] for row, keep in zip(rows, found, strict=True) if keep is True]


def _sorted(reading: Reading, args: list[Value], kwargs: dict[str, Value]) -> Value:
    values = elements(reading, args[0]) if args else None
    if (
        values is None
        or any(not isinstance(value, int | float | str) for value in values)
        or kwargs.get("key")
    ):
        return Unknown()
    return _tried(sorted, [values], {"reverse": kwargs.get("reverse") is True})


def _unknown(args: Iterable[Value]) -> tuple[Unknown, ...]:
    return tuple(value for value in args if isinstance(value, Unknown))


def _tried(function: Callable[..., Any], args: list[Value], kwargs: Mapping[str, Value]) -> Value:
    try:
        return function(*args, **kwargs)
    except (TypeError, ValueError, ArithmeticError, AttributeError):
        return Unknown()
