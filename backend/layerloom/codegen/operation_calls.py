"""Calls of `keras.ops` as Python source: tensors and required arguments positional, the rest by name."""

from collections.abc import Mapping

from layerloom.build.real.operation_arguments import is_array
from layerloom.catalog.operation_reader import signature
from layerloom.catalog.overrides.operation_arguments import VARIADIC
from layerloom.catalog.refusals import no_argument, no_entry
from layerloom_schema.catalog.entries import Catalog, OpEntry
from layerloom_schema.catalog.entries import ParameterType as T
from layerloom_schema.documents.graph import OpNode

from .argument_values import is_default
from .formatter import Bracket, Expression, Part, call, flat
from .operation_arguments import argument_text, subscript_text

SUBSCRIPT = "get_item"


def operation(node: OpNode, tensors: Mapping[str, Expression], catalog: Catalog) -> Expression:
    """The call of a node, given the expressions at its ports: `keras.ops.mean(x, axis=1)`, or `x[:, 0]`."""
    entry = _entry(node, catalog)
    constants = _constants(entry, node)
    if node.op == SUBSCRIPT:
        return f"{flat(tensors['x'])}[{subscript_text(node.config['key'])}]"
    by_place = {port.name for port in entry.inputs} | {p.name for p in entry.parameters if p.required}
    parts: list[Part] = []
    for argument in signature(node.op):
        value = tensors.get(argument, constants.get(argument))
        if value is None:
            by_place = set()
        elif argument == VARIADIC.get(node.op) and isinstance(value, Bracket):
            parts += value.parts
        else:
            parts.append(Part(value, "" if argument in by_place else f"{argument}="))
            by_place = by_place if argument in by_place else set()
    return call(f"keras.ops.{node.op}", parts)


def gives_list_of_one(node: OpNode, outputs: int, catalog: Catalog) -> bool:
    """Whether Keras returns a list of one tensor: `split` into one part."""
    return outputs == 1 and _entry(node, catalog).counted_by is not None


def needs_numpy(node: OpNode, catalog: Catalog) -> bool:
    """Whether a list among its constants is written as an array."""
    entry = catalog.ops.get(node.op)
    return entry is not None and any(
        isinstance(node.config.get(parameter.name), list) and is_array(entry, parameter)
        for parameter in entry.parameters
    )


def _entry(node: OpNode, catalog: Catalog) -> OpEntry:
    entry = catalog.ops.get(node.op)
    if entry is None or entry.refused:
        raise no_entry("ops", node.op)
    return entry


def _constants(entry: OpEntry, node: OpNode) -> dict[str, Expression]:
    parameters = entry.parameter
    unknown = next((given for given in node.config if given not in parameters), None)
    if unknown is not None:
        raise no_argument(node.op, unknown)
    return {
        given: argument_text(entry, parameters[given], value)
        for given, value in node.config.items()
        if parameters[given].type is T.constant or not is_default(parameters[given], value)
    }
