"""What Keras's signatures and docstrings do not say, and what is left out on purpose. Each line has its reason."""

from collections.abc import Mapping
from typing import Any

from layerloom_schema.catalog import ParameterType as T

from .allowlist import Kind

LEFT_OUT: Mapping[str, str] = {
    "self": "not an argument",
    "args": "no argument of its own",
    "kwargs": "the base class's arguments; those that matter are fields of the node",
    "name": "the node's own field",
    "dtype": "one dtype policy for the whole model",
    "verbose": "events tell the story; nothing reads the trainer's standard output",
    "stateful": "state that crosses batches: a dry build of it is not exact, and the batch size would be fixed",
    "weights": "an array, which no document holds",
    "use_cudnn": "a matter of the machine that trains, not of the model",
    "lora_rank": "rewrites weights of a trained layer; there is none in a drawing",
    "lora_alpha": "goes with lora_rank",
    "quantization_config": "an object; quantization is a step after training",
    "renorm_clipping": "a dictionary, for which there is no editor",
    "noise_shape": "names the batch axis, which has no fixed length here",
    "synchronized": "has a meaning only under a distribution strategy",
    "input_axes": "for kernels of unusual layout, which no layer here has",
    "output_axes": "for kernels of unusual layout, which no layer here has",
    "label_weights": "an array of one weight a label",
    "raise_error": "an exception in place of the run's own ending",
    "sparse": "a sparse tensor, which hardly any layer takes",
    "flash_attention": "a matter of the machine that trains, not of the model",
    "gptq_unpacked_column_size": "goes with quantization",
    "reverse_dtype": "one dtype policy for the whole model",
    "tie_weights": "of the reverse call, which a drawing cannot make",
    "logit_soft_cap": "of the reverse call, which a drawing cannot make",
    "Hashing.mask_value": "a word or a number, by what comes in",
    "EinsumDense.bias_axes": "letters of the equation; a bias can be a layer of its own",
    "AUC.thresholds": "takes a list only, and `num_thresholds` spaces them",
}
"""Arguments that are not parameters: of any class, or of one."""

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
    (Kind.layers, "seed"): {"type": T.int, "minimum": 0},
    # One number must come out of a loss, or there is no gradient of one.
    (Kind.losses, "reduction"): {
        "type": T.choice,
        "nullable": False,
        "choices": ["sum_over_batch_size", "sum", "mean", "mean_with_sample_weight"],
    },
    (Kind.losses, "axis"): {"type": T.int},
    (Kind.losses, "ignore_class"): {"type": T.int, "nullable": True},
    # Shares and exponents: below 0 a good prediction is punished.
    (Kind.losses, "alpha"): {"type": T.float, "minimum": 0},
    (Kind.losses, "gamma"): {"type": T.float, "minimum": 0},
    (Kind.losses, "delta"): {"exclusive_minimum": 0},
    (Kind.metrics, "label_smoothing"): {"type": T.float, "minimum": 0, "maximum": 1},
    (Kind.metrics, "axis"): {"type": T.int},
    (Kind.metrics, "k"): {"type": T.int, "minimum": 1},
    (Kind.metrics, "top_k"): {"type": T.int, "minimum": 1},
    (Kind.metrics, "class_id"): {"type": T.int, "minimum": 0},
    (Kind.metrics, "num_labels"): {"type": T.int, "minimum": 1},
    (Kind.metrics, "num_thresholds"): {"type": T.int, "minimum": 2},
    (Kind.metrics, "num_regressors"): {"type": T.int, "minimum": 0},
    (Kind.metrics, "thresholds"): {"type": T.number_or_list, "minimum": 0, "maximum": 1},
    (Kind.metrics, "threshold"): {"type": T.float},
    # A rate of 0 learns nothing, a negative one unlearns, and Keras takes NaN without a word.
    (Kind.optimizers, "learning_rate"): {"exclusive_minimum": 0},
    (Kind.schedules, "initial_learning_rate"): {"exclusive_minimum": 0},
    (Kind.schedules, "warmup_target"): {"exclusive_minimum": 0},
    (Kind.schedules, "end_learning_rate"): {"minimum": 0},
    (Kind.schedules, "decay_steps"): {"type": T.int, "minimum": 1},
    (Kind.schedules, "first_decay_steps"): {"type": T.int, "minimum": 1},
    (Kind.schedules, "warmup_steps"): {"type": T.int, "minimum": 0},
    (Kind.schedules, "decay_rate"): {"type": T.float, "exclusive_minimum": 0},
    (Kind.schedules, "t_mul"): {"exclusive_minimum": 0},
    (Kind.schedules, "m_mul"): {"exclusive_minimum": 0},
    (Kind.schedules, "alpha"): {"minimum": 0},
    (Kind.schedules, "power"): {"exclusive_minimum": 0},
    # Decay rates of averages: at 1 nothing new is ever taken in, and the correction divides by 0.
    (Kind.optimizers, "beta_1"): {"minimum": 0, "exclusive_maximum": 1},
    (Kind.optimizers, "beta_2"): {"minimum": 0, "exclusive_maximum": 1},
    (Kind.optimizers, "rho"): {"minimum": 0, "exclusive_maximum": 1},
    (Kind.optimizers, "momentum"): {"minimum": 0, "maximum": 1},
    (Kind.optimizers, "ema_momentum"): {"minimum": 0, "maximum": 1},
    (Kind.optimizers, "epsilon"): {"type": T.float, "minimum": 0},
    (Kind.optimizers, "weight_decay"): {"minimum": 0},
    (Kind.optimizers, "clipnorm"): {"exclusive_minimum": 0},
    (Kind.optimizers, "clipvalue"): {"exclusive_minimum": 0},
    (Kind.optimizers, "global_clipnorm"): {"exclusive_minimum": 0},
    (Kind.optimizers, "loss_scale_factor"): {"exclusive_minimum": 0},
    (Kind.optimizers, "ema_overwrite_frequency"): {"minimum": 1},
    # Keras refuses 1 and takes 0 as None.
    (Kind.optimizers, "gradient_accumulation_steps"): {"minimum": 2},
    (Kind.optimizers, "beta"): {"minimum": 0},
    # Any whole number, but one that a seed generator takes.
    (Kind.initializers, "seed"): {"type": T.int, "minimum": 0},
    (Kind.initializers, "stddev"): {"minimum": 0},
    (Kind.initializers, "scale"): {"exclusive_minimum": 0},
    # A negative penalty pays the weights to grow.
    (Kind.regularizers, "l1"): {"minimum": 0},
    (Kind.regularizers, "l2"): {"minimum": 0},
    (Kind.regularizers, "factor"): {"minimum": 0},
    # The default is an int (2), the meaning a length.
    (Kind.constraints, "max_value"): {"type": T.float, "minimum": 0},
    (Kind.constraints, "min_value"): {"type": T.float, "minimum": 0},
    (Kind.constraints, "rate"): {"type": T.float, "minimum": 0, "maximum": 1},
    (Kind.constraints, "axis"): {"type": T.int_or_list},
    # The name of a number that Keras logs: known only once the outputs are drawn.
    (Kind.callbacks, "monitor"): {"type": T.string},
    (Kind.callbacks, "mode"): {"type": T.choice, "choices": ["auto", "min", "max"]},
    # The default is an int (0), the meaning a difference of losses.
    (Kind.callbacks, "min_delta"): {"type": T.float, "minimum": 0},
    (Kind.callbacks, "baseline"): {"type": T.float},
    (Kind.callbacks, "patience"): {"minimum": 0},
    (Kind.callbacks, "cooldown"): {"minimum": 0},
    (Kind.callbacks, "start_from_epoch"): {"minimum": 0},
    (Kind.callbacks, "factor"): {"exclusive_minimum": 0, "exclusive_maximum": 1},
    (Kind.callbacks, "min_lr"): {"minimum": 0},
}
"""By kind or class, and argument: fields of `Parameter` that win over what was read."""


