"""[G] The rules of arguments: what a document gives a constructor, held against the catalogue."""

from collections.abc import Callable, Mapping

from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.catalog import Catalog, CatalogEntry, Parameter, ParameterType
from layerloom_schema.document import LayerNode, ModelNode
from layerloom_schema.edits import Edit
from layerloom_schema.problems import Code, Fix, Problem, Where

from .adapting import VALUES, values_in
from .inner_layers import COPIED, LAYER_KEYS, Scope, allowed, put
from .near import near
from .nested import ring
from .values import WORDS, bounds, expected, fits, holds_not_finite, is_number, limits, reread, show, within
from .words import listed

T = ParameterType
Make = Callable[[str, Json, bool], Edit]
"""Makes the edit that sets an argument to a value, or with True takes it away."""

_KINDS: Mapping[ParameterType, str] = {
    T.activation: "activations",
    T.initializer: "initializers",
    T.regularizer: "regularizers",
    T.constraint: "constraints",
    T.schedule: "schedules",
}


class ConfigCheck:
    """Checks the arguments given to one catalogue entry. `owner` is what the sentences call it."""

    def __init__(
        self,
        catalog: Catalog,
        owner: str,
        where: Where,
        *,
        prefix: str,
        make: Make | None = None,
        scope: Scope | None = None,
    ) -> None:
        self.catalog = catalog
        self.owner = owner
        self.where = where
        self.prefix = prefix
        self.make = make
        self.scope = scope
        self.entry = ""
        self.problems: list[Problem] = []

    def run(self, entry: CatalogEntry, config: Mapping[str, Json]) -> list[Problem]:
        """All problems of `config`, in the order of the catalogue's parameters, unknown ones first."""
        self.entry = entry.name
        known = {parameter.name: parameter for parameter in entry.parameters}
        for name in config:
            if name not in known:
                self._unknown(name, config[name], list(known))
        for parameter in entry.parameters:
            if parameter.name in config:
                self._value(parameter, config[parameter.name])
            elif parameter.required:
                self._missing(parameter)
        return self.problems

    def _unknown(self, name: str, value: Json, known: list[str]) -> None:
        guess = near(name, known)
        fixes = []
        if guess and self.make:
            fixes.append(
                Fix(
                    title=f"Rename it to {guess}",
                    edits=[self.make(name, None, True), self.make(guess, value, False)],
                )
            )
        if self.make:
            fixes.append(Fix(title=f"Remove {name}", edits=[self.make(name, None, True)]))
        hint = f" Did you mean {guess}?" if guess else ""
        self._add(
            Code.param_unknown,
            name,
            f"{self.owner[:1].upper()}{self.owner[1:]} has no argument {name}.{hint}",
            {"argument": name, "near": guess},
            expected=list(known),
            received=name,
            fixes=fixes,
        )

    def _missing(self, parameter: Parameter) -> None:
        words = WORDS[parameter.type]
        fixes = []
        if self.make and parameter.suggested is not None:
            fixes.append(
                Fix(
                    title=f"Set {parameter.name} to {show(parameter.suggested)}",
                    edits=[self.make(parameter.name, parameter.suggested, False)],
                )
            )
        self._add(
            Code.param_missing,
            parameter.name,
            f"{self.owner} needs {parameter.name}: {words}.",
            {"argument": parameter.name, "kind": parameter.type.value},
            expected=words,
            fixes=fixes,
        )

    def _value(self, parameter: Parameter, value: Json) -> None:
        if value is None:
            if not parameter.nullable:
                self._wrong_type(parameter, value)
            return
        if holds_not_finite(value):
            self._add(
                Code.param_not_finite,
                parameter.name,
                f"{parameter.name} of {self.owner} must be a finite number.",
                {"argument": parameter.name},
                expected="a finite number",
                received=str(value),
                fixes=self._default_fix(parameter),
            )
        elif parameter.type in _KINDS:
            self._object(parameter, value)
        elif parameter.type in (T.layer, T.layers):
            self._layers(parameter, value)
        elif not fits(parameter, value):
            self._wrong_type(parameter, value)
        elif not within(parameter, value):
            self._out_of_range(parameter, value)

    def _object(self, parameter: Parameter, value: Json) -> None:
        """An object of another part of the catalogue: a name, or a name with a config of its own."""
        if parameter.type is T.schedule and is_number(value):
            if not within(parameter, value):
                self._out_of_range(parameter, value)
            return
        name: Json = value
        config: Json = {}
        if isinstance(value, dict):
            name, config = value.get("name"), value.get("config", {})
        if not isinstance(name, str) or not isinstance(config, dict):
            self._wrong_type(parameter, value)
            return
        entries: Mapping[str, CatalogEntry] = getattr(self.catalog, _KINDS[parameter.type])
        known = self.catalog.object_names[_KINDS[parameter.type]].get(name)
        if known is None:
            self._out_of_range(parameter, name, list(entries))
            return
        inner = ConfigCheck(
            self.catalog,
            f"{known} of {self.owner}",
            self.where,
            prefix=f"{self.prefix}.{parameter.name}.config",
        )
        self.problems += inner.run(entries[known], config)

    def _layers(self, parameter: Parameter, value: Json) -> None:
        """Layers inside this one; several, where the argument is a list of them."""
        if parameter.type is T.layer or isinstance(value, dict):
            self._layer(parameter, value, value, [])
        elif isinstance(value, list) and value:
            for place, part in enumerate(value):
                self._layer(parameter, value, part, [place])
        else:
            self._wrong_type(parameter, value)

    def _layer(self, parameter: Parameter, whole: Json, part: Json, path: list[str | int]) -> None:
        """`part` stands at `path` of the argument's value, `whole`."""
        keys = set(part) if isinstance(part, dict) else set()
        field = ".".join([parameter.name, *map(str, path)])
        if isinstance(part, dict) and keys == {"of"} and isinstance(part["of"], str):
            self._very_layer(parameter, field, NodeId(part["of"]))
        elif isinstance(part, dict) and keys == {"model"} and isinstance(part["model"], str):
            self._model(parameter, field, ModelName(part["model"]))
        elif isinstance(part, dict) and "layer" in keys and keys <= LAYER_KEYS:
            self._new_layer(parameter, whole, part, path, field)
        else:
            self._wrong_type(parameter, whole)

    def _new_layer(
        self,
        parameter: Parameter,
        whole: Json,
        part: Mapping[str, Json],
        path: list[str | int],
        field: str,
    ) -> None:
        name, config = part["layer"], part.get("config", {})
        entry = self.catalog.layers.get(self.catalog.layer_names.get(str(name), ""))
        if not isinstance(config, dict):
            self._wrong_type(parameter, whole)
        elif entry is None or not allowed(parameter, entry):
            self._not_inside(parameter, field, name)
        elif entry.adapts and not values_in(entry, config):
            self._add(
                Code.layer_needs_data,
                field,
                f"{entry.name} in {self.owner} does not know its values: inside another layer they must be given.",
                {
                    "arguments": [*VALUES.get(entry.name, ())],
                    "nested": True,
                    "rule": "inside",
                    "layer": entry.name,
                },
                received=name,
                fixes=[],
            )
        else:
            inner = ConfigCheck(
                self.catalog,
                f"{entry.name} in {self.owner}",
                self.where,
                prefix=f"{self.prefix}.{field}.config",
                make=self._make_inside(parameter.name, whole, [*path, "config"]),
                scope=self.scope,
            )
            self.problems += inner.run(entry, config)

    def _make_inside(self, argument: str, whole: Json, path: list[str | int]) -> Make | None:
        outer = self.make
        if outer is None:
            return None
        return lambda name, value, unset: outer(argument, put(whole, path, name, value, unset=unset), False)

    def _very_layer(self, parameter: Parameter, field: str, node: NodeId) -> None:
        declared = self.scope.declared(node) if self.scope else None
        if declared is None or self.scope is None:
            self._add(
                Code.shared_missing,
                field,
                f"{field} of {self.owner} is the layer of a node that is not in the graph any more.",
                {"of": node, "argument": field},
                received=node,
                fixes=self._default_fix(parameter),
            )
        elif self.scope.holds_itself(node):
            self._add(
                Code.model_cycle,
                field,
                f"{self.owner} holds itself by way of {declared.label or declared.name}.",
                {"model": declared.name, "argument": field},
                received=node,
                fixes=self._default_fix(parameter),
            )
        elif (self.entry, parameter.name) in COPIED:
            self._add(
                Code.param_range,
                field,
                f"Keras makes copies of the {field} of {self.owner}, so {declared.label or declared.name} would not "
                "share its weights: give it a layer of its own.",
                {"argument": field, "rule": "copied", "layer": declared.label or declared.name},
                received=node,
                fixes=self._default_fix(parameter),
            )
        elif isinstance(declared, LayerNode) and declared.adapt:
            self._add(
                Code.layer_needs_data,
                field,
                f"{declared.label or declared.name} learns its values from the data, so it cannot stand inside "
                f"{self.owner} too: give it its values.",
                {
                    "argument": field,
                    "nested": True,
                    "rule": "learns",
                    "layer": declared.label or declared.name,
                },
                received=node,
                fixes=[],
            )
        elif isinstance(declared, ModelNode):
            self._model(parameter, field, declared.model)
        else:
            entry = self.catalog.layers.get(self.catalog.layer_names.get(declared.layer, ""))
            if entry is None or not allowed(parameter, entry):
                self._not_inside(parameter, field, declared.layer)

    def _model(self, parameter: Parameter, field: str, name: ModelName) -> None:
        models = self.scope.document.models if self.scope else {}
        way = ring(self.scope.document, name) if self.scope and name in models else None
        if not parameter.models:
            self._not_inside(parameter, field, "a nested model")
        elif name not in models:
            self._add(
                Code.model_missing,
                field,
                f"The nested model {name} is not in this document.",
                {"model": name, "near": near(name, models)},
                received=name,
                fixes=self._default_fix(parameter),
            )
        elif way is not None:
            self._add(
                Code.model_cycle,
                field,
                f"The nested model {name} holds itself: {' → '.join(way)}.",
                {"model": name, "names": [*way]},
                received=[*way],
                fixes=self._default_fix(parameter),
            )

    def _not_inside(self, parameter: Parameter, field: str, name: Json) -> None:
        some = listed(parameter.layers, most=8) if parameter.layers else "a layer that takes one tensor"
        self._add(
            Code.param_range,
            field,
            f"{field} of {self.owner} may be {some}; {show(name)} is not.",
            {"argument": field, "rule": "inside"},
            expected=[*parameter.layers],
            received=name,
            fixes=self._default_fix(parameter),
        )

    def _wrong_type(self, parameter: Parameter, value: Json) -> None:
        words = expected(parameter)
        meant = reread(parameter, value)
        fixes = self._default_fix(parameter)
        if meant is not None and self.make:
            edits = [self.make(parameter.name, meant, False)]
            fixes.insert(0, Fix(title=f"Set {parameter.name} to {show(meant)}", edits=edits))
        self._add(
            Code.param_type,
            parameter.name,
            f"{parameter.name} of {self.owner} must be {words}; it is {show(value)}.",
            {
                "argument": parameter.name,
                "kind": parameter.type.value,
                "length": parameter.length,
                "nullable": parameter.nullable,
            },
            expected=words,
            received=value,
            fixes=fixes,
        )

    def _out_of_range(self, parameter: Parameter, value: Json, choices: list[str] | None = None) -> None:
        choices = choices if choices is not None else parameter.choices
        fixes = self._default_fix(parameter)
        hint = ""
        values: dict[str, Json] = {"argument": parameter.name}
        if choices:
            wanted: Json = list(choices)
            guess = near(str(value), choices)
            if guess:
                hint = f" Did you mean {guess}?"
                if self.make:
                    edits = [self.make(parameter.name, guess, False)]
                    fixes.insert(0, Fix(title=f"Set {parameter.name} to {guess}", edits=edits))
            some = ", ".join(choices[:8]) + (" ..." if len(choices) > 8 else "")
            sentence = f"{parameter.name} of {self.owner} is one of {some}; {show(value)} is not.{hint}"
            values |= {"rule": "choice", "near": guess}
        else:
            wanted = bounds(parameter)
            sentence = f"{parameter.name} of {self.owner} must be {wanted}; it is {show(value)}."
            values |= limits(parameter)
        self._add(
            Code.param_range,
            parameter.name,
            sentence,
            values,
            expected=wanted,
            received=value,
            fixes=fixes,
        )

    def _default_fix(self, parameter: Parameter) -> list[Fix]:
        if self.make is None:
            return []
        if not parameter.required:
            title = f"Use the default, {show(parameter.default)}"
            return [Fix(title=title, edits=[self.make(parameter.name, None, True)])]
        if parameter.suggested is None:
            return []
        title = f"Set {parameter.name} to {show(parameter.suggested)}"
        return [Fix(title=title, edits=[self.make(parameter.name, parameter.suggested, False)])]

    def _add(
        self,
        code: Code,
        argument: str,
        message: str,
        values: dict[str, Json],
        *,
        expected: Json = None,
        received: Json = None,
        fixes: list[Fix],
    ) -> None:
        where = self.where.model_copy(update={"field": f"{self.prefix}.{argument}"})
        self.problems.append(
            Problem(
                code=code,
                message=message,
                values={"owner": self.owner, **values},
                where=where,
                expected=expected,
                received=received,
                fixes=fixes,
            )
        )
