"""The values of a script while it is read: plain Python ones, and these.

Layers, calls and models are what Keras would make; nothing of Keras is made. Identity counts, as in Keras.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from layerloom_schema.base import Json

Value = Any
"""A plain Python value (number, text, list, dict, range, ...) or one of the classes below."""


class Place(NamedTuple):
    """A line of a script, in a cell where each counts its own lines."""

    line: int = 0
    cell: int | None = None


NOWHERE = Place()


@dataclass(frozen=True, eq=False)
class Site:
    """Where the text makes something: an expression, its statement and scope, and the call that led there."""

    node: ast.expr
    statement: ast.stmt
    scope: Any
    assigned: int
    """How many variables of the scope had been assigned by then."""
    caller: "Site | None" = None
    callee: Value = None
    given: tuple[tuple[ast.expr, Value], ...] = ()
    """The expressions of its arguments or operands, with their values."""

    def calls(self) -> "Iterator[Site]":
        """This site and those of the calls that led to it, the innermost first."""
        site: Site | None = self
        while site is not None:
            yield site
            site = site.caller


@dataclass(frozen=True)
class Symbol:
    """Something of a module, by its full path: `tensorflow.keras.layers.Dense`."""

    path: str


@dataclass(eq=False)
class Unknown:
    """A value that only running the script would give. `node` is the expression; `derived` from others by arithmetic."""

    node: ast.expr | None = None
    words: str = ""
    derived: tuple["Unknown", ...] = ()
    name: str | None = None
    """The variable that it was assigned to."""

    @property
    def text(self) -> str:
        """The expression as text."""
        if not self.words and self.node is not None:
            self.words = ast.unparse(self.node)[:120]
        return self.words

    def roots(self) -> list["Unknown"]:
        """The unknown values that this one is calculated from."""
        waiting, found = [self], list[Unknown]()
        while waiting and len(found) < 16:
            one = waiting.pop()
            waiting += one.derived
            if not one.derived and one not in found:
                found.append(one)
        return found


@dataclass(eq=False)
class Data:
    """An array, of which at most the shape is known; `None` in the shape is a length that is not."""

    shape: tuple[int | None, ...] | None
    text: str
    random: bool = False
    """Made of random numbers."""
    values: Value = None
    """The numbers of an array that is written out."""


@dataclass(eq=False)
class Function:
    """A function or lambda of the script, with the scope it was defined in."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    scope: Any
    defaults: dict[str, Value]
    name: str
    called: bool = False
    generates: bool = False
    """Whether it yields: its body runs only while somebody iterates."""
    decorator: str | None = None


@dataclass(eq=False)
class ClassValue:
    """A class of the script."""

    name: str
    bases: list[Value]
    members: dict[str, Value]


@dataclass(eq=False)
class Instance:
    """An object of a class of the script."""

    of: ClassValue
    attributes: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Bound:
    """A method of a value."""

    owner: Value
    name: str
    function: Function | None = None
    defined_in: ClassValue | None = None
    """Of `super()`, the class whose bases are meant."""


@dataclass(frozen=True, eq=False)
class Partial:
    """`functools.partial(callee, ...)`."""

    callee: Value
    args: list[Value]
    kwargs: Mapping[str, Value]


@dataclass(frozen=True, eq=False)
class Named:
    """An initializer, loss, metric, optimizer, callback, ... with its arguments. `kind` is its field of the catalogue."""

    kind: str
    name: str
    config: Mapping[str, Value]
    site: Site | None = None


@dataclass(eq=False)
class Layer:
    """A layer: its class in the catalogue (or any name that is not there), and its arguments as they were given."""

    kind: str
    config: dict[str, Value]
    place: Place
    name: str | None = None
    variable: str | None = None
    trainable: bool = True
    function: Value = None
    """What a Lambda calls."""
    adapt: bool = False
    automatic: str = ""
    """The name that Keras gives it where the script gives none."""
    hints: dict[str, Value] = field(default_factory=dict)
    """What it says of the input, as the first layer of a Sequential model does."""
    calls: list["Call"] = field(default_factory=list)
    site: Site | None = None


@dataclass(eq=False)
class Call:
    """One call in a graph: an input, a call of a layer or model, or an operation of `keras.ops`."""

    target: "Layer | Model | str | None"
    """`None` is an input, a text the name of an operation."""
    wires: list[tuple[str | None, int | None, "Tensor"]] = field(default_factory=list)
    """Port, order in a list port, tensor."""
    config: dict[str, Value] = field(default_factory=dict)
    """Of an input its shape and dtype, of an operation its constants, else arguments of the call."""
    place: Place = NOWHERE
    name: str | None = None
    variable: str | None = None
    outputs: int = 1
    faulty: bool = False
    """Keras would refuse it."""
    owner: "Model | None" = None
    """The model that it was made for, without the script calling anything."""
    site: Site | None = None


@dataclass(frozen=True)
class Tensor:
    """One output of a call."""

    call: Call
    output: int = 0


@dataclass(eq=False)
class Compiled:
    """The arguments of `compile`."""

    arguments: dict[str, Value]
    place: Place
    order: int
    """Its number among all of the script."""
    site: Site | None = None


@dataclass(eq=False)
class Model:
    """A model: a functional one by its ends, a Sequential one by its layers, or an application."""

    kind: str
    place: Place
    inputs: list[Tensor] = field(default_factory=list)
    outputs: list[tuple[str | None, Tensor]] = field(default_factory=list)
    """With their keys, where they are a dict."""
    layers: list["Layer | Model | Instance"] = field(default_factory=list)
    """Of a Sequential model, in order."""
    name: str | None = None
    variable: str | None = None
    trainable: bool = True
    application: str | None = None
    config: dict[str, Json] = field(default_factory=dict)
    compiled: Compiled | None = None
    fitted: dict[str, Value] | None = None
    fit_place: Place = NOWHERE
    fit_site: Site | None = None
    site: Site | None = None
    added: dict[int, Site] = field(default_factory=dict)
    """Where each layer was added to a Sequential model, by the identity of the layer."""
    fits: list[dict[str, Value]] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    """The variables that it was assigned to."""
    used: bool = False
    """Whether it is a part of another model."""
    subclass: "Instance | None" = None
    """The object of a class of the script that the model is, with a `call` of its own."""
    calls: list[Call] = field(default_factory=list)
