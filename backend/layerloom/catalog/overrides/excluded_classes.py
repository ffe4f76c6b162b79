"""Keras classes that no document may use, each with its reason. Every public class is here or in the allowlist.

A reason is a code: its text is the phrase `reason.CODE` of `shared_schema/messages`.
"""

from collections.abc import Mapping

from layerloom_schema.catalog.entries import Family

from .allowlist import Kind

REFUSED: Mapping[str, tuple[Family, str]] = {
    # Code: a function, a file or a foreign module (these could read files or run anything).
    "Lambda": (Family.core, "runs_code"),
    "TFSMLayer": (Family.core, "tensorflow_program"),
    "TorchModuleWrapper": (Family.core, "torch_module"),
    "JaxLayer": (Family.core, "jax_function"),
    "FlaxLayer": (Family.core, "flax_module"),
    # Classes that are no layers of a graph.
    "Layer": (Family.core, "layer_base_class"),
    "Wrapper": (Family.wrapper, "wrapper_base_class"),
    "InputLayer": (Family.input, "input_node"),
    "InputSpec": (Family.core, "no_layer"),
    # Layers that work in a data pipeline and not in a model.
    "RandomCrop": (Family.augment, "crops_in_training"),
    # Keras returns the input tensor itself as output, which makes the graph cyclic.
    "Equalization": (Family.preprocess, "not_in_a_model"),
    "MaxNumBoundingBoxes": (Family.preprocess, "bounding_boxes"),
}

REFUSED_ALIASES: Mapping[str, tuple[str, ...]] = {"InputLayer": ("Input",)}
"""Aliases of refused layers."""


OTHERS_REFUSED: Mapping[Kind, Mapping[str, str]] = {
    Kind.losses: {"Loss": "base_class"},
    Kind.metrics: {
        "Metric": "base_class",
        "Mean": "no_target",
        "Sum": "no_target",
        "MeanMetricWrapper": "runs_functions",
    },
    Kind.optimizers: {
        "Optimizer": "base_class",
        "LossScaleOptimizer": "wrapped_by_keras",
        "MultiOptimizer": "optimizer_objects",
        "OptimizerMap": "optimizer_objects",
    },
    Kind.schedules: {"LearningRateSchedule": "base_class"},
    Kind.initializers: {"Initializer": "base_class"},
    Kind.regularizers: {"Regularizer": "base_class"},
    Kind.constraints: {"Constraint": "base_class"},
    Kind.activations: {
        "glu": "halves_units",
        "threshold": "activation_with_arguments",
    },
    Kind.callbacks: {
        "Callback": "base_class",
        "CallbackList": "callback_list",
        "History": "kept_by_keras",
        "ProgbarLogger": "writes_to_terminal",
        "LambdaCallback": "runs_functions",
        "BackupAndRestore": "own_checkpoints",
        "CSVLogger": "writes_to_path",
        "TensorBoard": "writes_to_path",
        "OrbaxCheckpoint": "writes_to_path",
        "RemoteMonitor": "sends_data",
        "SwapEMAWeights": "swaps_weights",
    },
}
"""Public names of the other kinds, by kind."""
