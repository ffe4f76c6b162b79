"""Rewrite the config of a Sequential model as a Functional one."""

from collections.abc import Mapping

from layerloom_schema.base import Json

from .keras_config import TENSOR, class_name, config_of, leaves, malformed, mapping, sequence, text

_INPUT = "InputLayer"


def as_functional(config: Mapping[str, Json], called_with: Json) -> Mapping[str, Json]:
    """The Functional config with the same layers and their implied calls.

    Without an input of its own, the input is that of the call that built it.
    """
    given = [mapping(layer, "layers") for layer in sequence(config.get("layers"), "layers")]
    if not given or class_name(dict(given[0])) != _INPUT:
        given.insert(0, _input(config, called_with))
    chain: list[Json] = []
    before: list[Json] | None = None
    for number, layer in enumerate(given):
        name = text(layer.get("name") or config_of(dict(layer)).get("name"), f"layers.{number}.name")
        tensor: dict[str, Json] = {"class_name": TENSOR, "config": {"keras_history": before}}
        calls: list[Json] = [] if before is None else [{"args": [tensor], "kwargs": {}}]
        chain.append({**layer, "name": name, "inbound_nodes": calls})
        before = [name, 0, 0]
    assert before is not None
    # In `output_layers`, Keras counts the calls of a Functional model from 1.
    end: list[Json] = [before[0], 1 if chain_ends_in_functional(chain[-1]) else 0, 0]
    first = mapping(chain[0], "layers.0")["name"]
    return {"layers": chain, "input_layers": [first, 0, 0], "output_layers": end}


def chain_ends_in_functional(layer: Json) -> bool:
    """Whether Keras counts the calls of this layer from 1 in `output_layers`."""
    return class_name(layer) in ("Functional", "Model")


def _input(config: Mapping[str, Json], called_with: Json) -> Mapping[str, Json]:
    tensors = [leaf for leaf in leaves(called_with, "inbound_nodes") if class_name(leaf) == TENSOR]
    tensor = config_of(tensors[0]) if tensors else {}
    shape = config.get("build_input_shape") or tensor.get("shape")
    if shape is None:
        malformed("layers.0", "config.input")
    dtype = tensor.get("dtype", "float32")
    inside: dict[str, Json] = {"name": "inputs", "batch_shape": shape, "dtype": dtype}
    return {"class_name": _INPUT, "module": "keras.layers", "config": inside}
