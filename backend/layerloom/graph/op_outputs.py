"""How many tensors an operation gives: as the catalogue says, or as its arguments decide."""

from collections.abc import Mapping

from layerloom_schema.base import Json
from layerloom_schema.catalog import OpEntry, OutputPort

ONE_OUTPUT = (OutputPort(name="output"),)


def op_outputs(entry: OpEntry, config: Mapping[str, Json]) -> tuple[OutputPort, ...]:
    """The numbered outputs of a call of an operation."""
    del config
    return tuple(entry.outputs) or ONE_OUTPUT
