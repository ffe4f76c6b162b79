"""The config of a model that Keras 1 or 2 saved, as Keras 3 would write it: names, arguments and calls of today.

All of it is data: names that are not in our tables stay as they are, and become placeholders like any unknown layer.
"""

from collections.abc import Mapping

from layerloom.graph.former_names.arguments import with_current_names
from layerloom.graph.former_names.layers import replacement_layer
from layerloom.importers.keras_config import class_name, config_of, malformed, mapping, sequence, text
from layerloom.importers.operation_classes import MODULES, Operations
from layerloom.importers.script.keras_api.operation_names import ARGUMENTS, TENSORFLOW
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, LayerEntry

from .former_calls import FormerCalls, slices
from .refusals import refuse_model

MODELS = frozenset({"Model", "Functional", "Sequential"})
_INPUT, _SEQUENTIAL = "InputLayer", "Sequential"
_SHAPES = ("batch_input_shape", "batch_shape")
_OF_INPUTS = frozenset({"batch_input_shape", "input_dtype", "input_length", "dynamic", "ragged", "sparse"})
"""What layers said of what comes in, or of themselves; nothing of it is an argument any more."""
_IGNORED: Mapping[str, frozenset[str]] = {
    "SeparableConv1D": frozenset({"kernel_initializer", "kernel_regularizer", "kernel_constraint", "groups"}),
    "SeparableConv2D": frozenset({"kernel_initializer", "kernel_regularizer", "kernel_constraint", "groups"}),
    "DepthwiseConv1D": frozenset(
        {"kernel_initializer", "kernel_regularizer", "kernel_constraint", "groups", "filters"}
    ),
    "DepthwiseConv2D": frozenset(
        {"kernel_initializer", "kernel_regularizer", "kernel_constraint", "groups", "filters"}
    ),
    "MultiHeadAttention": frozenset({"query_shape", "key_shape", "value_shape"}),
    "Conv1DTranspose": frozenset({"groups"}),
    "Conv2DTranspose": frozenset({"groups"}),
    "Conv3DTranspose": frozenset({"groups"}),
}
"""Arguments that the layer inherited and never used."""
_ALWAYS = frozenset(
    {
        "consume_less",
        "fused",
        "implementation",
        "forget_bias_init",
        "input_dim",
        "interpolation_method",
        "time_major",
    }
)
"""Arguments of speed alone, or that always have one value now, unless the layer has one of this name."""
_TF_LAMBDA, _SLICING = "TFOpLambda", "SlicingOpLambda"
_OPERATORS: Mapping[str, str] = {
    "__operators__.add": "add",
    "__operators__.getitem": "get_item",
    "__operators__.ne": "not_equal",
    "__operators__.eq": "equal",
}
_DEEPEST = 16


def current_config(value: Json, catalog: Catalog) -> Json:
    """A serialized model in the notation of Keras 3; one of Keras 3 comes back equal.

    Raises `Unreadable` where this is no config, `Refused` where the model puts the channels of images first.
    """
    return _Rewriter(catalog).model(value, 0)


