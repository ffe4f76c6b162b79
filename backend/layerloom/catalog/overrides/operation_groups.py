"""Every operation that can be drawn, by group. What is not here is refused."""

from collections.abc import Mapping

OPERATIONS: Mapping[str, tuple[str, ...]] = {
    "arithmetic": (
        *("add", "subtract", "multiply", "divide", "true_divide", "divide_no_nan", "floor_divide", "mod"),
        *("fmod", "power", "negative", "reciprocal", "abs", "absolute", "fabs", "sign", "square", "sqrt"),
        *("rsqrt", "cbrt", "hypot", "maximum", "minimum", "fmax", "fmin", "ldexp"),
    ),
    "exponential": (
        "exp",
        "exp2",
        "expm1",
        "log",
        "log10",
        "log1p",
        "log2",
        "logaddexp",
        "logaddexp2",
    ),
    "trigonometry": (
        *("sin", "cos", "tan", "arcsin", "arccos", "arctan", "arctan2", "sinh", "cosh", "arcsinh"),
        *("arccosh", "arctanh", "sinc", "deg2rad", "rad2deg"),
    ),
    "special": (
        "erf",
        "erfc",
        "erfinv",
        "i0",
        "heaviside",
        "nextafter",
    ),
    "round": (
        "round",
        "floor",
        "ceil",
        "trunc",
        "clip",
        "nan_to_num",
    ),
    "compare": (
        *("equal", "not_equal", "greater", "greater_equal", "less", "less_equal", "isclose", "allclose"),
        *("isfinite", "isinf", "isneginf", "isposinf", "isnan", "isreal", "signbit"),
    ),
    "logic": (
        *("where", "select", "logical_and", "logical_or", "logical_xor", "logical_not", "all", "any"),
        *("bitwise_and", "bitwise_or", "bitwise_xor", "bitwise_not", "bitwise_invert"),
        *("bitwise_left_shift", "bitwise_right_shift", "left_shift", "right_shift"),
    ),
    "reduce": (
        *("sum", "mean", "max", "min", "amax", "amin", "prod", "std", "var", "moments", "median"),
        *("average", "quantile", "percentile", "ptp", "logsumexp", "norm", "count_nonzero", "cumsum"),
        *("cumprod", "trapezoid", "diff", "nansum", "nanmean", "nanmax", "nanmin", "nanprod", "nanstd"),
        *("nanvar", "nancumsum", "nancumprod", "segment_sum", "segment_max", "segment_min", "segment_prod"),
    ),
    "shape": (
        *("get_item", "reshape", "transpose", "expand_dims", "squeeze", "concatenate", "stack", "hstack"),
        *("vstack", "dstack", "append", "split", "array_split", "hsplit", "dsplit", "unstack", "tile"),
        *("repeat", "flip", "fliplr", "flipud", "roll", "rot90", "moveaxis", "swapaxes", "pad", "ravel"),
        *("slice", "slice_update", "scatter_update", "take", "take_along_axis", "diag", "diagflat"),
        *("diagonal", "tril", "triu", "extract_sequences", "fold", "space_to_depth", "depth_to_space"),
    ),
    "matrix": (
        *("matmul", "dot", "einsum", "tensordot", "inner", "outer", "vdot", "cross", "trace", "det"),
        *("logdet", "inv", "pinv", "solve", "solve_triangular", "cholesky", "cholesky_inverse", "qr"),
        *("svd", "eigh", "matrix_rank", "cdist", "vander", "normalize"),
    ),
    "activation": (
        *("relu", "relu6", "leaky_relu", "elu", "celu", "selu", "gelu", "silu", "swish", "hard_silu"),
        *("hard_swish", "glu", "sigmoid", "hard_sigmoid", "log_sigmoid", "tanh", "hard_tanh"),
        *("tanh_shrink", "soft_shrink", "hard_shrink", "threshold", "softmax", "log_softmax", "sparsemax"),
        *("softplus", "sparse_plus", "sparse_sigmoid", "softsign", "squareplus"),
    ),
    "network": (
        *("conv", "depthwise_conv", "separable_conv", "max_pool", "average_pool", "batch_normalization"),
        *("layer_normalization", "rms_normalization", "dot_product_attention", "one_hot", "in_top_k"),
        *("binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy", "ctc_loss"),
        *("ctc_decode", "stop_gradient"),
    ),
    "sort": (
        *("argmax", "argmin", "nanargmax", "nanargmin", "sort", "argsort", "argpartition", "top_k"),
        *("searchsorted", "digitize", "bincount"),
    ),
    "image": (
        *("image.resize", "image.crop_images", "image.pad_images", "image.rgb_to_grayscale"),
        *("image.rgb_to_hsv", "image.hsv_to_rgb", "image.gaussian_blur", "image.sobel_edges"),
        *("image.extract_patches", "image.extract_patches_3d", "image.affine_transform"),
        *("image.perspective_transform", "image.elastic_transform", "image.ssim", "psnr"),
    ),
    "signal": (
        "fft",
        "fft2",
        "ifft2",
        "rfft",
        "irfft",
        "stft",
        "istft",
    ),
    "create": (
        "ones_like",
        "zeros_like",
        "full_like",
        "linspace",
        "logspace",
        "scatter",
    ),
    "type": (
        "cast",
        "saturate_cast",
        "copy",
        "array",
        "convert_to_tensor",
        "view",
    ),
}
