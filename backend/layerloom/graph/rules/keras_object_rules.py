"""[G] Rules of Keras objects as arguments: initializers, regularizers, constraints, schedules and activations."""

from collections.abc import Mapping

from layerloom.graph.fixes.activation_layer_fixes import activation_layer, layer_after_fixes
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.arguments import replacement_config
from layerloom.graph.former_names.name_lookup import find_entry
from layerloom.graph.former_names.python_calls import parse_call
from layerloom.graph.intended_values import intended_value
from layerloom.graph.parameter_values import is_in_range, is_number
from layerloom.graph.wrapped_layers import set_argument
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import CatalogEntry, Parameter, reason_phrase, refusals, usable
from layerloom_schema.catalog.entries import ParameterType as T
from layerloom_schema.catalog.keras_objects import OBJECT_KINDS
from layerloom_schema.checks.problems import Code, Fix, FixKind
from layerloom_schema.text.messages import phrase

from .argument_check import ArgumentCheck, MakeConfigEdit, MakeEdit
from .object_field_rules import object_field_problems
from .value_rules import default_fixes, no_such_choice, out_of_range, wrong_type


class KerasObjectCheck:
    """Checks the value of one argument that names an object of Keras, alone or with a config."""

    def __init__(self, check: ArgumentCheck, parameter: Parameter, value: Json) -> None:
        self.check = check
        self.parameter = parameter
        self.value = value

    def run(self) -> None:
        """Check the name, then the config by the entry of that name."""
        if self.parameter.type is T.schedule and is_number(self.value):
            if not is_in_range(self.parameter, self.value):
                out_of_range(self.check, self.parameter, self.value)
        elif self.parameter.type is T.schedule and intended_value(self.parameter, self.value) is not None:
            wrong_type(self.check, self.parameter, self.value)
        elif self.parameter.type is T.activation and isinstance(self.value, dict):
            self._activation(self.value)
        else:
            self._named()

    def _named(self) -> None:
        name: Json = self.value
        config: Json = {}
        if isinstance(self.value, dict):
            name, config = self.value.get("name"), self.value.get("config", {})
        if not isinstance(name, str) or not isinstance(config, dict):
            wrong_type(self.check, self.parameter, self.value)
            return
        kind = OBJECT_KINDS[self.parameter.type]
        entries: Mapping[str, CatalogEntry] = getattr(self.check.catalog, kind)
        known = self.check.catalog.object_names[kind].get(name)
        refused = refusals(entries).get(name) if known is None else None
        if refused is not None and refused.refused is not None:
            self._refused(refused.name, refused.refused)
        elif known is None:
            self._unknown(name, config, entries)
        else:
            self._config(entries[known], config)

    def _config(self, entry: CatalogEntry, config: dict[str, Json]) -> None:
        """Check the arguments of the object, and the fields beside them."""
        argument, owner = self.parameter.name, self.check.owner
        inner = self.check.inside(
            phrase("owner.part", part=entry.name, owner=owner), f"{argument}.config", *self._makers()
        )
        self.check.problems += inner.run(entry, config)
        if isinstance(self.value, dict):
            make = self.check.make
            whole = None if make is None else lambda new: make(argument, new, False)
            title, where = phrase("owner.part", part=argument, owner=owner), self.check.at(argument)
            self.check.problems += object_field_problems(self.value, entry, title, where, whole)

    def _makers(self) -> tuple[MakeEdit | None, MakeConfigEdit | None]:
        """Functions that edit the config of the object: one argument of it, or all."""
        outer, argument = self.check.make, self.parameter.name
        if outer is None:
            return None, None
        whole: dict[str, Json] = {**self.value} if isinstance(self.value, dict) else {"name": self.value}
        return (
            lambda name, new, unset: outer(
                argument, set_argument(whole, ["config"], name, new, unset=unset), False
            ),
            lambda config: outer(argument, {**whole, "config": config}, False),
        )

    def _unknown(self, name: str, config: dict[str, Json], entries: Mapping[str, CatalogEntry]) -> None:
        guess = find_entry(name, entries, OBJECT_KINDS[self.parameter.type])
        call = parse_call(name)
        if guess and call:
            config = {**call.config(entries[guess]), **config}
        settings = replacement_config(entries[guess], config) if guess else {}
        better: Json = {"name": guess, "config": settings} if settings else guess
        no_such_choice(self.check, self.parameter, name, usable(entries), guess, better)
        if guess is None and self.parameter.type is T.activation:
            behind = self._layer_behind({"layer": name})
            last = self.check.problems.pop()
            self.check.problems.append(last.model_copy(update={"fixes": [*behind, *last.fixes]}))

    def _activation(self, value: dict[str, Json]) -> None:
        """Report an activation given as an object, as it has arguments or weights of its own and must be a layer."""
        self.check.add(
            Code.param_range,
            self.parameter.name,
            "activation_word",
            expected={"type": T.activation.value},
            received=value,
            fixes=[*self._layer_behind(value), *self._word_fixes(value)],
        )

    def _layer_behind(self, value: dict[str, Json]) -> list[Fix]:
        """A fix that calls an equivalent layer after the node; none for a wrapped layer."""
        layer = activation_layer(value, self.check.catalog)
        if layer is None or self.check.scope is None or self.check.prefix != "config":
            return []
        return layer_after_fixes(self.check.scope, self.parameter.name, *layer)

    def _word_fixes(self, value: dict[str, Json]) -> list[Fix]:
        name = value.get("name") or value.get("layer")
        known = self.check.catalog.activations
        word = find_entry(name, known, "activations") if isinstance(name, str) else None
        if word is None or self.check.make is None:
            return default_fixes(self.check, self.parameter)
        edits = [self.check.make(self.parameter.name, word, False)]
        return [make_fix(FixKind.set_name, edits, argument=self.parameter.name, name=word)]

    def _refused(self, name: str, reason: str) -> None:
        self.check.add(
            Code.layer_refused,
            self.parameter.name,
            "reason",
            params={"layer": name, "reason": reason_phrase(reason)},
            received=name,
            fixes=default_fixes(self.check, self.parameter),
        )
