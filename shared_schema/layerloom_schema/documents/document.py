"""The document, format 2: all that a person saves.

Types are strict, values are not judged here: a name with a space or `units: -1` is a draft that can be saved, opened
and checked. What the rules say of it is a `Problem`. Keys are written in the order of the fields below.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails

from layerloom_schema.base import Arguments, ModelName, NodeId, Part
from layerloom_schema.catalog import keras_notation
from layerloom_schema.errors import ErrorCode, Unreadable
from layerloom_schema.text.messages import phrase

from .data_preparation import DataBinding
from .graph import Edge, Graph
from .migrations import FORMAT, as_of_today, upgrade
from .misread_values import Misread, as_received, misread, unchanged, with_meant
from .training import Training


class Position(Part):
    """A node's position on the canvas, in canvas units."""

    x: float
    y: float


Direction = Literal["down", "right"]
"""Where the edges of a drawing lead: from top to bottom, or from left to right."""

Point = Annotated[list[float], Field(min_length=2, max_length=2)]
"""x and y on the canvas, in canvas units."""


class Route(Part):
    """The points at which an edge bends around nodes, from its source to its target, without its ends."""

    edge: Edge
    points: list[Point]


class Note(Part):
    """A text note on the canvas, with position and size in canvas units. It has no meaning for Keras."""

    text: str
    x: float
    y: float
    width: float
    height: float


class NestedModel(Part):
    """One set of weights: a graph of its own, an application of Keras, or a trained run.

    Its ports are the names of its input and output nodes in the order of its `nodes`; an application has one input
    `inputs`. `config` holds the application's arguments, `layout` the places of the graph's own nodes, `routes` the bends
    of its edges, `notes` what is written beside them.
    """

    label: str | None = None
    graph: Graph | None = None
    application: str | None = None
    run: str | None = None
    config: Arguments = Field(default_factory=dict)
    direction: Direction | None = None
    layout: dict[NodeId, Position] = Field(default_factory=dict)
    routes: list[Route] = Field(default_factory=list)
    notes: dict[str, Note] = Field(default_factory=dict)

    _notation = model_validator(mode="before")(keras_notation.nested_model)


WeightMatch = Literal["name", "order"]
"""How the layers of a weights file were found in a model: by their names, or in their order."""


class StartWeights(Part):
    """Weights of a file that the model starts from.

    `file` is the id under which the server keeps those that fit, `name` that of the file as it came.
    """

    file: str
    match: WeightMatch = "name"
    name: str | None = None


SCRIPT_LENGTH = 1024 * 1024
"""Characters of a script that a document keeps."""


class Script(Part):
    """A person's own script. `model` is the one of its models that is meant, `filled` has values of its holes."""

    text: str = Field(max_length=SCRIPT_LENGTH)
    kind: Literal["py", "ipynb"] = "py"
    model: str | None = None
    filled: dict[str, int | float | str | list[int | None]] = Field(default_factory=dict)


class Document(Part):
    """One model with its training and data, and how it is drawn.

    Without a `direction` it follows from the positions of the nodes. Edges without a route are drawn round the nodes
    between their ends.
    """

    format: Literal[2] = FORMAT
    name: str = "Untitled"
    graph: Graph = Field(default_factory=Graph)
    models: dict[ModelName, NestedModel] = Field(default_factory=dict)
    weights: list[StartWeights] = Field(default_factory=list)
    training: Training | None = None
    data: DataBinding | None = None
    direction: Direction | None = None
    layout: dict[NodeId, Position] = Field(default_factory=dict)
    routes: list[Route] = Field(default_factory=list)
    notes: dict[str, Note] = Field(default_factory=dict)
    script: Script | None = None

    @property
    def datasets(self) -> list[str]:
        """The names of the data sets that it trains and validates on."""
        named = [self.data.dataset if self.data else None]
        named += [self.training.validation.dataset] if self.training else []
        named += [join.dataset for join in self.data.joined] if self.data else []
        return [*dict.fromkeys(name for name in named if name is not None)]

    _misread: tuple[Misread, ...] = PrivateAttr(default=())
    _migration = model_validator(mode="before")(as_of_today)


DRAWING = ("direction", "layout", "routes", "notes")
"""The fields, of a document and of a nested model, that say how a graph is drawn and nothing of what it is."""


