"""Rows as what they are: the columns of the data as they came, images among them as pictures."""

from base64 import b64encode
from io import BytesIO
from typing import NamedTuple

import numpy as np
from PIL import Image

from layerloom.datasets.dataset import Array
from layerloom.jobs.json_values import json_of
from layerloom.jobs.row_fields import RowFields
from layerloom.jobs.source_rows import SourceRows
from layerloom_schema.base import Json
from layerloom_schema.runs.predictions import FieldKind, PredictionField

MOST_VALUES = 1_024
"""Numbers of a column that are listed for a row."""
MOST_PIXELS = 96
"""The longest side of a picture."""
SMALLEST_SIDE = 4
"""A table of numbers with a shorter side is no picture."""


class ShownRow(NamedTuple):
    """One row: values by column, and PNG files in Base64 by column for those that are images."""

    values: dict[str, Json]
    images: dict[str, str]


class RowPictures:
    """Shows the rows of a share by their columns."""

    def __init__(self, fields: RowFields, source: SourceRows) -> None:
        self._fields = fields
        self._source = source

    def show(self, row: int) -> ShownRow:
        """One row of the share. A column of more than `MOST_VALUES` numbers that is no image is null."""
        shown = ShownRow({}, {})
        for field in self._fields.taken:
            column = self._fields.column(field.name)
            value = self._source.cells(column, row, in_window=field.window is not None)
            if is_picture(field):
                shown.images[field.name] = b64encode(_png(np.asarray(value), field)).decode()
            else:
                shown.values[field.name] = json_of(value) if np.size(value) <= MOST_VALUES else None
        return shown


def is_picture(field: PredictionField) -> bool:
    """Whether the rows of a field are images: of one or three channels, or of grey pixels without an axis for them."""
    if field.window is not None:
        return False
    if field.kind is FieldKind.image:
        return True
    if field.kind in (FieldKind.text, FieldKind.boolean) or len(field.shape) not in (2, 3):
        return False
    height, width, channels = [*field.shape, 1][:3]
    return channels in (1, 3) and all(side is not None and side >= SMALLEST_SIDE for side in (height, width))


def _png(pixels: Array, field: PredictionField) -> bytes:
    """An image as PNG, no side longer than `MOST_PIXELS`; the range of the data becomes black to white."""
    if field.kind is not FieldKind.image:
        finite = np.nan_to_num(pixels.astype("float64"))
        low = finite.min() if field.minimum is None else field.minimum
        high = finite.max() if field.maximum is None else field.maximum
        pixels = np.clip((finite - low) / ((high - low) or 1), 0, 1) * 255
    grey = pixels.ndim == 3 and pixels.shape[2] == 1
    image = Image.fromarray((pixels[..., 0] if grey else pixels).round().astype("uint8"))
    image.thumbnail((MOST_PIXELS, MOST_PIXELS))
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()
