"""[G] The rules of single nodes: ids, names, layers, arguments, shared calls."""

from collections.abc import Iterator

from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.catalog import Catalog
from layerloom_schema.document import (
    Document,
    InputNode,
    LayerNode,
    ModelNode,
    Node,
    OpNode,
    OutputNode,
    SharedNode,
)
from layerloom_schema.edits import Edit, RemoveNodes, SetConfig, SetNode
from layerloom_schema.problems import Code, Fix, Problem, Where

from .index import GraphIndex
from .naming import NAME, clean_name, fresh_name
from .near import near
from .params import ConfigCheck
from .words import title

DTYPES = (
    "float32", "float16", "bfloat16", "float64", "int32", "int64", "int16", "int8", "uint8", "uint16", "uint32",
    "uint64", "bool", "string",
)  # fmt: skip


def node_problems(document: Document, index: GraphIndex, catalog: Catalog) -> Iterator[Problem]:
    """What is wrong with each node by itself."""
    yield from _duplicate_ids(document)
    yield from _names(document, index)
    for node in index.nodes.values():
        match node:
            case LayerNode():
                yield from _layer(index, catalog, node)
                yield from _call_arguments(index, node)
            case InputNode():
                yield from _input(node)
            case SharedNode():
                yield from _shared(index, node)
                yield from _call_arguments(index, node)
            case ModelNode() | OpNode():
                yield from _not_yet(document, node)
            case OutputNode():
                pass


def set_config(node: NodeId, argument: str, value: Json, unset: bool) -> Edit:
    """The edit that gives a layer an argument, or takes it away."""
    return (
        SetConfig(node=node, field=argument, unset=True)
        if unset
        else SetConfig(node=node, field=argument, value=value)
    )


def _duplicate_ids(document: Document) -> Iterator[Problem]:
    seen: set[NodeId] = set()
    for node in document.graph.nodes:
        if node.id in seen:
            yield Problem(
                code=Code.node_duplicate_id,
                message=f"Two nodes have the id {node.id}. Ids are made by the tool; only the first of them counts.",
                values={"id": node.id},
                where=Where(node=node.id, field="id"),
                received=node.id,
            )
        seen.add(node.id)


def _names(document: Document, index: GraphIndex) -> Iterator[Problem]:
    """Outputs have a name space of their own."""
    taken: dict[tuple[bool, str], NodeId] = {}
    for id_, node in index.nodes.items():
        if isinstance(node, SharedNode):
            continue
        where = Where(node=id_, field="name")
        if not NAME.fullmatch(node.name):
            better = clean_name(node.name)
            yield Problem(
                code=Code.node_bad_name,
                message=(
                    f"{node.name!r} cannot be a name: it begins with a letter, then letters, digits and _ follow, "
                    "64 at most. A label may be in any script."
                ),
                values={"name": node.name},
                where=where,
                expected=NAME.pattern,
                received=node.name,
                fixes=[
                    _rename(id_, better if not _taken(document, better) else fresh_name(document, better))
                ],
            )
        key = (isinstance(node, OutputNode), node.name)
        if key in taken:
            yield Problem(
                code=Code.node_duplicate_name,
                message=f"Two {'outputs' if key[0] else 'nodes'} are called {node.name}; names are unique.",
                values={"name": node.name, "other": taken[key]},
                where=where,
                received=node.name,
                fixes=[_rename(id_, fresh_name(document, node.name))],
            )
        taken.setdefault(key, id_)


def _taken(document: Document, name: str) -> bool:
    return any(getattr(node, "name", None) == name for node in document.graph.nodes)


def _rename(node: NodeId, name: str) -> Fix:
    return Fix(title=f"Rename it to {name}", edits=[SetNode(node=node, field="name", value=name)])


def _layer(index: GraphIndex, catalog: Catalog, node: LayerNode) -> Iterator[Problem]:
    known = catalog.layer_names.get(node.layer)
    where = Where(node=node.id, field="layer")
    if known is None:
        guess = near(node.layer, list(catalog.layers))
        hint = f" Did you mean {guess}?" if guess else ""
        fixes = []
        if guess:
            edit = SetNode(node=node.id, field="layer", value=guess)
            fixes = [Fix(title=f"Make it a {guess}", edits=[edit])]
        yield Problem(
            code=Code.layer_unknown,
            message=f"There is no layer {node.layer} here.{hint}",
            values={"layer": node.layer, "near": guess},
            where=where,
            received=node.layer,
            fixes=fixes,
        )
        return
    entry = catalog.layers[known]
    if entry.refused:
        yield Problem(
            code=Code.layer_refused,
            message=f"{known} cannot be used: {entry.refused}",
            values={"layer": known, "reason": entry.refused},
            where=where,
            received=node.layer,
        )
        return
    check = ConfigCheck(
        catalog,
        f"{known} {title(index, node.id)}",
        Where(node=node.id),
        prefix="config",
        make=lambda argument, value, unset: set_config(node.id, argument, value, unset),
    )
    yield from check.run(entry, node.config)


