"""The FLOP formula of each Keras class, by nearest base class; any other class costs 1 per output value."""

from collections.abc import Callable, Mapping

import keras

from layerloom.catalog import keras_private

from . import attention, convolutions, fourier, matrix_products, normalizations, recurrent
from .counted_call import Call
from .elementwise import SOFTMAX, activated, averaged, each, each_read, enlarged, merged, nothing

Formula = Callable[[Call], int]

_L = keras.layers


def _classes(module: str, names: str, formula: Formula) -> dict[type, Formula]:
    return {getattr(keras_private.OPERATION_MODULES[module], name): formula for name in names.split()}


_LAYERS: Mapping[type, Formula] = {
    _L.Dense: matrix_products.dense,
    _L.EinsumDense: matrix_products.einsum_dense,
    _L.Embedding: nothing,
    _L.ReversibleEmbedding: matrix_products.embedding_reversed,
    _L.Dot: matrix_products.dot_layer,
    keras_private.BaseConv: convolutions.convolution,
    keras_private.BaseDepthwiseConv: convolutions.convolution,
    keras_private.BaseSeparableConv: convolutions.separable,
    keras_private.BaseConvTranspose: convolutions.transposed,
    keras_private.BasePooling: convolutions.pooled,
    keras_private.BaseGlobalPooling: each_read(1),
    keras_private.BaseAdaptivePooling: each_read(1),
    _L.RNN: recurrent.recurrent,
    keras_private.ConvLSTM: recurrent.recurrent_convolution,
    **dict.fromkeys((_L.LSTMCell, _L.GRUCell, _L.SimpleRNNCell, _L.StackedRNNCells), recurrent.cell_call),
    _L.Attention: attention.attention,
    _L.MultiHeadAttention: attention.multi_head,
    _L.GroupQueryAttention: attention.grouped_query,
    _L.BatchNormalization: normalizations.batch,
    _L.LayerNormalization: normalizations.centred,
    _L.GroupNormalization: normalizations.grouped,
    _L.RMSNormalization: normalizations.root_mean_square,
    _L.UnitNormalization: normalizations.unit,
    _L.Activation: activated,
    _L.UpSampling2D: enlarged,
    _L.Softmax: each(SOFTMAX),
    keras_private.Merge: merged,
    _L.Average: averaged,
    _L.Concatenate: nothing,
    _L.Rescaling: each(2),
    _L.Normalization: each(2),
    _L.STFTSpectrogram: fourier.spectrogram,
    _L.MelSpectrogram: fourier.mel,
    # These change images in training only; the others always.
    keras_private.BaseImagePreprocessingLayer: nothing,
    **dict.fromkeys((_L.AutoContrast, _L.Solarization, _L.Resizing), each(1)),
    _L.ContrastLimitedAdaptiveHistogramEqualization: each(1),
}
_NOTHING = (
    *(_L.InputLayer, _L.Identity, _L.Masking, _L.Flatten, _L.Reshape, _L.Permute, _L.RepeatVector),
    *(_L.ZeroPadding1D, _L.ZeroPadding2D, _L.ZeroPadding3D, _L.Cropping1D, _L.Cropping2D, _L.Cropping3D),
    *(_L.UpSampling1D, _L.UpSampling3D, _L.Dropout, _L.SpatialDropout1D, _L.SpatialDropout2D),
    *(_L.SpatialDropout3D, _L.AlphaDropout, _L.GaussianDropout, _L.GaussianNoise, _L.ActivityRegularization),
    *(_L.CategoryEncoding, _L.Hashing, _L.HashedCrossing, _L.TextVectorization, _L.StringLookup),
    *(_L.IntegerLookup, _L.Discretization),
)

_MOVES = (
    "GetItem Reshape Transpose ExpandDims Squeeze Concatenate Stack Hstack Vstack Dstack Append Split ArraySplit Hsplit "
    "Vsplit Dsplit Tile Repeat Flip Fliplr Flipud Roll Rot90 Moveaxis Swapaxes Pad Ravel Take TakeAlongAxis Diag "
    "Diagflat Diagonal Tril Triu OnesLike ZerosLike FullLike EmptyLike Full Copy Array View BroadcastTo "
    "Meshgrid Arange Ndim Size Real Imag Where Select"
)
_REDUCTIONS = (
    "Sum Mean Max Min Amax Amin Prod All Any Average Ptp CountNonzero Median Quantile Percentile Nansum Nanmean Nanmax "
    "Nanmin Nanprod Nanmedian Nanquantile Nanpercentile Argmax Argmin Nanargmax Nanargmin Trace Bincount Histogram"
)

