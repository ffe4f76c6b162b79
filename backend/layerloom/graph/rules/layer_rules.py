"""[G] Rules of layers: their names, arguments, wrapped layers and call arguments."""

from collections.abc import Iterator

from layerloom.graph.fixes.config_edits import set_config
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.input_layer import INPUT_LAYER, as_input
from layerloom.graph.former_names.layers import layers_by_dimension, replacement_layer, unknown_layer_variant
from layerloom.graph.index import GraphIndex
from layerloom.graph.naming import NAME, free_name
from layerloom.graph.node_titles import node_phrase, typed_phrase
from layerloom.graph.ports import layer_entry
from layerloom.graph.wrapped_layers import Scope
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, LayerEntry, reason_phrase
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Severity, Where
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit, SetNode
from layerloom_schema.documents.graph import LayerNode, ModelNode, SharedNode
from layerloom_schema.literals import truth
from layerloom_schema.text.messages import did_you_mean, phrase

from .adapt_rules import adapt_problems
from .parameter_rules import ConfigCheck

MODEL_CALL = LayerEntry.model_validate(
    {
        "name": "model",
        "text": "",
        "family": "core",
        "call_parameters": [{"name": "training", "type": "bool", "nullable": True}],
    }
)
"""The call arguments of a nested model."""


def layer_problems(
    document: Document, index: GraphIndex, catalog: Catalog, node: LayerNode, *, nested: bool
) -> Iterator[Problem]:
    """Problems of the layer that a node declares."""
    known = catalog.layer_names.get(node.layer)
    if known is None:
        yield _unknown(catalog, node, Where(node=node.id, field="layer"))
        return
    entry = catalog.layers[known]
    reason = entry.refused or ("inside_only" if entry.inside else None)
    if reason:
        yield Problem(
            code=Code.layer_refused,
            variant="reason",
            params={"layer": known, "reason": reason_phrase(reason)},
            where=Where(node=node.id, field="layer"),
            received=node.layer,
            fixes=as_input(document, node) if known == INPUT_LAYER else [],
        )
        return
    owner = phrase("node.named", kind=known, name=node_phrase(index, node.id))
    check = ConfigCheck(
        catalog,
        owner,
        Where(node=node.id),
        prefix="config",
        make=lambda argument, value, unset: set_config(node.id, argument, value, unset),
        scope=Scope(document, index, node.id),
        of_node={
            "trainable": lambda value: _trainable(node, value),
            "name": lambda value: _name(document, node, value),
        },
    )
    yield from check.run(entry, node.config)
    yield from adapt_problems(entry, node, owner, nested=nested)


def _trainable(node: LayerNode, value: Json) -> list[Edit]:
    meant = value if isinstance(value, bool) else truth(value)
    return [] if meant is None else [SetNode(node=node.id, field="trainable", value=meant)]


def _name(document: Document, node: LayerNode, value: Json) -> list[Edit]:
    if not isinstance(value, str) or not NAME.fullmatch(value):
        return []
    free = value == node.name or free_name(document, value) == value
    return [SetNode(node=node.id, field="name", value=value)] if free else []


def _unknown(catalog: Catalog, node: LayerNode, where: Where) -> Problem:
    several = layers_by_dimension(node.layer, node.config, catalog)
    found = None if several else replacement_layer(node.layer, node.config, catalog)
    guess = found[0] if found else None
    return Problem(
        code=Code.layer_unknown,
        variant=unknown_layer_variant(node.layer),
        params={"layer": node.layer, "near": did_you_mean(guess)},
        where=where,
        received=node.layer,
        fixes=[_become(node, *meant) for meant in ([found] if found else several)],
    )


def _become(node: LayerNode, layer: str, config: dict[str, Json]) -> Fix:
    edits: list[Edit] = [SetNode(node=node.id, field="layer", value=layer)]
    edits += [set_config(node.id, name, None, True) for name in node.config if name not in config]
    edits += [
        set_config(node.id, name, value, False)
        for name, value in config.items()
        if name not in node.config or node.config[name] != value
    ]
    return make_fix(FixKind.become_layer, edits, layer=layer)


def call_problems(
    index: GraphIndex, catalog: Catalog, node: LayerNode | SharedNode | ModelNode
) -> Iterator[Problem]:
    """Problems of call arguments."""
    if not node.call_with:
        return
    declaring = index.layer_node(node.id)
    entry = layer_entry(declaring, catalog) if isinstance(declaring, LayerNode) else None
    if isinstance(declaring, ModelNode):
        entry = MODEL_CALL
    if entry is None or entry.refused:
        return

    def make(argument: str, value: Json, unset: bool) -> Edit:
        pinned = {key: other for key, other in node.call_with.items() if key != argument}
        if not unset:
            pinned[argument] = value
        return SetNode(node=node.id, field="call_with", value=pinned)

    title = typed_phrase(index, node.id)
    owner = phrase("owner.call", node=title)
    check = ConfigCheck(catalog, owner, Where(node=node.id), prefix="call_with", make=make)
    called = entry.with_parameters(entry.call_parameters)
    for problem in check.run(called, node.call_with):
        of_a_call = problem.code is Code.param_unknown and problem.variant == "argument"
        yield problem.retold("call_argument", {**problem.params, "node": title}) if of_a_call else problem
    if isinstance(node.call_with.get("training"), bool):
        yield Problem(
            code=Code.param_range,
            severity=Severity.warning,
            variant="overruled",
            params={"owner": owner},
            where=Where(node=node.id, field="call_with.training"),
            received=node.call_with["training"],
            fixes=[make_fix(FixKind.remove, [make("training", None, True)], name="training")],
        )
