"""Layers that take only strings, only numbers, or one string per row.

Keras casts between these dtypes symbolically, but the backend cannot cast a real batch.
"""

from layerloom.build.finding import Finding
from layerloom.build.tensor_spec import Spec
from layerloom.catalog.overrides.layer_families import LAYERS
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Family
from layerloom_schema.checks.problems import Code

from .failed_call import FailedCall

EITHER = frozenset({"Hashing", "HashedCrossing", "StringLookup", "TextVectorization"})
"""Preprocessing layers that take numbers and strings."""
NUMBERS = frozenset(
    name
    for name, family in LAYERS.items()
    if family in (Family.preprocess, Family.augment) and name not in EITHER
)
"""Preprocessing layers that cast their input to floats."""


def texts(config: dict[str, Json], specs: list[Spec]) -> Finding | None:  # noqa: ARG001  one signature for all rules
    """StringLookup needs strings."""
    received = specs[0].actual
    if received == "string":
        return None
    return Finding(
        Code.dtype_mismatch,
        variant="needs_text",
        params={"dtype": received},
        expected="string",
        received=received,
        place=0,
    )


def numbers(specs: list[Spec]) -> Finding | None:
    """A string input of a layer that takes numbers."""
    place = next((place for place, spec in enumerate(specs) if spec.actual == "string"), None)
    if place is None:
        return None
    return Finding(
        Code.dtype_mismatch,
        variant="needs_number",
        expected="float32",
        received="string",
        place=place,
    )


def one_text(failed: FailedCall) -> Finding | None:
    """TextVectorization takes one string per row.

    For rows of shape (1,) it declares a further axis in all modes but `int`, which its output does not have.
    """
    row = failed.first.row
    if failed.key.layer != "TextVectorization" or failed.failure.stage != "run" or row == ():
        return None
    counts = failed.config.get("output_mode", "int") != "int"
    if row == (1,) and not counts:
        return None
    return Finding(
        Code.shape_mismatch,
        variant="one_text" if counts else "one_text_or_list",
        params={"shape": [*row]},
        expected=[[None]] if counts else [[None], [None, 1]],
        received=list(failed.first.shape),
        place=0,
    )
