"""Models of a script: made, called, and asked for their layers, inputs and outputs."""

from collections.abc import Mapping, Sequence

from layerloom.graph.former_names.input_shape import declared_shape
from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Call, Data, Instance, Layer, Model, Tensor, Unknown, Value
from layerloom_schema.models.import_warnings import WarningCode

from .graph_calls import call_layer, call_model, new_input, tensors_in
from .make_layer import as_lists

_LENGTHS = ("input_shape", "batch_input_shape", "batch_shape")


def make_model(reading: Reading, kind: str, args: list[Value], kwargs: dict[str, Value]) -> Model:
    """A Sequential or functional model."""
    model = Model(kind, reading.here, site=reading.site)
    reading.models.append(model)
    given = dict(kwargs)
    order = ("layers", "trainable", "name") if kind == "Sequential" else ("inputs", "outputs", "name")
    given = {**dict(zip(order, args, strict=False)), **given}
    for old, new in (("input", "inputs"), ("output", "outputs")):
        if old in given and new not in given:
            given[new] = given.pop(old)
    name = given.get("name")
    model.name = name if isinstance(name, str) else None
    if kind == "Sequential":
        layers = given.get("layers")
        for layer in layers if isinstance(layers, list | tuple) else ():
            add(reading, model, layer)
        return model
    model.inputs = tensors_in(given.get("inputs"))
    outputs = given.get("outputs")
    if isinstance(outputs, dict):
        model.outputs = [(str(key), tensor) for key, value in outputs.items() for tensor in tensors_in(value)]
    else:
        model.outputs = [(None, tensor) for tensor in tensors_in(outputs)]
    if isinstance(given.get("inputs"), dict):
        for key, value in given["inputs"].items():
            for tensor in tensors_in(value):
                tensor.call.name = tensor.call.name or str(key)
    return model


def add(reading: Reading, model: Model, layer: Value) -> None:
    """`Sequential.add`: a layer, a model, or the tensor or layer that is its input."""
    _forget(model)
    if isinstance(layer, Tensor) and layer.call.target is None:
        model.inputs = [layer]
    elif isinstance(layer, Layer) and layer.kind == "InputLayer":
        hints = {**layer.hints, **layer.config}
        shape = hints.get("shape", hints.get("input_shape"))
        batch = hints.get("batch_shape", hints.get("batch_input_shape"))
        model.inputs = [
            new_input(reading, batch[1:] if isinstance(batch, list | tuple) else shape, hints.get("dtype"))
        ]
    elif isinstance(layer, Instance) or (isinstance(layer, Layer | Model) and not _holds(layer, model)):
        if isinstance(layer, Model):
            layer.used = True
        model.layers.append(layer)
        if reading.site is not None:
            model.added[id(layer)] = reading.site
    else:
        reading.unfollowed(f"{model.variable or 'model'}.add(...)")


def _holds(part: Layer | Model, model: Model) -> bool:
    """Whether a layer or model is a model, or holds it."""
    waiting: list[Value] = [part]
    while waiting:
        one = waiting.pop()
        if one is model:
            return True
        if isinstance(one, Model):
            waiting += one.layers
    return False


def _forget(model: Model) -> None:
    """Take back the calls that were made to know a Sequential model's ends."""
    for part in model.layers:
        if isinstance(part, Instance):
            continue
        part.calls = [call for call in part.calls if call.owner is not model]
    model.outputs = []


def ends(reading: Reading, model: Model) -> None:
    """Know the inputs and outputs of a Sequential model, and of one that is an object of a class of the script."""
    if model.subclass is not None and not model.outputs and not model.used:
        _call_subclass(reading, model, model.subclass)
    if model.kind != "Sequential" or model.outputs:
        return
    if not model.inputs:
        model.inputs = [_input(reading, model)]
    value: Value = model.inputs[0]
    before = len(reading.calls)
    for part in model.layers:
        value = call_part(reading, part, value)
    for call in reading.calls[before:]:
        call.owner = model
    model.outputs = [(None, tensor) for tensor in tensors_in(value)]


def _call_subclass(reading: Reading, model: Model, owner: Instance) -> None:
    """Call a model of a class of the script on inputs of the shapes that it is fitted or built on."""
    given = (model.fitted or {}).get("x")
    parts = [*given] if isinstance(given, list | tuple) else [given]
    if not model.inputs:
        model.inputs = [_input_for(reading, model, part, place) for place, part in enumerate(parts)]
    before = len(reading.calls)
    found = reading.call(owner, [model.inputs[0] if len(parts) == 1 else [*model.inputs]], {})
    for call in reading.calls[before:]:
        call.owner = model
    tensors = tensors_in(found)
    model.used = False
    made = reading.calls[before:]
    if len(made) == 1 and isinstance(made[0].target, Model):
        _stand_for(reading, model, made[0].target)
        return
    if isinstance(found, dict):
        model.outputs = [(str(key), tensor) for key, tensor in zip(found, tensors, strict=False)]
    else:
        model.outputs = [(None, tensor) for tensor in tensors]


def _stand_for(reading: Reading, model: Model, inner: Model) -> None:
    """A model that only calls another, as those with a `train_step` of their own do, trains that one."""
    model.inputs, inner.used = [], False
    inner.compiled = inner.compiled or model.compiled
    if model.fitted is not None and inner.fitted is None:
        inner.fitted, inner.fit_place = model.fitted, model.fit_place
    if reading.trained is model:
        reading.trained = inner


