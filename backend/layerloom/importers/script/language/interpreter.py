"""Call any value of a script: functions and classes of its own, Python's functions, and what Keras has."""

import ast
from typing import Any

from layerloom.importers.script.drawing.shapes import Shapes
from layerloom.importers.script.keras_api.graph_calls import call_layer, placeholder, tensors_in
from layerloom.importers.script.keras_api.keras_calls import KerasCalls
from layerloom.importers.script.keras_api.keras_methods import keras_method
from layerloom.importers.script.keras_api.models import called
from layerloom.importers.script.state.reading import Reading
from layerloom.importers.script.state.scope import MISSING, Scope
from layerloom.importers.script.state.values import (
    Bound,
    ClassValue,
    Function,
    Instance,
    Layer,
    Model,
    Partial,
    Place,
    Symbol,
    Unknown,
    Value,
)

from .arithmetic import weigh
from .attributes import BASE, MODEL, MODEL_METHODS, base_layer, find_member, is_model_class, overrides
from .builtin_functions import builtin, math_function
from .expressions import BUILTIN, Expressions
from .methods import has_method, method
from .statements import Outcome, Statements, name_value

_RECURSIONS = 3
"""Calls of a function inside itself after which an unknown condition is taken for its end."""
_OPAQUE = ("isinstance", "getattr", "hasattr", "type", "super", "callable", "setattr")


