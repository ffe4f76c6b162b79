"""Arguments of operations as Python source, in a script with `import numpy as np`."""

from layerloom.build.real.operation_arguments import argument, dtype_of, is_array, spread
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import OpEntry, Parameter
from layerloom_schema.catalog.entries import ParameterType as T

from .formatter import Bracket, Expression, Part, call, flat, quote


def argument_text(entry: OpEntry, parameter: Parameter, value: Json) -> Expression:
    """The source of what `build.real.operation_arguments.argument` returns. Raises `Refused` as it does."""
    argument(entry, parameter, value)
    if parameter.type is T.subscript:
        # Alone, a new axis and the dots are not known to Keras.
        return _key([value] if value is None or value == "..." else value)
    if isinstance(value, list) and is_array(entry, parameter):
        return call("np.array", [Part(_nested(value, "[]")), Part(quote(dtype_of(value)), "dtype=")])
    if parameter.type is T.float and isinstance(value, int):
        return repr(float(value))
    return _nested(spread(parameter, value), "()")


def subscript_text(value: Json) -> str:
    """The subscript of an index expression: `:, 0`, or `..., 1:3`."""
    parts = value if isinstance(value, list) else [value]
    # Alone, a new axis and the dots are not known to Keras.
    single = len(parts) == 1 and (isinstance(value, list) or value is None or value == "...")
    return ", ".join(_range(part) for part in parts) + ("," if single else "")


def _key(value: Json) -> str:
    if isinstance(value, list):
        return "(" + ", ".join(map(_key, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, dict):
        bounds = value["slice"]
        return f"slice({', '.join(map(repr, bounds))})"  # type: ignore[arg-type]  # three bounds, as `fits` has seen
    return value if isinstance(value, str) else repr(value)


def _range(part: Json) -> str:
    if not isinstance(part, dict):
        return "..." if part == "..." else repr(part)
    start, stop, step = ("" if bound is None else repr(bound) for bound in part["slice"])  # type: ignore[union-attr]
    return f"{start}:{stop}:{step}" if step else f"{start}:{stop}"


def _nested(value: Json, brackets: str) -> Expression:
    if isinstance(value, list):
        parts = [_nested(part, brackets) for part in value]
        if brackets == "()" and len(parts) == 1:
            return f"({flat(parts[0])},)"
        return Bracket([Part(part) for part in parts], kind=brackets)
    return quote(value) if isinstance(value, str) else repr(value)
