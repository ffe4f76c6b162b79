"""What the arguments of operations are: tensors, parameters, or left out. By name, or by operation and name."""

from collections.abc import Mapping
from typing import Any

from layerloom.catalog.case_spellings import other_spellings
from layerloom_schema.catalog.entries import ParameterType as T

EXCLUDED: frozenset[str] = frozenset(
    {
        "kwargs",  # older spellings of other arguments
        "sparse",  # a sparse tensor, which hardly any layer takes
        "ragged",  # a ragged tensor, which no layer takes
        "synchronized",  # has a meaning only under a distribution strategy
        "flash_attention",  # a matter of the machine that trains, not of the model
        # A promise about the numbers, with which their count may not be said.
        *(f"segment_{kind}.sorted" for kind in ("sum", "max", "min", "prod")),
        "svd.compute_uv",  # without it one output is left of three; the first two can stay unwired
        "linspace.retstep",  # a second output that is a plain number
    }
)
"""Arguments that are neither ports nor parameters."""

_SCALES = (
    *("batch_normalization.offset", "batch_normalization.scale", "layer_normalization.beta"),
    "rms_normalization.scale",
)

TENSORS: frozenset[str] = frozenset(
    {
        *("x", "x1", "x2", "xs", "y", "a", "array", "variable", "operands"),
        *("inputs", "images", "image1", "image2", "volumes", "data", "segment_ids", "sequence_lengths"),
        *("condition", "condlist", "choicelist", "start", "stop"),
        *("transform", "start_points", "end_points"),
        *("kernel", "depthwise_kernel", "pointwise_kernel", "mean", "variance", "gamma", "weights"),
        *("indices", "updates", "values", "sorted_sequence"),
        *("target", "output", "targets", "predictions", "target_length", "output_length"),
        *("query", "key", "value", "bias", "mask"),
        *("solve.b", "solve_triangular.b", "full_like.fill_value"),
        *_SCALES,
    }
)
"""Arguments that are tensors, of every operation or of one."""

NO_TENSORS: frozenset[str] = frozenset({"get_item.key"})
"""Arguments named like a tensor that are none."""

LISTS: Mapping[str, tuple[int, int | None]] = {
    "xs": (1, None),
    "stack.x": (1, None),
    "operands": (1, None),
    "condlist": (1, None),
    "choicelist": (1, None),
    # The real parts, and the imaginary ones.
    "fft.x": (2, 2),
    "fft2.x": (2, 2),
    "ifft2.x": (2, 2),
    "irfft.x": (2, 2),
    "istft.x": (2, 2),
}
"""Tensor arguments that take a list: the least and the most tensors."""

NEEDED: frozenset[str] = frozenset({"where.x1", "where.x2"})
"""Tensors that Keras can do without, but only for an output whose length no one knows beforehand."""

CONSTANTS: frozenset[str] = frozenset(
    {
        *("x1", "x2", "y", "start", "stop", "condition", "weights"),
        *("indices", "updates", "sorted_sequence"),
        *("kernel", "depthwise_kernel", "pointwise_kernel", "mean", "variance", "gamma", "bias", "mask"),
        "transform",
        "full_like.fill_value",
        *_SCALES,
    }
)
"""Tensor arguments that a constant may replace, where a call has another tensor."""

ROWS: frozenset[str] = frozenset(
    {
        *("psnr.x1", "psnr.x2", "vdot.x1", "vdot.x2"),
        *("scatter.indices", "bincount.weights", "trapezoid.y"),
    }
)
"""Those of them that go row by row with another tensor, so that no constant is of their length."""

VARIADIC: Mapping[str, str] = {"einsum": "operands"}
"""Operations that take a list port as positional arguments: `einsum(subscripts, *operands)`."""

COUNTED_BY: Mapping[str, str] = {
    "split": "indices_or_sections",
    "array_split": "indices_or_sections",
    "hsplit": "indices_or_sections",
    "dsplit": "indices_or_sections",
    "unstack": "num",
}
"""Operations with as many outputs as an argument says."""

OUTPUTS: Mapping[str, tuple[str, ...]] = {
    "moments": ("mean", "variance"),
    "top_k": ("values", "indices"),
    "qr": ("q", "r"),
    "svd": ("u", "s", "vh"),
    "eigh": ("values", "vectors"),
    "ctc_decode": ("decoded", "scores"),
    "fft": ("real", "imag"),
    "fft2": ("real", "imag"),
    "ifft2": ("real", "imag"),
    "rfft": ("real", "imag"),
    "stft": ("real", "imag"),
}
"""Operations with several outputs: Keras gives them no names."""

