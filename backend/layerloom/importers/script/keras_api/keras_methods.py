"""Methods of layers, models, tensors and arrays."""

from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.values import Compiled, Data, Layer, Model, Tensor, Unknown, Value
from layerloom_schema.models.import_warnings import WarningCode

from .applications import look_inside
from .graph_calls import new_input
from .known_data import data_method
from .models import add, ends, get_layer
from .training_calls import compile_arguments, fit_arguments

_TRAINS = frozenset({"fit", "fit_generator", "train_on_batch"})
_WEIGHTS = frozenset({"load_weights", "set_weights"})


def keras_method(
    reading: Reading, owner: Value, name: str, args: list[Value], kwargs: dict[str, Value]
) -> Value:
    """A call of a method of a value of Keras or NumPy."""
    match owner:
        case Tensor():
            shape = reading.shape_of(owner)
            return shape if shape is not None else Unknown()
        case Data():
            return data_method(owner, name, args)
        case Layer():
            return _of_layer(reading, owner, name, args)
        case Model():
            return _of_model(reading, owner, name, args, kwargs)
    return Unknown()


def _of_layer(reading: Reading, owner: Layer, name: str, args: list[Value]) -> Value:
    if name == "call":
        return reading.call(owner, args, {})
    if name == "adapt":
        owner.adapt = True
        return None
    if name == "set_weights":
        reading.warn(WarningCode.weights_left_out, layer=owner.variable or owner.kind)
        return None
    number = args[0] if args and isinstance(args[0], int) else 0
    if name.startswith(("get_output_", "get_input_")) and 0 <= number < len(owner.calls):
        call = owner.calls[number]
        found = Tensor(call) if "output" in name or not call.wires else call.wires[0][2]
        return reading.shape_of(found) if "shape" in name else found
    return Unknown(words=f"{owner.variable or owner.kind}.{name}()")


def _of_model(
    reading: Reading, owner: Model, name: str, args: list[Value], kwargs: dict[str, Value]
) -> Value:
    if name == "compile":
        reading.compiles += 1
        owner.compiled = Compiled(
            compile_arguments(args, kwargs), reading.here, reading.compiles, reading.site
        )
    elif name in _TRAINS:
        _fit(reading, owner, name, args, kwargs)
    elif name == "add":
        for layer in [*args, *kwargs.values()]:
            add(reading, owner, layer)
    elif name == "pop" and owner.layers:
        owner.outputs = []
        owner.layers.pop()
    elif name == "get_layer":
        look_inside(reading, owner)
        ends(reading, owner)
        given = {**dict(zip(("name", "index"), args, strict=False)), **kwargs}
        return get_layer(reading, owner, given.get("name"), given.get("index"))
    elif name in _WEIGHTS:
        reading.warn(WarningCode.weights_left_out, layer=owner.variable or "model")
    elif name == "build" and not owner.inputs and (owner.kind == "Sequential" or owner.subclass):
        shape = args[0] if args else kwargs.get("input_shape")
        if isinstance(shape, list | tuple):
            owner.inputs = [new_input(reading, [*shape[1:]])]
    elif name == "call":
        return reading.call(owner, args, kwargs)
    else:
        return Unknown(words=f"{owner.variable or 'model'}.{name}()")
    return None


def _fit(reading: Reading, owner: Model, name: str, args: list[Value], kwargs: dict[str, Value]) -> None:
    """Remember how the model is trained; the last `fit` counts, and what an earlier one says besides."""
    given = {} if name == "train_on_batch" else fit_arguments(args if name == "fit" else args[:1], kwargs)
    if name == "fit" or owner.fitted is None:
        owner.fitted = given
        owner.fits.append(given)
    owner.fit_place, owner.fit_site = reading.here, reading.site
    reading.trained = owner
