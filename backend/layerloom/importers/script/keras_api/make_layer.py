"""Make layers, losses, optimizers and the like from calls of their classes."""

from collections.abc import Mapping
from typing import NoReturn

from layerloom.graph.former_names.arguments import with_current_names
from layerloom.graph.former_names.layers import replacement_layer
from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Layer, Named, Symbol, Value
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import CatalogEntry
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.models.import_warnings import WarningCode

from .keras_names import Meaning
from .signatures import named, positions

INPUT_ARGUMENTS = (
    "input_shape",
    "batch_input_shape",
    "batch_shape",
    "input_length",
    "input_dim",
    "input_dtype",
)
"""What the first layer of a Sequential model may say of the input."""
_KERAS_1: Mapping[str, tuple[str, ...]] = {
    "Convolution1D": ("filters", "kernel_size", "kernel_initializer", "activation"),
    "Convolution2D": ("filters", "nb_row", "nb_col", "kernel_initializer", "activation"),
    "Convolution3D": ("filters", "kernel_dim1", "kernel_dim2", "kernel_dim3"),
}
"""Positional arguments of layers whose old name tells the version."""
_FIRST = frozenset({"channels_first", "th"})
_ORDERS = ("data_format", "dim_ordering")
_MEANS = ("GlobalAveragePooling1D",)
"""Layers of sequences, of which `channels_first` says only along which axis they go."""
_FUNCTION_LAYERS = frozenset({"Lambda"})


def make_layer(reading: Reading, kind: str, args: list[Value], kwargs: dict[str, Value]) -> Layer:
    """The layer that a call of a class makes: arguments by their present names."""
    known = reading.catalog.layer_names.get(kind)
    order = (
        _keras_1_order(kind, args)
        or positions("layers", known or kind)
        or positions("layers", _as_now(reading, kind))
    )
    given = named(order, args, kwargs)
    if known in _MEANS and given.get("data_format") == "channels_first":
        return _mean_of_features(reading, given.get("name"))
    _refuse_channels_first(reading, given)
    name, trainable = given.pop("name", None), given.pop("trainable", True)
    function = given.get("function") if kind in _FUNCTION_LAYERS else None
    hints = {
        key: given.pop(key) for key in INPUT_ARGUMENTS if key in given and not _is_own(reading, known, key)
    }
    weights = given.pop("weights", None)
    if weights is not None and kind not in _FUNCTION_LAYERS:
        reading.warn(WarningCode.weights_left_out, layer=str(name or kind))
    if known is None:
        found = replacement_layer(kind, _quiet(given), reading.catalog)
        if found is not None:
            known, given = found[0], {**dict(found[1])}
            restored = {key: value for key, value in kwargs.items() if key in given and not _is_plain(value)}
            given |= restored
    entry = reading.catalog.layers.get(known or "")
    if entry is not None:
        given = current_arguments(entry, given)
    layer = reading.layer(known or kind, given, name)
    layer.trainable = trainable is not False
    layer.function = function
    layer.hints = hints
    return layer


def _mean_of_features(reading: Reading, name: Value) -> Layer:
    """A pooling that takes the mean of the features of each step, as the operation that it is."""
    layer = reading.layer("Lambda", {"arguments": {"axis": -1}}, name)
    layer.function = Symbol("keras.ops.mean")
    return layer


def make_named(reading: Reading, meaning: Meaning, args: list[Value], kwargs: dict[str, Value]) -> Named:
    """An initializer, optimizer, loss, ... with its arguments by their present names."""
    known = reading.catalog.object_names[meaning.kind].get(meaning.name, meaning.name)
    given = named(positions(meaning.kind, known) or positions(meaning.kind, meaning.name), args, kwargs)
    entries: Mapping[str, CatalogEntry] = getattr(reading.catalog, meaning.kind)
    entry = entries.get(known)
    if entry is not None:
        given = current_arguments(entry, given)
    return Named(meaning.kind, known, given, reading.site)


def current_arguments(entry: CatalogEntry, given: dict[str, Value]) -> dict[str, Value]:
    """Arguments by their present names; values that are no plain ones are carried along."""
    if all(name in entry.parameter for name in given):
        return {name: value for name, value in given.items() if not _is_idle(entry, name, value)}
    marks: dict[str, Value] = {}
    plain: dict[str, Json] = {}
    for number, (name, value) in enumerate(given.items()):
        if _is_plain(value):
            plain[name] = as_lists(value)
        else:
            marks[f"\0{number}"] = value
            plain[name] = f"\0{number}"
    renamed = with_current_names(entry, plain)
    back = {
        name: marks.get(value, value) if isinstance(value, str) else value for name, value in renamed.items()
    }
    return {name: value for name, value in back.items() if not _is_idle(entry, name, value)}


def as_lists(value: Value) -> Json:
    """A plain value with tuples as lists."""
    if isinstance(value, list | tuple):
        return [as_lists(part) for part in value]
    plain: Json = value
    return plain


def _is_idle(entry: CatalogEntry, name: str, value: Value) -> bool:
    """Whether an argument that a document does not take says only what is so anyway."""
    if name in entry.parameter:
        return False
    return value in (None, False, "channels_last", "tf") if _is_plain(value) else False


def _is_plain(value: Value) -> bool:
    if isinstance(value, list | tuple):
        return len(value) <= 64 and all(_is_plain(part) for part in value)
    return value is None or isinstance(value, bool | int | float | str)


def _quiet(given: Mapping[str, Value]) -> dict[str, Json]:
    return {name: as_lists(value) if _is_plain(value) else None for name, value in given.items()}


def _is_own(reading: Reading, known: str | None, argument: str) -> bool:
    entry = reading.catalog.layers.get(known or "")
    return entry is not None and argument in entry.parameter


def _as_now(reading: Reading, kind: str) -> str:
    found = replacement_layer(kind, {}, reading.catalog)
    return found[0] if found is not None else kind


def _keras_1_order(kind: str, args: list[Value]) -> tuple[str, ...]:
    order = _KERAS_1.get(kind, ())
    return order if len(args) > 2 and all(isinstance(size, int) for size in args[:3]) else ()


def _refuse_channels_first(reading: Reading, given: Mapping[str, Value]) -> None:
    if any(isinstance(given.get(name), str) and given[name] in _FIRST for name in _ORDERS):
        refuse_channels_first(reading)


def refuse_channels_first(reading: Reading) -> NoReturn:
    """Raise `Refused`: images here have their channels last."""
    where: dict[str, Json] = {"line": reading.here.line}
    raise Refused(
        422,
        ErrorCode.code_unreadable,
        variant="channels_first",
        params={"place": reading.words_of(reading.here)},
        where=where,
    )
