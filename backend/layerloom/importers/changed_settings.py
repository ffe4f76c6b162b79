"""Reduce a Keras config to the arguments that differ from the catalogue's defaults."""

from collections.abc import Callable, Mapping
from typing import Protocol

from layerloom.catalog.dtypes import PLAIN, POLICIES
from layerloom.graph.implied_arguments import IMPLIED_BY
from layerloom.graph.parameter_values import has_nonfinite, is_in_range, is_of_type
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, CatalogEntry, LayerEntry, Parameter
from layerloom_schema.catalog.entries import ParameterType as T
from layerloom_schema.catalog.keras_objects import collapsed, is_default, says_nothing
from layerloom_schema.models.import_warnings import WarningCode
from layerloom_schema.text.messages import phrase, written

from .keras_config import TENSOR, class_name, config_of, plain


class Warn(Protocol):
    """Records a value that could not be imported."""

    def __call__(self, code: WarningCode, **params: Json) -> None: ...


Nest = Callable[[Json], Json]
"""Creates an entry for a nested model inside a layer and returns `{"model": NAME}`; `None` for other values."""

_OBJECTS: Mapping[T, str] = {
    T.initializer: "initializers",
    T.regularizer: "regularizers",
    T.constraint: "constraints",
}
_OWN = frozenset({"name", "trainable", "dtype"})
"""Arguments that a document stores elsewhere: fields of the node, and the dtype policy of the model."""
_DERIVED = frozenset({"vocabulary_dtype", "vocabulary_size"})
"""Arguments that follow from others."""
_CALCULATING = ("float", "bfloat", "mixed")
_WITHOUT_POLICY = frozenset({"InputLayer", TENSOR})
"""Classes with a dtype that have no dtype policy."""
_STACK = "StackedRNNCells"
"""What Keras makes of a list of cells."""
_DEEPEST = 8


class Settings:
    """Reduces configs; `warn` is called for values without a place in a document."""

    def __init__(self, catalog: Catalog, layer_names: Mapping[str, str], warn: Warn, nest: Nest) -> None:
        self._catalog = catalog
        self._layer_names = layer_names
        self._warn = warn
        self._nest = nest
        self.mixed = False
        """Whether some layers have another dtype policy than the default: then each layer states its own."""

    def reduce(
        self, entry: CatalogEntry, config: Mapping[str, Json], owner: Json, depth: int = 0
    ) -> dict[str, Json]:
        """The arguments that differ from the defaults; `owner`, a name or a phrase, is used in warnings."""
        known = entry.parameter
        for name, value in config.items():
            if name not in known and not _is_as_ever(name, value):
                self._warn(WarningCode.unknown_argument, owner=owner, argument=name[:64], value=_shown(value))
        found: dict[str, Json] = {}
        for parameter in entry.parameters:
            if parameter.name in config and not _is_policy(parameter):
                self._take(parameter, config[parameter.name], owner, found, depth)
        for name, other in IMPLIED_BY.items():
            if found.get(name) is not None and found[name] == _filled(entry, found, other):
                del found[name]
        if "backward_layer" in found and found["backward_layer"] == _reversed(found.get("layer")):
            del found["backward_layer"]
        policy = self._policy(config, known.get("dtype"), owner)
        return found if policy is None else {**found, "dtype": policy}

    def _policy(self, config: Mapping[str, Json], parameter: Parameter | None, owner: Json) -> str | None:
        """The dtype policy of a layer, where it is not that of the model."""
        policy = policy_name(config.get("dtype"))
        if policy is None or not policy.startswith(_CALCULATING):
            return None
        if parameter is not None and not _is_policy(parameter):
            return None
        if parameter is not None and policy in parameter.choices:
            return policy if policy != PLAIN or self.mixed else None
        if policy != PLAIN:
            self._warn(WarningCode.dtype_policy, owner=owner, policy=policy)
        return None

    def _take(
        self, parameter: Parameter, value: Json, owner: Json, found: dict[str, Json], depth: int
    ) -> None:
        if value is None:
            if parameter.default is not None and parameter.nullable:
                found[parameter.name] = None
            return
        taken = self._read(parameter, value, owner, depth)
        if taken is None:
            self._warn(WarningCode.unread_argument, owner=owner, argument=parameter.name, value=_shown(value))
        elif parameter.required or not is_default(parameter, taken, self._catalog):
            found[parameter.name] = taken

    def _read(self, parameter: Parameter, value: Json, owner: Json, depth: int) -> Json:
        """The value in the notation of documents; `None` where it has none."""
        if parameter.type is T.activation:
            return self._catalog.object_names["activations"].get(value) if isinstance(value, str) else None
        if parameter.type in _OBJECTS:
            return self._object(_OBJECTS[parameter.type], value, owner, depth)
        if parameter.type in (T.layer, T.layers):
            return self._layers(value, phrase("node.part", inner=parameter.name, outer=owner), depth)
        read = policy_name(value) if parameter.type is T.dtype else collapsed(parameter, plain(value))
        usable = is_of_type(parameter, read) and is_in_range(parameter, read) and not has_nonfinite(read)
        return read if usable else None

    def _object(self, kind: str, value: Json, owner: Json, depth: int) -> Json:
        """An initializer, regularizer or constraint: a string, or a name with the arguments that are not the default."""
        entries: Mapping[str, CatalogEntry] = getattr(self._catalog, kind)
        given = value if isinstance(value, str) else class_name(value)
        name = self._catalog.object_names[kind].get(given or "")
        if name is None or entries[name].refused or depth > _DEEPEST:
            return None
        config = self.reduce(
            entries[name], config_of(value), phrase("node.part", inner=name, outer=owner), depth + 1
        )
        return {"name": name, "config": config} if config else name

    def _layers(self, value: Json, owner: Json, depth: int) -> Json:
        """A layer inside a layer, or a list of them."""
        if depth > _DEEPEST:
            return None
        if isinstance(value, list):
            parts = [self._layers(part, owner, depth + 1) for part in value]
            return None if None in parts else parts
        nested = self._nest(value)
        if nested is not None:
            return nested
        cells = config_of(value).get("cells")
        if class_name(value) == _STACK and depth == 0 and isinstance(cells, list):
            return self._layers(cells, owner, depth)
        name = self._layer_names.get(class_name(value) or "")
        entry: LayerEntry | None = self._catalog.layers.get(name or "")
        if entry is None or entry.refused:
            return None
        config = config_of(value)
        reduced = self.reduce(entry, config, phrase("node.inside", inner=entry.name, outer=owner), depth + 1)
        if config.get("trainable") is False:
            if entry.inner_parameters:
                reduced["trainable"] = False
            else:
                self._warn(WarningCode.inner_frozen, owner=owner, layer=entry.name)
        return {"layer": entry.name, "config": reduced}

    def _is_default(self, parameter: Parameter, value: Json) -> bool:
        return is_default(parameter, value, self._catalog) or value == collapsed(parameter, parameter.default)


