"""Operators, subscripts and functions of `keras.ops` on symbolic tensors."""

import ast
from collections.abc import Mapping

from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Layer, Tensor, Unknown, Value
from layerloom_schema.catalog.entries import OpEntry

from .graph_calls import call_layer, call_operation, tensors_in
from .operation_names import ARGUMENTS, ORDER
from .signatures import named, positions

_OPERATORS: Mapping[type, str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
    ast.FloorDiv: "floor_divide",
    ast.Mod: "mod",
    ast.Pow: "power",
    ast.MatMult: "matmul",
    ast.Gt: "greater",
    ast.GtE: "greater_equal",
    ast.Lt: "less",
    ast.LtE: "less_equal",
    ast.Eq: "equal",
    ast.NotEq: "not_equal",
    ast.BitAnd: "logical_and",
    ast.BitOr: "logical_or",
    ast.USub: "negative",
    ast.Invert: "logical_not",
}
_NUMBERS = (int, float)


def operator(reading: Reading, kind: type, left: Value, right: Value) -> Value:
    """`left OP right`, of which one at least is a tensor."""
    name = _OPERATORS.get(kind)
    plain = [value for value in (left, right) if not isinstance(value, Tensor)]
    if name is None or any(not isinstance(value, _NUMBERS) for value in plain):
        return Unknown()
    return call_operation(reading, reading.catalog.ops[name], {"x1": left, "x2": right})


def unary(reading: Reading, kind: type, value: Tensor) -> Value:
    """`OP tensor`."""
    name = _OPERATORS.get(kind)
    return value if name is None else call_operation(reading, reading.catalog.ops[name], {"x": value})


def subscript(reading: Reading, value: Tensor, key: Value) -> Value:
    """`tensor[key]`."""
    parts = [*key] if isinstance(key, tuple) else [key]
    plain = all(part is None or part is ... or isinstance(part, int | slice) for part in parts)
    if not plain:
        return Unknown()
    whole = parts[0] if len(parts) == 1 else parts
    return call_operation(reading, reading.catalog.ops["get_item"], {"x": value, "key": whole})


def function(reading: Reading, entry: OpEntry, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """A call of an operation under any of its names."""
    if not tensors_in([args, [*kwargs.values()]]):
        return Unknown(derived=tuple(value for value in args if isinstance(value, Unknown)))
    known = {port.name for port in entry.inputs} | set(entry.parameter)
    given = named(ORDER.get(entry.name) or positions("ops", entry.name), args, kwargs)
    renamed: dict[str, Value] = {}
    for name, value in given.items():
        now = name if name in known else ARGUMENTS.get(name, name)
        renamed[now if now in known else _first(entry, name)] = value
    renamed.pop("name", None)
    if entry.name == "einsum" and args:
        renamed = {"subscripts": args[0], "operands": [*args[1:]]}
    if entry.name == "normalize" and "order" not in renamed:
        renamed = {"order": 2, **renamed}
    return call_operation(reading, entry, renamed)


def _first(entry: OpEntry, name: str) -> str:
    """Other names of the first tensor: `inputs`, `images`, `images_tensor`."""
    return (
        entry.inputs[0].name if name in ("inputs", "x", "images", "inputs_tensor") and entry.inputs else name
    )


def activation(reading: Reading, name: str, args: list[Value], kwargs: Mapping[str, Value]) -> Value:
    """`keras.activations.relu(x)` or `tf.nn.relu(x)`."""
    tensors = tensors_in([args, [*kwargs.values()]])
    if not tensors:
        return Unknown()
    if name in reading.catalog.ops:
        others = {key: value for key, value in kwargs.items() if not isinstance(value, Tensor)}
        return function(reading, reading.catalog.ops[name], [tensors[0], *args[1:]], others)
    layer: Layer = reading.layer("Activation", {"activation": name})
    return call_layer(reading, layer, [tensors[0]], {})
