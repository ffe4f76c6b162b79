"""[G] Rules of Keras arguments that a config cannot have: fields of the node, unavailable and input arguments."""

from collections.abc import Callable

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.arguments import ArgumentChange
from layerloom.graph.former_names.input_shape import input_arguments, input_shape_edits
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import CatalogEntry, reason_phrase
from layerloom_schema.checks.problems import Code, FixKind
from layerloom_schema.documents.edits import Edit
from layerloom_schema.text.messages import phrase

from .argument_check import ArgumentCheck

OfNode = Callable[[Json], list[Edit]]
"""Makes edits that set a field of the node to the value of an argument; none if the value does not fit."""


def node_field_argument(check: ArgumentCheck, name: str, value: Json, of_node: OfNode) -> None:
    """Report an argument of Keras that is a field of the node."""
    edits = of_node(value)
    fixes = []
    if check.make:
        remove = check.make(name, None, True)
        if edits:
            fixes.append(make_fix(FixKind.move_to_node, [remove, *edits], name=name))
        else:
            fixes.append(make_fix(FixKind.remove, [remove], name=name))
    check.add(Code.param_unknown, name, "of_node", expected={"field": name}, received=value, fixes=fixes)


def unavailable_argument(check: ArgumentCheck, name: str, value: Json, reason: str) -> None:
    """Report an argument that Keras has and a document cannot have."""
    fixes = [make_fix(FixKind.remove, [check.make(name, None, True)], name=name)] if check.make else []
    check.add(
        Code.param_unknown,
        name,
        "unavailable",
        params={"reason": reason_phrase(reason)},
        received=value,
        fixes=fixes,
    )


def input_argument(check: ArgumentCheck, entry: CatalogEntry, name: str) -> None:
    """Report an argument such as `input_shape`, which belongs to the input node."""
    removal = ArgumentChange(FixKind.remove, {"name": name}, unset=input_arguments(entry, check.config))
    fixes = check.changes(removal)
    nodes_own = check.scope is not None and check.prefix == "config"
    given = input_shape_edits(check.scope, entry, check.config) if check.scope and nodes_own else None
    if given is not None and fixes:
        edits, node, shape = given
        who = phrase("node.input", name=node.label or node.name)
        fixes = [make_fix(FixKind.give_input, [*fixes[0].edits, *edits], node=who, row=[*shape])]
    check.add(Code.param_unknown, name, "of_input", received=check.config[name], fixes=fixes)
