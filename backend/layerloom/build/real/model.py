"""Build the `keras.Model` of a document.

Inputs are always a dict keyed by the names of the input nodes, so that data is bound by name. One output: the model
returns the tensor itself. Several: a dict keyed by the names of the output nodes, so that one shared layer can feed two
outputs without merging their losses. Nodes that reach no output are left out.
"""

import warnings

import keras

from layerloom.build.dtype_policy import dtype_policy
from layerloom.build.large_stack import with_large_stack
from layerloom.catalog.keras_private import SafeModeScope
from layerloom.graph.structure import Structure
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Severity
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode, OutputNode
from layerloom_schema.errors import ErrorCode, Refused

from .model_builder import BuiltGraph, Hooks, ModelBuilder, RealCaller

NAME = "model"


def build_model(document: Document, structure: Structure, hooks: Hooks | None = None) -> keras.Model:
    """The model of a document that has no errors; `structure` is its structural check.

    Raises `Refused` where the structure has errors. Layers draw their seeds here: set the seed before. `hooks` fit
    layers that learn from data, and give trained models their weights.
    """
    if not structure.ok:
        problem = next(found for found in structure.problems if found.severity is Severity.error)
        params = {"document": document.name, "problem": problem.phrase}
        raise Refused(422, ErrorCode.run_refused, variant="document_problem", params=params)
    policy = document.training.dtype_policy if document.training else None
    with dtype_policy(policy):
        return with_large_stack(lambda: _build(structure, hooks or Hooks()), calls=structure.size)


def _build(structure: Structure, hooks: Hooks) -> keras.Model:
    index = structure.index
    with SafeModeScope(True), warnings.catch_warnings():
        # A mask that ends at a layer is worth no line on a run's standard error.
        warnings.simplefilter("ignore", UserWarning)
        caller = RealCaller(structure, ModelBuilder(structure, hooks))
        tensors = caller.walk()
        if hooks.keep is not None:
            hooks.keep(None, BuiltGraph(structure, tensors, caller.layers))
        nodes = [node for node in index.nodes.values() if node.id in structure.live]
        inputs = {node.name: tensors[node.id][0] for node in nodes if isinstance(node, InputNode)}
        ends = [node for node in nodes if isinstance(node, OutputNode)]
        if not ends:
            raise Refused(422, ErrorCode.run_refused, variant="no_output")
        missing: list[Json] = [node.name for node in ends if node.id not in tensors]
        if missing:
            raise Refused(422, ErrorCode.run_refused, variant="unfed_outputs", params={"names": missing})
        outputs = {node.name: tensors[node.id][0] for node in ends}
        single = next(iter(outputs.values())) if len(outputs) == 1 else None
        return keras.Model(inputs, outputs if single is None else single, name=NAME)
