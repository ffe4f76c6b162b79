"""Every Keras name that a document may use, by kind. A name that is not here cannot be reached from a document.

To widen what can be drawn, add a name here and a line of text in `texts.py`; `read.py` asks Keras for the rest, and
refuses with a sentence where Keras's signature and docstring do not say enough (`decisions.py` is for those).
"""

from collections.abc import Mapping
from enum import StrEnum

from layerloom_schema.catalog import Family


class Kind(StrEnum):
    """The fields of the catalogue, each a name space of its own."""

    layers = "layers"
    losses = "losses"
    metrics = "metrics"
    optimizers = "optimizers"
    schedules = "schedules"
    initializers = "initializers"
    regularizers = "regularizers"
    constraints = "constraints"
    activations = "activations"
    callbacks = "callbacks"


LAYERS: Mapping[str, Family] = {
    "Dense": Family.core,
    "Activation": Family.core,
    "Embedding": Family.core,
    "Flatten": Family.core,
    "Reshape": Family.core,
    "Rescaling": Family.core,
    "Conv1D": Family.convolution,
    "Conv2D": Family.convolution,
    "MaxPooling1D": Family.convolution,
    "MaxPooling2D": Family.convolution,
    "AveragePooling2D": Family.convolution,
    "GlobalMaxPooling1D": Family.convolution,
    "GlobalAveragePooling2D": Family.convolution,
    "LSTM": Family.recurrent,
    "GRU": Family.recurrent,
    "Dropout": Family.regularize,
    "BatchNormalization": Family.regularize,
    "Add": Family.merge,
    "Concatenate": Family.merge,
    "Multiply": Family.merge,
    "Average": Family.merge,
    "Subtract": Family.merge,
    "Dot": Family.merge,
}

NAMES: Mapping[Kind, tuple[str, ...]] = {
    Kind.layers: tuple(LAYERS),
    Kind.losses: (
        "BinaryCrossentropy",
        "BinaryFocalCrossentropy",
        "CategoricalCrossentropy",
        "CategoricalFocalCrossentropy",
        "SparseCategoricalCrossentropy",
        "MeanSquaredError",
        "MeanAbsoluteError",
        "MeanAbsolutePercentageError",
        "MeanSquaredLogarithmicError",
        "Huber",
        "LogCosh",
        "CosineSimilarity",
        "KLDivergence",
        "Poisson",
        "Hinge",
        "SquaredHinge",
        "CategoricalHinge",
    ),
    Kind.metrics: (
        "BinaryAccuracy",
        "CategoricalAccuracy",
        "SparseCategoricalAccuracy",
        "TopKCategoricalAccuracy",
        "SparseTopKCategoricalAccuracy",
        "BinaryCrossentropy",
        "CategoricalCrossentropy",
        "SparseCategoricalCrossentropy",
        "AUC",
        "Precision",
        "Recall",
        "F1Score",
        "TruePositives",
        "TrueNegatives",
        "FalsePositives",
        "FalseNegatives",
        "MeanSquaredError",
        "RootMeanSquaredError",
        "MeanAbsoluteError",
        "MeanAbsolutePercentageError",
        "MeanSquaredLogarithmicError",
        "LogCoshError",
        "CosineSimilarity",
        "KLDivergence",
        "Poisson",
        "R2Score",
        "Hinge",
        "SquaredHinge",
        "CategoricalHinge",
    ),
    Kind.optimizers: (
        "Adam",
        "AdamW",
        "SGD",
        "RMSprop",
        "Nadam",
        "Adamax",
        "Adagrad",
        "Adadelta",
        "Lion",
        "Ftrl",
    ),
    Kind.schedules: (
        "ExponentialDecay",
        "InverseTimeDecay",
        "PolynomialDecay",
        "CosineDecay",
        "CosineDecayRestarts",
    ),
    Kind.initializers: (
        "GlorotUniform",
        "GlorotNormal",
        "HeUniform",
        "HeNormal",
        "LecunUniform",
        "LecunNormal",
        "RandomUniform",
        "RandomNormal",
        "TruncatedNormal",
        "VarianceScaling",
        "Orthogonal",
        "Identity",
        "Zeros",
        "Ones",
        "Constant",
    ),
    Kind.regularizers: ("L1", "L2", "L1L2", "OrthogonalRegularizer"),
    Kind.constraints: ("MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"),
    Kind.activations: (
        "linear",
        "relu",
        "relu6",
        "leaky_relu",
        "elu",
        "celu",
        "selu",
        "gelu",
        "silu",
        "hard_silu",
        "mish",
        "sigmoid",
        "hard_sigmoid",
        "log_sigmoid",
        "tanh",
        "hard_tanh",
        "tanh_shrink",
        "soft_shrink",
        "hard_shrink",
        "softmax",
        "log_softmax",
        "sparsemax",
        "softplus",
        "sparse_plus",
        "sparse_sigmoid",
        "softsign",
        "squareplus",
        "exponential",
    ),
    Kind.callbacks: ("EarlyStopping", "ReduceLROnPlateau", "TerminateOnNaN"),
}

WORDS: Mapping[str, tuple[str, ...]] = {"accuracy": ("acc",)}
"""Metrics that `compile` picks by the shapes of output and target: words, not classes, with their short forms."""
