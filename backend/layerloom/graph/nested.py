"""Nested models as documents of their own: what the rules and the edits of one graph do, they do to any."""

from collections.abc import Iterable

from layerloom_schema.base import ModelName
from layerloom_schema.document import Document
from layerloom_schema.edits import Edit, SetField
from layerloom_schema.problems import Fix, Problem


def view(document: Document, name: ModelName) -> Document | None:
    """The graph of a nested model in place of the document's own; `None` where it has none."""
    nested = document.models.get(name)
    if nested is None or nested.graph is None:
        return None
    return document.model_copy(update={"graph": nested.graph, "layout": nested.layout})


def put_back(document: Document, name: ModelName, inside: Document) -> Document:
    """The document with what was done in the view of one of its nested models."""
    nested = document.models[name].model_copy(update={"graph": inside.graph})
    if inside.layout or nested.layout:
        nested = nested.model_copy(update={"layout": inside.layout})
    return document.model_copy(update={"models": {**document.models, name: nested}})


def placed(problems: Iterable[Problem], name: ModelName) -> list[Problem]:
    """Problems that were found in the view of a nested model, with its name at their place and in their fixes."""
    return [
        problem.model_copy(
            update={
                "where": problem.where.model_copy(update={"model": name}),
                "fixes": [_placed_fix(fix, name) for fix in problem.fixes],
            }
        )
        for problem in problems
    ]


def _placed_fix(fix: Fix, name: ModelName) -> Fix:
    return Fix(title=fix.title, edits=[_placed_edit(edit, name) for edit in fix.edits])


def _placed_edit(edit: Edit, name: ModelName) -> Edit:
    return edit if isinstance(edit, SetField) else edit.model_copy(update={"model": name})
