"""[G] Rules of arguments: checks a config against the parameters of a catalogue entry."""

from collections.abc import Mapping
from types import MappingProxyType

from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.activation_layer_fixes import activation_layer, layer_after_fixes
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.arguments import (
    ArgumentChange,
    former_argument,
    is_former,
    renamed_argument,
    replacement_config,
)
from layerloom.graph.former_names.input_shape import input_arguments
from layerloom.graph.former_names.name_lookup import find_entry, find_word
from layerloom.graph.former_names.python_calls import parse_call
from layerloom.graph.intended_values import (
    NUMBERS,
    as_share,
    contains_number,
    intended_value,
    is_none_text,
    meanings,
)
from layerloom.graph.parameter_values import (
    TYPE_TEXTS,
    expected_text,
    format_value,
    has_nonfinite,
    is_in_range,
    is_number,
    is_of_type,
    range_text,
    range_values,
)
from layerloom.graph.wrapped_layers import Scope, set_argument
from layerloom_schema.base import Json
from layerloom_schema.catalog import Catalog, CatalogEntry, Parameter, ParameterType, refusals, usable
from layerloom_schema.keras_objects import OBJECT_KINDS
from layerloom_schema.problems import Code, Fix, FixKind, Problem, Where

from .argument_check import MakeConfigEdit, MakeEdit
from .base_argument_rules import OfNode, input_argument, node_field_argument, unavailable_argument
from .object_field_rules import object_field_problems
from .wrapped_layer_rules import WrappedLayerCheck

T = ParameterType


