"""The models of a script, and which of them is meant."""

from collections.abc import Iterator
from dataclasses import dataclass

from layerloom.importers.free_names import free_name

from .keras_api.graph_calls import tensors_in
from .keras_api.models import ends
from .state.reading import Reading
from .state.values import Call, Function, Model, Tensor, Value


@dataclass(frozen=True)
class Candidate:
    """A model that a script makes, or tensors that it never puts into one (`loose`)."""

    name: str
    model: Model
    loose: bool


def candidates(reading: Reading) -> list[Candidate]:
    """All models in the order of the script, loose tensors last. Functions that nothing calls are called if need be."""
    if not reading.models and not any(call.wires for call in reading.calls):
        _call_functions(reading, needed=True)
    elif not any(model.compiled or model.fitted for model in reading.models):
        _call_functions(reading, needed=False)
    # A model that holds others comes after them, and may know what they are called on.
    for model in reversed(reading.models):
        ends(reading, model)
    taken: set[str] = set()
    whole = [model for model in reading.models if model.outputs or model.application or model.inputs]
    found = [_named(model, taken, loose=False) for model in whole]
    return [*found, *(_named(model, taken, loose=True) for model in _loose(reading))]


def chosen(reading: Reading, found: list[Candidate], name: str | None) -> Candidate | None:
    """The candidate of a name; without one that of the last `fit`, of the last `compile`, or the last that is no part."""
    if name is not None:
        named = [one for one in found if one.name == name]
        return next(iter(named or reversed([one for one in found if name in one.model.aliases])), None)
    trained = next((one for one in found if one.model is reading.trained), None)
    if trained is not None:
        return trained
    compiled = [one for one in found if one.model.compiled is not None]
    if compiled:
        return max(compiled, key=lambda one: one.model.compiled.order if one.model.compiled else 0)
    whole = [one for one in found if not one.loose and not one.model.used]
    loose = [one for one in found if one.loose]
    return whole[-1] if whole else loose[-1] if loose else found[-1] if found else None


def _named(model: Model, taken: set[str], *, loose: bool) -> Candidate:
    name = free_name(model.variable or model.name or model.application or model.kind.lower(), taken, 2)
    taken.add(name)
    return Candidate(name, model, loose)


def _loose(reading: Reading) -> Iterator[Model]:
    """Tensors that nothing takes and no model has, by the inputs that they share."""
    taken = {tensor.call for call in reading.calls for _, _, tensor in call.wires}
    inside: set[Call] = set()
    for model in reading.models:
        inside |= _before([tensor for _, tensor in model.outputs])
    groups: list[tuple[set[Call], list[Tensor]]] = []
    for call in reading.calls:
        if call in taken or call in inside or call.target is None or call.owner is not None or call.faulty:
            continue
        tensors = [Tensor(call, number) for number in range(call.outputs)]
        inputs = {one for one in _before(tensors) if one.target is None}
        merged = [group for group in groups if group[0] & inputs]
        groups = [group for group in groups if group not in merged]
        together = inputs.union(*(group[0] for group in merged))
        groups.append((together, [*(tensor for group in merged for tensor in group[1]), *tensors]))
    for inputs, tensors in groups:
        if inputs:
            ordered = [call for call in reading.calls if call in inputs]
            model = Model("Model", tensors[-1].call.place, variable=tensors[-1].call.variable)
            model.inputs = [Tensor(call) for call in ordered]
            model.outputs = [(None, tensor) for tensor in tensors]
            yield model


def _before(ends_at: list[Tensor]) -> set[Call]:
    waiting, found = [tensor.call for tensor in ends_at], set[Call]()
    while waiting:
        call = waiting.pop()
        if call not in found:
            found.add(call)
            waiting += [tensor.call for _, _, tensor in call.wires]
    return found


def _call_functions(reading: Reading, *, needed: bool) -> None:
    """Call the functions that the script never calls: those without required arguments, or all where nothing else is."""
    for function in [*reading.functions]:
        if function.called or (not needed and _required(function)):
            continue
        reading.here = reading.here._replace(line=function.node.lineno)
        value: Value = reading.call(function, [], {})
        if isinstance(value, Model):
            value.variable = value.variable or function.name
        for tensor in tensors_in(value):
            tensor.call.variable = tensor.call.variable or function.name


def _required(function: Function) -> list[str]:
    wanted = function.node.args
    names = [part.arg for part in (*wanted.posonlyargs, *wanted.args, *wanted.kwonlyargs)]
    return [name for name in names if name not in function.defaults]
