"""Calls functions of `keras.ops` by name, through the catalogue: tensors come by wires, constants from the document."""

from collections.abc import Callable, Mapping
from typing import Any

from layerloom.catalog.operation_reader import OPS
from layerloom_schema.base import Json
from layerloom_schema.catalog import Catalog
from layerloom_schema.errors import ErrorCode, Refused

from .operation_arguments import argument


def operation(name: str, config: Mapping[str, Json], catalog: Catalog) -> Callable[..., Any]:
    """The function with its constants set; it takes the tensors by the names of their ports."""
    entry = catalog.ops.get(name)
    if entry is None or entry.refused or name not in OPS:
        raise Refused(422, ErrorCode.invalid, f"There is no operation {name}.", got=name)
    parameters = entry.parameter
    unknown = next((given for given in config if given not in parameters), None)
    if unknown is not None:
        raise Refused(422, ErrorCode.invalid, f"{name} has no argument {unknown}.", got=unknown)
    constants = {given: argument(entry, parameters[given], value) for given, value in config.items()}
    function = OPS[name]

    def call(**tensors: Any) -> Any:
        return function(**constants, **tensors)

    return call
