"""The state of reading one script: what was found, what was stepped over, and which numbers are open."""

import ast
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from layerloom.build.dry.call_cache import CallCache
from layerloom.catalog.keras_private import to_snake_case
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.limits import Limits
from layerloom_schema.models.import_warnings import DocumentWarning, WarningCode, warning
from layerloom_schema.text.messages import phrase

from .budget import Budget
from .scope import Scope
from .values import NOWHERE, Call, Function, Layer, Model, Place, Site, Tensor, Unknown, Value

_MOST_WARNINGS = 100


@dataclass
class Hole:
    """A number or shape that depends on data: `key` is the expression, `name` the variable that has it."""

    key: str
    name: str
    kind: str
    place: Place


@dataclass
class Reading:
    """Everything that the parts of the reader share."""

    catalog: Catalog
    limits: Limits
    cache: CallCache
    filled: Mapping[str, Value] = field(default_factory=dict)
    """Values for holes, by key."""
    budget: Budget = field(default_factory=Budget)
    here: Place = NOWHERE
    """The place of the current statement."""
    models: list[Model] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    holes: dict[str, Hole] = field(default_factory=dict)
    warnings: list[DocumentWarning] = field(default_factory=list)
    open_inputs: dict[Unknown, Tensor] = field(default_factory=dict)
    undefined: dict[str, Unknown] = field(default_factory=dict)
    """Names that are nowhere defined."""
    prose: bool = False
    """Whether what is read may be output or prose: names that are nowhere defined say nothing then."""
    trained: Model | None = None
    """The model of the last `fit`."""
    layers: int = 0
    """Layers that were made."""
    automatic: Counter[str] = field(default_factory=Counter)
    """How many layers of each class were made, by which Keras numbers their names."""
    compiles: int = 0
    """Calls of `compile`."""
    seed: int | None = None
    """That of `set_random_seed`."""
    dtype_policy: str | None = None
    """That of all layers."""
    validation_share: float | None = None
    """The share of the rows after the last place that was calculated as `int(len(rows) * share)`."""
    data: str | None = None
    """The data set of `keras.datasets` that the script loads."""
    undecided: int = 0
    """Conditions and loops of which nothing is known, so far."""
    scope: Scope | None = None
    """The scope of the call that is read."""
    statement: ast.stmt | None = None
    """The current statement."""
    site: Site | None = None
    """The expression that is being called or calculated."""
    caller: Site | None = None
    """The call of the function of the script that is being read."""
    rounds: dict[ast.AST, list[Value]] = field(default_factory=dict)
    """What each loop and comprehension went through when it was read last; of a `while`, nothing for each round."""
    asked: set[str] = field(default_factory=set)
    """The texts that stand for holes in the document."""
    _silent: bool = False
    call: Callable[[Value, list[Value], dict[str, Value]], Value] = field(init=False)
    """Calls any value, functions of the script too; set by the interpreter."""
    shape_of: Callable[[Tensor], tuple[int | None, ...] | None] = field(init=False)
    """The shape of a tensor with its batch axis; set by the interpreter."""

    def words_of(self, place: Place) -> Json:
        """A place as a phrase."""
        if place.cell is None:
            return phrase("code.line", line=place.line)
        return phrase("code.cell", cell=place.cell, line=place.line)

    def warn(self, code: WarningCode, place: Place | None = None, **params: Json) -> None:
        """Record what could not be followed or carried, once."""
        if self._silent or len(self.warnings) >= _MOST_WARNINGS:
            return
        found = warning(code, place=self.words_of(place or self.here), **params)
        if found not in self.warnings:
            self.warnings.append(found)

    @contextmanager
    def silence(self) -> Iterator[None]:
        """Record nothing: what is drawn only to learn a shape is drawn again."""
        before, self._silent = self._silent, True
        try:
            yield
        finally:
            self._silent = before

    def unfollowed(self, text: str) -> None:
        """Record that something was stepped over."""
        self.warn(WarningCode.not_followed, text=text if len(text) <= 60 else f"{text[:57]}...")

    def ask(self, value: Unknown, kind: str, place: Place | None = None) -> str:
        """Record the holes that a value is calculated from; the text that stands for it in the document."""
        for root in value.roots():
            key = root.text
            if key and key not in self.holes and not self._silent:
                self.holes[key] = Hole(key, root.name or key, kind, place or self.here)
        text = (value.name or value.text)[:120]
        self.asked.add(text)
        return text

    @contextmanager
    def at(
        self,
        node: ast.expr,
        scope: Scope,
        callee: Value = None,
        given: tuple[tuple[ast.expr, Value], ...] = (),
    ) -> Iterator[None]:
        """What is made meanwhile is made by an expression."""
        before = self.site
        if self.statement is not None:
            self.site = Site(node, self.statement, scope, len(scope.assigned), self.caller, callee, given)
        try:
            yield
        finally:
            self.site = before

    @contextmanager
    def inside(self) -> Iterator[None]:
        """What is made meanwhile is made in a function that the present site calls."""
        before = self.caller, self.statement, self.here
        self.caller = self.site
        try:
            yield
        finally:
            self.caller, self.statement, self.here = before

    @property
    def made(self) -> int:
        """A number that grows with every layer, call and model."""
        return self.layers + len(self.calls) + len(self.models)

    def layer(self, kind: str, config: dict[str, Value], name: Value = None) -> Layer:
        """A new layer."""
        self.layers += 1
        stem = to_snake_case(kind)
        number = self.automatic[stem]
        self.automatic[stem] += 1
        automatic = f"{stem}_{number}" if number else stem
        return Layer(
            kind,
            config,
            self.here,
            name=name if isinstance(name, str) else None,
            automatic=automatic,
            site=self.site,
        )

    def add(self, call: Call) -> Call:
        """Record a call; raises `Refused` beyond the limit of nodes."""
        call.place, call.site = self.here, self.site
        self.calls.append(call)
        self.budget.spend(4)
        if len(self.calls) > self.limits.nodes:
            self.budget.spend(10**9)
        return call