class Interpreter:
    """Reads the statements of one script, cell by cell, in one scope."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._keras = KerasCalls(reading)
        self._expressions = Expressions(reading, self._keras)
        self._statements = Statements(reading, self._expressions, self._keras)
        self._active: list[tuple[Function, int]] = []
        """The functions that are called now, with the conditions that were unknown before."""
        self.scope = Scope()
        self.scope.names["__name__"] = "__main__"
        reading.call = self.call
        reading.shape_of = Shapes(reading).of

    def read(self, body: list[ast.stmt], cell: int | None) -> None:
        """Read the statements of a cell."""
        self._reading.here = Place(cell=cell)
        self._statements.walk(body, self.scope, Outcome())

    def call(self, callee: Value, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """The result of a call."""
        reading = self._reading
        reading.budget.spend()
        weigh([args, kwargs], reading.budget)
        match callee:
            case Function():
                return self.invoke(callee, args, kwargs)
            case Bound():
                return self._bound(callee, args, kwargs)
            case ClassValue():
                return self._construct(callee, args, kwargs)
            case Symbol():
                return self._symbol(callee.path, args, kwargs)
            case Layer():
                if callee.function is not None:
                    return self._lambda_layer(callee, args)
                return call_layer(reading, callee, args, kwargs)
            case Model():
                return called(reading, callee, args, kwargs)
            case Instance():
                return self._instance(callee, args, kwargs)
            case Partial():
                return self.call(callee.callee, [*callee.args, *args], {**callee.kwargs, **kwargs})
        return Unknown()

    def _lambda_layer(self, layer: Layer, args: list[Value]) -> Value:
        """A Lambda is read as what it calls."""
        extra = layer.config.get("arguments")
        kwargs = {str(key): value for key, value in extra.items()} if isinstance(extra, dict) else {}
        found = self.call(layer.function, args[:1], kwargs)
        if tensors_in(found):
            return found
        layer.function = None
        return call_layer(self._reading, layer, args, {})

    def _symbol(self, path: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
        name = path.removeprefix(BUILTIN)
        if name != path:
            if name in _OPAQUE:
                return self._about_objects(name, args)
            return builtin(self._reading, name, args, kwargs)
        module, _, last = path.rpartition(".")
        if module in ("math", "numpy") and not kwargs:
            found = math_function(last, self._reading, args)
            if not isinstance(found, Unknown):
                return found
        if path in ("functools.partial", "copy.copy", "copy.deepcopy") and args:
            return Partial(args[0], args[1:], kwargs) if last == "partial" else args[0]
        return self._keras.call(path, args, kwargs)

    def _about_objects(self, name: str, args: list[Value]) -> Value:
        """`isinstance(layer, BatchNormalization)`, `super()`, `getattr(layer, "units", None)`."""
        reading = self._reading
        if name == "super":
            owner = reading.scope.find("self") if reading.scope is not None else MISSING
            if reading.scope is None or not isinstance(owner, Instance):
                return Unknown()
            return Bound(owner, "super", defined_in=reading.scope.class_around())
        if name == "isinstance" and len(args) == len("12"):
            kinds = args[1] if isinstance(args[1], tuple) else (args[1],)
            paths = [kind.path.rpartition(".")[2] for kind in kinds if isinstance(kind, Symbol)]
            if isinstance(args[0], Layer) and len(paths) == len(kinds):
                return "Layer" in paths or args[0].kind in [
                    reading.catalog.layer_names.get(path, path) for path in paths
                ]
            if isinstance(args[0], Model) and len(paths) == len(kinds):
                return "Model" in paths or "Layer" in paths or args[0].kind in paths
            if isinstance(args[0], int | float | str | list | tuple | dict):
                return type(args[0]).__name__ in paths
        return Unknown()

    def _bound(self, callee: Bound, args: list[Value], kwargs: dict[str, Value]) -> Value:
        if isinstance(callee.owner, Instance) and callee.function is None:
            return self._of_base(callee.owner, callee.name, args, kwargs)
        if callee.function is not None:
            first = [] if callee.function.decorator == "staticmethod" else [callee.owner]
            return self.invoke(callee.function, [*first, *args], kwargs)
        if has_method(callee.owner, callee.name):
            return method(self._reading, callee.owner, callee.name, args, kwargs)
        return keras_method(self._reading, callee.owner, callee.name, args, kwargs)

    def _of_base(self, owner: Instance, name: str, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """`super().__init__(...)` and `super().call(...)` of a class made from a layer of Keras."""
        path = base_layer(owner.of)
        if name == "__init__" and path is not None and self._keras.knows(path):
            owner.attributes[BASE] = self._keras.call(path, args, kwargs)
        model = owner.attributes.get(MODEL)
        if isinstance(model, Model) and name == "__init__" and isinstance(kwargs.get("name"), str):
            model.name = kwargs["name"]
        if isinstance(model, Model) and name in MODEL_METHODS - {"call"}:
            return keras_method(self._reading, model, name, args, kwargs)
        if name == "call" and isinstance(owner.attributes.get(BASE), Layer):
            return self.call(owner.attributes[BASE], args, kwargs)
        return Unknown()

    def invoke(self, function: Function, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Call a function of the script."""
        function.called = True
        if function.generates or self._has_no_known_end(function):
            return Unknown()
        scope = Scope(function.scope)
        self._bind(function, scope, args, kwargs)
        self._reading.budget.enter()
        self._active.append((function, self._reading.undecided))
        try:
            with self._reading.inside():
                if isinstance(function.node, ast.Lambda):
                    return self._expressions.evaluate(function.node.body, scope)
                outcome = Outcome()
                self._statements.walk(function.node.body, scope, outcome)
                return outcome.value
        finally:
            self._active.pop()
            self._reading.budget.leave()

    def _has_no_known_end(self, function: Function) -> bool:
        """Whether a function calls itself again and again below conditions of which nothing is known."""
        outer = [undecided for each, undecided in self._active if each is function]
        if len(outer) < _RECURSIONS or self._reading.undecided == outer[0]:
            return False
        self._reading.unfollowed(f"{function.name}(...)")
        return True

    def _bind(self, function: Function, scope: Scope, args: list[Value], kwargs: dict[str, Value]) -> None:
        """Bind the arguments; a missing one is unknown, under its name."""
        wanted = function.node.args
        names = [part.arg for part in (*wanted.posonlyargs, *wanted.args)]
        given: dict[str, Any] = {**function.defaults, **dict(zip(names, args, strict=False))}
        rest = {}
        for name, value in kwargs.items():
            if name in names or any(part.arg == name for part in wanted.kwonlyargs):
                given[name] = value
            else:
                rest[name] = value
        if wanted.vararg is not None:
            given[wanted.vararg.arg] = tuple(args[len(names) :])
        if wanted.kwarg is not None:
            given[wanted.kwarg.arg] = rest
        for name in (*names, *(part.arg for part in wanted.kwonlyargs)):
            if name not in given:
                hole = Unknown(words=name, name=name)
                given[name] = self._reading.filled.get(name, hole)
        for name, value in given.items():
            if isinstance(value, Unknown) and not isinstance(function.node, ast.Lambda):
                name_value(value, name)
            scope.assign(name, value)

    def _construct(self, kind: ClassValue, args: list[Value], kwargs: dict[str, Value]) -> Value:
        made = Instance(kind)
        if is_model_class(kind):
            model = Model("Model", self._reading.here, subclass=made)
            made.attributes[MODEL] = model
            self._reading.models.append(model)
        start = find_member(kind, "__init__")
        if isinstance(start, Function):
            self.invoke(start, [made, *args], kwargs)
        elif (path := base_layer(kind)) is not None and self._keras.knows(path):
            made.attributes[BASE] = self._keras.call(path, args, kwargs)
        return made

    def _instance(self, owner: Instance, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """A call of an object: `__call__`, or `call` of a class made from Keras's layers or models.

        A layer that cannot be followed to its end is a placeholder, and nothing of its inside is drawn.
        """
        call = find_member(owner.of, "__call__") or find_member(owner.of, "call")
        if not isinstance(call, Function):
            base = owner.attributes.get(BASE)
            if isinstance(base, Layer) and not overrides(owner.of):
                return self.call(base, args, kwargs)
            return placeholder(self._reading, owner.of.name, [args, [*kwargs.values()]])
        reading = self._reading
        if isinstance(owner.attributes.get(MODEL), Model):
            owner.attributes[MODEL].used = True
        calls, inputs = len(reading.calls), {*reading.open_inputs}
        self._build(owner, args)
        found = self.invoke(call, [owner, *args], kwargs)
        given = tensors_in([args, [*kwargs.values()]])
        if not given or (tensors_in(found) and inputs == {*reading.open_inputs}):
            return found
        del reading.calls[calls:]
        for value in {*reading.open_inputs} - inputs:
            del reading.open_inputs[value]
        return placeholder(reading, owner.of.name, given)

    def _build(self, owner: Instance, args: list[Value]) -> None:
        """Call `build` of a layer of the script, once."""
        build = find_member(owner.of, "build")
        if isinstance(build, Function) and not owner.attributes.get("built"):
            owner.attributes["built"] = True
            given = tensors_in(args)
            shape = self._reading.shape_of(given[0]) if given else None
            self.invoke(build, [owner, shape if shape is not None else Unknown()], {})
