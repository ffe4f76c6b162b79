"""Every Keras name that a document may use, by kind. A name that is not here cannot be reached from a document.

To allow one more name, add it here and its line of text to `descriptions.py`. `reader.py` reads the rest from Keras, and
raises `Unclear` where Keras's signature and docstring do not say enough: then add a line to `argument_overrides.py`.
"""

from collections.abc import Mapping
from enum import StrEnum

from .layer_families import LAYERS


class Kind(StrEnum):
    """The kinds of catalogue entries, each with its own namespace."""

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
        "CategoricalGeneralizedCrossEntropy",
        "Dice",
        "Tversky",
        "Circle",
        "CTC",
    ),
    Kind.metrics: (
        "BinaryAccuracy",
        "CategoricalAccuracy",
        "SparseCategoricalAccuracy",
        "TopKCategoricalAccuracy",
        "SparseTopKCategoricalAccuracy",
        "Accuracy",
        "BinaryCrossentropy",
        "CategoricalCrossentropy",
        "SparseCategoricalCrossentropy",
        "AUC",
        "Precision",
        "Recall",
        "F1Score",
        "FBetaScore",
        "PrecisionAtRecall",
        "RecallAtPrecision",
        "SensitivityAtSpecificity",
        "SpecificityAtSensitivity",
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
        "PearsonCorrelation",
        "ConcordanceCorrelation",
        "Hinge",
        "SquaredHinge",
        "CategoricalHinge",
        "IoU",
        "BinaryIoU",
        "MeanIoU",
        "OneHotIoU",
        "OneHotMeanIoU",
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
        "Adafactor",
        "Lamb",
        "Muon",
        "ScheduleFreeAdamW",
    ),
    Kind.schedules: (
        "ExponentialDecay",
        "InverseTimeDecay",
        "PolynomialDecay",
        "CosineDecay",
        "CosineDecayRestarts",
        "PiecewiseConstantDecay",
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
        "STFT",
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
    Kind.callbacks: (
        "EarlyStopping",
        "ReduceLROnPlateau",
        "LearningRateScheduler",
        "ModelCheckpoint",
        "TerminateOnNaN",
    ),
}

WORDS: Mapping[str, tuple[str, ...]] = {"accuracy": ("acc",)}
"""Metrics that `compile` resolves by shapes: strings without a class, with their short forms."""
