"""The catalogue: what can be drawn, as read from the installed Keras. `generated/catalog.json` holds one."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import Field

from layerloom_schema.base import Json, Message
from layerloom_schema.text.messages import phrase


class Family(StrEnum):
    """Groups of the palette; each has its colour."""

    input = "input"
    core = "core"
    convolution = "convolution"
    recurrent = "recurrent"
    merge = "merge"
    regularize = "regularize"
    preprocess = "preprocess"
    augment = "augment"
    wrapper = "wrapper"
    attention = "attention"
    output = "output"


class ParameterType(StrEnum):
    """Types of arguments, as JSON."""

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
    open_shape = "open_shape"
    """A list of ints and nulls, the batch axis included."""
    layer = "layer"
    """A layer inside this one: `{"layer": NAME, "config": {...}}`, `{"model": NAME}` or `{"of": NODE}`."""
    layers = "layers"
    """A list of such layers; a single layer counts as a list of one."""
    strings = "strings"
    """A list of texts; never a path."""
    ints = "ints"
    """A list of ints of any length, as a vocabulary; where texts are taken too, `strings`."""
    numbers = "numbers"
    """A list of floats; of `length` floats where that is said."""
    constant = "constant"
    """A constant in place of a tensor: a number, a boolean, or a nested list of numbers."""
    subscript = "subscript"
    """An index: ints, nulls, `"..."` and `{"slice": [start, stop, step]}`, one or a list."""
    dtype = "dtype"
    """The name of a dtype."""


WHOLE = frozenset(
    {
        ParameterType.int,
        ParameterType.int_tuple,
        ParameterType.int_pairs,
        ParameterType.shape,
        ParameterType.int_or_list,
        ParameterType.open_shape,
        ParameterType.ints,
        ParameterType.subscript,
    }
)
"""Types of whole numbers, alone or in lists."""


BASE_ARGUMENTS = frozenset({"dtype", "activity_regularizer"})
"""Arguments that nearly every layer has from Keras's base class."""


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
    spellings: dict[str, str] = Field(default_factory=dict)
    """Other spellings of the choices that Keras takes, each with its choice: `"SAME"` is `"same"`."""
    length: int | None = None
    layers: list[str] = Field(default_factory=list)
    """For a layer as an argument: the allowed layers; empty means any with a single tensor input."""
    models: bool = False
    """For a layer as an argument: whether a nested model is allowed too."""
    suggested: Json = None
    """A small value to begin with, so that a new node works at once: for what is required, or one of two that are."""
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
    mask: bool = False
    """Takes a mask: which steps count. Where nothing is wired, the mask that travels with the tensors holds."""
    argument: str | None = None
    """The argument of `call` that takes the tensors of several ports as a list, in their order."""


class OutputPort(Message):
    """One numbered output; `when` names a boolean argument that must be true for it to exist.

    With `by_call` that is an argument of the call (`call_with`), else of the layer (`config`).
    """

    name: str
    when: str | None = None
    by_call: bool = False


class CatalogEntry(Message):
    """Anything with a name and arguments. `text` is one line in Layerloom's own words."""

    name: str
    text: str
    parameters: list[Parameter] = Field(default_factory=list)
    aliases: list[str] = Field(default_factory=list)
    refused: str | None = None
    """Why no document may use it, as a code of `reason_phrase`."""
    unavailable: dict[str, str] = Field(default_factory=dict)
    """Arguments that Keras takes and a document does not, each with the code of the reason."""

    @cached_property
    def parameter(self) -> Mapping[str, Parameter]:
        """The parameters by name. A check of a large graph asks thousands of times."""
        return {parameter.name: parameter for parameter in self.parameters}

    def with_parameters(self, parameters: list[Parameter]) -> Self:
        """A copy with other parameters; `model_copy` alone would keep `parameter` of the old ones."""
        made = self.model_copy(update={"parameters": parameters})
        made.__dict__.pop("parameter", None)
        return made


