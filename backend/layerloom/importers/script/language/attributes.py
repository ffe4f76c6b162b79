"""Attributes of values: what a tensor, layer or model of Keras would answer, and what can be set on them."""

import math
from collections.abc import Mapping

from layerloom.importers.script.keras_api.applications import look_inside
from layerloom.importers.script.keras_api.known_data import data_attribute
from layerloom.importers.script.keras_api.models import ends, layers_of
from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import (
    Bound,
    Call,
    ClassValue,
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
from layerloom_schema.models.import_warnings import WarningCode

from .methods import has_method

_CONSTANTS: Mapping[str, Value] = {
    "tensorflow.newaxis": None,
    "numpy.newaxis": None,
    "math.pi": math.pi,
    "numpy.pi": math.pi,
    "math.e": math.e,
}
MODEL_METHODS = frozenset(
    {
        "compile",
        "fit",
        "fit_generator",
        "train_on_batch",
        "add",
        "pop",
        "get_layer",
        "summary",
        "build",
        "save",
    }
    | {"load_weights", "save_weights", "set_weights", "get_weights", "predict", "evaluate", "count_params"}
    | {
        "predict_classes",
        "evaluate_generator",
        "predict_generator",
        "to_json",
        "to_yaml",
        "get_config",
        "call",
    }
    | {"test_on_batch", "predict_on_batch", "reset_states", "get_output_at", "get_input_at", "save_model"}
)
LAYER_METHODS = frozenset(
    {
        "get_output_at",
        "get_input_at",
        "get_config",
        "set_weights",
        "get_weights",
        "build",
        "count_params",
        "adapt",
    }
    | {
        "compute_output_shape",
        "get_input_shape_at",
        "get_output_shape_at",
        "get_vocabulary",
        "vocabulary_size",
        "call",
    }
)


def attribute(reading: Reading, owner: Value, name: str) -> Value:
    """`owner.name`; `Unknown` where it is not known."""
    match owner:
        case Symbol():
            path = f"{owner.path}.{name}"
            return _CONSTANTS.get(path, Symbol(path))
        case Tensor():
            return _of_tensor(reading, owner, name)
        case Layer():
            return _of_layer(reading, owner, name)
        case Model():
            return _of_model(reading, owner, name)
        case Call():
            return _of_call(reading, owner, name)
        case Data():
            return Bound(owner, name) if name in _DATA_METHODS else data_attribute(owner, name)
        case Instance():
            return _of_instance(reading, owner, name)
        case Bound(owner=Instance() as instance, name="super"):
            found = _of_bases(owner.defined_in or instance.of, name)
            return Bound(instance, name, found if isinstance(found, Function) else None)
        case ClassValue():
            return find_member(owner, name) or Unknown(words=f"{owner.name}.{name}")
        case Named():
            return owner.config.get(name, Unknown(words=f"{owner.name}.{name}"))
        case slice():
            return getattr(owner, name) if name in ("start", "stop", "step") else Unknown()
    if name == "value" and isinstance(owner, int | None):
        return owner
    if has_method(owner, name):
        return Bound(owner, name)
    return Unknown()


def _of_tensor(reading: Reading, owner: Tensor, name: str) -> Value:
    if name in ("shape", "_keras_shape"):
        shape = reading.shape_of(owner)
        return shape if shape is not None else Unknown(words=f"{owner.call.variable or 'x'}.shape")
    if name == "ndim":
        shape = reading.shape_of(owner)
        return len(shape) if shape is not None else Unknown()
    if name == "dtype":
        return owner.call.config.get("dtype", "float32")
    if name == "name":
        return owner.call.name or owner.call.variable
    return Bound(owner, name) if name == "get_shape" else Unknown()


def _of_layer(reading: Reading, owner: Layer, name: str) -> Value:
    if name in LAYER_METHODS:
        return Bound(owner, name)
    if name in ("output", "input") and owner.calls:
        return _end(owner.calls[0], name)
    if name in ("output_shape", "input_shape") and owner.calls:
        end = _end(owner.calls[0], name.removesuffix("_shape"))
        return reading.shape_of(end) if isinstance(end, Tensor) else Unknown()
    if name == "name":
        return owner.name or owner.variable or owner.kind.lower()
    if name == "trainable":
        return owner.trainable
    if name in owner.config:
        return owner.config[name]
    entry = reading.catalog.layers.get(owner.kind)
    parameter = entry.parameter.get(name) if entry is not None else None
    return (
        parameter.default
        if parameter is not None
        else Unknown(words=f"{owner.variable or owner.kind}.{name}")
    )


def _end(call: Call, name: str) -> Value:
    """The outputs or inputs of a call."""
    if name == "output":
        tensors = [Tensor(call, number) for number in range(call.outputs)]
    else:
        tensors = [tensor for _, _, tensor in call.wires] or [Tensor(call)]
    return tensors[0] if len(tensors) == 1 else tensors


def _of_call(reading: Reading, owner: Call, name: str) -> Value:
    """An input or operation among the layers of a model."""
    if name in ("output", "input"):
        return _end(owner, name)
    if name in ("output_shape", "input_shape"):
        return reading.shape_of(Tensor(owner))
    return {"name": owner.name or owner.variable, "trainable": True}.get(name, Unknown())


def _of_model(reading: Reading, owner: Model, name: str) -> Value:
    if name in MODEL_METHODS:
        return Bound(owner, name)
    if name == "trainable":
        return owner.trainable
    if name == "name":
        return owner.name or owner.variable or owner.kind.lower()
    if name in ("layers", "input", "inputs", "output", "outputs", "input_shape", "output_shape"):
        look_inside(reading, owner)
        if name == "layers":
            if owner.kind == "Sequential" and owner.inputs:
                ends(reading, owner)
            return layers_of(reading, owner)
        ends(reading, owner)
        tensors = owner.inputs if name.startswith("input") else [tensor for _, tensor in owner.outputs]
        if name.endswith("_shape") and tensors:
            return reading.shape_of(tensors[0])
        return [*tensors] if name.endswith("s") or len(tensors) != 1 else tensors[0]
    if name in ("optimizer", "loss", "metrics") and owner.compiled is not None:
        return owner.compiled.arguments.get(name)
    return Unknown(words=f"{owner.variable or 'model'}.{name}")


def _of_instance(reading: Reading, owner: Instance, name: str) -> Value:
    if name in owner.attributes:
        return owner.attributes[name]
    found = find_member(owner.of, name)
    if isinstance(found, Function):
        return Bound(owner, name, found)
    model = owner.attributes.get(MODEL)
    if found is None and isinstance(model, Model):
        return _of_model(reading, model, name)
    return Unknown(words=f"{owner.of.name}.{name}") if found is None else found


def _of_bases(kind: ClassValue, name: str) -> Value:
    """A member of the classes that a class is made from."""
    for base in kind.bases:
        found = find_member(base, name) if isinstance(base, ClassValue) else None
        if found is not None:
            return found
    return None


def base_layer(kind: ClassValue) -> str | None:
    """The path of the class of Keras that a class of the script is made from; `None` for `Layer`, `Model` and others."""
    waiting, count = [*kind.bases], 0
    while waiting and count < 64:
        one, count = waiting.pop(0), count + 1
        if isinstance(one, Symbol) and one.path.rpartition(".")[2] not in ("Layer", "Model", "object", "ABC"):
            return one.path
        waiting += one.bases if isinstance(one, ClassValue) else []
    return None


def overrides(kind: ClassValue) -> bool:
    """Whether a class of the script has methods that change what its layer of Keras does."""
    waiting, count = [kind], 0
    while waiting and count < 64:
        one, count = waiting.pop(), count + 1
        if any(
            isinstance(member, Function) and name not in _HARMLESS for name, member in one.members.items()
        ):
            return True
        waiting += [base for base in one.bases if isinstance(base, ClassValue)]
    return False


def is_model_class(kind: ClassValue) -> bool:
    """Whether a class of the script is made from `keras.Model`, and calls its layers itself."""
    waiting, count = [*kind.bases], 0
    while waiting and count < 64:
        one, count = waiting.pop(0), count + 1
        if isinstance(one, Symbol) and one.path.rpartition(".")[2] == "Model":
            return isinstance(find_member(kind, "call"), Function)
        waiting += one.bases if isinstance(one, ClassValue) else []
    return False


def find_member(kind: ClassValue, name: str) -> Value:
    """A member of a class or of the classes it is made from; `None` if there is none."""
    waiting, count = [kind], 0
    while waiting and count < 64:
        one, count = waiting.pop(0), count + 1
        if name in one.members:
            return one.members[name]
        waiting += [base for base in one.bases if isinstance(base, ClassValue)]
    return None


def set_attribute(reading: Reading, owner: Value, name: str, value: Value) -> None:
    """`owner.name = value`."""
    match owner:
        case Instance():
            owner.attributes[name] = value
            if isinstance(value, Layer | Model) and value.variable is None:
                value.variable = name
        case Layer() | Model() if name == "trainable":
            _set_trainable(owner, value is not False)
        case Layer() | Model() if name in ("name", "_name") and isinstance(value, str):
            owner.name = value
        case Layer() if name in (
            reading.catalog.layers[owner.kind].parameter if owner.kind in reading.catalog.layers else ()
        ):
            owner.config[name] = value
        case ClassValue():
            owner.members[name] = value
        case Layer() | Model():
            reading.warn(WarningCode.not_followed, text=f"{owner.variable or 'layer'}.{name} = ...")


def _set_trainable(owner: Layer | Model, trainable: bool) -> None:
    """Keras sets it on the layers inside, too."""
    owner.trainable = trainable
    waiting: list[Value] = [*owner.layers] if isinstance(owner, Model) else []
    if isinstance(owner, Model) and owner.kind == "Model" and not owner.layers:
        seen: set[Call] = set()
        calls = [tensor.call for _, tensor in owner.outputs]
        while calls:
            call = calls.pop()
            if call not in seen:
                seen.add(call)
                waiting.append(call.target)
                calls += [tensor.call for _, _, tensor in call.wires]
        owner.trainable = True
    for part in waiting:
        if isinstance(part, Layer):
            part.trainable = trainable
        elif isinstance(part, Model):
            _set_trainable(part, trainable)


MODEL = "\0model"
"""The attribute of an object with the model that it is, where its class is made from `keras.Model`."""
BASE = "\0base"
"""The attribute of an object with the layer of Keras that its class is made from."""
_HARMLESS = frozenset({"__init__", "get_config", "from_config", "compute_output_shape"})
_DATA_METHODS = frozenset(
    {"astype", "copy", "clip", "reshape", "flatten", "ravel", "max", "min", "mean", "std", "sum"}
)
