"""Construct Keras objects from the names and arguments of a document, through the allowlist only.

Keras never resolves a string of a document: a name is looked up in the catalogue, every argument must be one of the
entry's parameters and valid, and the class comes from `catalog.keras_classes`. The structural check reports the same
earlier and explains more; this is the enforcement.

Constructors draw random seeds, so their order matters for equal bits. An initializer given by name alone is passed as a
string, and Keras constructs it inside the layer's constructor; one with arguments is constructed before its layer, in
the order of the layer's `config`. A script that writes
`LSTM(8, recurrent_initializer="he_normal")` or `LSTM(8, recurrent_initializer=HeNormal(seed=1))` does the same.
"""

from collections.abc import Mapping
from typing import Any

import keras

from layerloom.build.layer_references import Inside
from layerloom.catalog.keras_classes import CLASSES, resolves
from layerloom.catalog.overrides.allowlist import WORDS, Kind
from layerloom.catalog.refusals import no_argument, no_entry, unfit_argument
from layerloom.graph.parameter_values import as_float, has_nonfinite, is_in_range, is_of_type
from layerloom.graph.wrapped_layers import may_wrap, with_inner_parameters
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, CatalogEntry, Parameter, names
from layerloom_schema.catalog.entries import ParameterType as T
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.graph import LayerNode
from layerloom_schema.documents.training import Named

_LISTS = frozenset({T.number_or_list, T.strings, T.ints})
"""Types that are passed as a list, not as a tuple."""
_NESTED: Mapping[T, Kind] = {
    T.activation: Kind.activations,
    T.initializer: Kind.initializers,
    T.regularizer: Kind.regularizers,
    T.constraint: Kind.constraints,
    T.schedule: Kind.schedules,
}


def layer(node: LayerNode, catalog: Catalog, inside: Inside) -> keras.Layer:
    """The layer of a node, with the name of the node."""
    made = make_layer(node.layer, node.config, catalog, name=node.name, inside=inside)
    if not node.trainable:
        # Set it only to False: True would unfreeze the inner layers.
        made.trainable = False
    return made


def make_layer(
    layer_name: str,
    config: Mapping[str, Json],
    catalog: Catalog,
    *,
    name: str | None = None,
    inside: Inside | None = None,
    learned: Mapping[str, Any] | None = None,
) -> keras.Layer:
    """A layer by name or alias, with arguments from a document; `inside` resolves references to other layers.

    `learned` are arguments that were read from an adapted layer of this kind, and are not checked.
    """
    fields = {**({} if name is None else {"name": name}), **(learned or {})}
    return _make(Kind.layers, layer_name, config, catalog, fields, inside)


def _inner_layer(
    layer_name: str, config: Mapping[str, Json], catalog: Catalog, inside: Inside | None
) -> keras.Layer:
    """A layer as an argument of another one; it takes arguments that are fields of a node otherwise."""
    entry = with_inner_parameters(catalog.layers[layer_name])
    return _make(Kind.layers, layer_name, config, catalog, {}, inside, entry)


def loss(value: str | Named) -> keras.losses.Loss:
    """A loss by string, or by name and arguments."""
    return _from(Kind.losses, value)


def metric(value: str | Named) -> keras.metrics.Metric | str:
    """A metric. Given by string alone it has that name, as in Keras's logs.

    `accuracy` stays a string: `compile` picks the class by the shapes.
    """
    name = value if isinstance(value, str) else value.name
    word = next((w for w, short in WORDS.items() if name in (w, *short)), None)
    if word is not None and (isinstance(value, str) or not value.config):
        return value if isinstance(value, str) and value in WORDS[word] else word
    if isinstance(value, str):
        return _make(Kind.metrics, value, {}, read_catalog(), {"name": value})
    return _from(Kind.metrics, value)


def optimizer(value: str | Named) -> keras.optimizers.Optimizer:
    """An optimizer by string, or by name and arguments; its learning rate may be a schedule."""
    return _from(Kind.optimizers, value)


def schedule(value: Named) -> keras.optimizers.schedules.LearningRateSchedule:
    """A learning rate schedule."""
    return _from(Kind.schedules, value)


