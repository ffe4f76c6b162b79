"""Arrays, numbers and texts as JSON."""

from typing import Any

import numpy as np

from layerloom_schema.base import Json


def json_of(value: Any) -> Json:
    """An array, number or text as JSON; what is not finite becomes null."""
    array = np.asarray(value)
    if array.dtype.kind == "f":
        finite = np.isfinite(array)
        listed = array.astype("float64").astype("object")
        listed[~finite] = None
        array = listed
    found: Json = array.tolist()
    return found
