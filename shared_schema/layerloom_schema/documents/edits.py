"""Edits: small typed values, applied by a pure function on either side.

An edit of a graph says with `model` that it is the graph of a nested model. A fix is a list of edits, a gesture on the
canvas makes them, undo takes them back. `tests/cases/edits` holds the golden cases that the Python and the TypeScript
`apply` must both pass.
"""

from typing import Annotated, Literal

from pydantic import Field

from layerloom_schema.base import Body, Json, Message, ModelName, NodeId
from layerloom_schema.strict_json import MAX_DEPTH

from .document import Direction, Note, Position, Route
from .graph import Edge, Node


class AddNode(Body):
    """Appends a node; at `at` on the canvas where given."""

    type: Literal["add_node"] = "add_node"
    node: Node
    at: Position | None = None
    model: ModelName | None = None


class RemoveNodes(Body):
    """Removes nodes and every edge they touch. If the declaring node of a layer is removed, its next call declares it."""

    type: Literal["remove_nodes"] = "remove_nodes"
    nodes: list[NodeId]
    model: ModelName | None = None


class Connect(Body):
    """Appends an edge. One that is already there, to the letter, is not added twice."""

    type: Literal["connect"] = "connect"
    edge: Edge
    model: ModelName | None = None


class Disconnect(Body):
    """Removes the first edge equal to this one."""

    type: Literal["disconnect"] = "disconnect"
    edge: Edge
    model: ModelName | None = None


class SetConfig(Body):
    """Sets one argument of a layer; `value` left out removes it, so that Keras's default holds."""

    type: Literal["set_config"] = "set_config"
    node: NodeId
    field: str
    value: Json = None
    unset: bool = False
    model: ModelName | None = None


class SetNode(Body):
    """Sets one field of a node itself."""

    type: Literal["set_node"] = "set_node"
    node: NodeId
    field: Literal["name", "label", "shape", "dtype", "trainable", "adapt", "call_with", "layer", "op", "of"]
    value: Json
    model: ModelName | None = None


class Rename(Body):
    """Renames a node, with all that its name keys: its field of the data, its loss, target and weights, the monitors of
    callbacks, and the edges into the calls of a nested model whose input it is."""

    type: Literal["rename"] = "rename"
    node: NodeId
    name: str
    model: ModelName | None = None


class RenameModel(Body):
    """Renames an entry of `models`, wherever it is named. Changes nothing where `to` is taken."""

    type: Literal["rename_model"] = "rename_model"
    name: ModelName
    to: ModelName


class SetField(Body):
    """Sets a field outside the graph by its path, e.g. `["training", "epochs"]` or `["models", "tower"]`.

    In a list, the id of one of its objects leads to it, or a position: `["graph", "nodes", "n3", "trainable"]`. Missing
    objects on the way are made; `unset` removes the field.
    """

    type: Literal["set_field"] = "set_field"
    path: Annotated[list[str], Field(min_length=1, max_length=MAX_DEPTH)]
    value: Json = None
    unset: bool = False


class Move(Body):
    """Puts nodes at new places on the canvas.

    An edge with a route keeps it where both its ends move by the same step, and loses it where one of them moves alone
    or a moved node now covers it.
    """

    type: Literal["move"] = "move"
    positions: dict[NodeId, Position]
    model: ModelName | None = None


class SetRoutes(Body):
    """Sets the bends of edges; a route without points removes the one that is there."""

    type: Literal["set_routes"] = "set_routes"
    routes: list[Route]
    model: ModelName | None = None


class SetDirection(Body):
    """Says where the edges of a drawing lead. It moves nothing."""

    type: Literal["set_direction"] = "set_direction"
    direction: Direction
    model: ModelName | None = None


class SetNote(Body):
    """Writes, moves or sizes a note on the canvas; without a `value` it is removed."""

    type: Literal["set_note"] = "set_note"
    note: str
    value: Note | None = None
    model: ModelName | None = None


Edit = Annotated[
    AddNode
    | RemoveNodes
    | Connect
    | Disconnect
    | SetConfig
    | SetNode
    | Rename
    | RenameModel
    | SetField
    | Move
    | SetRoutes
    | SetDirection
    | SetNote,
    Field(discriminator="type"),
]


class EditRequest(Body):
    """Body of `POST /edit`: a document, and the edits of a fix or others, in order."""

    document: dict[str, Json]
    edits: list[Edit] = Field(max_length=100_000)


class EditedDocument(Message):
    """A document after edits."""

    document: dict[str, Json]