def read_document(value: Any) -> Document:
    """The document in a decoded JSON value, brought up to today's format.

    Raises `Unreadable`, with the first field that is not what it should be.
    """
    raw = upgrade(value)
    context = {"policy": keras_notation.policy_of(raw)}
    try:
        try:
            return Document.model_validate(raw, context=context)
        except ValidationError as error:
            found = misread(raw, error.errors(include_url=False, include_context=False))
            if not found:
                raise
            document = Document.model_validate(with_meant(raw, found), context=context)
            document._misread = tuple(found)
            return document
    except ValidationError as error:
        first = _first_of(error.errors(include_url=False, include_context=False))
        field = ".".join(_path(first["loc"]))
        variant = "name" if first["loc"][-1:] == ("str",) else _VARIANTS.get(first["type"], "other")
        raise Unreadable(
            ErrorCode.invalid,
            variant=variant,
            params={"field": field or phrase("the_document")},
            where={"field": field or "document"},
        ) from error


def write_document(document: Document) -> dict[str, Any]:
    """The JSON object to save: known keys in their fixed order, what was never set left out, unknown keys kept."""
    value = document.model_dump(mode="json", exclude_unset=True, by_alias=True)
    graph = _written(document.graph, value.pop("graph", {}))
    body = {"format": FORMAT, "name": document.name, "graph": graph}
    for name, nested in document.models.items():
        if nested.graph is not None:
            entry = value["models"][name]
            entry["graph"] = _written(nested.graph, entry["graph"])
            entry |= _apart(entry)
    script = value.pop("script", None)
    apart = _apart(value) | ({"script": script} if script is not None else {})
    written = body | {key: part for key, part in value.items() if key not in body} | apart
    return as_received(written, document._misread) if document._misread else written


def misread_values(document: Document) -> list[Misread]:
    """The fields that were read as what they mean, as far as nobody has changed them since."""
    if not document._misread:
        return []
    return [*unchanged(write_document(as_meant(document)), document._misread)]


def as_meant(document: Document) -> Document:
    """The same document, in which what was meant is what is written."""
    plain = document.model_copy()
    plain._misread = ()
    return plain


def _apart(value: dict[str, Any]) -> dict[str, Any]:
    """Remove what only the canvas uses, to be written last: a diff of two files shows changes of the model first."""
    apart = {key: part for key in DRAWING if (part := value.pop(key, None))}
    for route in apart.get("routes", []):
        route["edge"] = _bare(route["edge"])
    return apart


def _bare(edge: dict[str, Any]) -> dict[str, Any]:
    """An edge without the fields that say nothing."""
    return {key: part for key, part in edge.items() if part is not None}


def _written(graph: Graph, value: dict[str, Any]) -> dict[str, Any]:
    """A graph with the kind of every node, though it was never set, and without the fields of wires that say nothing."""
    nodes = [
        {"kind": node.kind, **written}
        for node, written in zip(graph.nodes, value.get("nodes", []), strict=True)
    ]
    edges = [_bare(edge) for edge in value.get("edges", [])]
    return {**value, "nodes": nodes, "edges": edges}


def _first_of(errors: Sequence[ErrorDetails]) -> ErrorDetails:
    """The first error; for an object in place of a name, the error inside the object."""
    first = errors[0]
    if first["loc"][-1:] == ("str",) and isinstance(first["input"], dict):
        inside = (*first["loc"][:-1], "Named")
        return next((error for error in errors if error["loc"][: len(inside)] == inside), first)
    return first


def _path(location: Sequence[int | str]) -> list[str]:
    """The path of keys from a location of Pydantic, without the tags of unions."""
    path: list[str] = []
    of_node = False
    for part in location:
        if not of_node and part not in ("Named", "str"):
            path.append(str(part))
        of_node = isinstance(part, int) and path[-2:-1] == ["nodes"]
    return path


_VARIANTS = {
    "int_type": "whole",
    "int_from_float": "whole",
    "float_type": "number",
    "bool_type": "truth",
    "string_type": "text",
    "literal_error": "no_choice",
    "list_type": "list",
    "dict_type": "object",
    "model_type": "object",
    "model_attributes_type": "object",
    "missing": "missing",
    "union_tag_invalid": "unknown_kind",
    "union_tag_not_found": "no_kind",
}
