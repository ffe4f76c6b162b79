"""Calls functions of `keras.ops` by name, through the catalogue: tensors come by wires, constants from the document."""

from collections.abc import Callable, Mapping
from typing import Any

from layerloom.catalog.operation_reader import OPS
from layerloom.catalog.refusals import no_argument, no_entry
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog

from .operation_arguments import argument


def operation(name: str, config: Mapping[str, Json], catalog: Catalog) -> Callable[..., Any]:
    """The function with its constants set; it takes the tensors by the names of their ports."""
    entry = catalog.ops.get(name)
    if entry is None or entry.refused or name not in OPS:
        raise no_entry("ops", name)
    parameters = entry.parameter
    unknown = next((given for given in config if given not in parameters), None)
    if unknown is not None:
        raise no_argument(name, unknown)
    constants = {given: argument(entry, parameters[given], value) for given, value in config.items()}
    function = OPS[name]

    def call(**tensors: Any) -> Any:
        return function(**constants, **tensors)

    return call
