"""Names, objects and arguments as Keras writes them; `keras_notation` reads the parts of a document by them."""

import re
from collections.abc import Mapping
from typing import Any

from layerloom_schema.base import Json

from .entries import Catalog, CatalogEntry, Parameter
from .entries import ParameterType as T

OBJECT_KEYS = frozenset(
    {
        "class_name",
        "config",
        "module",
        "registered_name",
        "build_config",
        "compile_config",
        "shared_object_id",
    }
)
DTYPE_SPELLINGS: Mapping[str, str] = {"int": "int64"}
"""What `keras.utils.standardize_dtype` takes beside the names of dtypes."""
OBJECT_KINDS: Mapping[T, str] = {
    T.activation: "activations",
    T.initializer: "initializers",
    T.regularizer: "regularizers",
    T.constraint: "constraints",
    T.schedule: "schedules",
}
"""The part of the catalogue that an argument takes a name of."""
PLAIN_POLICY = "float32"
"""The dtype policy of a document that names none."""
_LISTED = frozenset({T.int_tuple, T.int_pairs, T.int_or_list})
_DEEPEST = 16
_MODULE = re.compile(
    r"(?:(?:tensorflow\.|tf\.)?(?:python\.)?(?:keras|tf_keras|keras_core)"
    r"|(?:experimental|layers|losses|metrics|optimizers|initializers|regularizers|constraints|activations|callbacks"
    r"|applications|ops|schedules|mixed_precision|dtype_policies|builtins)"
    r"|(?:tf\.|tensorflow\.)?nn)(?:\.\w+)*"
)
"""The modules of Keras's names, in full or as after `from keras import layers`."""
_DTYPE_MODULE = re.compile(r"(?:tf|tensorflow|np|numpy|jnp|jax\.numpy|torch|keras)(?:\.\w+)*")
_AS_EVER: Mapping[str, Json] = {"data_format": "channels_last", "encoding": "utf-8", "oov_method": "floormod"}
"""What Keras writes down of settings that the catalogue leaves out, where nobody asked for another value."""
_LAYER_WORDS: Mapping[str, tuple[str, Mapping[str, Json]]] = {
    "ReLU": ("relu", {"max_value": None, "negative_slope": 0.0, "threshold": 0.0}),
    "LeakyReLU": ("leaky_relu", {"negative_slope": 0.2}),
    "ELU": ("elu", {"alpha": 1.0}),
    "Softmax": ("softmax", {"axis": -1}),
}
"""Layers that are activations too: the word, and the settings with which the two are the same function."""


def dtype(value: Json) -> Json:
    """The name of a dtype, or of a dtype policy, which may be an object."""
    config = value.get("config") if isinstance(value, dict) and "class_name" in value else None
    if isinstance(config, dict) and "name" in config:
        value = config["name"]
    if not isinstance(value, str):
        return value
    module, _, last = value.rpartition(".")
    name = last if module and _DTYPE_MODULE.fullmatch(module) else value
    return DTYPE_SPELLINGS.get(name, name)


def plain_name(name: str, known: Mapping[str, Any], *, any_case: bool = False) -> str:
    """A name without its module of Keras; `any_case` where Keras looks names up in lower case."""
    if name in known:
        return name
    module, _, last = name.rpartition(".")
    if module and _MODULE.fullmatch(module):
        parts = name.split(".")
        ends = (".".join(parts[start:]) for start in range(1, len(parts)))
        name = next((end for end in ends if end in known), last)
    if any_case and name not in known and name.lower() in known:
        return str(known[name.lower()])
    return name


def is_default(parameter: Parameter, value: Json, catalog: Catalog) -> bool:
    """Whether a value, by whatever name, is what the argument has anyway."""
    default = parameter.default
    if parameter.type is T.activation and default is None:
        default = "linear"
    if parameter.type in OBJECT_KINDS and isinstance(default, str):
        known = catalog.object_names[OBJECT_KINDS[parameter.type]]
        return isinstance(value, str) and known.get(value, value) == known.get(default)
    if parameter.name == "data_format" and default is None and value == "channels_last":
        return True
    return value in (default, collapsed(parameter, default))


