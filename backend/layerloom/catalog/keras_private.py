"""All that Layerloom uses of Keras beyond its public API. The only file that names `keras.src`: read it at each upgrade.

It is in `catalog`, the lowest of the folders that import Keras, so that all others can use it.
"""

from collections.abc import Mapping
from typing import Any

import keras

_backend = keras.src.backend
_layers = keras.src.layers
_saving_lib = keras.src.saving.saving_lib

SOURCE = "keras.src"
"""The package in the `__module__` of Keras classes, and in configs."""

compute_output_spec = _backend.compute_output_spec
"""Trace a function on symbolic tensors with the backend; nothing is computed."""
get_keras_mask = _backend.get_keras_mask
set_keras_mask = _backend.set_keras_mask
in_stateless_scope = _backend.in_stateless_scope
SafeModeScope = keras.src.saving.serialization_lib.SafeModeScope
reset_uids = keras.src.utils.naming.reset_uids
"""Number layers and operations without a name from the start again, as in a new process."""
to_snake_case = keras.src.utils.naming.to_snake_case
file_utils = keras.src.utils.file_utils
"""The module whose `get_file` downloads the weights of applications."""

DataLayer = _layers.preprocessing.data_layer.DataLayer
BaseImagePreprocessingLayer = (
    _layers.preprocessing.image_preprocessing.base_image_preprocessing_layer.BaseImagePreprocessingLayer
)
BaseConv = _layers.convolutional.base_conv.BaseConv
BaseConvTranspose = _layers.convolutional.base_conv_transpose.BaseConvTranspose
BaseDepthwiseConv = _layers.convolutional.base_depthwise_conv.BaseDepthwiseConv
BaseSeparableConv = _layers.convolutional.base_separable_conv.BaseSeparableConv
BasePooling = _layers.pooling.base_pooling.BasePooling
BaseGlobalPooling = _layers.pooling.base_global_pooling.BaseGlobalPooling
BaseAdaptivePooling = _layers.pooling.base_adaptive_pooling.BaseAdaptivePooling
Merge = _layers.merging.base_merge.Merge
ConvLSTM = _layers.rnn.conv_lstm.ConvLSTM
ConvLSTMCell = _layers.rnn.conv_lstm.ConvLSTMCell

OPERATION_MODULES: Mapping[str, Any] = {
    name: getattr(keras.src.ops, name) for name in ("numpy", "nn", "math", "linalg", "core", "image")
}
"""The modules with the classes of operations (`Add`, `Matmul`), of which `keras.ops` shows the functions alone."""


def objects_by_string(kind: str) -> Mapping[object, object]:
    """The table by which Keras resolves strings such as `"he_normal"`; `kind` is a module: losses, initializers, ..."""
    table: Mapping[object, object] = getattr(keras.src, kind).ALL_OBJECTS_DICT
    return table


class _Places(_saving_lib.H5IOStore):  # type: ignore[misc, name-defined]  # Keras has no types
    """A weights file that is not written: it records which variable Keras would put where."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Any]] = {}

    def __bool__(self) -> bool:
        return True

    def make(self, path: str, metadata: Any = None) -> dict[str, Any]:  # noqa: ARG002 (Keras's)
        return self.entries.setdefault(path, {})


def variable_places(model: keras.Model) -> dict[str, keras.Variable]:
    """The variables of a model by the paths of their arrays in a weights file of Keras 3."""
    places = _Places()
    _saving_lib._save_state(
        model, weights_store=places, assets_store=None, inner_path="", visited_saveables=set()
    )
    return {
        f"{path}/vars/{name}": variable
        for path, entry in places.entries.items()
        for name, variable in entry.items()
        if isinstance(variable, keras.Variable)
    }


def thread_state() -> dict[str, Any]:
    """The live state that Keras keeps for this thread: names, the global seed, scopes."""
    state: dict[str, Any] = vars(_backend.common.global_state.GLOBAL_STATE_TRACKER)
    return state
