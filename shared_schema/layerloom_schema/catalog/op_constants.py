"""Constants of operations, which keep their kind: `add(x, 2)` stays int32 where `add(x, 2.0)` becomes float32.

A browser reads 2.0 as 2, so a document writes a float that is whole as `{"float": 2}`. In Python it is a float again.
"""

from collections.abc import Mapping

from layerloom_schema.base import Json
from layerloom_schema.literals import whole

from .entries import WHOLE
from .generated_files import read_catalog

TAG = "float"
_EXACT = 2**53


def read_constants(op: str, config: Mapping[str, Json]) -> dict[str, Json]:
    """The arguments of an operation as Python has them: `{"float": 2}` as 2.0, and 3.0 as 3 where 3 is declared."""
    entry = read_catalog().ops.get(op)
    declared = (
        {parameter.name for parameter in entry.parameters if parameter.type in WHOLE} if entry else set()
    )
    return {name: whole(_read(value)) if name in declared else _read(value) for name, value in config.items()}


def write_constants(value: Json) -> Json:
    """The same as a document writes it: a float that is whole as `{"float": 2}`, in lists too."""
    if isinstance(value, float) and value.is_integer():
        return {TAG: int(value) if abs(value) < _EXACT else value}
    if isinstance(value, list):
        return [write_constants(part) for part in value]
    return value


def written_constants(op: str, config: Mapping[str, Json]) -> dict[str, Json]:
    """The arguments of an operation in the notation of a document, from either notation."""
    return {name: write_constants(value) for name, value in read_constants(op, config).items()}


def _read(value: Json) -> Json:
    if isinstance(value, list):
        return [_read(part) for part in value]
    if isinstance(value, dict) and set(value) == {TAG}:
        number = value[TAG]
        if isinstance(number, int | float) and not isinstance(number, bool) and abs(number) < 1e308:
            return float(number)
    return value