def collapsed(parameter: Parameter, value: Json) -> Json:
    """`[3, 3]` as 3, and `[[1, 1], [1, 1]]` as 1, if one number is enough."""
    if parameter.type not in _LISTED or not isinstance(value, list) or not value:
        return value
    if parameter.type is T.int_or_list and len(value) > 1:
        return value
    if parameter.type is T.int_tuple and parameter.length is None:
        return value
    first = value[0][0] if isinstance(value[0], list) and value[0] else value[0]
    numbers = [number for part in value for number in (part if isinstance(part, list) else [part])]
    same = isinstance(first, int) and all(number == first for number in numbers)
    return first if same else value


def says_nothing(argument: str, value: Json) -> bool:
    """Whether a setting that the catalogue leaves out is off, or none, or what it always is."""
    return value is None or value is False or (argument in _AS_EVER and value == _AS_EVER[argument])


def parts_of(value: Mapping[str, Any]) -> tuple[str, dict[str, Json], bool] | None:
    """Class, config, and whether Keras wrote them; `None` for what is no object. A function's config is its name."""
    written = isinstance(value.get("class_name"), str)
    name = value["class_name"] if written else value.get("name")
    config = value.get("config")
    if not isinstance(name, str):
        return None
    if written and name == "function" and isinstance(config, str):
        name, config = config, {}
    module, registered = value.get("module"), value.get("registered_name")
    if written and isinstance(module, str) and not _MODULE.fullmatch(module):
        # A class of the same name that is not Keras's.
        name = registered if isinstance(registered, str) and registered else f"{module}.{name}"
    config = {} if config is None else config
    return (name, config, written) if isinstance(config, dict) else None


def chosen(value: Any, kind: str, catalog: Catalog, depth: int = 0) -> Any:
    """A name, or an object with a name, of one part of the catalogue."""
    entries: Mapping[str, CatalogEntry] = getattr(catalog, kind)
    known, any_case = catalog.object_names[kind], kind == "optimizers"
    if isinstance(value, str):
        return plain_name(value, known, any_case=any_case)
    found = parts_of(value) if isinstance(value, dict) else None
    if found is None or depth > _DEEPEST:
        return value
    name, config, written = found
    name = plain_name(name, known, any_case=any_case)
    entry = entries.get(known.get(name, ""))
    config = read_config(config, entry, catalog, depth + 1, written=written)
    if written and not config and kind in OBJECT_KINDS.values() and name in known:
        return name
    kept = {key: part for key, part in value.items() if key not in OBJECT_KEYS and key != "name"}
    has_config = config or (not written and "config" in value)
    return {"name": name, **({"config": config} if has_config else {}), **kept}


def read_config(
    config: Mapping[str, Any],
    entry: CatalogEntry | None,
    catalog: Catalog,
    depth: int = 0,
    *,
    written: bool = False,
    policy: str = PLAIN_POLICY,
) -> dict[str, Any]:
    """The arguments of a constructor. Where Keras wrote them (`written`) they are all: defaults are left out.

    A dtype that Keras wrote is a default where the dtype policy of the document, `policy`, is the same.
    """
    given = _without_base(config, entry, policy) if written else dict(config)
    known = entry.parameter if entry is not None else {}
    read = {
        name: _argument(known[name], value, catalog, depth, policy) if name in known else value
        for name, value in given.items()
    }
    if not written:
        return read
    said = {name: collapsed(known[name], value) if name in known else value for name, value in read.items()}
    return {
        name: value
        for name, value in said.items()
        if name not in known or known[name].required or not is_default(known[name], value, catalog)
    }