_AXES: Mapping[str, Any] = {"type": T.int_or_list}
_INT: Mapping[str, Any] = {"type": T.int}
_FLOAT: Mapping[str, Any] = {"type": T.float}
_BOOL: Mapping[str, Any] = {"type": T.bool}
_SIDE: Mapping[str, Any] = {"type": T.int, "minimum": 0}
_LENGTH: Mapping[str, Any] = {"type": T.int, "minimum": 1}
_FORMAT: Mapping[str, Any] = {
    "type": T.choice,
    "choices": ["channels_last", "channels_first"],
    "spellings": other_spellings(["channels_last", "channels_first"]),
}
_PADDING: Mapping[str, Any] = {
    "type": T.choice,
    "choices": ["valid", "same"],
    "spellings": other_spellings(["valid", "same"]),
}
_PAIR: Mapping[str, Any] = {"type": T.int_tuple, "minimum": 1, "length": 2}
_TRIPLE: Mapping[str, Any] = {"type": T.int_tuple, "minimum": 1, "length": 3}
_MANY: Mapping[str, Any] = {"type": T.int_or_list, "minimum": 1, "maximum": 64, "suggested": 2}
_ONE_AXIS = (
    *("argmax", "argmin", "nanargmax", "nanargmin", "append", "repeat", "take", "cross"),
    *("cumsum", "cumprod", "nancumsum", "nancumprod", "argpartition", "argsort", "sort", "diff", "glu"),
    *(
        "softmax",
        "log_softmax",
        "average",
        "concatenate",
        "stack",
        "split",
        "array_split",
        "unstack",
        "linspace",
        "logspace",
    ),
    *("one_hot", "sparsemax", "trapezoid", "categorical_crossentropy"),
    *("sparse_categorical_crossentropy", "normalize"),
)
DTYPES = [
    *("float16", "bfloat16", "float32", "float64", "uint8", "uint16", "uint32", "int8", "int16", "int32"),
    *("int64", "bool"),
]