class LayerEntry(CatalogEntry):
    """A layer, with its ports."""

    family: Family
    inputs: list[Port] = Field(default_factory=list)
    outputs: list[OutputPort] = Field(default_factory=list)
    call_parameters: list[Parameter] = Field(default_factory=list)
    """Arguments of a call that are not tensors; a node pins them in `call_with`."""
    adapts: bool = False
    """It learns from data before training: from values in its config, or with `adapt` on the node."""
    carries_mask: bool = False
    """A mask that travels with what comes in travels on with what goes out."""
    inside: bool = False
    """Whether it can only be wrapped in another layer, such as the cell of a recurrent layer."""
    inner_parameters: list[Parameter] = Field(default_factory=list)
    """Arguments that only a wrapped layer has: of other layers they are fields of the node."""


class OpEntry(CatalogEntry):
    """A function of `keras.ops`.

    A tensor argument is a port. One that a constant may replace is a parameter too, of type `constant`, under the
    same name: it is wired or set, not both, and at least one port of a call is wired.
    """

    group: str
    inputs: list[Port] = Field(default_factory=list)
    outputs: list[OutputPort] = Field(default_factory=list)
    counted_by: str | None = None
    """The argument that counts the outputs: as many as a number says, one more than a list has places to cut at."""


class ApplicationEntry(CatalogEntry):
    """A model of `keras.applications`. It has one input `inputs` and one output `output`."""

    group: str


class Catalog(Message):
    """Everything that a document may name, by kind and name."""

    keras: str
    dtypes: list[str] = Field(default_factory=list)
    """What an input may be of."""
    layers: dict[str, LayerEntry]
    applications: dict[str, ApplicationEntry] = Field(default_factory=dict)
    ops: dict[str, OpEntry] = Field(default_factory=dict)
    losses: dict[str, CatalogEntry]
    metrics: dict[str, CatalogEntry]
    optimizers: dict[str, CatalogEntry]
    schedules: dict[str, CatalogEntry] = Field(default_factory=dict)
    initializers: dict[str, CatalogEntry]
    regularizers: dict[str, CatalogEntry]
    constraints: dict[str, CatalogEntry]
    activations: dict[str, CatalogEntry]
    callbacks: dict[str, CatalogEntry]
    recipe_steps: dict[str, CatalogEntry] = Field(default_factory=dict)
    """The steps of recipes that are not layers."""
    recipe_layers: list[str] = Field(default_factory=list)
    """The layers that may be a step of a recipe."""

    @cached_property
    def layer_names(self) -> Mapping[str, str]:
        """The name of each layer by all its names and aliases, refused layers included."""
        refused = {name: entry.name for name, entry in refusals(self.layers).items()}
        return {**names(self.layers), **refused}

    @cached_property
    def object_names(self) -> Mapping[str, Mapping[str, str]]:
        """By field, of what a document may choose by name: every name and alias, to its one name here."""
        return {field: names(getattr(self, field)) for field in _CHOSEN}

    @cached_property
    def holders(self) -> frozenset[str]:
        """The layers that wrap other layers."""
        inner = (ParameterType.layer, ParameterType.layers)
        return frozenset(
            name
            for name, entry in self.layers.items()
            if any(parameter.type in inner for parameter in entry.parameters)
        )


_CHOSEN = (
    *("applications", "losses", "metrics", "optimizers", "schedules", "callbacks"),
    *("initializers", "regularizers", "constraints", "activations"),
)


def names(entries: Mapping[str, CatalogEntry]) -> Mapping[str, str]:
    """Every name and alias of what may be used, to the one name the entry is filed under."""
    return {
        alias: name
        for name, entry in entries.items()
        if not entry.refused
        for alias in (*entry.aliases, name)
    }


def usable(entries: Mapping[str, CatalogEntry]) -> list[str]:
    """The names of the entries that may be used, in the catalogue's order."""
    return [name for name, entry in entries.items() if not entry.refused]


def reason_phrase(reason: str) -> Json:
    """Why something of Keras cannot be used here, as the end of a sentence without its full stop."""
    return phrase(f"reason.{reason}")


def refusals(entries: Mapping[str, CatalogEntry]) -> Mapping[str, CatalogEntry]:
    """Refused entries, by each name and alias that no usable entry has."""
    usable = names(entries)
    return {
        alias: entry
        for name, entry in entries.items()
        if entry.refused
        for alias in (*entry.aliases, name)
        if alias not in usable
    }
