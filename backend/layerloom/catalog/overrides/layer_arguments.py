"""What Keras's signatures and docstrings do not say of the arguments of layers. Each line has its reason."""

from collections.abc import Mapping
from typing import Any

from layerloom_schema.catalog.entries import ParameterType as T

from .allowlist import Kind

CELLS = ["LSTMCell", "GRUCell", "SimpleRNNCell"]
READERS = ["LSTM", "GRU", "SimpleRNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "RNN"]
"""Layers that read a sequence, in either direction."""
NORMALIZED = [
    *("Dense", "EinsumDense"),
    *("Conv1D", "Conv2D", "Conv3D", "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"),
    *("DepthwiseConv1D", "DepthwiseConv2D"),
]
"""Layers with one kernel, to be divided by its norm. Of embeddings Keras would cast the vectors to whole numbers."""

FIELDS: Mapping[tuple[Kind | str, str], Mapping[str, Any]] = {
    # A layer with no units has no output; Keras refuses it by itself for most, in the constructor.
    (Kind.layers, "units"): {"minimum": 1},
    (Kind.layers, "filters"): {"minimum": 1},
    # An empty vocabulary has no row to look up; an empty vector carries nothing.
    (Kind.layers, "input_dim"): {"minimum": 1},
    (Kind.layers, "output_dim"): {"minimum": 1},
    # Lengths of windows and steps: Keras looks at some of them only when the layer runs.
    (Kind.layers, "kernel_size"): {"minimum": 1},
    (Kind.layers, "pool_size"): {"minimum": 1},
    (Kind.layers, "strides"): {"minimum": 1},
    (Kind.layers, "dilation_rate"): {"minimum": 1},
    (Kind.layers, "groups"): {"minimum": 1},
    (Kind.layers, "data_format"): {"type": T.choice, "choices": ["channels_last", "channels_first"]},
    # Before and after, by axis.
    ("ZeroPadding1D", "padding"): {"minimum": 0},
    ("ZeroPadding2D", "padding"): {"type": T.int_pairs, "minimum": 0},
    ("ZeroPadding3D", "padding"): {"type": T.int_pairs, "minimum": 0},
    (Kind.layers, "cropping"): {"minimum": 0},
    ("Cropping2D", "cropping"): {"type": T.int_pairs},
    ("Cropping3D", "cropping"): {"type": T.int_pairs},
    ("Conv1DTranspose", "output_padding"): {"type": T.int_tuple, "minimum": 0, "length": 1},
    ("Conv2DTranspose", "output_padding"): {"type": T.int_tuple, "minimum": 0, "length": 2},
    ("Conv3DTranspose", "output_padding"): {"type": T.int_tuple, "minimum": 0, "length": 3},
    ("Conv2DTranspose", "dilation_rate"): {"type": T.int_tuple},
    ("Conv3DTranspose", "dilation_rate"): {"type": T.int_tuple},
    (Kind.layers, "depth_multiplier"): {"minimum": 1},
    (Kind.layers, "size"): {"minimum": 1},
    (Kind.layers, "output_size"): {"type": T.int_tuple, "minimum": 1},
    # None keeps the two directions apart: two outputs.
    ("Bidirectional", "merge_mode"): {"nullable": True},
    ("Activation", "activation"): {"nullable": True},
    ("MelSpectrogram", "window"): {"nullable": True},
    ("STFTSpectrogram", "window"): {"nullable": True},
    ("UpSampling2D", "interpolation"): {
        "choices": ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"]
    },
    # A row has axes from 1 on.
    ("Permute", "dims"): {"type": T.shape, "minimum": 1},
    ("PReLU", "shared_axes"): {"type": T.int_or_list, "minimum": 1},
    (Kind.layers, "n"): {"minimum": 1},
    # Below 0 the function turns back on itself.
    ("ReLU", "max_value"): {"type": T.float, "minimum": 0},
    (Kind.layers, "negative_slope"): {"minimum": 0},
    (Kind.layers, "stddev"): {"minimum": 0},
    # Its own text says "positive", its default is 0.
    (Kind.layers, "l1"): {"minimum": 0, "exclusive_minimum": None},
    (Kind.layers, "l2"): {"minimum": 0, "exclusive_minimum": None},
    # At 1 the noise is endless.
    ("AlphaDropout", "rate"): {"exclusive_maximum": 1},
    ("GaussianDropout", "rate"): {"exclusive_maximum": 1},
    ("Softmax", "axis"): {"type": T.int_or_list},
    ("LayerNormalization", "axis"): {"type": T.int_or_list},
    ("UnitNormalization", "axis"): {"type": T.int_or_list},
    ("RMSNormalization", "axis"): {"type": T.int_or_list},
    # Einsum notation: letters, compared with the axes that come in. Keras reads nothing else into it.
    ("EinsumDense", "equation"): {"type": T.string},
    ("EinsumDense", "output_shape"): {"type": T.int_tuple, "minimum": 1},
    # Keras refuses `None`, its own default.
    ("CategoryEncoding", "num_tokens"): {"type": T.int, "minimum": 1, "required": True},
    ("CategoryEncoding", "output_mode"): {"choices": ["multi_hot", "one_hot", "count"]},
    ("Hashing", "output_mode"): {"choices": ["int", "one_hot", "multi_hot", "count"]},
    ("HashedCrossing", "output_mode"): {"choices": ["int", "one_hot"]},
    (Kind.layers, "num_bins"): {"minimum": 1},
    ("Hashing", "salt"): {"type": T.int_tuple, "length": 2, "minimum": 0},
    # Images.
    (Kind.layers, "height"): {"minimum": 1},
    (Kind.layers, "width"): {"minimum": 1},
    (Kind.layers, "fill_mode"): {"choices": ["reflect", "wrap", "constant", "nearest"]},
    ("Resizing", "fill_mode"): {"choices": ["constant"]},
    (Kind.layers, "fill_value"): {"type": T.float},
    (Kind.layers, "interpolation"): {"choices": ["nearest", "bilinear"]},
    ("Resizing", "interpolation"): {"choices": ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"]},
    # Sound. A table of bands by frequencies is made at once, so both have an end.
    (Kind.layers, "fft_length"): {"minimum": 2, "maximum": 65_536},
    (Kind.layers, "frame_length"): {"minimum": 2, "maximum": 65_536},
    ("STFTSpectrogram", "mode"): {"choices": ["log", "magnitude", "psd", "real", "imag", "angle", "stft"]},
    ("STFTSpectrogram", "scaling"): {"choices": ["density", "spectrum"], "nullable": True},
    ("STFTSpectrogram", "padding"): {"choices": ["valid", "same"]},
    (Kind.layers, "frame_step"): {"minimum": 1},
    (Kind.layers, "sequence_stride"): {"minimum": 1},
    (Kind.layers, "sequence_length"): {"minimum": 2, "maximum": 65_536},
    (Kind.layers, "num_mel_bins"): {"minimum": 1, "maximum": 4_096},
    (Kind.layers, "sampling_rate"): {"minimum": 1},
    (Kind.layers, "min_freq"): {"minimum": 0},
    (Kind.layers, "max_freq"): {"exclusive_minimum": 0},
    (Kind.layers, "min_power"): {"exclusive_minimum": 0},
    (Kind.layers, "ref_power"): {"exclusive_minimum": 0},
    (Kind.layers, "mag_exp"): {"exclusive_minimum": 0},
    (Kind.layers, "top_db"): {"minimum": 0},
    (Kind.layers, "window"): {"choices": ["hann", "hamming"]},
    # Attention.
    (Kind.layers, "num_heads"): {"minimum": 1},
    (Kind.layers, "key_dim"): {"type": T.int, "minimum": 1},
    (Kind.layers, "value_dim"): {"type": T.int, "minimum": 1},
    (Kind.layers, "head_dim"): {"type": T.int, "minimum": 1},
    (Kind.layers, "num_query_heads"): {"type": T.int, "minimum": 1},
    (Kind.layers, "num_key_value_heads"): {"type": T.int, "minimum": 1},
    (Kind.layers, "sliding_window"): {"type": T.int, "minimum": 1},
    ("MultiHeadAttention", "output_shape"): {"type": T.int_tuple, "minimum": 1},
    ("MultiHeadAttention", "attention_axes"): {"type": T.int_or_list},
    # -1 stands for what is left over; Keras divides by 0 otherwise.
    (Kind.layers, "target_shape"): {"type": T.shape, "minimum": -1},
    # Per channel, or one for all: the docstring says float, the layer takes both.
    ("Rescaling", "scale"): {"type": T.number_or_list},
    ("Rescaling", "offset"): {"type": T.number_or_list},
    # A moving average: outside 0..1 it runs away.
    (Kind.layers, "momentum"): {"minimum": 0, "maximum": 1},
    (Kind.layers, "renorm_momentum"): {"minimum": 0, "maximum": 1},
    # 0 divides by a variance of 0.
    (Kind.layers, "epsilon"): {"exclusive_minimum": 0},
    (Kind.layers, "dropout"): {"minimum": 0, "maximum": 1},
    (Kind.layers, "recurrent_dropout"): {"minimum": 0, "maximum": 1},
    (Kind.layers, "seed"): {"type": T.int, "minimum": 0, "exclusive_maximum": 2**63},
    # The batch axis included: 1 for the same noise in every row.
    (Kind.layers, "noise_shape"): {"type": T.open_shape, "minimum": 1},
    # Letters of the equation's output.
    ("EinsumDense", "bias_axes"): {"type": T.string},
    ("ReversibleEmbedding", "logit_soft_cap"): {"type": T.float, "exclusive_minimum": 0},
    # Layers inside layers.
    ("TimeDistributed", "layer"): {"type": T.layer, "models": True},
    ("SpectralNormalization", "layer"): {"type": T.layer, "layers": NORMALIZED},
    ("Pipeline", "layers"): {"type": T.layers},
    ("Bidirectional", "layer"): {"type": T.layer, "layers": READERS},
    ("Bidirectional", "backward_layer"): {"type": T.layer, "layers": READERS},
    ("RNN", "cell"): {"type": T.layers, "layers": [*CELLS, "StackedRNNCells"]},
    ("StackedRNNCells", "cells"): {"type": T.layers, "layers": CELLS},
    ("SpectralNormalization", "power_iterations"): {"minimum": 1, "maximum": 100},
    # What a layer learns before training, given as a list.
    ("Normalization", "axis"): {"type": T.int_or_list, "nullable": True},
    ("Normalization", "mean"): {"type": T.number_or_list},
    ("Normalization", "variance"): {"type": T.number_or_list, "minimum": 0},
    ("Discretization", "bin_boundaries"): {"type": T.numbers},
    ("Discretization", "num_bins"): {"type": T.int, "minimum": 2},
    ("Discretization", "epsilon"): {"exclusive_minimum": 0, "exclusive_maximum": 1},
    ("Discretization", "output_mode"): {"choices": ["int", "one_hot", "multi_hot", "count"]},
    # Two of them stand for what is masked and what is unknown.
    (Kind.layers, "max_tokens"): {"type": T.int, "minimum": 2},
    (Kind.layers, "num_oov_indices"): {"minimum": 0},
    (Kind.layers, "idf_weights"): {"type": T.numbers},
    (Kind.layers, "salt"): {"type": T.int_tuple, "length": 2, "minimum": 0},
    ("TextVectorization", "vocabulary"): {"type": T.strings},
    ("StringLookup", "vocabulary"): {"type": T.strings},
    ("IntegerLookup", "vocabulary"): {"type": T.ints},
    ("StringLookup", "mask_token"): {"type": T.string},
    ("StringLookup", "oov_token"): {"type": T.string},
    ("IntegerLookup", "mask_token"): {"type": T.int},
    ("IntegerLookup", "oov_token"): {"type": T.int},
    ("IntegerLookup", "oov_method"): {"choices": ["floormod", "farmhash"]},
    ("TextVectorization", "standardize"): {
        "choices": ["lower_and_strip_punctuation", "lower", "strip_punctuation"],
        "nullable": True,
    },
    ("TextVectorization", "split"): {"choices": ["whitespace", "character"], "nullable": True},
    # As many words in a row; a list names each number of words.
    ("TextVectorization", "ngrams"): {"type": T.int_or_list, "minimum": 1, "maximum": 16},
    ("TextVectorization", "output_sequence_length"): {"type": T.int, "minimum": 1},
    ("TextVectorization", "output_mode"): {"choices": ["int", "multi_hot", "count", "tf_idf"]},
    ("StringLookup", "output_mode"): {"choices": ["int", "one_hot", "multi_hot", "count", "tf_idf"]},
    ("IntegerLookup", "output_mode"): {"choices": ["int", "one_hot", "multi_hot", "count", "tf_idf"]},
    # Images that change by chance: one number for both sides of nothing, or the lower and the upper end.
    (Kind.layers, "value_range"): {"type": T.numbers, "length": 2},
    (Kind.layers, "factor"): {"type": T.number_or_list, "length": 2},
    (Kind.layers, "height_factor"): {"type": T.number_or_list, "length": 2},
    (Kind.layers, "width_factor"): {"type": T.number_or_list, "length": 2},
    (Kind.layers, "x_factor"): {"type": T.number_or_list, "length": 2},
    (Kind.layers, "y_factor"): {"type": T.number_or_list, "length": 2},
    (Kind.layers, "addition_factor"): {"type": T.number_or_list, "length": 2},
    (Kind.layers, "threshold_factor"): {"type": T.number_or_list, "length": 2},
    (Kind.layers, "brightness_factor"): {"type": T.number_or_list, "length": 2},
    (Kind.layers, "contrast_factor"): {"type": T.number_or_list, "length": 2},
    (Kind.layers, "saturation_factor"): {"type": T.number_or_list, "length": 2},
    (Kind.layers, "hue_factor"): {"type": T.number_or_list, "length": 2},
    ("RandomGrayscale", "factor"): {"type": T.float, "length": None},
    # Bits of a shade.
    ("RandomPosterization", "factor"): {"type": T.int_tuple, "minimum": 1, "maximum": 8},
    ("RandomElasticTransform", "scale"): {"type": T.number_or_list, "length": 2},
    ("RandomErasing", "scale"): {"type": T.number_or_list, "length": 2},
    ("RandomGaussianBlur", "sigma"): {"type": T.number_or_list, "length": 2},
    ("RandomGaussianBlur", "kernel_size"): {"type": T.int_tuple, "length": 2},
    ("RandomFlip", "mode"): {"choices": ["horizontal", "vertical", "horizontal_and_vertical"]},
    # One change after the other is traced: a thousand would take minutes.
    ("RandAugment", "num_ops"): {"minimum": 1, "maximum": 10},
    ("AugMix", "num_chains"): {"minimum": 1, "maximum": 10},
    ("AugMix", "chain_depth"): {"minimum": 1, "maximum": 10},
    ("AugMix", "alpha"): {"exclusive_minimum": 0},
    ("MixUp", "alpha"): {"exclusive_minimum": 0},
    ("ContrastLimitedAdaptiveHistogramEqualization", "clip_limit"): {"exclusive_minimum": 0},
    ("ContrastLimitedAdaptiveHistogramEqualization", "tile_grid_size"): {"type": T.int_tuple, "length": 2},
}
"""By kind or class, and argument: fields of `Parameter` that win over what was read."""