class _Rewriter:
    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._operations = Operations(catalog)

    def model(self, value: Json, depth: int) -> Json:
        """A model, alone or inside another."""
        if depth > _DEEPEST:
            malformed("layers", "config.shallower")
        written = dict(mapping(value, "model"))
        inside = written.get("config")
        if isinstance(inside, list):  # a Sequential model of Keras 1, and of Keras 2 up to 2.2
            inside = {"name": "sequential", "layers": inside}
        config = mapping(inside, "config")
        layers = [mapping(layer, "layers") for layer in sequence(config.get("layers"), "layers")]
        if class_name(value) == _SEQUENTIAL:
            return {**written, "config": {**config, "layers": self._chain(layers, depth)}}
        kinds = {_name(layer): class_name(dict(layer)) or "" for layer in layers}
        former = any(_is_former(layer) for layer in layers)
        models = [name for name, kind in kinds.items() if kind in MODELS and former]
        calls = FormerCalls(kinds, models)
        rewritten: list[Json] = [self._layer(layer, calls, depth) for layer in layers]
        ends = {name: config.get(name) for name in ("input_layers", "output_layers")}
        if former:
            # Keras 3 counts the calls of functional models from 1 at the ends of a model.
            functional = [name for name in models if kinds[name] == _SEQUENTIAL]
            ends = {name: FormerCalls(kinds, functional).end(end) for name, end in ends.items()}
        return {**written, "class_name": "Functional", "config": {**config, **ends, "layers": rewritten}}

    def _chain(self, layers: list[Mapping[str, Json]], depth: int) -> Json:
        """The layers of a Sequential model, after its input where the first layer declares one."""
        calls = FormerCalls((), ())
        chain = [self._layer({"inbound_nodes": [], **layer}, calls, depth) for layer in layers]
        first = dict(layers[0]) if layers else {}
        shape = next((config_of(first)[name] for name in _SHAPES if name in config_of(first)), None)
        if class_name(first) != _INPUT and shape is not None:
            dtype = config_of(first).get("input_dtype") or config_of(first).get("dtype")
            inside: dict[str, Json] = {"name": f"{_name(first)}_input", "batch_shape": shape}
            inside["dtype"] = "int32" if class_name(first) == "Embedding" else dtype or "float32"
            chain.insert(0, {"class_name": _INPUT, "module": "keras.layers", "config": inside})
        return chain

    def _layer(self, layer: Mapping[str, Json], calls: FormerCalls, depth: int) -> Json:
        name, kind = _name(layer), class_name(dict(layer)) or ""
        nodes = sequence(layer.get("inbound_nodes", []), f"{name}.inbound_nodes")
        called = [calls.call(node, kind, f"{name}.inbound_nodes") for node in nodes]
        if kind in MODELS:
            inner = self.model(dict(layer), depth + 1)
            assert isinstance(inner, dict)
            return {**inner, "name": name, "inbound_nodes": called}
        if kind in (_TF_LAMBDA, _SLICING):
            return self._operation(layer, name, called)
        if kind == _INPUT:
            return {**layer, "name": name, "config": _input(config_of(dict(layer))), "inbound_nodes": []}
        if self._is_operation(layer, kind):
            return {"module": MODULES[-1], **layer, "name": name, "inbound_nodes": called}
        found, config = self._object(kind, config_of(dict(layer)), depth)
        return {**layer, "class_name": found, "name": name, "config": config, "inbound_nodes": called}

    def _is_operation(self, layer: Mapping[str, Json], kind: str) -> bool:
        """Whether this is an operation of Keras 3. In `.h5` it has no module, as a layer of the same name has none."""
        module = layer.get("module")
        if isinstance(module, str):
            return module.startswith(MODULES)
        return "trainable" not in config_of(dict(layer)) and self._operations.knows(kind)

    def _object(self, kind: str, config: Mapping[str, Json], depth: int) -> tuple[str, dict[str, Json]]:
        """The class and config of today of a layer."""
        if depth > _DEEPEST:
            malformed("layers", "config.shallower")
        if "channels_first" in (config.get("data_format"),) or config.get("dim_ordering") == "th":
            raise refuse_model("channels_first")
        own = {key: config[key] for key in ("name", "trainable", "dtype") if key in config}
        known = self._catalog.layer_names.get(kind)
        entry = self._catalog.layers.get(known or "")
        left_out = _OF_INPUTS | _IGNORED.get(known or "", frozenset()) | _ALWAYS
        taken = set(entry.parameter) if entry is not None else set()
        rest = {
            key: self._value(part, depth)
            for key, part in config.items()
            if key not in own and (key not in left_out or key in taken)
        }
        if entry is None:
            found = replacement_layer(kind, rest, self._catalog)
            return (kind, {**own, **rest}) if found is None else (found[0], {**own, **found[1]})
        return entry.name, {**own, **_settings(entry, with_current_names(entry, rest))}

    def _value(self, value: Json, depth: int) -> Json:
        """An argument: layers and models inside it are written as of today, too."""
        if isinstance(value, list):
            return [self._value(part, depth + 1) for part in value] if len(value) < 64 else value
        name = class_name(value)
        if not isinstance(value, dict) or name is None:
            return value
        if name in MODELS and "layers" in config_of(value):
            return self.model(value, depth + 1)
        if name in self._catalog.layer_names:
            found, config = self._object(name, config_of(value), depth + 1)
            return {**value, "class_name": found, "config": config}
        return value

    def _operation(self, layer: Mapping[str, Json], name: str, called: list[Json]) -> Json:
        """A function of TensorFlow that was called on tensors, as the operation of Keras; else it stays as it is."""
        function = config_of(dict(layer)).get("function")
        known = _operation_name(function if isinstance(function, str) else "")
        entry = self._catalog.ops.get(known or "")
        written = self._operations.class_of(known or "")
        if entry is None or entry.refused or written is None:
            return {**layer, "name": name, "inbound_nodes": called}
        parameters = {port.name for port in entry.inputs} | set(entry.parameter)
        calls = [_operation_call(call, [port.name for port in entry.inputs], parameters) for call in called]
        beside: dict[str, Json] = {"module": MODULES[-1], "config": {"name": name}, "inbound_nodes": calls}
        return {**layer, "name": name, "class_name": written, **beside}


