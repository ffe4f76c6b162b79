"""Walk the statements of a script. Code around the model whose outcome is unknown is walked once."""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from layerloom.importers.script.keras_api.keras_calls import KerasCalls
from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.scope import Scope
from layerloom.importers.script.state.values import (
    ClassValue,
    Data,
    Instance,
    Layer,
    Model,
    Place,
    Tensor,
    Unknown,
    Value,
)
from layerloom_schema.models.import_warnings import WarningCode

from .attributes import MODEL, set_attribute
from .definitions import Definitions, declare, import_module, import_names
from .expressions import Expressions
from .iteration import elements
from .validation_rows import validation_share_of

LOOPS = 400
"""Rounds of one loop; a longer one trains, and is walked once."""


_ALIASES = 16


IDLE_STEPS = 20_000
"""Steps of a loop that makes no layer and no model: one that trains, plots or prepares data is left after so many."""


class Flow(Enum):
    """What a statement does to those after it."""

    on = "on"
    next = "continue"
    out = "break"
    back = "return"
    raised = "raise"


@dataclass
class Outcome:
    """The value that a function returns."""

    value: Value = None


class Statements:
    """Walks statements; functions are called by `invoke`."""

    def __init__(self, reading: Reading, expressions: Expressions, keras: KerasCalls) -> None:
        self._reading = reading
        self._evaluate = expressions.evaluate
        self._expressions = expressions
        self._keras = keras
        self._definitions = Definitions(reading, expressions)
        expressions.assign = self.assign
        self._by_class: Mapping[type[ast.stmt], Callable[[Any, Scope, Outcome], Flow | None]] = {
            ast.Expr: lambda node, scope, _: self._expression(node, scope),
            ast.Assign: lambda node, scope, _: self._assign(node, scope),
            ast.AnnAssign: lambda node, scope, _: self._annotated(node, scope),
            ast.AugAssign: lambda node, scope, _: self._augmented(node, scope),
            ast.If: self._if,
            ast.For: self._for,
            ast.AsyncFor: self._for,
            ast.While: self._while,
            ast.With: self._with,
            ast.AsyncWith: self._with,
            ast.Try: self._try,
            ast.FunctionDef: lambda node, scope, _: self._definitions.function(node, scope),
            ast.AsyncFunctionDef: lambda node, scope, _: self._definitions.function(node, scope),
            ast.ClassDef: lambda node, scope, _: self._class(node, scope),
            ast.Import: lambda node, scope, _: import_module(node, scope),
            ast.ImportFrom: lambda node, scope, _: import_names(node, scope),
            ast.Global: lambda node, scope, _: declare(node.names, scope, outermost=True),
            ast.Nonlocal: lambda node, scope, _: declare(node.names, scope, outermost=False),
            ast.Return: self._return,
            ast.Raise: lambda *_: Flow.raised,
            ast.Break: lambda *_: Flow.out,
            ast.Continue: lambda *_: Flow.next,
        }

    def walk(self, body: Sequence[ast.stmt], scope: Scope, outcome: Outcome) -> Flow:
        """Walk statements up to the first that leaves them."""
        for node in body:
            flow = self.statement(node, scope, outcome)
            if flow is not Flow.on:
                return flow
        return Flow.on

    def statement(self, node: ast.stmt, scope: Scope, outcome: Outcome) -> Flow:
        """Walk one statement."""
        self._reading.budget.spend()
        self._reading.here = Place(node.lineno, self._reading.here.cell)
        self._reading.statement = node
        known = self._by_class.get(type(node))
        return (known(node, scope, outcome) or Flow.on) if known is not None else Flow.on

    def _expression(self, node: ast.Expr, scope: Scope) -> None:
        self._evaluate(node.value, scope)

    def _assign(self, node: ast.Assign, scope: Scope) -> None:
        share = validation_share_of(node.value)
        if share is not None:
            self._reading.validation_share = share
        value = self._evaluate(node.value, scope)
        for target in node.targets:
            self.assign(target, value, scope)

    def _annotated(self, node: ast.AnnAssign, scope: Scope) -> None:
        if node.value is not None:
            self.assign(node.target, self._evaluate(node.value, scope), scope)

    def _augmented(self, node: ast.AugAssign, scope: Scope) -> None:
        before = self._evaluate(node.target, scope)
        value = self._evaluate(node.value, scope)
        if isinstance(before, list) and isinstance(node.op, ast.Add):
            more = elements(self._reading, value)
            if more is not None:
                self._reading.budget.size(len(before) + len(more))
                before.extend(more)
                return
        self.assign(node.target, self._expressions.operate(type(node.op), before, value), scope)

    def assign(self, target: ast.expr, value: Value, scope: Scope) -> None:
        """Assign to a name, attribute, subscript, or several of them."""
        match target:
            case ast.Name():
                if value is ...:
                    value = Unknown(words=target.id, name=target.id)
                name_value(value, target.id)
                scope.assign(target.id, value)
            case ast.Starred():
                self.assign(target.value, value, scope)
            case ast.Tuple() | ast.List():
                self._unpack(target.elts, value, scope)
            case ast.Attribute():
                set_attribute(self._reading, self._evaluate(target.value, scope), target.attr, value)
            case ast.Subscript():
                owner, key = self._evaluate(target.value, scope), self._evaluate(target.slice, scope)
                try:
                    if isinstance(owner, list | dict):
                        owner[key] = value
                except (TypeError, IndexError, ValueError):
                    self._reading.unfollowed(ast.unparse(target))

    def _unpack(self, targets: list[ast.expr], value: Value, scope: Scope) -> None:
        values = elements(self._reading, value)
        star = next((place for place, part in enumerate(targets) if isinstance(part, ast.Starred)), None)
        if values is not None and star is not None:
            after = len(targets) - star - 1
            values = [*values[:star], values[star : len(values) - after], *values[len(values) - after :]]
        for place, target in enumerate(targets):
            known = values is not None and place < len(values)
            self.assign(target, values[place] if known and values is not None else Unknown(target), scope)

    def _if(self, node: ast.If, scope: Scope, outcome: Outcome) -> Flow:
        truth = self._expressions.truth(self._evaluate(node.test, scope))
        if truth is not None:
            return self.walk(node.body if truth else node.orelse, scope, outcome)
        self._reading.undecided += 1
        leaves = isinstance(node.body[-1], ast.Raise | ast.Return | ast.Continue) or _exits(node.body[-1])
        body = node.orelse if leaves else node.body
        if node.orelse:
            self._reading.warn(
                WarningCode.condition_unknown,
                self._reading.here._replace(line=node.lineno),
                text=ast.unparse(node.test)[:60],
            )
        flow = self.walk(body, scope, outcome)
        return flow if flow is Flow.out or (flow is Flow.back and body is node.orelse) else Flow.on

    def _for(self, node: ast.For | ast.AsyncFor, scope: Scope, outcome: Outcome) -> Flow:
        value = self._evaluate(node.iter, scope)
        many = isinstance(value, range) and (value.stop - value.start) / (value.step or 1) > LOOPS
        values = None if many else elements(self._reading, value)
        if values is None or len(values) > LOOPS:
            self._walked_once(node)
            first = value.start if isinstance(value, range) else values[0] if values else Unknown(node.target)
            return self._rounds(node, [first], scope, outcome)
        return self._rounds(node, values, scope, outcome)

    def _walked_once(self, node: ast.For | ast.AsyncFor) -> None:
        self._reading.undecided += 1
        text = f"for ... in {ast.unparse(node.iter)[:50]}"
        self._reading.warn(WarningCode.walked_once, self._reading.here._replace(line=node.lineno), text=text)

    def _rounds(
        self, node: ast.For | ast.AsyncFor, values: list[Value], scope: Scope, outcome: Outcome
    ) -> Flow:
        before, made = self._reading.budget.spent, self._reading.made
        self._reading.rounds[node] = values
        for value in values:
            if self._reading.budget.spent - before > IDLE_STEPS and self._reading.made == made:
                self._walked_once(node)
                break
            self.assign(node.target, value, scope)
            flow = self.walk(node.body, scope, outcome)
            if flow is Flow.out:
                return Flow.on
            if flow in (Flow.back, Flow.raised):
                return flow
        return self.walk(node.orelse, scope, outcome)

    def _while(self, node: ast.While, scope: Scope, outcome: Outcome) -> Flow:
        before, made = self._reading.budget.spent, self._reading.made
        rounds = self._reading.rounds[node] = []
        while True:
            truth = self._expressions.truth(self._evaluate(node.test, scope))
            idle = self._reading.budget.spent - before > IDLE_STEPS and self._reading.made == made
            if idle and not isinstance(node.test, ast.Constant):
                truth = None
            if truth is False:
                return self.walk(node.orelse, scope, outcome)
            rounds.append(None)
            flow = self.walk(node.body, scope, outcome)
            if flow in (Flow.back, Flow.raised):
                return flow
            if flow is Flow.out:
                return Flow.on
            if truth is None:
                self._reading.warn(
                    WarningCode.walked_once,
                    self._reading.here._replace(line=node.lineno),
                    text=f"while {ast.unparse(node.test)[:50]}",
                )
                return Flow.on

    def _with(self, node: ast.With | ast.AsyncWith, scope: Scope, outcome: Outcome) -> Flow:
        for item in node.items:
            value = self._evaluate(item.context_expr, scope)
            if item.optional_vars is not None:
                self.assign(item.optional_vars, value, scope)
        return self.walk(node.body, scope, outcome)

    def _try(self, node: ast.Try, scope: Scope, outcome: Outcome) -> Flow:
        flow = self.walk(node.body, scope, outcome)
        if flow is Flow.raised and node.handlers:
            flow = self.walk(node.handlers[0].body, scope, outcome)
        if flow is Flow.on:
            flow = self.walk(node.orelse, scope, outcome)
        last = self.walk(node.finalbody, scope, outcome)
        return last if last is not Flow.on else flow

    def _class(self, node: ast.ClassDef, scope: Scope) -> None:
        inner = Scope(scope)
        self.walk(node.body, inner, Outcome())
        bases = [self._evaluate(base, scope) for base in node.bases]
        inner.defines = ClassValue(node.name, bases, inner.names)
        scope.assign(node.name, inner.defines)

    def _return(self, node: ast.Return, scope: Scope, outcome: Outcome) -> Flow:
        outcome.value = None if node.value is None else self._evaluate(node.value, scope)
        return Flow.back


def name_value(value: Value, name: str) -> None:
    """Remember the first variable that has a value."""
    if isinstance(value, Model) and len(value.aliases) < _ALIASES:
        value.aliases.append(name)
    match value:
        case Unknown() if value.name is None:
            value.name = name
        case Layer() | Model() if value.variable is None:
            value.variable = name
        case Instance() if isinstance(value.attributes.get(MODEL), Model):
            name_value(value.attributes[MODEL], name)
        case Tensor() if value.call.variable is None:
            value.call.variable = name
        case Data() if value.text.startswith(("numpy.", "random.")):
            value.text = name


def _exits(node: ast.stmt) -> bool:
    """Whether a statement ends the program: `sys.exit()`, `exit()`."""
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and ast.unparse(call.func) in ("sys.exit", "exit", "quit", "os._exit")
