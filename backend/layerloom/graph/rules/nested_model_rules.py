"""[G] Rules of nested models: they exist, are not empty, and do not contain themselves."""

from collections.abc import Iterator

from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.name_lookup import find_entry
from layerloom.graph.naming import NAME, clean_name, free_model_name
from layerloom.graph.nested_models import nesting_depths, self_reference
from layerloom.graph.node_titles import model_title
from layerloom_schema.base import Json, ModelName
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.documents.document import Document, NestedModel
from layerloom_schema.documents.edits import Edit, RemoveNodes, RenameModel, SetField, SetNode
from layerloom_schema.documents.graph import ModelNode
from layerloom_schema.limits import Limits
from layerloom_schema.literals import truth
from layerloom_schema.text.messages import did_you_mean, phrase

from .parameter_rules import ConfigCheck


def model_problems(document: Document, catalog: Catalog, limits: Limits) -> Iterator[Problem]:
    """Problems of the entries of `models`, without those of their graphs."""
    deepest = max(nesting_depths(document).values(), default=0)
    if deepest > limits.nesting:
        yield Problem(
            code=Code.graph_too_deep,
            variant="nested",
            params={"depth": deepest, "limit": limits.nesting},
            expected=limits.nesting,
            received=deepest,
        )
    for name, nested in document.models.items():
        yield from _entry(document, catalog, name, nested)


def missing_model_problems(
    document: Document, name: ModelName, where: Where, fixes: list[Fix]
) -> Iterator[Problem]:
    """The problem of a reference to a nested model that does not exist."""
    if name not in document.models:
        near = did_you_mean(closest_match(name, document.models))
        yield Problem(
            code=Code.model_missing,
            variant="named",
            params={"model": name, "near": near},
            where=where,
            received=name,
            fixes=fixes,
        )


def model_call_problems(document: Document, node: ModelNode) -> Iterator[Problem]:
    """Problems of a node that calls a nested model."""
    remove = make_fix(FixKind.remove_call, [RemoveNodes(nodes=[node.id])])
    yield from missing_model_problems(document, node.model, Where(node=node.id, field="model"), [remove])
    path = self_reference(document, node.model)
    if path is not None:
        yield Problem(
            code=Code.model_cycle,
            variant="ring",
            params={"model": model_title(node.model, document), "names": [*path[:-1]]},
            where=Where(node=node.id, field="model"),
            received=[*path],
        )


def _entry(document: Document, catalog: Catalog, name: ModelName, nested: NestedModel) -> Iterator[Problem]:
    where = Where(model=name)
    if not NAME.fullmatch(name) and "/" not in name:
        yield Problem(
            code=Code.node_bad_name,
            variant="model",
            params={"name": name},
            where=where,
            expected=NAME.pattern,
            received=name,
            fixes=[_rename_entry(document, name, nested)],
        )
    if nested.application is not None:
        yield from _application(document, catalog, name, nested, where)
    elif nested.graph is None:
        yield Problem(
            code=Code.model_missing,
            variant="run" if nested.run else "empty",
            params={"model": model_title(name, document)},
            where=where,
            received=nested.run,
        )


def _rename_entry(document: Document, name: ModelName, nested: NestedModel) -> Fix:
    """Rename the entry; the old name becomes its label if it has none."""
    to = free_model_name(document, clean_name(name))
    edits: list[Edit] = [RenameModel(name=name, to=to)]
    if nested.label is None and name.strip():
        edits.append(SetField(path=["models", to, "label"], value=name.strip()))
    return make_fix(FixKind.rename, edits, name=to)


def _application(
    document: Document, catalog: Catalog, name: ModelName, nested: NestedModel, where: Where
) -> Iterator[Problem]:
    entry = catalog.applications.get(nested.application or "")
    if entry is None:
        guess = find_entry(nested.application or "", catalog.applications, "applications")
        edits: list[Edit] = [SetField(path=["models", name, "application"], value=guess)]
        yield Problem(
            code=Code.layer_unknown,
            variant="application",
            params={"layer": nested.application, "near": did_you_mean(guess)},
            where=where.model_copy(update={"field": "application"}),
            received=nested.application,
            fixes=[make_fix(FixKind.become, edits, name=guess)] if guess else [],
        )
        return

    def make(argument: str, value: Json, unset: bool) -> Edit:
        path = ["models", name, "config", argument]
        return SetField(path=path, unset=True) if unset else SetField(path=path, value=value)

    def freeze(value: Json) -> list[Edit]:
        meant = value if isinstance(value, bool) else truth(value)
        calls = [
            node.id for node in document.graph.nodes if isinstance(node, ModelNode) and node.model == name
        ]
        return [] if meant is None else [SetNode(node=id_, field="trainable", value=meant) for id_ in calls]

    check = ConfigCheck(
        catalog,
        phrase("node.named", kind=entry.name, name=nested.label or name),
        where,
        prefix="config",
        make=make,
        of_node={"trainable": freeze},
    )
    yield from check.run(entry, nested.config)