def _settings(entry: LayerEntry, config: dict[str, Json]) -> dict[str, Json]:
    """Values that were written otherwise: an axis in a list, the sides of a merge, GRU before its two biases."""
    axis = config.get("axis")
    if isinstance(axis, list) and len(axis) == 1 and entry.name == "BatchNormalization":
        config["axis"] = axis[0]
    if entry.name == "GRU" and "reset_after" not in config:
        config["reset_after"] = False
    for name, value in config.items():
        if name.endswith("regularizer") and class_name(value) is None and isinstance(value, dict):
            inside: dict[str, Json] = {part: value[part] for part in ("l1", "l2") if part in value}
            config[name] = {"class_name": "L1L2", "config": {**inside}} if inside else None
        elif isinstance(value, str) and name.endswith("initializer"):
            config[name] = {"one": "ones", "zero": "zeros", "normal": "random_normal"}.get(value, value)
    return config


def _operation_name(function: str) -> str | None:
    """The operation of Keras that a function of TensorFlow is: `math.reduce_mean`, `concat`."""
    return _OPERATORS.get(function) or TENSORFLOW.get(function) or TENSORFLOW.get(function.rpartition(".")[2])


def _operation_call(call: Json, ports: list[str], known: set[str]) -> Json:
    """A call with the names of arguments that `keras.ops` has."""
    kwargs: dict[str, Json] = {}
    inside = call.get("kwargs") if isinstance(call, dict) else None
    for name, value in (inside if isinstance(inside, dict) else {}).items():
        now = name if name in known else ARGUMENTS.get(name, name)
        if name == "slice_spec":
            kwargs["key"] = slices(value)
        elif name != "name" and value is not None:
            kwargs[now] = value
    return {
        "args": _args(call),
        "kwargs": {name: value for name, value in kwargs.items() if name != ports[0]},
    }


def _args(call: Json) -> list[Json]:
    args = call.get("args") if isinstance(call, dict) else None
    return args if isinstance(args, list) else []


def _name(layer: Mapping[str, Json]) -> str:
    return text(layer.get("name") or config_of(dict(layer)).get("name"), "layers.name")


def _is_former(layer: Mapping[str, Json]) -> bool:
    """Whether a layer is called as in Keras 1 and 2."""
    nodes = layer.get("inbound_nodes")
    return isinstance(nodes, list) and bool(nodes) and isinstance(nodes[0], list)


def _input(config: Mapping[str, Json]) -> dict[str, Json]:
    """The config of an input, whose shape had another name."""
    shape = next((config[name] for name in _SHAPES if name in config), None)
    rest = {name: value for name, value in config.items() if name not in ("batch_input_shape", "input_dtype")}
    return {
        **rest,
        "batch_shape": shape,
        "dtype": config.get("input_dtype") or config.get("dtype") or "float32",
    }