def _argument(parameter: Parameter, value: Any, catalog: Catalog, depth: int, policy: str) -> Any:
    if isinstance(value, dict) and value.get("class_name") == "__tuple__":
        inside = value.get("config")
        value = inside.get("value") if isinstance(inside, dict) else value.get("items")
    if parameter.type is T.activation:
        return _activation(value, catalog)
    if parameter.type in OBJECT_KINDS:
        return chosen(value, OBJECT_KINDS[parameter.type], catalog, depth)
    if parameter.type in (T.layer, T.layers):
        return (
            [_inner_layer(part, catalog, depth, policy) for part in value]
            if isinstance(value, list)
            else _inner_layer(value, catalog, depth, policy)
        )
    if parameter.type is T.dtype or parameter.name == "dtype":
        return dtype(value)
    return parameter.spellings.get(value, value) if isinstance(value, str) else value


def _activation(value: Any, catalog: Catalog) -> Any:
    """The word for a function, or for a layer that is the same function; an object stays where no word says as much."""
    named = chosen(value, "activations", catalog)
    if not isinstance(named, dict):
        return named
    name, config = named.get("name"), named.get("config", {})
    if not config and name in catalog.object_names["activations"]:
        return name
    found = _inner_layer(value, catalog, 0)
    if not isinstance(found, dict) or found.get("layer") not in catalog.layers:
        return named
    layer, settings = found["layer"], found.get("config", {})
    if layer == "Activation" and isinstance(settings.get("activation"), str):
        return settings["activation"]
    word, same = _LAYER_WORDS.get(layer, ("", {}))
    defaults = {parameter.name: parameter.default for parameter in catalog.layers[layer].parameters}
    is_same = word and {**defaults, **settings} == {**defaults, **same}
    return word if is_same else found


def _inner_layer(value: Any, catalog: Catalog, depth: int, policy: str = PLAIN_POLICY) -> Any:
    """A layer inside a layer: as Keras writes it, or under `name` as other objects are."""
    if not isinstance(value, dict) or depth > _DEEPEST:
        return value
    if "layer" in value:
        found = (value["layer"], value.get("config", {}), is_whole_config(value.get("config")))
        kept = {key: part for key, part in value.items() if key not in ("layer", "config")}
    else:
        parts = parts_of(value)
        if parts is None or not set(value) <= OBJECT_KEYS | {"name"}:
            return value
        found, kept = parts, {}
    name, config, written = found
    if not isinstance(name, str) or not isinstance(config, dict):
        return value
    name = plain_name(name, catalog.layer_names)
    entry = catalog.layers.get(catalog.layer_names.get(name, ""))
    frozen = written and config.get("trainable") is False and entry is not None and entry.inner_parameters
    config = read_config(config, entry, catalog, depth + 1, written=written, policy=policy)
    if frozen:
        config["trainable"] = False
    has_config = config or "config" in value
    return {"layer": name, **({"config": config} if has_config else {}), **kept}


def is_whole_config(config: Any) -> bool:
    """Whether this is what `get_config` of a layer gives: every setting, those of the base class too."""
    return isinstance(config, dict) and {"name", "trainable", "dtype"} <= set(config)


def _without_base(config: Mapping[str, Any], entry: CatalogEntry | None, policy: str) -> dict[str, Any]:
    """A config that Keras wrote, without what says nothing: defaults of arguments that a document has no place for."""
    known = {parameter.name for parameter in entry.parameters} if entry is not None else set(config)
    takes_policy = entry is not None and any(
        parameter.name == "dtype" and PLAIN_POLICY in parameter.choices for parameter in entry.parameters
    )

    def is_said(name: str, value: Json) -> bool:
        if name == "dtype" and dtype(value) in (None, PLAIN_POLICY):
            return value is not None and policy != PLAIN_POLICY and takes_policy
        if name in known:
            return True
        if name in ("name", "trainable"):
            return False
        return not says_nothing(name, value)

    return {name: value for name, value in config.items() if is_said(name, value)}
