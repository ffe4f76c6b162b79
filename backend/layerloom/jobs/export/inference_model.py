"""The model as other programs call it."""

from collections.abc import Sequence

import keras


def inference_model(model: keras.Model, outputs: Sequence[str]) -> keras.Model:
    """A model that calls `model` without training, and gives its outputs as a dict by their names in the document.

    Layers that augment images or drop units pass on what comes in: a SavedModel of the model itself would augment
    while it serves.
    """
    given = model.input if isinstance(model.input, dict) else {tensor.name: tensor for tensor in model.inputs}
    inputs = {
        name: keras.Input(shape=tensor.shape[1:], dtype=tensor.dtype, name=name)
        for name, tensor in given.items()
    }
    found = model(inputs, training=False)
    return keras.Model(inputs, found if isinstance(found, dict) else {outputs[0]: found})
