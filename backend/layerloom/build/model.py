"""A document becomes a `keras.Model`, by the walker.

Inputs are a dict keyed by the names of the input nodes, always, so that data is bound by name whatever their number.
One output: the model returns the tensor itself. Several: a dict keyed by the names of the output nodes, so that one
shared layer can feed two outputs without their losses being merged. What reaches no output is left out.
"""

import warnings

import keras

from layerloom.graph.structure import Structure
from layerloom.graph.words import full_title, listed
from layerloom_schema.base import NodeId
from layerloom_schema.document import Document, InputNode, LayerNode, OutputNode
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.problems import Severity

from . import objects
from .stack import with_large_stack
from .walk import walk

NAME = "model"
_REFUSALS = (ValueError, TypeError, LookupError, ArithmeticError)
"""What Keras raises of a layer that does not fit; want of memory and the like pass on as they are."""


class RealCaller:
    """Calls layers with Keras's own symbolic tensors. Layers are made at their first call, so in call order."""

    def __init__(self, structure: Structure) -> None:
        self.index = structure.index
        self.catalog = structure.index.catalog
        self.layers: dict[NodeId, keras.Layer] = {}

    def begin(self, node: InputNode) -> keras.KerasTensor:
        return keras.Input(shape=tuple(node.shape), dtype=node.dtype, name=node.name)

    def call(
        self,
        node: NodeId,
        declaring: LayerNode,
        arguments: dict[str, keras.KerasTensor | list[keras.KerasTensor]],
    ) -> list[keras.KerasTensor]:
        first, *others = arguments
        try:
            layer = self.layers.get(declaring.id)
            if layer is None:
                layer = self.layers[declaring.id] = objects.layer(declaring, self.catalog)
            outputs = layer(arguments[first], **{port: arguments[port] for port in others})
        except _REFUSALS as error:
            title = full_title(self.index, node)
            raise Refused(
                422, ErrorCode.run_refused, f"{title} cannot take what comes in; the check says why."
            ) from error
        return list(outputs) if isinstance(outputs, list | tuple) else [outputs]


def build_model(document: Document, structure: Structure) -> keras.Model:
    """The model of a document that has no errors; `structure` is its structural check.

    Raises `Refused` where the structure has errors. Layers draw their seeds here: set the seed before.
    """
    if not structure.ok:
        problem = next(found for found in structure.problems if found.severity is Severity.error)
        raise Refused(422, ErrorCode.run_refused, f"{document.name}: {problem.message}")
    return with_large_stack(lambda: _build(structure), calls=len(structure.order))


def _build(structure: Structure) -> keras.Model:
    index = structure.index
    with keras.src.saving.serialization_lib.SafeModeScope(True), warnings.catch_warnings():
        # A mask that ends at a layer is worth no line on a run's standard error.
        warnings.simplefilter("ignore", UserWarning)
        tensors = walk(structure, RealCaller(structure), only_live=True)
        nodes = [node for node in index.nodes.values() if node.id in structure.live]
        inputs = {node.name: tensors[node.id][0] for node in nodes if isinstance(node, InputNode)}
        ends = [node for node in nodes if isinstance(node, OutputNode)]
        missing = [node.name for node in ends if node.id not in tensors]
        if missing or not ends:
            raise Refused(422, ErrorCode.run_refused, f"No way leads to {listed(missing) or 'an output'}.")
        outputs = {node.name: tensors[node.id][0] for node in ends}
        single = next(iter(outputs.values())) if len(outputs) == 1 else None
        return keras.Model(inputs, outputs if single is None else single, name=NAME)