def _call_arguments(index: GraphIndex, node: LayerNode | SharedNode) -> Iterator[Problem]:
    """No layer of the catalogue has an argument of its call that a person may pin."""
    for argument in node.call_with:
        yield Problem(
            code=Code.param_unknown,
            message=f"A call of {title(index, node.id)} takes no argument {argument}.",
            values={"owner": title(index, node.id), "argument": argument, "near": None},
            where=Where(node=node.id, field=f"call_with.{argument}"),
            received=argument,
            fixes=[
                Fix(
                    title=f"Remove {argument}",
                    edits=[
                        SetNode(
                            node=node.id,
                            field="call_with",
                            value={key: value for key, value in node.call_with.items() if key != argument},
                        )
                    ],
                )
            ],
        )


def _input(node: InputNode) -> Iterator[Problem]:
    name = node.label or node.name
    for axis, length in enumerate(node.shape):
        if length is not None and length < 1:
            yield Problem(
                code=Code.param_range,
                message=f"Axis {axis + 1} of input {name} is {length} long; an axis is at least 1 long, or unknown.",
                values={"owner": f"input {name}", "argument": "shape"},
                where=Where(node=node.id, field="shape"),
                expected="lengths of at least 1, or none",
                received=list(node.shape),
            )
            break
    if node.dtype not in DTYPES:
        guess = near(node.dtype, list(DTYPES))
        fix = SetNode(node=node.id, field="dtype", value=guess or "float32")
        yield Problem(
            code=Code.param_range,
            message=f"{node.dtype} is no dtype of an input; {', '.join(DTYPES[:6])} are some.",
            values={"owner": f"input {name}", "argument": "dtype"},
            where=Where(node=node.id, field="dtype"),
            expected=list(DTYPES),
            received=node.dtype,
            fixes=[Fix(title=f"Set dtype to {guess or 'float32'}", edits=[fix])],
        )


def _shared(index: GraphIndex, node: SharedNode) -> Iterator[Problem]:
    if index.layer_node(node.id) is None:
        yield Problem(
            code=Code.shared_missing,
            message="This is a further call of a layer that is not in the graph any more.",
            values={"of": node.of},
            where=Where(node=node.id, field="of"),
            received=node.of,
            fixes=[Fix(title="Remove this call", edits=[RemoveNodes(nodes=[node.id])])],
        )


def _not_yet(document: Document, node: Node) -> Iterator[Problem]:
    """Nested models and operations are read and kept, and refused in words until the walker can call them."""
    if isinstance(node, ModelNode) and node.model not in document.models:
        yield Problem(
            code=Code.model_missing,
            message=f"The nested model {node.model} is not in this document.",
            values={"model": node.model},
            where=Where(node=node.id, field="model"),
            received=node.model,
            fixes=[Fix(title="Remove this call", edits=[RemoveNodes(nodes=[node.id])])],
        )
    elif isinstance(node, ModelNode) and (ring := _ring(document, node.model)):
        yield Problem(
            code=Code.model_cycle,
            message=f"The nested model {node.model} holds itself: {' → '.join(ring)}.",
            values={"model": node.model, "names": [*ring]},
            where=Where(node=node.id, field="model"),
            received=[*ring],
        )
    else:
        what = "A nested model" if isinstance(node, ModelNode) else "An operation of keras.ops"
        yield Problem(
            code=Code.layer_refused,
            message=f"{what} can be opened and saved here, but not built or trained yet.",
            values={"layer": node.kind, "reason": "not supported by this version"},
            where=Where(node=node.id),
            received=node.kind,
        )


def _ring(document: Document, start: ModelName) -> list[ModelName] | None:
    """The way by which a nested model holds itself, from its name back to it; None where it does not."""
    came: dict[ModelName, ModelName] = {}
    todo = [start]
    for name in todo:
        nested = document.models.get(name)
        graph = nested.graph if nested else None
        for node in graph.nodes if graph else ():
            if not isinstance(node, ModelNode):
                continue
            if node.model == start:
                way = [start, name]
                while way[-1] != start:
                    way.append(came[way[-1]])
                return way[::-1] if len(way) > 2 else [start, start]
            if node.model not in came:
                came[node.model] = name
                todo.append(node.model)
    return None
