"""A call that Keras refuses: its only problem, held to what holds for all, and the fixes that solve it."""

from typing import Any

from layerloom.build.dry.call_cache import CallCache
from layerloom.build.dry_build import dry_build
from layerloom.graph.edits import apply
from layerloom_schema.checks.problems import Problem
from layerloom_schema.documents.document import Document
from layerloom_schema.text.messages import written
from support.drawing import CATALOG, LIMITS, Shape, look, structure_of

LayerCall = tuple[str, dict[str, Any], list[Shape], str]


def only(document: Document) -> Problem:
    """The one problem of a document, after what every problem must be was held against it."""
    [problem] = look(document).problems
    assert problem.where.node is not None
    assert written("text", problem.params["layer"]) in problem.message
    for raw in ("Error", "Received", "KerasTensor", "None", "{", "Exception", "ndim"):
        assert raw not in problem.message
    assert problem.message.endswith(".")
    return problem


def mended_by(document: Document) -> set[str]:
    """The titles of the proposed fixes that leave no problem behind."""
    works = set()
    for fix in only(document).fixes:
        mended = apply(document, fix.edits)
        structure = structure_of(mended)
        found = dry_build(structure, mended, CATALOG, LIMITS, CallCache())
        if not [*structure.problems, *found.problems]:
            works.add(fix.title)
    return works
