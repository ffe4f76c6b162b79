"""[G] Rules of fields that have a number or a boolean written in another type."""

from collections.abc import Iterator

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.parameter_phrases import type_phrase
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.catalog.entries import ParameterType
from layerloom_schema.checks.problems import Code, FixKind, Problem, Where
from layerloom_schema.documents.document import Document, misread_values
from layerloom_schema.documents.edits import SetField
from layerloom_schema.documents.graph import SharedNode
from layerloom_schema.documents.misread_values import Misread
from layerloom_schema.text.messages import exact, phrase


def misread_field_problems(document: Document) -> Iterator[Problem]:
    """An error for each field whose value has the wrong type, with a fix that sets the intended value."""
    titles = {
        node.id: str(node.id) if isinstance(node, SharedNode) else node.label or node.name
        for node in document.graph.nodes
    }
    for found in misread_values(document):
        where, owner, argument = _location(found, titles)
        yield Problem(
            code=Code.param_type,
            params={
                "owner": owner,
                "argument": argument,
                "type": type_phrase(ParameterType(found.kind)),
                "received": exact(found.received),
            },
            where=where,
            expected={"type": found.kind},
            received=found.received,
            fixes=[
                make_fix(
                    FixKind.set,
                    [SetField(path=[*found.path], value=found.meant)],
                    argument=argument,
                    value=found.meant,
                )
            ],
        )


def _location(found: Misread, titles: dict[NodeId, str]) -> tuple[Where, Json, str]:
    """The location of a field, the title of its owner, and its name."""
    path = found.path
    model = ModelName(path[1]) if path[:1] == ("models",) and "graph" in path else None
    graph = path[3:] if model is not None else path[1:]
    if "graph" in path[:3] and graph[:1] == ("nodes",) and len(graph) > 2:
        node = NodeId(graph[1])
        owner = titles.get(node, str(node)) if model is None else str(node)
        return Where(node=node, field=".".join(graph[2:]), model=model), owner, ".".join(graph[2:])
    *owners, argument = path
    return Where(field=".".join(path), model=model), ".".join(owners) or phrase("the_document"), argument