class ConfigCheck:
    """Checks the arguments of one catalogue entry. `owner` is its title in messages."""

    def __init__(
        self,
        catalog: Catalog,
        owner: str,
        where: Where,
        *,
        prefix: str,
        make: MakeEdit | None = None,
        whole: MakeConfigEdit | None = None,
        scope: Scope | None = None,
        of_node: Mapping[str, OfNode] = MappingProxyType({}),
    ) -> None:
        self.catalog = catalog
        self.owner = owner
        self.where = where
        self.prefix = prefix
        self.make = make
        self.whole = whole
        self.scope = scope
        self.of_node = of_node
        self.entry = ""
        self.config: Mapping[str, Json] = {}
        self.problems: list[Problem] = []

    def run(self, entry: CatalogEntry, config: Mapping[str, Json]) -> list[Problem]:
        """All problems of `config`: unknown arguments first, then in the order of the parameters."""
        self.entry = entry.name
        self.config = config
        known = entry.parameter
        for name in config:
            if name not in known:
                self._unknown(entry, name)
        for parameter in entry.parameters:
            if parameter.name in config:
                self._value(parameter, config[parameter.name])
            elif parameter.required:
                self._missing(entry, parameter)
        return self.problems

    def _unknown(self, entry: CatalogEntry, name: str) -> None:
        if name in self.of_node:
            node_field_argument(self, name, self.config[name], self.of_node[name])
            return
        if name in entry.unavailable:
            unavailable_argument(self, name, self.config[name], entry.unavailable[name])
            return
        if name in input_arguments(entry, self.config):
            input_argument(self, entry, name)
            return
        change = former_argument(entry, name, self.config)
        sure = change is not None and all(_suits(entry, new, value) for new, value in change.set.items())
        known = [parameter.name for parameter in entry.parameters]
        guess = None if is_former(name) else closest_match(name, known)
        if change is None and guess:
            change = renamed_argument(entry, name, guess, self.config[name])
        guess = next(iter(change.set), None) if change else None
        sentence = f"{self.owner[:1].upper()}{self.owner[1:]} has no argument {name}"
        values: dict[str, Json] = {"argument": name, "near": guess}
        if name == "decay" and guess == "learning_rate":
            sentence += ": a learning rate that falls is a schedule."
            values |= {"near": None, "rule": "decay"}
        else:
            sentence += f". Did you mean {guess}?" if guess else "."
        self.add(
            Code.param_unknown,
            name,
            sentence,
            values,
            expected=[*known],
            received=name,
            fixes=self.changes(change) if sure else [*self.changes(change), *self.changes(_removal(name))],
        )

    def changes(self, change: ArgumentChange | None) -> list[Fix]:
        """A fix that changes several arguments at once; none if the config cannot be edited."""
        if change is None or self.make is None:
            return []
        if self.whole is not None:
            edits = [self.whole(change.applied(self.config))]
        else:
            edits = [self.make(name, None, True) for name in change.unset]
            edits += [self.make(name, value, False) for name, value in change.set.items()]
        return [make_fix(change.kind, edits, **change.values)]

    def _missing(self, entry: CatalogEntry, parameter: Parameter) -> None:
        words = TYPE_TEXTS[parameter.type]
        known = {parameter.name for parameter in entry.parameters}
        written = (former_argument(entry, name, self.config) for name in self.config if name not in known)
        change = next((change for change in written if change and parameter.name in change.set), None)
        fixes = self.changes(change)
        if not fixes and self.make and parameter.suggested is not None:
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
        if has_nonfinite(value):
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
            WrappedLayerCheck(self, parameter, value).run()
        elif not is_of_type(parameter, value):
            self.wrong_type(parameter, value)
        elif not is_in_range(parameter, value):
            self._out_of_range(parameter, value)

    def _object(self, parameter: Parameter, value: Json) -> None:
        """Check an object of another kind of the catalogue: a name, or a name with a config."""
        if parameter.type is T.schedule and is_number(value):
            if not is_in_range(parameter, value):
                self._out_of_range(parameter, value)
            return
        if parameter.type is T.schedule and intended_value(parameter, value) is not None:
            self.wrong_type(parameter, value)
            return
        if parameter.type is T.activation and isinstance(value, dict):
            self._activation(parameter, value)
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
        refused = refusals(entries).get(name) if known is None else None
        if refused is not None:
            self._refused(parameter, refused)
        elif known is None:
            self._no_such_object(parameter, name, config, entries)
        else:
            inner = self.inside(
                f"{known} of {self.owner}", f"{parameter.name}.config", *self._makers(parameter, value)
            )
            self.problems += inner.run(entries[known], config)
            if isinstance(value, dict):
                make = self.make
                whole = None if make is None else lambda new: make(parameter.name, new, False)
                title, where = f"{parameter.name} of {self.owner}", self.at(parameter.name)
                self.problems += object_field_problems(value, entries[known], title, where, whole)

    def at(self, argument: str) -> Where:
        """The location of an argument."""
        return self.where.model_copy(update={"field": f"{self.prefix}.{argument}"})

    def _makers(self, parameter: Parameter, value: Json) -> tuple[MakeEdit | None, MakeConfigEdit | None]:
        """Functions that edit the config of an object given as an argument."""
        outer = self.make
        if outer is None:
            return None, None
        whole: dict[str, Json] = {**value} if isinstance(value, dict) else {"name": value}
        return (
            lambda name, new, unset: outer(
                parameter.name, set_argument(whole, ["config"], name, new, unset=unset), False
            ),
            lambda config: outer(parameter.name, {**whole, "config": config}, False),
        )

    def _no_such_object(
        self, parameter: Parameter, name: str, config: dict[str, Json], entries: Mapping[str, CatalogEntry]
    ) -> None:
        guess = find_entry(name, entries, OBJECT_KINDS[parameter.type])
        call = parse_call(name)
        if guess and call:
            config = {**call.config(entries[guess]), **config}
        settings = replacement_config(entries[guess], config) if guess else {}
        better: Json = {"name": guess, "config": settings} if settings else guess
        self._out_of_range(parameter, name, usable(entries), guess, better)
        if guess is None and parameter.type is T.activation:
            behind = self._layer_behind(parameter, {"layer": name})
            last = self.problems.pop()
            self.problems.append(last.model_copy(update={"fixes": [*behind, *last.fixes]}))

    def _activation(self, parameter: Parameter, value: dict[str, Json]) -> None:
        """Report an activation given as an object, as it has arguments or weights of its own and must be a layer."""
        self.add(
            Code.param_range,
            parameter.name,
            f"{parameter.name} of {self.owner} is named by a word alone; what has settings of its own is a layer.",
            {"argument": parameter.name, "rule": "activation_word"},
            expected=TYPE_TEXTS[T.activation],
            received=value,
            fixes=[*self._layer_behind(parameter, value), *self._word_fixes(parameter, value)],
        )

    def _layer_behind(self, parameter: Parameter, value: dict[str, Json]) -> list[Fix]:
        """A fix that calls an equivalent layer after the node; none for a wrapped layer."""
        layer = activation_layer(value, self.catalog)
        if layer is None or self.scope is None or self.prefix != "config":
            return []
        return layer_after_fixes(self.scope, parameter.name, *layer)

    def _word_fixes(self, parameter: Parameter, value: dict[str, Json]) -> list[Fix]:
        name = value.get("name") or value.get("layer")
        word = find_entry(name, self.catalog.activations, "activations") if isinstance(name, str) else None
        if word is None or self.make is None:
            return self.default_fixes(parameter)
        edits = [self.make(parameter.name, word, False)]
        return [make_fix(FixKind.set_name, edits, argument=parameter.name, name=word)]

    def _refused(self, parameter: Parameter, entry: CatalogEntry) -> None:
        self.add(
            Code.layer_refused,
            parameter.name,
            f"{entry.name} cannot be used: {entry.refused}",
            {"layer": entry.name, "reason": entry.refused},
            received=entry.name,
            fixes=self.default_fixes(parameter),
        )

    def inside(
        self, owner: str, prefix: str, make: MakeEdit | None, whole: MakeConfigEdit | None
    ) -> "ConfigCheck":
        """The check of a config inside an argument, with the same catalogue, location and scope."""
        return ConfigCheck(
            self.catalog,
            owner,
            self.where,
            prefix=f"{self.prefix}.{prefix}",
            make=make,
            whole=whole,
            scope=self.scope,
        )

    def wrong_type(self, parameter: Parameter, value: Json) -> None:
        words = expected_text(parameter)
        intended = meanings(parameter, value)
        # No default: it would replace the intended value.
        unreadable = parameter.type in NUMBERS and contains_number(value)
        fixes = [] if intended or unreadable else self.default_fixes(parameter)
        if self.make:
            fixes += [self._set(self.make, parameter, each) for each in intended]
        self.add(
            Code.param_type,
            parameter.name,
            f"{parameter.name} of {self.owner} must be {words}; it is {format_value(value)}.",
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

    def _out_of_range(
        self,
        parameter: Parameter,
        value: Json,
        choices: list[str] | None = None,
        guess: str | None = None,
        better: Json = None,
    ) -> None:
        """Report a value out of range. `guess` is the intended choice, `better` the value to set if it differs."""
        share = as_share(parameter, value)
        fixes = self.default_fixes(parameter)
        if share is not None and self.make:
            fixes = [self._set(self.make, parameter, share)]
        hint = ""
        values: dict[str, Json] = {"argument": parameter.name}
        if choices is None and parameter.choices:
            choices = parameter.choices
            guess = find_word(str(value), choices, "dtypes" if parameter.name == "dtype" else parameter.name)
        if choices:
            wanted: Json = list(choices)
            if guess:
                fixes = [] if parameter.required else fixes
                hint = f" Did you mean {guess}?"
                if self.make:
                    edits = [self.make(parameter.name, guess if better is None else better, False)]
                    if guess == parameter.default:
                        fixes = []
                    fixes.insert(0, make_fix(FixKind.set_name, edits, argument=parameter.name, name=guess))
            some = ", ".join(choices[:8]) + (" ..." if len(choices) > 8 else "")
            sentence = (
                f"{parameter.name} of {self.owner} is one of {some}; {format_value(value)} is not.{hint}"
            )
            values |= {"rule": "choice", "near": guess}
        else:
            wanted = range_text(parameter)
            sentence = f"{parameter.name} of {self.owner} must be {wanted}; it is {format_value(value)}."
            values |= range_values(parameter)
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
        written = self.config.get(parameter.name)
        if is_none_text(written) and parameter.nullable and parameter.default is not None:
            return [self._set(self.make, parameter, None)]
        if not parameter.required:
            edits = [self.make(parameter.name, None, True)]
            return [make_fix(FixKind.use_default, edits, value=parameter.default)]
        return [] if parameter.suggested is None else [self._set(self.make, parameter, parameter.suggested)]

    @staticmethod
    def _set(make: MakeEdit, parameter: Parameter, value: Json) -> Fix:
        edits = [make(parameter.name, value, False)]
        return make_fix(FixKind.set, edits, argument=parameter.name, value=value)

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
        where = self.at(argument)
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


def _removal(name: str) -> ArgumentChange:
    return ArgumentChange(FixKind.remove, {"name": name}, unset=(name,))


def _suits(entry: CatalogEntry, argument: str, value: Json) -> bool:
    """Whether an argument accepts a value. Objects are checked only after the change."""
    parameter = next((parameter for parameter in entry.parameters if parameter.name == argument), None)
    if parameter is None or parameter.type in OBJECT_KINDS or value is None:
        return parameter is not None
    return is_of_type(parameter, value) and is_in_range(parameter, value)
