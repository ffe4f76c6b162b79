"""Blueprints of nested models: their content as a cache key, and how to build them."""

import hashlib
import json

from layerloom.build.call_key import Blueprint
from layerloom.build.real.model_builder import Hooks, ModelBuilder
from layerloom.graph.nested_models import reachable
from layerloom.graph.ports import model_inputs, model_outputs
from layerloom.graph.structure import Structure
from layerloom_schema.base import ModelName
from layerloom_schema.documents.document import NestedModel
from layerloom_schema.documents.graph import InputNode


def blueprint(structure: Structure, name: ModelName) -> Blueprint:
    """The blueprint of a nested model; its digest covers the graphs of all models it contains, but no layout."""
    models = structure.document.models
    nested = models[name]
    inner = sorted({name, *reachable(structure.document, [name])} & set(models))
    content = json.dumps([[other, _content(models[other])] for other in inner])
    inputs = [node for node in nested.graph.nodes if isinstance(node, InputNode)] if nested.graph else []
    return Blueprint(
        digest=hashlib.sha256(content.encode()).hexdigest(),
        inputs=tuple(port.name for port in model_inputs(nested)),
        outputs=tuple(port.name for port in model_outputs(nested)),
        shapes=tuple((None, *node.shape) for node in inputs),
        make=lambda: ModelBuilder(structure, Hooks()).model(name),
    )


def _content(nested: NestedModel) -> object:
    graph = None if nested.graph is None else nested.graph.model_dump(mode="json")
    return [nested.application, nested.run, nested.config, graph]