COMMON: frozenset[str] = frozenset(
    {
        "units",
        "activation",
        "filters",
        "kernel_size",
        "strides",
        "padding",
        "pool_size",
        "rate",
        "target_shape",
        "input_dim",
        "output_dim",
        "mask_zero",
        "return_sequences",
        "return_state",
        "go_backwards",
        "dropout",
        "recurrent_dropout",
        "use_bias",
        "axis",
        "axes",
        "normalize",
        "scale",
        "offset",
        "momentum",
        "epsilon",
        "center",
        "keepdims",
        "dilation_rate",
        "size",
        "cropping",
        "output_size",
        "depth_multiplier",
        "n",
        "dims",
        "negative_slope",
        "max_value",
        "alpha",
        "mask_value",
        "equation",
        "output_shape",
        "num_tokens",
        "num_bins",
        "output_mode",
        "height",
        "width",
        "mode",
        "stddev",
        "l1",
        "l2",
        "num_heads",
        "key_dim",
        "head_dim",
        "num_query_heads",
        "num_key_value_heads",
    }
)
"""Arguments of layers that are shown at once; the others are folded."""

SUGGESTED: Mapping[str, Any] = {
    "units": 32,
    "filters": 16,
    "kernel_size": 3,
    "pool_size": 2,
    "activation": "relu",
    "rate": 0.5,
    "target_shape": [-1],
    "input_dim": 1000,
    "output_dim": 16,
    "scale": 1.0,
    "axes": -1,
    "n": 4,
    "dims": [2, 1],
    "equation": "...x,xy->...y",
    "output_shape": 32,
    "num_tokens": 10,
    "num_bins": 64,
    "output_size": 4,
    "stddev": 0.1,
    "height": 32,
    "width": 32,
    "factor": 0.2,
    "num_heads": 4,
    "key_dim": 16,
    "head_dim": 16,
    "num_query_heads": 4,
    "num_key_value_heads": 2,
    "initial_learning_rate": 0.01,
    "decay_steps": 1000,
    "first_decay_steps": 1000,
    "decay_rate": 0.9,
}
"""Required arguments: a small value to begin with, so that a new node works at once."""

STATE_NAMES: Mapping[str, tuple[str, ...]] = {
    "LSTM": ("state_h", "state_c"),
    "GRU": ("state_h",),
    "SimpleRNN": ("state_h",),
    "ConvLSTM1D": ("state_h", "state_c"),
    "ConvLSTM2D": ("state_h", "state_c"),
    "ConvLSTM3D": ("state_h", "state_c"),
}
"""Keras returns states without names; these are the ones its documentation speaks of."""


def left_out(owner: str, argument: str) -> bool:
    """Whether an argument of a class is no parameter."""
    return argument in LEFT_OUT or f"{owner}.{argument}" in LEFT_OUT


def suggested(owner: str, argument: str) -> Any:
    """The value to begin with, `None` where there is none; of one class before all."""
    return SUGGESTED.get(f"{owner}.{argument}", SUGGESTED.get(argument))


def told(kind: Kind, owner: str, argument: str) -> Mapping[str, Any]:
    """What this page says of an argument; of one class before all of its kind."""
    return {**FIELDS.get((kind, argument), {}), **FIELDS.get((owner, argument), {})}
