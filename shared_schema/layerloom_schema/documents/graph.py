"""The graph of a document: nodes, which are calls, and the edges between them."""

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_serializer, field_validator, model_validator

from layerloom_schema.base import Arguments, Json, ModelName, NodeId, Part, Whole
from layerloom_schema.catalog import keras_notation
from layerloom_schema.catalog.op_constants import read_constants, write_constants


class InputNode(Part):
    """An input of the model. `shape` leaves the batch axis out; `null` is an axis of unknown length."""

    kind: Literal["input"] = "input"
    id: NodeId
    name: str
    label: str | None = None
    shape: list[Whole | None]
    dtype: str = "float32"

    _notation = model_validator(mode="before")(keras_notation.input_node)


class LayerNode(Part):
    """The first call of a layer, which declares it. `config` holds only what differs from Keras's default.

    A layer as an argument is `{"layer": NAME, "config": {...}}`, `{"model": NAME}` or `{"of": NODE}`, the very layer of
    another node. `adapt` fits a layer that learns from data to the training rows before training begins.
    """

    kind: Literal["layer"] = "layer"
    id: NodeId
    name: str
    label: str | None = None
    layer: str
    config: Arguments = Field(default_factory=dict)
    trainable: bool = True
    adapt: bool = False
    call_with: Arguments = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _notation(cls, value: Any, info: ValidationInfo) -> Any:
        return keras_notation.layer_node(value, **(info.context or {}))


class SharedNode(Part):
    """A further call of the layer or nested model that the node `of` declares: the same weights."""

    kind: Literal["shared"] = "shared"
    id: NodeId
    of: NodeId
    call_with: Arguments = Field(default_factory=dict)


class ModelNode(Part):
    """A call of a nested model: the entry `model` of `Document.models`.

    Several nodes may name one entry: one set of weights, frozen where one of them says so.
    """

    kind: Literal["model"] = "model"
    id: NodeId
    name: str
    label: str | None = None
    model: ModelName
    trainable: bool = True
    call_with: Arguments = Field(default_factory=dict)


class OpNode(Part):
    """A call of one function of `keras.ops`; constants are in `config` under the argument's name.

    Numbers keep their kind: 2.0 is written `{"float": 2}`.
    """

    kind: Literal["op"] = "op"
    id: NodeId
    name: str
    label: str | None = None
    op: str
    config: dict[str, Json] = Field(default_factory=dict)

    _notation = model_validator(mode="before")(keras_notation.op_node)

    @field_validator("config")
    @classmethod
    def _read_constants(cls, config: dict[str, Json], info: ValidationInfo) -> dict[str, Json]:
        return read_constants(str(info.data.get("op")), config)

    @field_serializer("config", when_used="json")
    def _write_constants(self, config: dict[str, Json]) -> dict[str, Json]:
        return {name: write_constants(value) for name, value in config.items()}


class OutputNode(Part):
    """Names one output of the model. The name keys its loss, weight, metrics and target."""

    kind: Literal["output"] = "output"
    id: NodeId
    name: str
    label: str | None = None


Node = Annotated[
    InputNode | LayerNode | SharedNode | ModelNode | OpNode | OutputNode, Field(discriminator="kind")
]


class Edge(Part):
    """A connection from an output of one call to an input of another."""

    source: NodeId
    source_output: Whole = 0
    target: NodeId
    target_input: str | None = None
    order: Whole | None = None


class Graph(Part):
    """Nodes are calls; where several are ready, the first in `nodes` is called first."""

    nodes: list[Node] = Field(default_factory=list)
    edges: list[Edge] = Field(default_factory=list)