def callback(value: Named, folder: str = ".") -> keras.callbacks.Callback:
    """A callback; it gets no path or function from a document, and writes into `folder`."""
    writes = names(read_catalog().callbacks).get(value.name) == "ModelCheckpoint"
    return _make(
        Kind.callbacks, value.name, value.config, read_catalog(), {"folder": folder} if writes else {}
    )


def _from(kind: Kind, value: str | Named) -> Any:
    if isinstance(value, str):
        return _make(kind, value, {}, read_catalog(), {})
    return _make(kind, value.name, value.config, read_catalog(), {})


def _make(
    kind: Kind,
    name: str,
    config: Mapping[str, Json],
    catalog: Catalog,
    fields: Mapping[str, Any],
    inside: Inside | None = None,
    entry: CatalogEntry | None = None,
) -> Any:
    entry = entry or _entry(kind, name, catalog)
    parameters = entry.parameter
    unknown = [argument for argument in config if argument not in parameters]
    if unknown:
        raise no_argument(entry.name, unknown[0])
    arguments = {
        argument: _argument(entry, parameters[argument], value, catalog, inside)
        for argument, value in config.items()
    }
    return CLASSES[kind][entry.name](**arguments, **fields)


def _entry(kind: Kind, name: str, catalog: Catalog) -> CatalogEntry:
    entries: Mapping[str, CatalogEntry] = getattr(catalog, kind.value)
    known = catalog.layer_names.get(name) if kind is Kind.layers else names(entries).get(name)
    # Both must have it: the catalogue, which is data, and the map of classes, which is code.
    if known is None or known not in CLASSES[kind]:
        raise no_entry(kind.value, name)
    return entries[known]


def _argument(
    entry: CatalogEntry, parameter: Parameter, value: Json, catalog: Catalog, inside: Inside | None
) -> Any:
    if value is None and parameter.nullable:
        return None
    if parameter.type in (T.layer, T.layers):
        return _layers(entry, parameter, value, catalog, inside)
    if parameter.type in _NESTED and not isinstance(value, int | float):
        return _nested(entry, parameter, value, catalog)
    number = parameter.type is T.schedule and isinstance(value, int | float) and not isinstance(value, bool)
    if (
        has_nonfinite(value)
        or not (number or is_of_type(parameter, value))
        or not is_in_range(parameter, value)
    ):
        raise unfit_argument(entry.name, parameter.name)
    if number or parameter.type is T.float:
        return as_float(value)
    if parameter.type in (T.numbers, T.number_or_list):
        value = [as_float(part) for part in value] if isinstance(value, list) else as_float(value)
    return tuple(value) if isinstance(value, list) and parameter.type not in _LISTS else value


def _layers(
    entry: CatalogEntry, parameter: Parameter, value: Json, catalog: Catalog, inside: Inside | None
) -> Any:
    if isinstance(value, list) and parameter.type is T.layers:
        return [_layer(entry, parameter, part, catalog, inside) for part in value]
    return _layer(entry, parameter, value, catalog, inside)


def _layer(
    entry: CatalogEntry, parameter: Parameter, value: Json, catalog: Catalog, inside: Inside | None
) -> keras.Layer:
    if isinstance(value, dict) and "layer" in value:
        name, config = value["layer"], value.get("config", {})
        known = catalog.layers.get(catalog.layer_names.get(str(name), ""))
        if known is not None and isinstance(config, dict) and may_wrap(parameter, known):
            return _inner_layer(known.name, config, catalog, inside)
    elif isinstance(value, dict) and len(value) == 1 and inside is not None:
        return inside(value)
    raise unfit_argument(entry.name, parameter.name)


def _nested(entry: CatalogEntry, parameter: Parameter, value: Json, catalog: Catalog) -> Any:
    kind = _NESTED[parameter.type]
    if isinstance(value, str) and kind is not Kind.schedules:
        named = _entry(kind, value, catalog).name
        # A string that Keras does not resolve draws no seed, so it can be constructed here.
        return named if resolves(kind, named) else CLASSES[kind][named]()
    if isinstance(value, dict) and kind is not Kind.activations:
        name, config = value.get("name"), value.get("config", {})
        if isinstance(name, str) and isinstance(config, dict):
            return _make(kind, name, config, catalog, {})
    raise unfit_argument(entry.name, parameter.name)
