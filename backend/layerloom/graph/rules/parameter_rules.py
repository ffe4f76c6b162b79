"""[G] Rules of arguments: checks a config against the parameters of a catalogue entry."""

from collections.abc import Mapping
from types import MappingProxyType

from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.arguments import (
    ArgumentChange,
    former_argument,
    is_former,
    renamed_argument,
)
from layerloom.graph.former_names.input_shape import input_arguments
from layerloom.graph.parameter_phrases import type_phrase
from layerloom.graph.parameter_values import has_nonfinite, is_in_range, is_of_type
from layerloom.graph.wrapped_layers import Scope
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, CatalogEntry, Parameter, ParameterType
from layerloom_schema.catalog.keras_objects import OBJECT_KINDS
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.text.messages import did_you_mean

from .argument_check import MakeConfigEdit, MakeEdit
from .base_argument_rules import OfNode, input_argument, node_field_argument, unavailable_argument
from .keras_object_rules import KerasObjectCheck
from .value_rules import check_value, not_finite, set_fix, wrong_type
from .wrapped_layer_rules import WrappedLayerCheck

T = ParameterType


class ConfigCheck:
    """Checks the arguments of one catalogue entry. `owner` is its title in messages."""

    def __init__(
        self,
        catalog: Catalog,
        owner: Json,
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
        self.add(
            Code.param_unknown,
            name,
            "decay" if name == "decay" and guess == "learning_rate" else "argument",
            params={"near": did_you_mean(guess)},
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
        known = {parameter.name for parameter in entry.parameters}
        written = (former_argument(entry, name, self.config) for name in self.config if name not in known)
        change = next((change for change in written if change and parameter.name in change.set), None)
        fixes = self.changes(change)
        if not fixes and self.make and parameter.suggested is not None:
            fixes.append(set_fix(self.make, parameter, parameter.suggested))
        self.add(
            Code.param_missing,
            parameter.name,
            params={"type": type_phrase(parameter.type)},
            expected={"type": parameter.type.value},
            fixes=fixes,
        )

    def _value(self, parameter: Parameter, value: Json) -> None:
        if value is None:
            if not parameter.nullable:
                wrong_type(self, parameter, value)
        elif has_nonfinite(value):
            not_finite(self, parameter, value)
        elif parameter.type in OBJECT_KINDS:
            KerasObjectCheck(self, parameter, value).run()
        elif parameter.type in (T.layer, T.layers):
            WrappedLayerCheck(self, parameter, value).run()
        else:
            check_value(self, parameter, value)

    def at(self, argument: str) -> Where:
        """The location of an argument."""
        return self.where.model_copy(update={"field": f"{self.prefix}.{argument}"})

    def inside(
        self, owner: Json, prefix: str, make: MakeEdit | None, whole: MakeConfigEdit | None
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

    def add(
        self,
        code: Code,
        argument: str,
        variant: str | None = None,
        *,
        params: Mapping[str, Json] | None = None,
        expected: Json = None,
        received: Json = None,
        fixes: list[Fix],
    ) -> None:
        """Report a problem of an argument; its sentence may name the owner and the argument."""
        self.problems.append(
            Problem(
                code=code,
                variant=variant,
                params={"owner": self.owner, "argument": argument, **(params or {})},
                where=self.at(argument),
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