def _is_policy(parameter: Parameter) -> bool:
    """Whether an argument is the dtype policy of a layer, not the output dtype of an operation."""
    return parameter.name == "dtype" and parameter.type is T.choice


def calculates_apart(value: Json) -> bool:
    """Whether any layer in a config, at any depth, has another dtype policy than Keras's default."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            policy = policy_name(config_of(part).get("dtype"))
            if class_name(part) not in _WITHOUT_POLICY and policy in POLICIES and policy != PLAIN:
                return True
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return False


def _is_as_ever(name: str, value: Json) -> bool:
    """Whether an excluded argument has its default, or is stored elsewhere in a document."""
    return name in _OWN or name in _DERIVED or says_nothing(name, value)


def policy_name(value: Json) -> str | None:
    """The name of a dtype policy, or of a dtype."""
    name = value if isinstance(value, str) else config_of(value).get("name")
    return name if isinstance(name, str) and len(name) <= 64 else None


def _shown(value: Json) -> Json:
    """A value in a warning: the class of an object, the beginning of a long list."""
    if value is None:
        return phrase("value.none")
    words = class_name(value) or written("value", value)
    return words if len(words) <= 60 else f"{words[:57]}..."


def _filled(entry: CatalogEntry, found: Mapping[str, Json], name: str) -> Json:
    """The value of an argument, its default where it is not given; `None` where there is no such argument."""
    parameter = entry.parameter.get(name)
    return None if parameter is None else found.get(name, collapsed(parameter, parameter.default))


def _reversed(layer: Json) -> Json:
    """The layer that Bidirectional makes of its own: the same, in the other direction."""
    inside = layer.get("config") if isinstance(layer, dict) else None
    if not isinstance(layer, dict) or not isinstance(inside, dict):
        return None
    other = {name: value for name, value in inside.items() if name != "go_backwards"}
    backwards = {} if inside.get("go_backwards") is True else {"go_backwards": True}
    return {**layer, "config": other | backwards}