ARGUMENTS: Mapping[str, Mapping[str, Any]] = {
    # Axes.
    "axis": _AXES,
    **{f"{name}.axis": _INT for name in _ONE_AXIS},
    "moments.axes": {**_AXES, "suggested": -1},
    "expand_dims.axis": {**_AXES, "suggested": -1},
    "take_along_axis.axis": {**_INT, "suggested": -1},
    "batch_normalization.axis": {**_INT, "suggested": -1},
    "transpose.axes": {"type": T.shape, "minimum": 0},
    "rot90.axes": {"type": T.int_tuple, "length": 2},
    "tensordot.axes": {"type": T.constant},
    **dict.fromkeys(("axis1", "axis2", "axisa", "axisb", "axisc"), _INT),
    "swapaxes.axis1": {**_INT, "suggested": 1},
    "swapaxes.axis2": {**_INT, "suggested": -1},
    "source": {**_AXES, "suggested": 1},
    "destination": {**_AXES, "suggested": -1},
    "keepdims": _BOOL,
    # Shapes: the batch, of unknown length, is -1.
    "newshape": {"type": T.shape, "minimum": -1, "suggested": [-1, 4]},
    "slice.shape": {"type": T.shape, "minimum": -1, "suggested": [-1, 1]},
    "scatter.shape": {"type": T.shape, "minimum": 1, "suggested": [4]},
    "start_indices": {"type": T.shape, "minimum": 0, "suggested": [0, 0]},
    "key": {"type": T.subscript, "suggested": [{"slice": [None, None, None]}, 0]},
    "repeats": {"type": T.int_or_list, "minimum": 1, "suggested": 2},
    "shift": {"type": T.int_or_list, "suggested": 1},
    "pad_width": {"type": T.constant, "suggested": [[0, 0], [1, 1]]},
    # A number with or without a fraction, as the tensor is.
    "constant_values": {"type": T.constant},
    "initial": {"type": T.constant},
    "x_min": {"type": T.constant, "suggested": 0},
    "x_max": {"type": T.constant, "suggested": 1},
    "pad.mode": {"type": T.choice, "choices": ["constant", "reflect", "symmetric"]},
    "indices_or_sections": _MANY,
    "num": {"type": T.int, "minimum": 1, "maximum": 10_000},
    "unstack.num": {"type": T.int, "minimum": 1, "maximum": 64, "required": True, "suggested": 2},
    "block_size": {"type": T.int, "minimum": 2, "suggested": 2},
    "subscripts": {"type": T.string, "suggested": "bi,bi->b"},
    # Numbers.
    **dict.fromkeys(("k", "decimals", "mask_index"), _INT),
    "top_k.k": {**_LENGTH, "suggested": 1},
    "in_top_k.k": {**_LENGTH, "suggested": 1},
    "argpartition.kth": {**_INT, "suggested": 1},
    "diff.n": {"type": T.int, "minimum": 0},
    "vander.N": _SIDE,
    "normalize.order": {"type": T.int, "minimum": 1},
    "filter_size": _LENGTH,
    "diagonal.offset": _INT,
    "trace.offset": _INT,
    "ord": {"type": T.float},
    "minlength": _SIDE,
    "num_classes": {**_LENGTH, "suggested": 10},
    "digitize.bins": {"type": T.numbers, "suggested": [0.0, 0.5, 1.0]},
    "num_segments": {**_LENGTH, "required": True, "suggested": 4},
    "q": {"type": T.number_or_list, "minimum": 0, "maximum": 1, "suggested": 0.5},
    "percentile.q": {"type": T.number_or_list, "minimum": 0, "maximum": 100, "suggested": 50.0},
    "max_val": {"type": T.float, "exclusive_minimum": 0, "suggested": 1.0},
    "threshold.threshold": {"type": T.float, "suggested": 0.0},
    "default_value": {"type": T.float, "suggested": 0.0},
    "select.default": {"type": T.constant},
    **dict.fromkeys(("alpha", "negative_slope", "threshold", "dx", "base", "scale"), _FLOAT),
    **dict.fromkeys(("nan", "posinf", "neginf", "rtol", "atol", "tol", "rcond", "fill_value"), _FLOAT),
    **dict.fromkeys(("filter_sigma", "k1", "k2", "attn_logits_soft_cap"), _FLOAT),
    "epsilon": {"type": T.float, "exclusive_minimum": 0},
    "squareplus.b": {"type": T.float, "minimum": 0},
    # Without one the images would be distorted differently at every call.
    "seed": {"type": T.int, "minimum": 0, "exclusive_maximum": 2**63, "required": True, "suggested": 1},
    # Words and switches.
    **dict.fromkeys(("equal_nan", "from_logits", "approximate"), _BOOL),
    **dict.fromkeys(("sorted", "lower", "upper", "full_matrices", "endpoint", "increasing"), _BOOL),
    **dict.fromkeys(("center", "is_causal", "merge_repeated", "antialias"), _BOOL),
    **dict.fromkeys(("crop_to_aspect_ratio", "pad_to_aspect_ratio"), _BOOL),
    "method": {"type": T.choice, "choices": ["linear", "lower", "higher", "midpoint", "nearest"]},
    "side": {"type": T.choice, "choices": ["left", "right"]},
    "strategy": {"type": T.choice, "choices": ["greedy", "beam_search"]},
    "reduction": {"type": T.choice, "choices": ["add", "max", "min"]},
    "qr.mode": {"type": T.choice, "choices": ["reduced", "complete"]},
    "dtype": {"type": T.dtype, "choices": DTYPES, "suggested": "float32"},
    # Without one, a frame is taken as it is.
    "window": {"type": T.choice, "choices": ["hann", "hamming"], "nullable": True},
    "beam_width": {"type": T.int, "minimum": 1, "maximum": 1_000},
    "top_paths": {"type": T.int, "minimum": 1, "maximum": 1_000},
    # Windows over images and sequences.
    "data_format": _FORMAT,
    "padding": _PADDING,
    # These are case-sensitive.
    "extract_patches.padding": {**_PADDING, "spellings": {}},
    "extract_patches_3d.padding": {**_PADDING, "spellings": {}},
    "fold.padding": {"type": T.int_tuple, "minimum": 0, "length": 2},
    "strides": {"type": T.int_or_list, "minimum": 1},
    "stride": _PAIR,
    "dilation": _PAIR,
    "dilation_rate": {"type": T.int_or_list, "minimum": 1},
    "pool_size": {"type": T.int_or_list, "minimum": 1, "suggested": 2},
    "fold.output_size": {**_PAIR, "suggested": [8, 8]},
    "kernel_size": {**_PAIR, "suggested": 2},
    "sigma": {"type": T.float, "exclusive_minimum": 0},
    "gaussian_blur.sigma": {"type": T.number_or_list, "exclusive_minimum": 0, "length": 2},
    "resize.size": {"type": T.shape, "minimum": 1, "length": 2, "suggested": [8, 8]},
    "extract_patches.size": {**_PAIR, "suggested": 2},
    "extract_patches_3d.size": {**_TRIPLE, "suggested": 2},
    **{f"{side}_cropping": _SIDE for side in ("top", "left", "bottom", "right")},
    **{f"{side}_padding": _SIDE for side in ("top", "left", "bottom", "right")},
    "target_height": _LENGTH,
    "target_width": _LENGTH,
    "interpolation": {"type": T.choice, "choices": ["nearest", "bilinear"]},
    "resize.interpolation": {
        "type": T.choice,
        "choices": ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"],
    },
    "resize.fill_mode": {"type": T.choice, "choices": ["constant"]},
    "fill_mode": {"type": T.choice, "choices": ["constant", "nearest", "wrap", "reflect"]},
    # Sound: a table of a transform is made at once, so lengths have an end.
    "sequence_length": {"type": T.int, "minimum": 2, "maximum": 65_536, "suggested": 4},
    "sequence_stride": {**_LENGTH, "suggested": 2},
    "fft_length": {"type": T.int, "minimum": 2, "maximum": 65_536, "suggested": 4},
    "length": _LENGTH,
}
"""Fields of the parameter, by argument, or by operation and argument, which wins."""


def decided(op: str, argument: str) -> Mapping[str, Any] | None:
    """What this page says of a parameter; `None` where it says nothing."""
    own = ARGUMENTS.get(f"{op.removeprefix('image.')}.{argument}")
    general = ARGUMENTS.get(argument)
    return own if own is not None else general


def named(op: str, argument: str, names: Mapping[str, Any] | frozenset[str]) -> bool:
    """Whether an argument is among names, by itself or of this operation."""
    return argument in names or f"{op}.{argument}" in names
