"""Arrays whose shapes a script tells: the data sets of Keras, and arrays of NumPy."""

import math
from collections.abc import Mapping

from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Data, Unknown, Value

_SETS: Mapping[str, tuple[tuple[int | None, ...], tuple[int | None, ...], int, int]] = {
    "mnist": ((28, 28), (), 60_000, 10_000),
    "fashion_mnist": ((28, 28), (), 60_000, 10_000),
    "cifar10": ((32, 32, 3), (1,), 50_000, 10_000),
    "cifar100": ((32, 32, 3), (1,), 50_000, 10_000),
    "boston_housing": ((13,), (), 404, 102),
    "california_housing": ((8,), (), 16_512, 4_128),
    "imdb": ((), (), 25_000, 25_000),
    "reuters": ((), (), 8_982, 2_246),
}
"""By name: the shape of a row and of its target, and the rows to train and to test."""
_MOST_AXES = 8
_OF_SHAPE = frozenset(
    {"zeros", "ones", "empty", "random.random", "random.rand", "random.randn", "random.normal"}
) | {
    *("random.uniform", "random.randint", "random.random_sample", "random.standard_normal", "full"),
}


def load_data(reading: Reading, name: str) -> Value:
    """`keras.datasets.NAME.load_data()`: two pairs of arrays."""
    found = _SETS.get(name)
    if found is None:
        return Unknown(words=f"{name}.load_data()")
    row, target, train, test = found
    reading.data = name
    return tuple(
        (Data((rows, *row), f"{name} {part}"), Data((rows, *target), f"{name} {part} targets"))
        for rows, part in ((train, "train"), (test, "test"))
    )


def numpy_array(path: str, args: list[Value], kwargs: Mapping[str, Value]) -> Data | None:
    """An array of a shape that the call tells; `None` for other functions."""
    name = path.removeprefix("numpy.")
    if name in ("array", "asarray") and args and _is_numbers(args[0]):
        return Data(_lengths(args[0]), path, values=args[0])
    if name not in _OF_SHAPE:
        return None
    shape: Value = kwargs.get("size", kwargs.get("shape"))
    if shape is None and name in ("random.rand", "random.randn"):
        shape = tuple(args)
    elif shape is None and args:
        shape = args[-1] if name in ("random.randint", "random.normal", "random.uniform") else args[0]
    if isinstance(shape, int):
        shape = (shape,)
    known = isinstance(shape, list | tuple) and len(shape) <= _MOST_AXES
    lengths = tuple(length if isinstance(length, int) else None for length in shape) if known else None
    return Data(lengths, path, random=name.startswith("random"))


def data_attribute(data: Data, name: str) -> Value:
    """An attribute of an array."""
    if name == "shape":
        if data.shape is None:
            return Unknown(words=f"{data.text}.shape")
        return tuple(
            Unknown(words=f"{data.text}.shape[{axis}]") if length is None else length
            for axis, length in enumerate(data.shape)
        )
    if name == "ndim" and data.shape is not None:
        return len(data.shape)
    if name == "size" and data.shape is not None and None not in data.shape:
        return math.prod(length for length in data.shape if length is not None)
    return Unknown(words=f"{data.text}.{name}")


def data_method(data: Data, name: str, args: list[Value]) -> Value:
    """A method of an array, as far as it tells a shape."""
    if name in ("astype", "copy", "clip"):
        return data
    if name == "reshape":
        return _reshaped(data, args)
    if name in ("flatten", "ravel"):
        return Data((None,), data.text, data.random)
    return Unknown(words=f"{data.text}.{name}()")


def _reshaped(data: Data, args: list[Value]) -> Data:
    asked = args[0] if len(args) == 1 else args
    asked = [asked] if isinstance(asked, int) else asked
    if not isinstance(asked, list | tuple) or len(asked) > 8:
        return Data(None, data.text, data.random)
    lengths = [length if isinstance(length, int) else None for length in asked]
    if -1 in lengths:
        rest = [length for length in lengths if length not in (-1, None)]
        whole = data.shape is not None and None not in data.shape and None not in lengths
        total = math.prod(length or 0 for length in data.shape or ()) if whole else 0
        product = math.prod(length for length in rest if length is not None)
        free = total // product if whole and product else None
        lengths = [free if length == -1 else length for length in lengths]
    return Data(tuple(lengths), data.text, data.random)


def data_part(data: Data, key: Value) -> Value:
    """`data[key]`: rows keep their shape."""
    if data.shape is None:
        return Unknown(words=f"{data.text}[...]")
    if isinstance(key, slice):
        bounds = (key.start, key.stop, key.step)
        rows = data.shape[0] if data.shape else None
        known = rows is not None and all(part is None or isinstance(part, int) for part in bounds)
        count = len(range(rows)[key]) if known and rows is not None and key.step != 0 else None
        return Data((count, *data.shape[1:]), data.text, data.random)
    if isinstance(key, int):
        return Data(data.shape[1:], data.text, data.random)
    return Data(None, data.text, data.random)


def _is_numbers(value: Value, depth: int = 0) -> bool:
    """Whether a value is a number, or lists of numbers."""
    if isinstance(value, list | tuple):
        return depth < _MOST_AXES and bool(value) and all(_is_numbers(part, depth + 1) for part in value)
    return isinstance(value, int | float)


def _lengths(value: Value) -> tuple[int, ...]:
    """The shape of an array that is written out, by the first part of each list."""
    found = []
    while isinstance(value, list | tuple):
        found.append(len(value))
        value = value[0]
    return tuple(found)
