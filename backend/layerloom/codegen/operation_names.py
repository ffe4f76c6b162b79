"""Avoid collisions between the automatic names of operations and the names of layers: names in a model must differ.

A script cannot name an operation, and Keras numbers them by class: `add`, `add_1`, ... So a script first consumes the
numbers that would give a name of a layer.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, reduce
from types import CodeType, FunctionType
from typing import Any

import keras

from layerloom.catalog.keras_private import SOURCE, to_snake_case
from layerloom.graph.structure import Structure
from layerloom_schema.documents.graph import InputNode, LayerNode, ModelNode, OpNode

from .formatter import quote

_NUMBER = re.compile(r"_([1-9][0-9]{0,4})$")
"""Larger numbers are never reached."""


def taken_names(structure: Structure) -> Mapping[str, int]:
    """The number of automatic names to consume for each class of operation, over all graphs of the document."""
    aside: dict[str, int] = {}
    for graph in (structure, *structure.models.values()):
        nodes = [graph.index.nodes[id_] for id_ in graph.order]
        kinds = {kind for node in nodes if isinstance(node, OpNode) for kind in operation_names(node.op)}
        for node in nodes:
            if isinstance(node, InputNode | LayerNode):
                name = node.name
            elif isinstance(node, ModelNode):
                name = structure.model_names.get(node.model, node.name)
            else:
                continue
            kind = name if name in kinds else _NUMBER.sub("", name)
            if kind in kinds:
                count = 1 if kind == name else int(name[len(kind) + 1 :]) + 1
                aside[kind] = max(count, aside.get(kind, 0))
    return aside


def aside_lines(aside: Mapping[str, int]) -> Iterator[str]:
    """The lines that consume automatic names, before anything else is constructed."""
    if aside:
        yield ""
        yield "# Keras numbers operations by kind; these names are left to the layers that bear them."
    for kind, count in aside.items():
        if count == 1:
            yield f"keras.backend.get_uid({quote(kind)})"
        else:
            yield f"for _ in range({count}):"
            yield f"    keras.backend.get_uid({quote(kind)})"


@cache
def operation_names(op: str) -> frozenset[str]:
    """The automatic base names that a function of `keras.ops` may give, from the classes it uses."""
    function = reduce(getattr, op.split("."), keras.ops)
    return frozenset(to_snake_case(kind.__name__) for kind in _made_by(function, set()))


def _made_by(function: Any, seen: set[Any]) -> Iterator[type]:
    """The operation classes used by a function, directly or through other functions of Keras."""
    if not isinstance(function, FunctionType) or function in seen:
        return
    seen.add(function)
    for name in _names_in(function.__code__):
        found = function.__globals__.get(name)
        if isinstance(found, type) and issubclass(found, keras.Operation):
            yield found
        elif getattr(found, "__module__", "").startswith(f"{SOURCE}.ops"):
            yield from _made_by(found, seen)


def _names_in(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names_in(constant)
