"""Keras classes that no document may use, each with its reason. Every public class is here or in the allowlist."""

from collections.abc import Mapping

from layerloom_schema.catalog import Family

from .allowlist import Kind

_CODE = "it runs code that the drawing does not show."

REFUSED: Mapping[str, tuple[Family, str]] = {
    # Code: a function, a file or a foreign module (these could read files or run anything).
    "Lambda": (Family.core, _CODE),
    "TFSMLayer": (Family.core, "it loads a TensorFlow program from a file, which may do anything."),
    "TorchModuleWrapper": (Family.core, "it runs a PyTorch module, which is code from outside the drawing."),
    "JaxLayer": (Family.core, "it runs a JAX function, which is code from outside the drawing."),
    "FlaxLayer": (Family.core, "it runs a Flax module, which is code from outside the drawing."),
    # Classes that are no layers of a graph.
    "Layer": (Family.core, "it is what all layers are made from, and does nothing by itself."),
    "Wrapper": (Family.wrapper, "it is what wrapping layers are made from, and does nothing by itself."),
    "InputLayer": (Family.input, "the drawing has inputs of its own: add an input instead."),
    "InputSpec": (Family.core, "it describes a tensor, and is no layer."),
    # Layers that work in a data pipeline and not in a model.
    "RandomCrop": (
        Family.augment,
        "with a size smaller than the image it cannot predict: it crops only while training.",
    ),
    # Keras returns the input tensor itself as output, which makes the graph cyclic.
    "Equalization": (Family.preprocess, "in this version of Keras it cannot stand inside a model."),
    "MaxNumBoundingBoxes": (
        Family.preprocess,
        "it works on boxes drawn on images, and a model here has tensors only.",
    ),
}

REFUSED_ALIASES: Mapping[str, tuple[str, ...]] = {"InputLayer": ("Input",)}
"""Aliases of refused layers."""

_BASE = "it is what the others are made from, and does nothing by itself."
_PATH = "it writes where a path says, and a document holds none; a run keeps its own record."
_FUNCTION = "it runs functions, which no document holds."

OTHERS_REFUSED: Mapping[Kind, Mapping[str, str]] = {
    Kind.losses: {"Loss": _BASE},
    Kind.metrics: {
        "Metric": _BASE,
        "Mean": "it takes numbers, and compares nothing with a target.",
        "Sum": "it takes numbers, and compares nothing with a target.",
        "MeanMetricWrapper": _FUNCTION,
    },
    Kind.optimizers: {
        "Optimizer": _BASE,
        "LossScaleOptimizer": "Keras puts it around the optimizer by itself where a model calculates in float16.",
        "MultiOptimizer": "it gives every layer an optimizer by its object, which no document holds.",
        "OptimizerMap": "it gives every layer an optimizer by its object, which no document holds.",
    },
    Kind.schedules: {"LearningRateSchedule": _BASE},
    Kind.initializers: {"Initializer": _BASE},
    Kind.regularizers: {"Regularizer": _BASE},
    Kind.constraints: {"Constraint": _BASE},
    Kind.activations: {
        "glu": "it halves the last axis, so that a layer would not have the units it says.",
        "threshold": "it needs numbers of its own, and an activation is named by a word alone.",
    },
    Kind.callbacks: {
        "Callback": _BASE,
        "CallbackList": "it is how Keras itself calls the others.",
        "History": "Keras keeps it for every run by itself.",
        "ProgbarLogger": "it writes to a terminal; a run tells of itself by events.",
        "LambdaCallback": _FUNCTION,
        "BackupAndRestore": "a run keeps checkpoints of its own, from which it goes on.",
        "CSVLogger": _PATH,
        "TensorBoard": _PATH,
        "OrbaxCheckpoint": _PATH,
        "RemoteMonitor": "it sends what it sees to an address.",
        "SwapEMAWeights": "it swaps weights while a run goes on, and a checkpoint would hold one set or the other.",
    },
}
"""Public names of the other kinds, by kind."""
