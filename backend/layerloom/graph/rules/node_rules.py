"""[G] Rules of single nodes: ids, names, inputs, shared layers; applies those of layers and operations."""

from collections.abc import Iterator

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.fixes.structural_fixes import MAX_PROBLEMS
from layerloom.graph.former_names.name_lookup import find_word
from layerloom.graph.index import GraphIndex
from layerloom.graph.naming import NAME, clean_name, free_name, fresh_name
from layerloom.graph.node_titles import node_phrase
from layerloom_schema.base import Json, NodeId
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit, RemoveNodes, Rename, SetNode
from layerloom_schema.documents.graph import (
    InputNode,
    LayerNode,
    ModelNode,
    Node,
    OpNode,
    OutputNode,
    SharedNode,
)
from layerloom_schema.text.messages import phrase

from .layer_rules import call_problems, layer_problems
from .nested_model_rules import model_call_problems
from .op_rules import op_problems
from .shared_layer_references import wrong_reference

_MOST_DTYPES = 6
"""Dtypes that a sentence names."""


def node_problems(
    document: Document, index: GraphIndex, catalog: Catalog, *, nested: bool
) -> Iterator[Problem]:
    """Problems of each node by itself. `nested` means that the graph is that of a nested model."""
    yield from _duplicate_ids(document)
    yield from _names(document, index)
    for node in index.nodes.values():
        match node:
            case LayerNode():
                yield from layer_problems(document, index, catalog, node, nested=nested)
                yield from call_problems(index, catalog, node)
            case InputNode():
                yield from _input(node, catalog)
            case SharedNode():
                yield from _shared(index, node)
                yield from call_problems(index, catalog, node)
            case ModelNode():
                yield from model_call_problems(document, node)
                yield from call_problems(index, catalog, node)
            case OpNode():
                yield from op_problems(index, catalog, node)
            case OutputNode():
                pass


def _duplicate_ids(document: Document) -> Iterator[Problem]:
    seen: set[NodeId] = set()
    for node in document.graph.nodes:
        if node.id in seen:
            yield Problem(
                code=Code.node_duplicate_id,
                params={"id": node.id},
                where=Where(node=node.id, field="id"),
                received=node.id,
            )
        seen.add(node.id)


def _names(document: Document, index: GraphIndex) -> Iterator[Problem]:
    """Invalid and duplicate names. Outputs have a namespace of their own."""
    taken: dict[tuple[bool, str], NodeId] = {}
    found = 0
    for id_, node in index.nodes.items():
        if isinstance(node, SharedNode):
            continue
        if not NAME.fullmatch(node.name):
            found += 1
            yield Problem(
                code=Code.node_bad_name,
                variant="node",
                params={"name": node.name},
                where=Where(node=id_, field="name"),
                expected=NAME.pattern,
                received=node.name,
                fixes=[_rename(node, _usable_name(document, node))] if found <= MAX_PROBLEMS else [],
            )
        key = (isinstance(node, OutputNode), node.name)
        if key in taken:
            found += 1
            yield Problem(
                code=Code.node_duplicate_name,
                variant="output" if key[0] else "node",
                params={"name": node.name},
                where=Where(node=id_, field="name"),
                received=node.name,
                fixes=[_rename(node, free_name(document, node.name))] if found <= MAX_PROBLEMS else [],
            )
        taken.setdefault(key, id_)


def _usable_name(document: Document, node: Node) -> str:
    """A valid, unused name from the old one, else from the class of the layer or the kind of the node."""
    name = "" if isinstance(node, SharedNode) else clean_name(node.name, "")
    if name:
        return free_name(document, name)
    return fresh_name(document, node.layer if isinstance(node, LayerNode) else node.kind)


def _rename(node: Node, name: str) -> Fix:
    """Rename the node; an invalid old name becomes its label if it has none."""
    edits: list[Edit] = [Rename(node=node.id, name=name)]
    if not isinstance(node, SharedNode) and node.label is None and not NAME.fullmatch(node.name):
        edits += [SetNode(node=node.id, field="label", value=label)] if (label := node.name.strip()) else []
    return make_fix(FixKind.rename, edits, name=name)


def _open_axes(node: InputNode) -> list[Fix]:
    """Replace lengths of -1, NumPy's notation of an inferred length, by unknown ones."""
    shape: list[Json] = [None if length == -1 else length for length in node.shape]
    edit = SetNode(node=node.id, field="shape", value=shape)
    return [
        make_fix(
            FixKind.give_shape, [edit], node=phrase("node.input", name=node.label or node.name), row=shape
        )
    ]


def _input(node: InputNode, catalog: Catalog) -> Iterator[Problem]:
    owner = phrase("node.input", name=node.label or node.name)
    for axis, length in enumerate(node.shape):
        if length is not None and length < 1:
            yield Problem(
                code=Code.param_range,
                variant="axis_length",
                params={"owner": owner, "axis": axis + 1, "length": length},
                where=Where(node=node.id, field="shape"),
                expected={"minimum": 1, "nullable": True},
                received=list(node.shape),
                fixes=_open_axes(node) if length == -1 else [],
            )
            break
    if node.dtype not in catalog.dtypes:
        guess = find_word(node.dtype, catalog.dtypes, "dtypes")
        edit = SetNode(node=node.id, field="dtype", value=guess or "float32")
        yield Problem(
            code=Code.param_range,
            variant="dtype",
            params={"received": node.dtype, "choices": [*catalog.dtypes[:_MOST_DTYPES]]},
            where=Where(node=node.id, field="dtype"),
            expected=list(catalog.dtypes),
            received=node.dtype,
            fixes=[make_fix(FixKind.set_name, [edit], argument="dtype", name=guess or "float32")],
        )


def _shared(index: GraphIndex, node: SharedNode) -> Iterator[Problem]:
    if index.layer_node(node.id) is not None:
        return
    wrong = wrong_reference(index, node.of)
    fixes = [make_fix(FixKind.remove_call, [RemoveNodes(nodes=[node.id])])]
    if wrong is not None:
        fixes = [
            make_fix(
                FixKind.use, [SetNode(node=node.id, field="of", value=meant)], name=node_phrase(index, meant)
            )
            for meant in wrong.meant
        ] + fixes
    yield Problem(
        code=Code.shared_missing,
        variant=wrong.variant if wrong else "call",
        params=dict(wrong.params) if wrong else {},
        where=Where(node=node.id, field="of"),
        received=node.of,
        fixes=fixes,
    )
