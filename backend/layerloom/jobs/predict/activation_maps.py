"""Images of the activations of one row: the channels of a convolution, the steps of a sequence, the units of a vector."""

import base64
import math
from typing import NamedTuple

import numpy as np

from layerloom.datasets.dataset import Array
from layerloom_schema.runs.predictions import (
    LARGE_MAP_SIDE,
    MAP_SIDE,
    MOST_LARGE_MAPS,
    MOST_MAPS,
    ActivationMaps,
)

_LONGEST_LINE = 64
"""A longer vector is shown in lines, as nobody sees a thousand cells in one."""


class MapSize(NamedTuple):
    """The most maps of a call, and the most cells along a side of one."""

    maps: int
    side: int


SMALL = MapSize(MOST_MAPS, MAP_SIDE)
LARGE = MapSize(MOST_LARGE_MAPS, LARGE_MAP_SIDE)


def activation_maps(row: Array, size: MapSize) -> ActivationMaps | None:
    """The maps of one row of an output; None for a single number, and where nothing is finite."""
    if row.size < 2:
        return None
    images = _images(row)
    shown = _coarse(images[: size.maps], size.side)
    finite = np.isfinite(shown)
    if not finite.any():
        return None
    low, high = float(shown[finite].min()), float(shown[finite].max())
    scaled = np.where(finite, (shown - low) / ((high - low) or 1.0), 0.0)
    count, height, width = shown.shape
    return ActivationMaps(
        height=height,
        width=width,
        count=count,
        channels=len(images),
        low=low,
        high=high,
        base64=base64.b64encode((scaled * 255).round().astype("uint8").tobytes()).decode(),
    )


def _images(row: Array) -> Array:
    """The images of a row: number, height, width. Of what has more axes than an image the leading ones are averaged."""
    if row.ndim == 1:
        if row.size <= _LONGEST_LINE:
            return row[None, None]
        side = math.ceil(math.sqrt(row.size))
        return np.pad(row.astype("float64"), (0, -row.size % side), constant_values=np.nan).reshape(
            1, -1, side
        )
    if row.ndim == 2:
        return row[None]
    image = row.mean(axis=tuple(range(row.ndim - 3))) if row.ndim > 3 else row
    return np.moveaxis(image, -1, 0)


def _coarse(images: Array, side: int) -> Array:
    """The means of blocks, at most `side` a line and a column; NaN where none of a block is finite."""
    finite = np.isfinite(images)
    sums = np.where(finite, images, 0).astype("float64")
    counts = finite.astype("int64")
    for axis in (1, 2):
        length = images.shape[axis]
        starts = np.arange(min(length, side)) * length // min(length, side)
        sums, counts = (np.add.reduceat(each, starts, axis=axis) for each in (sums, counts))
    means: Array = np.divide(sums, counts, out=np.full(sums.shape, np.nan), where=counts > 0)
    return means
