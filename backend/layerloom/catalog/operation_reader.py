"""Read `keras.ops`: one entry per function, ports and parameters from the signature."""

import inspect
from collections.abc import Callable, Mapping
from functools import reduce, wraps
from itertools import takewhile
from types import MappingProxyType
from typing import Any

import keras

from layerloom_schema.catalog.entries import OpEntry, OutputPort, Parameter, Port
from layerloom_schema.catalog.entries import ParameterType as T
from layerloom_schema.text.descriptions import description

from .overrides.excluded_operations import REFUSED_OPS
from .overrides.operation_arguments import (
    CONSTANTS,
    COUNTED_BY,
    EXCLUDED,
    LISTS,
    NEEDED,
    NO_TENSORS,
    OUTPUTS,
    ROWS,
    TENSORS,
    VARIADIC,
    decided,
    named,
)
from .overrides.operation_groups import OPERATIONS
from .parameter_reader import Unclear, json_value

_MANY = 2


def _function(name: str) -> Callable[..., Any]:
    """A function of `keras.ops`, by dotted name."""
    found: Callable[..., Any] = reduce(getattr, name.split("."), keras.ops)
    return found


def _by_keyword(name: str) -> Callable[..., Any]:
    """The function with keyword arguments only; `einsum` takes its tensors as a list in one of them."""
    function = _function(name)
    if name not in VARIADIC:
        return function
    spread = VARIADIC[name]
    leading = [*takewhile(lambda argument: argument != spread, signature(name))]

    @wraps(function)
    def call(**arguments: Any) -> Any:
        return function(*(arguments[argument] for argument in leading), *arguments[spread])

    return call


def signature(name: str) -> Mapping[str, inspect.Parameter]:
    """The arguments of an operation, by name."""
    return inspect.signature(_function(name)).parameters


OPS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {name: _by_keyword(name) for names in OPERATIONS.values() for name in names}
)
"""Allowlisted operations by name. No other code looks operations up in Keras."""


def read_operations() -> dict[str, OpEntry]:
    """Every operation by group, then those that are refused."""
    drawn = {name: _entry(group, name) for group, names in OPERATIONS.items() for name in names}
    return drawn | {
        name: OpEntry(name=name, text=description("ops", name), group=group, refused=reason)
        for name, (group, reason) in REFUSED_OPS.items()
    }


def is_excluded(op: str, argument: str) -> bool:
    """Whether an argument is neither a port nor a parameter."""
    return named(op, argument, EXCLUDED)


def is_tensor(op: str, argument: str) -> bool:
    """Whether an argument is a port."""
    return named(op, argument, TENSORS) and not named(op, argument, NO_TENSORS)


def may_be_constant(op: str, argument: str) -> bool:
    """Whether a constant may replace the tensor of a port."""
    return named(op, argument, CONSTANTS) and not named(op, argument, ROWS)


def _entry(group: str, name: str) -> OpEntry:
    arguments = [argument for argument in signature(name).values() if not is_excluded(name, argument.name)]
    tensors = [argument for argument in arguments if is_tensor(name, argument.name)]
    parameters = []
    for argument in arguments:
        if argument not in tensors:
            parameters.append(_parameter(name, argument))
        elif len(tensors) >= _MANY and may_be_constant(name, argument.name):
            parameters.append(Parameter(name=argument.name, type=T.constant))
    return OpEntry(
        name=name,
        text=description("ops", name),
        group=group,
        parameters=parameters,
        inputs=[_port(name, argument) for argument in tensors],
        outputs=[OutputPort(name=output) for output in OUTPUTS.get(name, ("output",))],
        counted_by=COUNTED_BY.get(name),
    )


def _port(op: str, argument: inspect.Parameter) -> Port:
    own = LISTS.get(f"{op}.{argument.name}", LISTS.get(argument.name))
    optional = argument.default is None and not named(op, argument.name, NEEDED)
    if own is None:
        return Port(name=argument.name, optional=optional)
    return Port(name=argument.name, optional=optional, list=True, minimum=own[0], maximum=own[1])


def _parameter(op: str, argument: inspect.Parameter) -> Parameter:
    fields = decided(op, argument.name)
    if fields is None:
        raise Unclear(
            f"{op}.{argument.name} is neither a port, a parameter nor left out: see ops_arguments.py"
        )
    required = fields.get("required", argument.default is inspect.Parameter.empty)
    default = None if required else json_value(argument.default)
    if required and fields.get("suggested") is None:
        raise Unclear(f"{op}.{argument.name} is required: suggest a value in ops_arguments.py")
    plain_fields = {
        key: value for key, value in fields.items() if key not in ("required", "suggested", "nullable")
    }
    return Parameter(
        name=argument.name,
        required=required,
        nullable=fields.get("nullable", not required and default is None),
        default=default,
        suggested=fields.get("suggested") if required else None,
        **plain_fields,
    )
