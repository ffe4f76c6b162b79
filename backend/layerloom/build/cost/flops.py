"""Count the FLOPs of calls by the formula table, recursing into wrappers and nested models."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import keras

from layerloom.build.tensor_spec import spec_of

from .counted_call import Call
from .formula_table import formula_of


class Cost(NamedTuple):
    """FLOPs per row, and the bytes of inner activations, beyond the outputs of the call itself."""

    flops: int = 0
    inside: int = 0


FREE = Cost()


def cost(outputs: list[keras.KerasTensor]) -> Cost:
    """The cost of all calls that produced symbolic tensors, back to inputs."""
    calls = list(_history(outputs))
    return Cost(sum(map(flops, calls)), sum(map(_bytes_inside, calls)))


def cost_of(model: keras.Model, given: Any, outputs: list[keras.KerasTensor]) -> Cost:
    """The cost of a model call with everything inside it."""
    call = Call(model, (given,), outputs)
    return Cost(flops(call), _bytes_inside(call))


def flops(call: Call) -> int:
    """Floating-point operations of one call for one row. Never below zero."""
    layer = call.operation
    match layer:
        case keras.Model():
            return sum(map(flops, inside(layer, call.arguments[0])))
        case keras.layers.TimeDistributed():
            return (call.first.shape[1] or 1) * flops(_again(layer.layer, _step(call.first)))
        case keras.layers.Bidirectional():
            # Bidirectional: both layers process the whole sequence.
            both = _merge(layer.merge_mode) * call.given
            return both + sum(
                flops(_sequence(call, way)) for way in (layer.forward_layer, layer.backward_layer)
            )
        case keras.layers.Pipeline():
            return _one_after_the_other(layer.layers, call.first)
        case keras.layers.Wrapper():
            return flops(Call(layer.layer, call.arguments, call.outputs, call.named))
    return max(0, formula_of(layer)(call))


def inside(model: Any, given: Any) -> Iterator[Call]:
    """The calls inside a model, with the shapes that its inputs give them."""
    graph = model._functional if isinstance(model, keras.Sequential) else model
    tensors = keras.tree.flatten(given) if _differs(graph, given) else None
    if tensors is None:
        nodes = (node for depth in graph._nodes_by_depth.values() for node in depth)
        yield from (_of_node(node) for node in nodes if not node.is_input)
        return
    made: list[Call] = []

    def recorded(operation: Any) -> Any:
        def run(*arguments: Any, **named: Any) -> Any:
            outputs = operation.compute_output_spec(*arguments, **named)
            made.append(Call(operation, arguments, keras.tree.flatten(outputs), named))
            return outputs

        return run

    graph._run_through_graph(tensors, operation_fn=recorded)
    yield from made


def _differs(graph: Any, given: Any) -> bool:
    """Whether a length that is unknown in the model is known at this call."""
    pairs = zip(graph.inputs, keras.tree.flatten(given), strict=True)
    return any(tuple(own.shape[1:]) != tuple(incoming.shape[1:]) for own, incoming in pairs)


def _history(outputs: list[keras.KerasTensor]) -> Iterator[Call]:
    """Every call that produced these tensors, once."""
    seen: set[int] = set()
    waiting = [output for output in outputs if hasattr(output, "_keras_history")]
    while waiting:
        operation, place, _ = waiting.pop()._keras_history
        if operation is None or id(node := operation._inbound_nodes[place]) in seen or node.is_input:
            continue
        seen.add(id(node))
        waiting += node.input_tensors
        yield _of_node(node)


def _of_node(node: Any) -> Call:
    return Call(node.operation, node.arguments.args, node.output_tensors, node.arguments.kwargs)


def _again(layer: Any, given: keras.KerasTensor) -> Call:
    """The call of an inner layer, of which Keras keeps no history: it is called again."""
    outputs = layer.compute_output_spec(given)
    return Call(layer, (given,), keras.tree.flatten(outputs))


def _step(sequence: keras.KerasTensor) -> keras.KerasTensor:
    return keras.KerasTensor((sequence.shape[0], *sequence.shape[2:]), dtype=sequence.dtype)


def _sequence(call: Call, layer: Any) -> Call:
    return _again(layer, keras.KerasTensor(call.first.shape, dtype=call.first.dtype))


def _one_after_the_other(layers: list[Any], given: keras.KerasTensor) -> int:
    total = 0
    for layer in layers:
        call = _again(layer, given)
        total += flops(call)
        given = call.outputs[0]
    return total


def _merge(mode: str | None) -> int:
    """FLOPs per output value of merging the two directions."""
    return {"sum": 1, "mul": 1, "ave": 2}.get(mode or "", 0)


def _bytes_inside(call: Call) -> int:
    if not isinstance(call.operation, keras.Model):
        return 0
    return max(0, _work(call.operation, call.arguments[0]) - sum(map(_row_bytes, call.outputs)))


def _work(model: Any, given: Any) -> int:
    total = 0
    for call in inside(model, given):
        total += sum(map(_row_bytes, call.outputs))
        if isinstance(call.operation, keras.Model):
            total += _work(call.operation, call.arguments[0])
    return total


def _row_bytes(tensor: keras.KerasTensor) -> int:
    return spec_of(tensor).row_bytes
