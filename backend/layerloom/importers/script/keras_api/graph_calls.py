"""Call layers, models and operations on symbolic tensors: one `Call` each, with its wires by port."""

from collections.abc import Mapping

from layerloom.graph.op_outputs import op_outputs
from layerloom.graph.ports import output_ports
from layerloom.graph.wrapper_states import wrapper_outputs
from layerloom.importers.script.drawing.written_values import Writer
from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Call, Layer, Model, Tensor, Unknown, Value
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.entries import OpEntry, Port
from layerloom_schema.documents.graph import LayerNode
from layerloom_schema.models.import_warnings import WarningCode

from .signatures import named

_IGNORED = frozenset({"mask", "name"})
_DEEPEST = 8
"""Layers inside layers."""
_RANK: Mapping[str, int] = {"1D": 2, "2D": 3, "3D": 4, "Embedding": 1, "LSTM": 2, "GRU": 2, "RNN": 2}
"""Axes beside the batch of what a layer takes, by the end of its name; for inputs that nothing says more of."""


def new_input(reading: Reading, shape: Value, dtype: Value = None, name: Value = None) -> Tensor:
    """A symbolic input; its shape may hold holes."""
    config: dict[str, Value] = {"shape": shape}
    if isinstance(dtype, str):
        config["dtype"] = dtype
    call = Call(None, config=config, name=name if isinstance(name, str) else None)
    return Tensor(reading.add(call))


def as_tensor(reading: Reading, value: Value, taker: str) -> Value:
    """An unknown value that a layer is called on, alone or in a list, as an input of a shape that is asked for."""
    if isinstance(value, list | tuple) and any(isinstance(part, Tensor) for part in value):
        return [as_tensor(reading, part, taker) for part in value]
    if not isinstance(value, Unknown):
        return value
    if value not in reading.open_inputs:
        rank = next((axes for ending, axes in _RANK.items() if taker.endswith(ending)), 1)
        title = value.name or value.text
        shape = Unknown(words=f"{title}.shape[1:]")
        tensor = new_input(reading, reading.filled.get(shape.text, shape))
        tensor.call.config["rank"] = rank
        tensor.call.variable = title if title.isidentifier() else None
        reading.open_inputs[value] = tensor
        reading.warn(WarningCode.open_input, text=(value.name or value.text)[:60], layer=taker)
    return reading.open_inputs[value]


def call_layer(reading: Reading, layer: Layer, args: list[Value], kwargs: dict[str, Value]) -> Value:
    """The tensors of a call of a layer."""
    entry = reading.catalog.layers.get(layer.kind)
    args = [as_tensor(reading, value, layer.kind) for value in args]
    if entry is None or not entry.inputs:
        call = Call(layer, [(None, None, tensor) for tensor in tensors_in([args, kwargs])])
        layer.calls.append(reading.add(call))
        return Tensor(call)
    ports = [port for port in entry.inputs if not port.mask]
    if len(args) > 1 and len(ports) > 1 and ports[1].list and isinstance(args[1], Tensor):
        args = [args[0], [*args[1:]]]
    if (
        args
        and isinstance(args[0], list | tuple)
        and args[0]
        and not ports[0].list
        and len(ports) > 1
        and ports[1].list
    ):
        args = [args[0][0], [*args[0][1:]]]
    given = named(tuple(port.name for port in entry.inputs), args, kwargs)
    if "inputs" in given and ports[0].name not in given:
        given = {ports[0].name: given.pop("inputs"), **given}
    call = Call(layer)
    extra = args[len(entry.inputs) :] if len(ports) > 1 else args[1:]
    constants = {parameter.name for parameter in entry.call_parameters}
    by_name = {port.name: port for port in entry.inputs}
    for name, value in given.items():
        masks = [port for port in entry.inputs if port.argument == name]
        if name in by_name:
            _wire(call, by_name[name], value, first=by_name[name] is ports[0])
        elif masks:
            parts = value if isinstance(value, list | tuple) else [value]
            for port, mask in zip(masks, parts, strict=False):
                _wire(call, port, mask, first=False)
        elif name in constants and isinstance(value, bool):
            call.config[name] = value
        elif name not in _IGNORED and value is not None:
            reading.warn(
                WarningCode.call_argument_left_out, layer=layer.variable or layer.kind, argument=name
            )
    too_many = [
        tensor for tensor in tensors_in(extra) if not any(tensor is wire for _, _, wire in call.wires)
    ]
    if too_many:
        call.faulty = True
        call.wires = [(None, None, tensor) for tensor in tensors_in(args)]
        reading.warn(WarningCode.too_many_tensors, layer=layer.variable or layer.kind, count=len(args))
    layer.calls.append(reading.add(call))
    node = _declaring(reading, layer)
    found = wrapper_outputs(node, {}, reading.catalog)
    flags = Writer(reading).flags(call.config)
    call.outputs = len(found or output_ports(node, flags, reading.catalog, {}))
    return Tensor(call) if call.outputs == 1 else [Tensor(call, number) for number in range(call.outputs)]


