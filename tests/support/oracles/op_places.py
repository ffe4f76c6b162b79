"""Where each operation is put to the test: tensors that it takes, and settings where the suggested ones do not do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from layerloom_schema.catalog.entries import OpEntry
from layerloom_schema.documents.document import Document, read_document
from support.drawing import CATALOG

Tensor = tuple[tuple[int, ...], str]


def real(*shape: int) -> Tensor:
    """Floats, a row of this shape."""
    return shape, "float32"


def whole(*shape: int) -> Tensor:
    """Whole numbers below 4."""
    return shape, "int32"


def flags(*shape: int) -> Tensor:
    """True or false."""
    return shape, "bool"


@dataclass(frozen=True)
class Place:
    """The tensors for the ports that are wired, in order, and the settings."""

    tensors: tuple[Tensor, ...]
    config: Mapping[str, Any] = field(default_factory=dict)


IMAGE = real(8, 8, 3)
SQUARE = real(4, 4)
_KERNEL = np.linspace(0, 1, 54).reshape(3, 3, 3, 2).tolist()


def _each(names: str, *tensors: Tensor, **config: Any) -> dict[str, Place]:
    return {name: Place(tensors, config) for name in names.split()}


PLACES: Mapping[str, Place] = {
    **_each("bitwise_and bitwise_or bitwise_xor", whole(4), whole(4)),
    **_each("bitwise_left_shift bitwise_right_shift left_shift right_shift", whole(4), whole(4)),
    **_each("bitwise_not bitwise_invert", whole(4)),
    **_each("ldexp", real(4), whole(4)),
    **_each("logical_not", flags(4)),
    **_each("all any", flags(4), axis=1),
    **_each(
        "sum mean max min amax amin prod std var median ptp logsumexp norm count_nonzero", real(4), axis=1
    ),
    **_each("nansum nanmean nanmax nanmin nanprod nanstd nanvar average", real(4), axis=1),
    **_each("quantile percentile argmax argmin nanargmax nanargmin", real(4), axis=1),
    **_each("transpose", real(4, 2), axes=[0, 2, 1]),
    **_each("stack", real(4), real(4), axis=1),
    **_each("logical_and logical_or logical_xor", flags(4), flags(4)),
    **_each("where", flags(4), real(4), real(4)),
    **_each("select", flags(4), flags(4), real(4), real(4)),
    **_each("squeeze", real(1, 4), axis=1),
    **_each("split array_split", real(4), axis=1),
    **_each("dsplit", SQUARE),
    **_each("unstack", real(2), axis=1),
    **_each("rot90", SQUARE, axes=[1, 2]),
    **_each("slice", real(4), start_indices=[0, 1], shape=[-1, 2]),
    **_each("slice_update", real(4), real(1), start_indices=[0, 1]),
    **_each("scatter_update", real(4), indices=[[0, 0], [1, 1]], updates=[1.0, 2.0]),
    **_each("scatter", whole(1), real(4), shape=[4, 4]),
    **_each("take", real(4), indices=[0, 1], axis=1),
    **_each("take_along_axis", real(4), whole(2), axis=1),
    **_each("diagonal trace", SQUARE, axis1=1, axis2=2),
    **_each("tril triu det logdet inv pinv cholesky cholesky_inverse eigh qr svd matrix_rank", SQUARE),
    **_each("fold", real(12, 49)),
    **_each("space_to_depth depth_to_space", real(8, 8, 4)),
    **_each("solve solve_triangular", SQUARE, real(4, 2)),
    **_each("matmul", SQUARE, SQUARE),
    **_each("dot", real(4), x2=[[1.0, 0.0], [0.0, 1.0], [2.0, 0.0], [0.0, 2.0]]),
    **_each("tensordot", real(4), x2=[[1.0], [2.0], [3.0], [4.0]], axes=[[1], [0]]),
    **_each("cross", real(3), real(3)),
    **_each("cdist", real(4, 3), real(5, 3)),
    **_each("vander", real(), N=3),
    **_each("conv depthwise_conv", IMAGE, kernel=_KERNEL),
    **_each("separable_conv", IMAGE, depthwise_kernel=_KERNEL, pointwise_kernel=[[[[1.0]] * 6]]),
    **_each("max_pool average_pool", IMAGE),
    **_each("batch_normalization", real(4), mean=[0.0, 1.0, 2.0, 3.0], variance=[1.0, 1.0, 1.0, 1.0]),
    **_each("dot_product_attention", real(4, 2, 8), real(4, 2, 8), real(4, 2, 8)),
    **_each("one_hot bincount", whole(4)),
    **_each("in_top_k", whole(), real(4)),
    **_each("sparse_categorical_crossentropy", whole(), real(4)),
    **_each("ctc_loss", whole(2), real(5, 4), whole(), whole()),
    **_each("ctc_decode", real(5, 4), whole()),
    **_each("searchsorted", real(), sorted_sequence=[0.0, 0.5, 1.0]),
    **_each("segment_sum segment_max segment_min segment_prod", real(4), whole(), num_segments=4),
    **_each("image.resize image.crop_images image.pad_images image.rgb_to_grayscale", IMAGE),
    **_each("image.rgb_to_hsv image.hsv_to_rgb image.gaussian_blur image.sobel_edges", IMAGE),
    **_each("image.extract_patches image.elastic_transform", IMAGE),
    **_each("image.crop_images", IMAGE, top_cropping=1, left_cropping=1, target_height=4, target_width=4),
    **_each("image.pad_images", IMAGE, top_padding=1, left_padding=1, target_height=12, target_width=12),
    **_each("image.extract_patches_3d", real(8, 8, 8, 3)),
    **_each("image.affine_transform", IMAGE, real(8)),
    **_each("image.perspective_transform", IMAGE, real(4, 2), real(4, 2)),
    **_each("image.ssim", real(16, 16, 3), real(16, 16, 3)),
    **_each("fft irfft", real(8), real(8)),
    **_each("fft2 ifft2", real(8, 8), real(8, 8)),
    **_each("istft", real(9, 3), real(9, 3)),
    **_each("rfft stft extract_sequences", real(16)),
    **_each("linspace logspace", real(4), stop=5.0, num=5, axis=1),
}
"""Where the suggested settings on rows of four floats are not the place."""

STAND_INS: Mapping[tuple[str, str], Place] = {
    ("average", "weights"): Place((real(4),), {"axis": 1, "weights": [[1.0, 2.0, 3.0, 4.0]]}),
    ("slice_update", "updates"): Place((real(4),), {"start_indices": [0, 1], "updates": [[9.0]]}),
    ("take_along_axis", "indices"): Place((real(4),), {"axis": 1, "indices": [[0, 1]]}),
    ("inner", "x1"): Place((real(4),), {"x1": [[1.0, 2.0, 3.0, 4.0]]}),
    ("inner", "x2"): Place((real(4),), {"x2": [[1.0, 2.0, 3.0, 4.0]]}),
    ("dot", "x1"): Place((real(3, 4),), {"x1": [[1.0, 2.0, 3.0]]}),
    ("tensordot", "x1"): Place((real(4),), {"x1": [[1.0], [2.0], [3.0], [4.0]], "axes": [[0], [1]]}),
    ("linspace", "start"): Place((real(4),), {"start": 0.0, "num": 5, "axis": 1}),
    ("logspace", "start"): Place((real(4),), {"start": 0.0, "num": 5, "axis": 1}),
    ("batch_normalization", "offset"): Place(
        (real(4),), {"mean": [0.5] * 4, "variance": [1.0] * 4, "offset": [1.0] * 4, "scale": [2.0] * 4}
    ),
    ("batch_normalization", "scale"): Place(
        (real(4),), {"mean": [0.0] * 4, "variance": [1.0] * 4, "scale": [2.0] * 4}
    ),
    ("layer_normalization", "gamma"): Place((real(4),), {"gamma": [1.0, 2.0, 3.0, 4.0]}),
    ("layer_normalization", "beta"): Place((real(4),), {"gamma": [1.0] * 4, "beta": [1.0, 2.0, 3.0, 4.0]}),
    ("rms_normalization", "scale"): Place((real(4),), {"scale": [1.0, 2.0, 3.0, 4.0]}),
    ("dot_product_attention", "bias"): Place((real(4, 2, 8),) * 3, {"bias": [[[[1.0] * 4] * 4] * 2]}),
    ("dot_product_attention", "mask"): Place((real(4, 2, 8),) * 3, {"mask": [[[[True] * 4] * 4] * 2]}),
}
"""Where a constant stands for a tensor, if a row of what came by wire is not it."""

FIRST: Mapping[str, tuple[Tensor, ...]] = {
    "space_to_depth": (real(4, 8, 8),),
    "depth_to_space": (real(4, 8, 8),),
    "image.extract_patches_3d": (real(3, 8, 8, 8),),
    "image.ssim": (real(3, 16, 16), real(3, 16, 16)),
    "image.affine_transform": (real(3, 8, 8), real(8)),
    "image.perspective_transform": (real(3, 8, 8), real(4, 2), real(4, 2)),
}
"""With channels before height and width; other images have three."""

LONE = 2
"""Tensors that a list port gets."""


def place_of(entry: OpEntry) -> Place:
    """Where the operation is tried."""
    fed = sum(max(port.minimum, LONE) if port.list else 1 for port in entry.inputs if not port.optional)
    return PLACES.get(entry.name, Place((real(4),) * fed))


def with_constant(name: str, port: str) -> Place:
    """The place with a constant for one tensor: a row of the numbers that came by wire."""
    entry = CATALOG.ops[name]
    place = STAND_INS.get((name, port), place_of(entry))
    if port in place.config:
        return place
    wired = [p.name for p in entry.inputs if not p.optional and p.name not in place.config]
    at = wired.index(port)
    tensors = (*place.tensors[:at], *place.tensors[at + 1 :])
    return Place(tensors, {**place.config, port: numbers(place.tensors[at])[0].tolist()})


def with_choice(name: str, argument: str, choice: str | bool) -> Place:
    """The place with one setting chosen; images have their channels where it says."""
    place = place_of(CATALOG.ops[name])
    tensors = place.tensors
    if choice == "channels_first":
        tensors = FIRST.get(name, tuple(real(3, 8, 8) if tensor == IMAGE else tensor for tensor in tensors))
    return Place(tensors, {**place.config, argument: choice})


def placed(entry: OpEntry, place: Place, *, apart: bool = False) -> Document:
    """The operation `it` on inputs `x0`, `x1`, ..., with an output for each of its own.

    `apart` is for what has no row for each row that comes in: its sum is added to the first input.
    """
    suggested = {p.name: p.suggested for p in entry.parameters if p.required}
    config = suggested | dict(place.config)
    inputs = [f"x{number}" for number in range(len(place.tensors))]
    nodes: list[dict[str, Any]] = [
        {"kind": "input", "id": name, "name": name, "shape": list(shape), "dtype": dtype}
        for name, (shape, dtype) in zip(inputs, place.tensors, strict=True)
    ]
    nodes.append({"kind": "op", "id": "it", "name": "it", "op": entry.name, "config": config})
    edges = [
        {"source": name, "target": "it", "target_input": port, "order": order}
        for name, (port, order) in zip(inputs, _wired(entry, config), strict=True)
    ]
    for number in range(count(entry, config)):
        given = {"source": "it", "source_output": number}
        if apart:
            nodes += [
                _op(f"f{number}", "cast", dtype="float32"),
                _op(f"s{number}", "sum"),
                _op(f"a{number}", "add"),
            ]
            nodes.append(_op(f"g{number}", "cast", dtype="float32"))
            edges += [
                {**given, "target": f"f{number}"},
                {"source": f"f{number}", "target": f"s{number}"},
                {"source": "x0", "target": f"g{number}"},
                {"source": f"g{number}", "target": f"a{number}", "target_input": "x1"},
                {"source": f"s{number}", "target": f"a{number}", "target_input": "x2"},
            ]
            given = {"source": f"a{number}"}
        nodes.append({"kind": "output", "id": f"y{number}", "name": f"y{number}"})
        edges.append({**given, "target": f"y{number}"})
    return read_document({"format": 1, "name": entry.name, "graph": {"nodes": nodes, "edges": edges}})


def _op(name: str, op: str, **config: Any) -> dict[str, Any]:
    return {"kind": "op", "id": name, "name": name, "op": op, "config": config}


def count(entry: OpEntry, config: Mapping[str, Any]) -> int:
    """How many outputs it has."""
    given = config.get(entry.counted_by) if entry.counted_by else len(entry.outputs)
    return len(given) + 1 if isinstance(given, list) else int(given or 1)


def _wired(entry: OpEntry, config: Mapping[str, Any]) -> Iterator[tuple[str, int | None]]:
    for port in entry.inputs:
        if port.optional or port.name in config:
            continue
        yield from (
            [(port.name, order) for order in range(max(port.minimum, LONE))]
            if port.list
            else [(port.name, None)]
        )


def numbers(tensor: Tensor, count: int = 3) -> Any:
    """Rows; squares are positive definite, so that they have an inverse and a root."""
    shape, dtype = tensor
    drawn = np.random.default_rng(1).random((count, *shape))
    if dtype == "bool":
        return drawn > 0.5
    if dtype == "int32":
        return (drawn * 4).astype(dtype)
    if len(shape) == 2 and shape[0] == shape[1]:
        return (drawn @ drawn.transpose(0, 2, 1) + np.eye(shape[0])).astype(dtype)
    return drawn.astype(dtype)


def rows(tensors: Sequence[Tensor], count: int = 3) -> dict[str, Any]:
    """Rows for every input."""
    return {f"x{number}": numbers(tensor, count) for number, tensor in enumerate(tensors)}


ALLOWED = [name for name, entry in CATALOG.ops.items() if entry.refused is None]
