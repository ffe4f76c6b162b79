"""The catalogue: what can be drawn, as read from the installed Keras. `generated/catalog.json` holds one."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from pydantic import Field

from .base import Json, Message


class Family(StrEnum):
    """Groups of the palette; each has its colour."""

    input = "input"
    core = "core"
    convolution = "convolution"
    recurrent = "recurrent"
    merge = "merge"
    regularize = "regularize"
    output = "output"


class ParameterType(StrEnum):
    """What a value of an argument is, in JSON."""

    int = "int"
    float = "float"
    bool = "bool"
    string = "string"
    choice = "choice"
    int_tuple = "int_tuple"
    """An int, or a list of `length` ints."""
    int_pairs = "int_pairs"
    """An int, a list of `length` ints, or a list of `length` pairs of ints (before and after, by axis)."""
    shape = "shape"
    """A list of ints."""
    int_or_list = "int_or_list"
    """An int, or a list of ints of any length (an axis, or several)."""
    number_or_list = "number_or_list"
    """A float, or a list of floats; of `length` floats where that is said."""
    activation = "activation"
    initializer = "initializer"
    regularizer = "regularizer"
    constraint = "constraint"
    schedule = "schedule"
    """A float, or a schedule by name."""


class Parameter(Message):
    """One argument of a constructor."""

    name: str
    type: ParameterType
    required: bool = False
    nullable: bool = False
    default: Json = None
    minimum: float | None = None
    exclusive_minimum: float | None = None
    maximum: float | None = None
    exclusive_maximum: float | None = None
    choices: list[str] = Field(default_factory=list)
    length: int | None = None
    suggested: Json = None
    """For a required argument: a small value to begin with, so that a new node works at once."""
    advanced: bool = False
    """Shown folded: seldom changed."""


class Port(Message):
    """One named input of a layer's `call`."""

    name: str
    list: bool = False
    """Takes a list of tensors, numbered by `order`."""
    optional: bool = False
    minimum: int = 1
    """Tensors a list input needs."""
    maximum: int | None = None
    """Tensors a list input may take."""


class OutputPort(Message):
    """One numbered output; `when` names a boolean argument that must be true for it to exist."""

    name: str
    when: str | None = None


class CatalogEntry(Message):
    """Anything with a name and arguments. `text` is one line in Layerloom's own words."""

    name: str
    text: str
    parameters: list[Parameter] = Field(default_factory=list)
    aliases: list[str] = Field(default_factory=list)
    refused: str | None = None


class LayerEntry(CatalogEntry):
    """A layer, with its ports."""

    family: Family
    inputs: list[Port] = Field(default_factory=list)
    outputs: list[OutputPort] = Field(default_factory=list)


class Catalog(Message):
    """Everything that a document may name, by kind and name."""

    keras: str
    layers: dict[str, LayerEntry]
    applications: dict[str, CatalogEntry] = Field(default_factory=dict)
    ops: dict[str, CatalogEntry] = Field(default_factory=dict)
    losses: dict[str, CatalogEntry]
    metrics: dict[str, CatalogEntry]
    optimizers: dict[str, CatalogEntry]
    schedules: dict[str, CatalogEntry] = Field(default_factory=dict)
    initializers: dict[str, CatalogEntry]
    regularizers: dict[str, CatalogEntry]
    constraints: dict[str, CatalogEntry]
    activations: dict[str, CatalogEntry]
    callbacks: dict[str, CatalogEntry]

    @cached_property
    def layer_names(self) -> Mapping[str, str]:
        """Every name and alias of a layer, to its one name here."""
        return names(self.layers)


def names(entries: Mapping[str, CatalogEntry]) -> Mapping[str, str]:
    """Every name and alias, to the one name the entry is filed under."""
    return {alias: name for name, entry in entries.items() for alias in (*entry.aliases, name)}
