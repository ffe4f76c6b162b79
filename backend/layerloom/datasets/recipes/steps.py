"""The steps of recipes: each makes columns of columns, of any number of rows.

The functions are written into exported scripts as they are here: they need NumPy, Keras and one another, in lines of at
most 100 characters. `seen` is the part of each column that training sees.
"""

from collections.abc import Iterator

import keras
import numpy as np

from layerloom.datasets.complete_rows import is_missing


def cells(column: np.ndarray) -> np.ndarray:
    """Numbers as float32 or int64, texts as objects; of one cell a row, on one axis."""
    kind = column.dtype.kind
    column = column.astype("object" if kind in "UO" else "float32" if kind == "f" else "int64")
    return column.reshape(-1) if column.shape[1:] == (1,) else column


def fill_values(seen: list[np.ndarray], value: object) -> list[object]:
    """What missing cells of each column get: a value, or one that the training rows tell."""
    values = []
    for part in seen:
        known, given = part[~is_missing(part)], np.array(value)
        if value == "mean":
            given = known.mean(dtype="float64")
        elif value == "median":
            given = np.median(known)
        elif value == "most_frequent":
            cells, counts = np.unique(known, return_counts=True)
            given = cells[counts.argmax()]
        values.append(np.asarray(given).item())
    return values


def fill(columns: list[np.ndarray], values: list[object]) -> list[np.ndarray]:
    """Missing cells of each column get its value."""
    filled = []
    for column, value in zip(columns, values, strict=True):
        missing = is_missing(column)
        cells = np.where(missing, np.array(value), column) if missing.any() else column
        filled.append(cells.astype(column.dtype))
    return filled


def clip(columns: list[np.ndarray], low: float | None, high: float | None) -> list[np.ndarray]:
    """Numbers below `low` become `low`, those above `high` become `high`; whole ones stay whole."""
    clipped = []
    for column in columns:
        whole = column.dtype.kind == "i"
        least = int(low) if whole and low is not None else low
        most = int(high) if whole and high is not None else high
        clipped.append(np.clip(column, least, most).astype(column.dtype))
    return clipped


def stack(columns: list[np.ndarray]) -> list[np.ndarray]:
    """The columns side by side, along a new last axis."""
    stacked = np.stack(columns, axis=-1)
    return [stacked.astype("float32") if stacked.dtype.kind == "f" else stacked]


def reshape(columns: list[np.ndarray], shape: list[int]) -> list[np.ndarray]:
    """The numbers of each row in another shape."""
    return [column.reshape(len(column), *shape) for column in columns]


def date_parts(columns: list[np.ndarray], parts: list[str]) -> list[np.ndarray]:
    """Parts of dates, given in seconds since 1970, UTC; Monday is weekday 0."""
    made = []
    for seconds in columns:
        days = seconds // 86400
        # Years begin in March here, so that the leap day is the last; an era has 400 of them.
        era, day = np.divmod(days + 719468, 146097)
        year = (day - day // 1460 + day // 36524 - day // 146096) // 365
        day = day - (365 * year + year // 4 - year // 100)
        month = (5 * day + 2) // 153
        known = {
            "year": era * 400 + year + (month >= 10),
            "month": (month + 2) % 12 + 1,
            "day": day - (153 * month + 2) // 5 + 1,
            "weekday": (days + 3) % 7,
            "hour": seconds % 86400 // 3600,
            "minute": seconds % 3600 // 60,
        }
        made += [known[part] for part in parts]
    return made


def image(columns: list[np.ndarray], size: list[int], crop: bool, channels: int) -> list[np.ndarray]:
    """Images of one height and width; the grey of an image is its luma, as in television."""
    resize = keras.layers.Resizing(*size, crop_to_aspect_ratio=crop)
    made = []
    for column in columns:
        images = np.empty((len(column), *size, channels), "float32")
        for row, pixels in enumerate(column):
            pixels = np.asarray(pixels, "float64")
            if channels == 1:
                red, green, blue = np.moveaxis(pixels, -1, 0)
                pixels = (0.299 * red + 0.587 * green + 0.114 * blue)[..., None]
            pixels = pixels.astype("float32")
            fits = pixels.shape[:2] == tuple(size)
            images[row] = pixels if fits else resize(pixels[None])[0]
        made.append(images)
    return made


def class_numbers(columns: list[np.ndarray], classes: list[str] | list[int]) -> list[np.ndarray]:
    """The place of each cell in the sorted list of classes. Raises `ValueError` for any other."""
    known = np.array(classes)
    numbered = []
    for column in columns:
        places = np.searchsorted(known, column).clip(max=len(known) - 1)
        others = np.unique(column[known[places] != column])
        if len(others):
            raise ValueError(", ".join(map(str, others[:3])))
        numbered.append(places.astype("int64"))
    return numbered


def chunks(column: np.ndarray) -> Iterator[np.ndarray]:
    """65,536 rows at a time, as layers take them: of one axis at least, texts as tensors."""
    rows = column.reshape(-1, 1) if column.ndim == 1 else column
    for start in range(0, len(rows), 65536):
        chunk = np.ascontiguousarray(rows[start : start + 65536])
        yield keras.ops.convert_to_tensor(chunk) if chunk.dtype.kind == "O" else chunk


def through(layer: keras.layers.Layer, *columns: np.ndarray) -> np.ndarray:
    """What a layer makes of columns: whole numbers where it numbers cells, else float32."""
    parts = []
    for given in zip(*map(chunks, columns), strict=True):
        tensors = [keras.ops.convert_to_tensor(part) for part in given]
        parts.append(np.asarray(layer(tensors if len(tensors) > 1 else given[0])))
    made = np.concatenate(parts)
    whole = made.dtype.kind != "f" and layer.get_config().get("output_mode", "int") == "int"
    return made.astype("int64" if whole else "float32", copy=False)
