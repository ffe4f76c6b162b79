"""Arguments of operations as Python: constants, subscripts, and the rest; `codegen` writes the same as text."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from layerloom.catalog.refusals import unfit_argument
from layerloom.graph.parameter_values import as_float, has_nonfinite, is_in_range, is_of_type
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import OpEntry, Parameter
from layerloom_schema.catalog.entries import ParameterType as T


def argument(entry: OpEntry, parameter: Parameter, value: Json) -> Any:
    """The value to call the operation with. Raises `Refused` where the parameter does not accept it.

    A list that replaces a tensor becomes a 32-bit array, so that it does not widen the result; a single number stays
    a Python number, which takes the dtype of the other operand.
    """
    if value is None and parameter.nullable:
        return None
    if has_nonfinite(value) or not is_of_type(parameter, value) or not is_in_range(parameter, value):
        raise unfit_argument(entry.name, parameter.name)
    if parameter.type is T.subscript:
        return subscript(value)
    if isinstance(value, list) and is_array(entry, parameter):
        return _array(entry, parameter, value)
    if parameter.type is T.float:
        return as_float(value)
    return tuples(spread(parameter, value))


def is_array(entry: OpEntry, parameter: Parameter) -> bool:
    """Whether a list is an array to the operation: it replaces a tensor, or is a row of numbers to compare with."""
    replaces_tensor = any(port.name == parameter.name for port in entry.inputs)
    return parameter.type is T.numbers or (parameter.type is T.constant and replaces_tensor)


def spread(parameter: Parameter, value: Json) -> Json:
    """One number for every axis, where one stands for all: some operations take nothing else."""
    single = isinstance(value, int | float) and parameter.type in (T.int_tuple, T.number_or_list)
    return [value] * parameter.length if single and parameter.length else value


def subscript(value: Json) -> Any:
    """The key of a subscript: `[{"slice": [null, null, null]}, 0]` is `(slice(None), 0)`."""
    if isinstance(value, list):
        return tuple(_key(part) for part in value)
    if value is None or value == "...":
        return (_key(value),)  # alone, Keras does not know them
    return _key(value)


def _key(value: Json) -> Any:
    if isinstance(value, dict):
        return slice(*value["slice"])  # type: ignore[misc]  # `is_of_type` has seen three bounds
    return Ellipsis if value == "..." else value


def tuples(value: Json) -> Any:
    """Lists as tuples, to any depth."""
    return tuple(tuples(part) for part in value) if isinstance(value, list) else value


def dtype_of(value: list[Json]) -> str:
    """The dtype of an array of constants: one float makes all of them floats."""
    kinds = {type(number) for number in numbers(value)}
    if kinds <= {bool}:
        return "bool"
    return "float32" if float in kinds else "int32"


def numbers(value: Json) -> Iterator[Json]:
    """All numbers of nested lists."""
    if isinstance(value, list):
        for part in value:
            yield from numbers(part)
    else:
        yield value


def _array(entry: OpEntry, parameter: Parameter, value: list[Json]) -> Any:
    with np.errstate(over="ignore"):
        try:
            made = np.array(value, dtype=dtype_of(value))
        except OverflowError as error:
            raise unfit_argument(entry.name, parameter.name) from error
    if not np.isfinite(made).all():
        raise unfit_argument(entry.name, parameter.name)
    return made
