"""The outputs of an operation, by the catalogue or by an argument such as the sections of `split`."""

from collections.abc import Mapping

from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import OpEntry, OutputPort

ONE_OUTPUT = (OutputPort(name="output"),)


def op_outputs(entry: OpEntry, config: Mapping[str, Json]) -> tuple[OutputPort, ...]:
    """The outputs of a call of an operation.

    If an argument determines their number (`split`), a missing or wrong value gives a single output.
    """
    if entry.counted_by is None:
        return tuple(entry.outputs) or ONE_OUTPUT
    count = _count(entry, config.get(entry.counted_by))
    return tuple(OutputPort(name=f"output_{number}") for number in range(count)) if count > 1 else ONE_OUTPUT


def _count(entry: OpEntry, value: Json) -> int:
    """The number itself, or one more than the length of a list of indices; 1 beyond the argument's maximum."""
    most = next((p.maximum for p in entry.parameters if p.name == entry.counted_by), None)
    count = len(value) + 1 if isinstance(value, list) else value
    if not isinstance(count, int) or isinstance(count, bool):
        return 1
    return count if most is None or count <= most else 1
