"""[G] Rules of wrapped layers, which are arguments of other layers: which are allowed, and their own arguments."""

from collections.abc import Callable, Mapping

from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.former_names.layers import replacement_layer, unknown_layer_variant
from layerloom.graph.nested_models import self_reference
from layerloom.graph.node_titles import node_phrase
from layerloom.graph.wrapped_layers import (
    COPIED_ARGUMENTS,
    LAYER_KEYS,
    may_wrap,
    replace_at,
    set_argument,
    with_inner_parameters,
)
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.catalog.entries import Parameter, reason_phrase
from layerloom_schema.catalog.entries import ParameterType as T
from layerloom_schema.checks.problems import Code, Fix, FixKind
from layerloom_schema.documents.edits import Edit
from layerloom_schema.documents.graph import LayerNode, ModelNode
from layerloom_schema.text.messages import did_you_mean, exact, phrase

from .adapt_rules import LEARNED_ARGUMENTS, given_values
from .argument_check import ArgumentCheck, MakeConfigEdit, MakeEdit
from .object_field_rules import object_field_problems
from .shared_layer_references import wrong_reference
from .value_rules import default_fixes, wrong_type


class WrappedLayerCheck:
    """Checks the value of one argument that contains layers. Problems are added to the check of the outer layer."""

    def __init__(self, check: ArgumentCheck, parameter: Parameter, whole: Json) -> None:
        self.check = check
        self.parameter = parameter
        self.whole = whole

    def run(self) -> None:
        """Check the layer, or each layer of a list."""
        if self.parameter.type is T.layer or isinstance(self.whole, dict):
            self._layer(self.whole, [])
        elif isinstance(self.whole, list) and self.whole:
            for index, part in enumerate(self.whole):
                self._layer(part, [index])
        else:
            wrong_type(self.check, self.parameter, self.whole)

    def _layer(self, part: Json, path: list[str | int]) -> None:
        """Check the layer `part` at `path` of the argument's value."""
        keys = set(part) if isinstance(part, dict) else set()
        field = ".".join([self.parameter.name, *map(str, path)])
        if isinstance(part, dict) and keys == {"of"} and isinstance(part["of"], str):
            self._very_layer(field, NodeId(part["of"]), path)
        elif isinstance(part, dict) and keys == {"model"} and isinstance(part["model"], str):
            self._model(field, ModelName(part["model"]))
        elif isinstance(part, dict) and "layer" in keys:
            self._new_layer(part, path, field)
        else:
            wrong_type(self.check, self.parameter, self.whole)

    def _new_layer(self, part: Mapping[str, Json], path: list[str | int], field: str) -> None:
        name, config = part["layer"], part.get("config", {})
        entry = self.check.catalog.layers.get(self.check.catalog.layer_names.get(str(name), ""))
        if not isinstance(config, dict):
            wrong_type(self.check, self.parameter, self.whole)
        elif entry is None:
            self._unknown(str(name), config, path, field)
        elif entry.refused is not None:
            self._refused(field, name, entry.refused)
        elif not may_wrap(self.parameter, entry):
            self._not_inside(field, name)
        elif entry.adapts and not given_values(entry, config):
            self.check.add(
                Code.layer_needs_data,
                field,
                "inside",
                params={"layer": entry.name},
                expected=[*LEARNED_ARGUMENTS.get(entry.name, ())],
                received=name,
                fixes=[],
            )
        else:
            inner = self.check.inside(
                phrase("node.inside", inner=entry.name, outer=self.check.owner),
                f"{field}.config",
                *self._makers([*path, "config"]),
            )
            inside = with_inner_parameters(entry)
            self.check.problems += inner.run(inside, config)
            title, where = phrase("owner.part", part=field, owner=self.check.owner), self.check.at(field)
            self.check.problems += object_field_problems(
                part, inside, title, where, self._make_whole(path), LAYER_KEYS
            )

    def _make_whole(self, path: list[str | int]) -> Callable[[Json], Edit] | None:
        """A function that makes an edit to replace the layer at `path`; `None` if it cannot be edited."""
        outer = self.check.make
        if outer is None:
            return None
        argument, value = self.parameter.name, self.whole
        return lambda new: outer(argument, replace_at(value, path, new), False)

    def _unknown(self, name: str, config: dict[str, Json], path: list[str | int], field: str) -> None:
        """Report an unknown layer, with the intended one if it is allowed here."""
        catalog = self.check.catalog
        kinds = {known: entry for known, entry in catalog.layers.items() if may_wrap(self.parameter, entry)}
        found = replacement_layer(name, config, catalog, kinds)
        guess = found[0] if found else None
        self.check.add(
            Code.layer_unknown,
            field,
            unknown_layer_variant(name),
            params={"layer": name, "near": did_you_mean(guess)},
            received=name,
            fixes=[
                *(self._replace(path, {"layer": found[0], "config": found[1]}, found[0]) if found else []),
                *(default_fixes(self.check, self.parameter) if found is None else []),
            ],
        )

    def _makers(self, path: list[str | int]) -> tuple[MakeEdit | None, MakeConfigEdit | None]:
        """Functions that edit the config at `path`: one argument of it, or all."""
        outer = self.check.make
        if outer is None:
            return None, None
        argument, value = self.parameter.name, self.whole
        *parent, last = path
        return (
            lambda name, new, unset: outer(
                argument, set_argument(value, path, name, new, unset=unset), False
            ),
            lambda config: outer(
                argument, set_argument(value, parent, str(last), config, unset=False), False
            ),
        )

    def _no_layer_of(self, field: str, node: NodeId, path: list[str | int]) -> None:
        """Report a reference to a node that declares no layer or does not exist."""
        wrong = wrong_reference(self.check.scope.index, node) if self.check.scope else None
        fixes = default_fixes(self.check, self.parameter)
        if wrong is not None and self.check.scope is not None:
            fixes = [
                found
                for meant in wrong.meant
                for found in self._replace(path, {"of": meant}, node_phrase(self.check.scope.index, meant))
            ] or fixes
        self.check.add(
            Code.shared_missing,
            field,
            f"argument_{wrong.variant}" if wrong else "argument",
            params=wrong.params if wrong else {},
            received=node,
            fixes=fixes,
        )

    def _replace(self, path: list[str | int], value: Json, name: Json) -> list[Fix]:
        """A fix that replaces the layer at `path` of the argument's value."""
        if self.check.make is None:
            return []
        changed = replace_at(self.whole, path, value)
        return [make_fix(FixKind.use, [self.check.make(self.parameter.name, changed, False)], name=name)]

    def _very_layer(self, field: str, node: NodeId, path: list[str | int]) -> None:
        declared = self.check.scope.declared(node) if self.check.scope else None
        if declared is None or self.check.scope is None:
            self._no_layer_of(field, node, path)
        elif self.check.scope.holds_itself(node):
            self.check.add(
                Code.model_cycle,
                field,
                "argument",
                params={"model": declared.label or declared.name},
                received=node,
                fixes=default_fixes(self.check, self.parameter),
            )
        elif (self.check.entry, self.parameter.name) in COPIED_ARGUMENTS:
            self.check.add(
                Code.param_range,
                field,
                "copied",
                params={"layer": declared.label or declared.name},
                received=node,
                fixes=default_fixes(self.check, self.parameter),
            )
        elif isinstance(declared, LayerNode) and declared.adapt:
            self.check.add(
                Code.layer_needs_data,
                field,
                "learns",
                params={"layer": declared.label or declared.name},
                received=node,
                fixes=[],
            )
        elif isinstance(declared, ModelNode):
            self._model(field, declared.model)
        else:
            entry = self.check.catalog.layers.get(self.check.catalog.layer_names.get(declared.layer, ""))
            if entry is None or not may_wrap(self.parameter, entry):
                self._not_inside(field, declared.layer)

    def _model(self, field: str, name: ModelName) -> None:
        models = self.check.scope.document.models if self.check.scope else {}
        path = (
            self_reference(self.check.scope.document, name) if self.check.scope and name in models else None
        )
        if not self.parameter.models:
            self._not_inside(field, name, "inside_model")
        elif name not in models:
            self.check.add(
                Code.model_missing,
                field,
                "named",
                params={"model": name, "near": did_you_mean(closest_match(name, models))},
                received=name,
                fixes=default_fixes(self.check, self.parameter),
            )
        elif path is not None:
            self.check.add(
                Code.model_cycle,
                field,
                "ring",
                params={"model": name, "names": [*path[:-1]]},
                received=[*path],
                fixes=default_fixes(self.check, self.parameter),
            )

    def _not_inside(self, field: str, name: Json, variant: str = "inside") -> None:
        """Report a layer that this argument may not be."""
        layers: Json = [*self.parameter.layers] or phrase("type.one_tensor_layer")
        self.check.add(
            Code.param_range,
            field,
            variant,
            params={"choices": layers, "received": exact(name)},
            expected=[*self.parameter.layers],
            received=name,
            fixes=default_fixes(self.check, self.parameter),
        )

    def _refused(self, field: str, name: Json, reason: str) -> None:
        """Report a layer that may be used nowhere."""
        self.check.add(
            Code.layer_refused,
            field,
            "reason",
            params={"layer": name, "reason": reason_phrase(reason)},
            received=name,
            fixes=default_fixes(self.check, self.parameter),
        )