def placeholder(reading: Reading, name: str, value: Value) -> Value:
    """A node of a class that Keras does not have, for what takes tensors and cannot be followed.

    Without tensors among the values it is `Unknown`.
    """
    found = tensors_in(value)
    if not found:
        return Unknown()
    layer = reading.layer(name.rpartition(".")[2][:64] or "unknown", {})
    call = Call(layer, [(None, number, tensor) for number, tensor in enumerate(found)])
    call.wires = [(None, None, found[0])] if len(found) == 1 else call.wires
    layer.calls.append(reading.add(call))
    return Tensor(call)


def _declaring(reading: Reading, layer: Layer) -> LayerNode:
    """A layer as far as it decides how many outputs a call has: its plain arguments, and the layers inside it."""
    return LayerNode(id=NodeId("n"), name="n", layer=layer.kind, config=_decisive(reading, layer, 0))


def _decisive(reading: Reading, layer: Layer, depth: int) -> dict[str, Json]:
    inside = {name: _inside(reading, value, depth) for name, value in layer.config.items()}
    return Writer(reading).flags(layer.config) | {
        name: value for name, value in inside.items() if value is not None
    }


def _inside(reading: Reading, value: Value, depth: int) -> Json:
    """A layer that is an argument of another, or a list of them; `None` for other values."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, Layer):
        return {"layer": value.kind, "config": _decisive(reading, value, depth + 1)}
    if isinstance(value, list | tuple) and value and all(isinstance(part, Layer) for part in value):
        return [_inside(reading, part, depth + 1) for part in value]
    return None


def _wire(call: Call, port: Port, value: Value, *, first: bool) -> None:
    name = None if first else port.name
    found = tensors_in(value)
    for number, tensor in enumerate(found):
        call.wires.append((name, number if port.list else None, tensor))
    if not port.list and len(found) > 1:
        call.faulty = True


def tensors_in(value: Value) -> list[Tensor]:
    """The tensors in nested lists, tuples and dicts, in order."""
    waiting, found = [value], list[Tensor]()
    while waiting and len(found) < 10_000:
        part = waiting.pop()
        if isinstance(part, Tensor):
            found.append(part)
        elif isinstance(part, list | tuple):
            waiting += reversed(part)
        elif isinstance(part, dict):
            waiting += reversed(part.values())
    return found


def call_model(reading: Reading, model: Model, value: Value, training: Value) -> Call:
    """A call of a nested model; its ports are named by index or key until it is drawn."""
    call = Call(model, config={"training": training} if isinstance(training, bool) else {})
    if isinstance(value, dict):
        pairs = [(str(name), tensor) for name, part in value.items() for tensor in tensors_in(part)]
    else:
        pairs = [(str(number), tensor) for number, tensor in enumerate(tensors_in(value))]
    call.wires = [(port, None, tensor) for port, tensor in pairs]
    call.outputs = max(1, len(model.outputs))
    model.used = True
    model.calls.append(reading.add(call))
    return call


def call_operation(reading: Reading, entry: OpEntry, given: Mapping[str, Value]) -> Value:
    """The tensors of an operation; arguments that are no tensors are its constants."""
    call = Call(entry.name)
    shape = given.get("newshape")
    if isinstance(shape, list | tuple) and [*shape].count(None) == 1 and -1 not in shape:
        given = {**given, "newshape": [-1 if length is None else length for length in shape]}
    ports = {port.name: port for port in entry.inputs}
    for name, value in given.items():
        found = tensors_in(value) if name in ports else []
        if found:
            first = entry.inputs[0].name == name
            for number, tensor in enumerate(found):
                call.wires.append((None if first else name, number if ports[name].list else None, tensor))
        elif name in entry.parameter and not (value is None and not entry.parameter[name].required):
            call.config[name] = value
    reading.add(call)
    call.outputs = len(op_outputs(entry, Writer(reading).flags(call.config)))
    return Tensor(call) if call.outputs == 1 else [Tensor(call, number) for number in range(call.outputs)]