FORMULAS: Mapping[type, Formula] = {
    **_LAYERS,
    **dict.fromkeys(_NOTHING, nothing),
    **_classes("numpy", _MOVES, nothing),
    **_classes("numpy", _REDUCTIONS, each_read(1)),
    **_classes("numpy", "Std Var Nanstd Nanvar", each_read(3)),
    **_classes("numpy", "Matmul Dot Inner", matrix_products.matmul),
    **_classes("numpy", "Tensordot", matrix_products.tensordot),
    **_classes("numpy", "Vdot", matrix_products.vdot),
    **_classes("numpy", "Einsum", matrix_products.einsum_op),
    **_classes("numpy", "Cross", each(3)),
    **_classes("numpy", "Trapezoid", each_read(3)),
    **_classes("nn", "Conv DepthwiseConv SeparableConv", convolutions.convolution_op),
    **_classes("nn", "ConvTranspose", convolutions.transposed_op),
    **_classes("nn", "MaxPool AveragePool", convolutions.pooled),
    **_classes("nn", "AdaptiveMaxPool AdaptiveAveragePool", each_read(1)),
    **_classes("nn", "DotProductAttention", attention.attention_op),
    **_classes("nn", "Softmax LogSoftmax", each(SOFTMAX)),
    **_classes("nn", "BatchNorm", normalizations.batch),
    **_classes("nn", "LayerNorm", each(8)),
    **_classes("nn", "RMSNorm", normalizations.root_mean_square),
    **_classes("nn", "Normalize", normalizations.unit),
    **_classes("nn", "Moments", each_read(4)),
    **_classes("nn", "Glu", each(2)),
    **_classes(
        "nn", "CategoricalCrossentropy BinaryCrossentropy SparseCategoricalCrossentropy", each_read(3)
    ),
    **_classes("nn", "OneHot MultiHot Fold Unfold DepthToSpace SpaceToDepth CTCLoss CTCDecode", nothing),
    **_classes("math", "FFT RFFT IRFFT", fourier.fourier),
    **_classes("math", "FFT2 IFFT2", fourier.fourier_twice),
    **_classes("math", "STFT ISTFT", fourier.short_fourier),
    **_classes("math", "CDist", matrix_products.pairs),
    **_classes("math", "Logsumexp", each_read(3)),
    **_classes("math", "SegmentReduction", each_read(1)),
    **_classes("math", "ExtractSequences TopK InTopK ViewAsComplex ViewAsReal", nothing),
    **_classes("math", "Logdet", matrix_products.cube(1, 3)),
    **_classes("linalg", "Cholesky", matrix_products.cube(1, 3)),
    **_classes("linalg", "Det LuFactor", matrix_products.cube(2, 3)),
    **_classes("linalg", "Inv CholeskyInverse", matrix_products.cube(2, 1)),
    **_classes("linalg", "Qr", matrix_products.cube(4, 3)),
    **_classes("linalg", "Solve", matrix_products.solved),
    **_classes("linalg", "SolveTriangular", matrix_products.solved_triangular),
    **_classes("linalg", "Norm", each_read(2)),
    **_classes("linalg", "Eig Eigh SVD Pinv Lstsq MatrixRank", nothing),
    **_classes(
        "core", "Slice SliceUpdate Scatter ScatterUpdate Unstack Cast SaturateCast StopGradient", nothing
    ),
    **_classes("core", "ConvertToTensor", nothing),
    **_classes("image", "CropImages PadImages ExtractPatches", nothing),
}


def formula_of(operation: object) -> Formula:
    """The formula of the nearest class that has one."""
    for base in type(operation).__mro__:
        if base in FORMULAS:
            return FORMULAS[base]
    return each(1)
