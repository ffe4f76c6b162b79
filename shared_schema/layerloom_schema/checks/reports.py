"""The report of a check, and the candidates of a new edge."""

from typing import Self

from pydantic import Field

from layerloom_schema.base import Message, ModelName, NodeId
from layerloom_schema.catalog.entries import OutputPort, Port
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.text.languages import Language

from .problems import Problem


class TensorSpec(Message):
    """A symbolic tensor. The shape includes the batch axis; `null` is an unknown length."""

    shape: list[int | None]
    dtype: str


class NodeReport(Message):
    """One call: its outputs, the parameters of its layer, and which call of that layer it is, from 0.

    `flops` are the floating-point operations of this call for one row, forward only: a multiply-add is two, an
    elementwise function one for each number, whatever the function, and softmax five. `activations` are the bytes of
    what it gives for one row. In both an unknown length counts as 1, and the call of a nested model has what is inside
    it. Input and output nodes are no calls: both are 0.
    """

    outputs: list[TensorSpec] = Field(default_factory=list)
    params: int = 0
    call: int = 0
    flops: int = 0
    activations: int = 0


class Totals(Message):
    """Every layer counted once, however often it is called. `bytes` is what the weights take in memory.

    `flops` and `activations` are of every call that reaches an output, for one row.
    """

    params: int = 0
    trainable: int = 0
    layers: int = 0
    bytes: int = 0
    flops: int = 0
    activations: int = 0


class ModelReport(Message):
    """A nested model: its ports, its own calls as its own inputs shape them, and what it weighs."""

    inputs: list[Port] = Field(default_factory=list)
    outputs: list[OutputPort] = Field(default_factory=list)
    nodes: dict[NodeId, NodeReport] = Field(default_factory=dict)
    totals: Totals = Field(default_factory=Totals)


class JoinReport(Message):
    """A table joined to the rows: the fields that it adds, and how many rows have no partner in it."""

    dataset: str
    fields: list[FieldInfo]
    alone: int


class WindowsReport(Message):
    """How many windows of rows there are to train on, to validate on and for the test."""

    training: int
    validation: int
    test: int


class RowsReport(Message):
    """The rows of the data set of a document: how many it uses, and how many it leaves out."""

    rows: int
    dropped: int
    """Rows with a missing cell in a column of `data.drop_missing`."""
    joined: list[JoinReport] = Field(default_factory=list)
    windows: WindowsReport | None = None
    """Null where the document has no `data.windows`, or they cannot be counted."""


class CheckReport(Message):
    """`ok` means ready to train. A node that could not be computed is missing from `nodes`."""

    ok: bool
    problems: list[Problem]
    nodes: dict[NodeId, NodeReport] = Field(default_factory=dict)
    models: dict[ModelName, ModelReport] = Field(default_factory=dict)
    totals: Totals = Field(default_factory=Totals)
    rows: RowsReport | None = None
    """Null where no data set is chosen, or where its rows follow the model."""

    def in_language(self, language: Language) -> Self:
        """The same report with its sentences in another language."""
        return self.model_copy(update={"problems": [each.in_language(language) for each in self.problems]})


class Candidate(Message):
    """A port that accepts the new edge, and the outputs of its node with it."""

    node: NodeId
    target_input: str
    outputs: list[TensorSpec]


class LayerCandidate(Message):
    """A layer of the palette that accepts the new edge."""

    layer: str
    target_input: str
    outputs: list[TensorSpec]


class OpCandidate(Message):
    """An operation that accepts the new edge."""

    op: str
    target_input: str
    outputs: list[TensorSpec]


class ModelCandidate(Message):
    """A nested model of the document that accepts the new edge."""

    model: ModelName
    target_input: str
    outputs: list[TensorSpec]


class Candidates(Message):
    """Candidates of a new edge: ports on the canvas, and entries of the palette."""

    ports: list[Candidate]
    layers: list[LayerCandidate]
    ops: list[OpCandidate] = Field(default_factory=list)
    models: list[ModelCandidate] = Field(default_factory=list)
