"""[G] The rules of arguments: what a document gives a constructor, held against the catalogue."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from layerloom_schema.base import Json
from layerloom_schema.catalog import Catalog, CatalogEntry, Parameter, ParameterType, refusals, usable
from layerloom_schema.edits import Edit
from layerloom_schema.keras_objects import OBJECT_KINDS
from layerloom_schema.problems import Code, Fix, FixKind, Problem, Where

from .inner_layers import Scope, put
from .inner_rules import InnerCheck
from .meant import meant
from .near import near
from .titles import fix
from .values import WORDS, bounds, expected, fits, holds_not_finite, is_number, limits, show, within

T = ParameterType
Make = Callable[[str, Json, bool], Edit]
"""Makes the edit that sets an argument to a value, or with True takes it away."""
OfNode = Callable[[Json], list[Edit]]
"""Makes the edits that give the node itself what was written as an argument; none where the value does not fit."""


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
        of_node: Mapping[str, OfNode] = MappingProxyType({}),
    ) -> None:
        self.catalog = catalog
        self.owner = owner
        self.where = where
        self.prefix = prefix
        self.make = make
        self.scope = scope
        self.of_node = of_node
        self.unavailable: Mapping[str, str] = {}
        self.entry = ""
        self.problems: list[Problem] = []

    def run(self, entry: CatalogEntry, config: Mapping[str, Json]) -> list[Problem]:
        """All problems of `config`, in the order of the catalogue's parameters, unknown ones first."""
        self.entry = entry.name
        self.unavailable = entry.unavailable
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
        if name in self.of_node:
            self._of_node(name, value)
            return
        if name in self.unavailable:
            self._unavailable(name, value)
            return
        guess = near(name, known)
        fixes = []
        if guess and self.make:
            fixes.append(
                fix(
                    FixKind.rename,
                    [self.make(name, None, True), self.make(guess, value, False)],
                    name=guess,
                )
            )
        if self.make:
            fixes.append(fix(FixKind.remove, [self.make(name, None, True)], name=name))
        hint = f" Did you mean {guess}?" if guess else ""
        self.add(
            Code.param_unknown,
            name,
            f"{self.owner[:1].upper()}{self.owner[1:]} has no argument {name}.{hint}",
            {"argument": name, "near": guess},
            expected=list(known),
            received=name,
            fixes=fixes,
        )

    def _of_node(self, name: str, value: Json) -> None:
        """An argument of Keras that is a field of the node here."""
        edits = self.of_node[name](value)
        fixes = []
        if self.make:
            remove = self.make(name, None, True)
            if edits:
                fixes.append(fix(FixKind.move_to_node, [remove, *edits], name=name))
            else:
                fixes.append(fix(FixKind.remove, [remove], name=name))
        self.add(
            Code.param_unknown,
            name,
            f"{name} of {self.owner} is a field of the node: it stands beside config, not in it.",
            {"argument": name, "rule": "of_node"},
            expected=f"{name} beside config",
            received=value,
            fixes=fixes,
        )

    def _unavailable(self, name: str, value: Json) -> None:
        reason = self.unavailable[name]
        fixes = [fix(FixKind.remove, [self.make(name, None, True)], name=name)] if self.make else []
        self.add(
            Code.param_unknown,
            name,
            f"{name} of {self.owner} cannot be set here: {reason}.",
            {"argument": name, "rule": "unavailable", "reason": reason},
            received=value,
            fixes=fixes,
        )

    def _missing(self, parameter: Parameter) -> None:
        words = WORDS[parameter.type]
        fixes = []
        if self.make and parameter.suggested is not None:
            fixes.append(self._set(self.make, parameter, parameter.suggested))
        self.add(
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
                self.wrong_type(parameter, value)
            return
        if holds_not_finite(value):
            self.add(
                Code.param_not_finite,
                parameter.name,
                f"{parameter.name} of {self.owner} must be a finite number.",
                {"argument": parameter.name},
                expected="a finite number",
                received=str(value),
                fixes=self.default_fixes(parameter),
            )
        elif parameter.type in OBJECT_KINDS:
            self._object(parameter, value)
        elif parameter.type in (T.layer, T.layers):
            InnerCheck(self, parameter, value).run()
        elif not fits(parameter, value):
            self.wrong_type(parameter, value)
        elif not within(parameter, value):
            self._out_of_range(parameter, value)

    def _object(self, parameter: Parameter, value: Json) -> None:
        """An object of another part of the catalogue: a name, or a name with a config of its own."""
        if parameter.type is T.schedule and is_number(value):
            if not within(parameter, value):
                self._out_of_range(parameter, value)
            return
        if parameter.type is T.schedule and meant(parameter, value) is not None:
            self.wrong_type(parameter, value)
            return
        name: Json = value
        config: Json = {}
        if isinstance(value, dict):
            name, config = value.get("name"), value.get("config", {})
        if not isinstance(name, str) or not isinstance(config, dict):
            self.wrong_type(parameter, value)
            return
        kind = OBJECT_KINDS[parameter.type]
        entries: Mapping[str, CatalogEntry] = getattr(self.catalog, kind)
        known = self.catalog.object_names[kind].get(name)
        refused = refusals(entries).get(name)
        if refused is not None:
            self._refused(parameter, refused)
            return
        if known is None:
            self._out_of_range(parameter, name, usable(entries))
            return
        inner = ConfigCheck(
            self.catalog,
            f"{known} of {self.owner}",
            self.where,
            prefix=f"{self.prefix}.{parameter.name}.config",
            make=self._make_inside(parameter, value),
        )
        self.problems += inner.run(entries[known], config)

    def _refused(self, parameter: Parameter, entry: CatalogEntry) -> None:
        self.add(
            Code.layer_refused,
            parameter.name,
            f"{entry.name} cannot be used: {entry.refused}",
            {"layer": entry.name, "reason": entry.refused},
            received=entry.name,
            fixes=self.default_fixes(parameter),
        )

    def _make_inside(self, parameter: Parameter, value: Json) -> Make | None:
        """Makes edits of an object's own arguments: they set the whole object."""
        outer = self.make
        if outer is None:
            return None
        return lambda name, new, unset: outer(
            parameter.name, put(value, ["config"], name, new, unset=unset), False
        )

    def inside(self, owner: str, prefix: str, make: Make | None) -> "ConfigCheck":
        """The check of what stands inside an argument, with the same catalogue, place and scope."""
        return ConfigCheck(
            self.catalog, owner, self.where, prefix=f"{self.prefix}.{prefix}", make=make, scope=self.scope
        )

    def wrong_type(self, parameter: Parameter, value: Json) -> None:
        words = expected(parameter)
        better = meant(parameter, value)
        # The default would undo what was meant.
        fixes = self.default_fixes(parameter) if better is None else []
        if better is not None and self.make:
            fixes.append(self._set(self.make, parameter, better))
        self.add(
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
        fixes = self.default_fixes(parameter)
        hint = ""
        values: dict[str, Json] = {"argument": parameter.name}
        if choices:
            wanted: Json = list(choices)
            guess = near(str(value), choices)
            if guess:
                hint = f" Did you mean {guess}?"
                if self.make:
                    edits = [self.make(parameter.name, guess, False)]
                    if guess == parameter.default:
                        fixes = []
                    fixes.insert(0, fix(FixKind.set_name, edits, argument=parameter.name, name=guess))
            some = ", ".join(choices[:8]) + (" ..." if len(choices) > 8 else "")
            sentence = f"{parameter.name} of {self.owner} is one of {some}; {show(value)} is not.{hint}"
            values |= {"rule": "choice", "near": guess}
        else:
            wanted = bounds(parameter)
            sentence = f"{parameter.name} of {self.owner} must be {wanted}; it is {show(value)}."
            values |= limits(parameter)
        self.add(
            Code.param_range,
            parameter.name,
            sentence,
            values,
            expected=wanted,
            received=value,
            fixes=fixes,
        )

    def default_fixes(self, parameter: Parameter) -> list[Fix]:
        if self.make is None:
            return []
        if not parameter.required:
            edits = [self.make(parameter.name, None, True)]
            return [fix(FixKind.use_default, edits, value=parameter.default)]
        return [] if parameter.suggested is None else [self._set(self.make, parameter, parameter.suggested)]

    @staticmethod
    def _set(make: "Make", parameter: Parameter, value: Json) -> Fix:
        edits = [make(parameter.name, value, False)]
        return fix(FixKind.set, edits, argument=parameter.name, value=value)

    def add(
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