def _input_for(reading: Reading, model: Model, part: Value, place: int) -> Tensor:
    if isinstance(part, Data) and part.shape and None not in part.shape[1:]:
        return new_input(reading, [*part.shape[1:]])
    ending = f"_{place + 1}" if place else ""
    hole = Unknown(words=f"{model.name or model.variable or 'model'}.input_shape{ending}")
    return new_input(reading, reading.filled.get(hole.text, hole))


def call_part(reading: Reading, part: Layer | Model | Instance, value: Value) -> Value:
    """A call of one layer of a Sequential model."""
    if isinstance(part, Instance):
        return reading.call(part, [value], {})
    if isinstance(part, Layer):
        if part.function is not None:
            return reading.call(part.function, [value], {})
        return call_layer(reading, part, [value], {})
    return called(reading, part, [value], {})


def _input(reading: Reading, model: Model) -> Tensor:
    """The input that the first layer of a Sequential model describes."""
    first = _first_layer(model)
    hints = {**first.hints} if first is not None else {}
    if first is not None and first.kind == "Embedding":
        length = hints.get("input_length")
        return new_input(reading, [length if isinstance(length, int | Unknown) else None])
    for name in _LENGTHS:
        shape = hints.get(name)
        if isinstance(shape, Unknown) or (isinstance(shape, list | tuple) and _holds_unknown(shape)):
            batch = name != "input_shape" and isinstance(shape, list | tuple)
            return new_input(reading, [*shape][1:] if batch and not isinstance(shape, Unknown) else shape)
        if isinstance(shape, int):
            return new_input(reading, [shape])
    if any(isinstance(value, Unknown) for value in hints.values()):
        found = [hints[name] for name in ("input_length", "input_dim") if name in hints]
        return new_input(reading, found)
    shape = declared_shape({name: as_lists(value) for name, value in hints.items()})
    if shape is not None:
        return new_input(reading, shape)
    given = (model.fitted or {}).get("x")
    if isinstance(given, Data) and given.shape and None not in given.shape[1:]:
        return new_input(reading, [*given.shape[1:]])
    name = model.name or model.variable or "model"
    hole = Unknown(words=f"{name}.input_shape")
    tensor = new_input(reading, reading.filled.get(hole.text, hole))
    kind = first.kind if first is not None else ""
    tensor.call.config["rank"] = (
        3 if "2D" in kind else 2 if kind.endswith(("1D", "LSTM", "GRU", "RNN")) else 1
    )
    return tensor


def _holds_unknown(shape: Sequence[Value]) -> bool:
    return any(isinstance(length, Unknown) for length in shape)


def _first_layer(model: Model) -> Layer | None:
    """The first layer, inside wrappers and Sequential models too, that says something of the input."""
    part: Value = model.layers[0] if model.layers else None
    for _ in range(16):
        if isinstance(part, Model) and part.layers and not part.inputs:
            part = part.layers[0]
        elif isinstance(part, Layer):
            inner = part.config.get("layer")
            if part.hints or not isinstance(inner, Layer) or not inner.hints:
                return part
            return inner
    return None


def called(reading: Reading, model: Model, args: list[Value], kwargs: Mapping[str, Value]) -> Value:
    """The tensors of a call of a model."""
    value = args[0] if args else kwargs.get("inputs")
    given = tensors_in(value)
    if not given:
        return Unknown(words=f"{model.variable or 'model'}(...)")
    if model.kind == "Sequential" and not model.inputs and _first_hints(model):
        model.inputs = [_like(reading, given[0])]
    ends(reading, model)
    call = call_model(reading, model, value, kwargs.get("training"))
    tensors = [Tensor(call, number) for number in range(call.outputs)]
    keys = [key for key, _ in model.outputs]
    if keys and all(key is not None for key in keys):
        return dict(zip(keys, tensors, strict=True))
    return tensors[0] if len(tensors) == 1 else tensors


def _first_hints(model: Model) -> bool:
    first = _first_layer(model)
    return first is None or not first.hints


def _like(reading: Reading, tensor: Tensor) -> Tensor:
    """An input of the shape of a tensor."""
    shape = reading.shape_of(tensor)
    if shape is None:
        return new_input(reading, Unknown(words=f"{tensor.call.variable or 'x'}.shape[1:]"))
    return new_input(reading, [*shape[1:]])


def layers_of(reading: Reading, model: Model) -> list[Value]:
    """The layers of a model, in the order of their calls; of a functional one its inputs and operations too."""
    if model.kind == "Sequential":
        return [*model.layers]
    found: list[Value] = []
    waiting = [tensor.call for _, tensor in model.outputs]
    seen: set[Call] = set()
    while waiting:
        call = waiting.pop()
        reading.budget.spend()
        if call not in seen:
            seen.add(call)
            waiting += [tensor.call for _, _, tensor in call.wires]
    known: set[int] = set()
    for call in reading.calls:
        if call in seen:
            layer = call.target if isinstance(call.target, Layer | Model) else call
            if id(layer) not in known:
                known.add(id(layer))
                found.append(layer)
    return found


def get_layer(reading: Reading, model: Model, name: Value, index: Value) -> Value:
    """`model.get_layer(name, index)`."""
    layers = layers_of(reading, model)
    if isinstance(index, int) and -len(layers) <= index < len(layers):
        return layers[index]
    for attribute in ("name", "automatic", "variable"):
        for layer in layers:
            if isinstance(name, str) and name == getattr(layer, attribute, None):
                return layer
    reading.warn(WarningCode.not_followed, text=f"get_layer({name!r})")
    return Unknown(words=f"get_layer({name!r})")
