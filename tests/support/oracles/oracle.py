"""Keras as the oracle: a dry build held against the model, and rows that an input takes."""

import math
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from layerloom.build.real.model import build_model
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode, OutputNode
from support.drawing import look, structure_of


def rows(node: InputNode, count: int) -> Any:
    """Rows that an input takes; unknown axes are 7 long, whole numbers are small."""
    shape = (count, *(length or 7 for length in node.shape))
    values = np.random.default_rng(1).random(shape)
    if node.dtype == "string":
        return tf.constant((values * 9).astype(int).astype(str).tolist())
    return (values * 9).astype(node.dtype) if "int" in node.dtype else values.astype(node.dtype)


def holds(document: Document) -> keras.Model:
    """Holds a dry build against the model: shapes, dtypes, counts, and one real batch."""
    found = look(document)
    model = build_model(document, structure_of(document))
    made = {tensor.name: tensor for tensor in model.inputs}
    assert {name: (list(t.shape), t.dtype) for name, t in made.items()} == {
        node.name: (found.nodes[node.id].outputs[0].shape, node.dtype)
        for node in document.graph.nodes
        if isinstance(node, InputNode)
    }
    ends = [node for node in document.graph.nodes if isinstance(node, OutputNode)]
    outputs = model.output if isinstance(model.output, dict) else {ends[0].name: model.output}
    assert {name: (list(t.shape), str(t.dtype)) for name, t in outputs.items()} == {
        node.name: (found.nodes[node.id].outputs[0].shape, found.nodes[node.id].outputs[0].dtype)
        for node in ends
    }
    assert found.totals.params == model.count_params()
    assert found.totals.trainable == sum(math.prod(w.shape) for w in model.trainable_weights)
    for layer in model.layers:
        if layer.name in found.nodes:
            assert found.nodes[layer.name].params == layer.count_params()
    return model
