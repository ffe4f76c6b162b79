"""Proposals for a changed parameter: of a layer, of what is an argument of it, of an operation or of an input."""

import ast
from collections.abc import Iterator, Mapping

from layerloom.codegen.operation_arguments import argument_text, subscript_text
from layerloom.codegen.operation_calls import SUBSCRIPT
from layerloom.importers.script.keras_api.make_layer import INPUT_ARGUMENTS, current_arguments
from layerloom.importers.script.keras_api.operation_names import ORDER
from layerloom.importers.script.keras_api.signatures import positions
from layerloom.importers.script.state.values import Call, Layer, Model, Named, Site, Value
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import CatalogEntry, Parameter

from .call_arguments import Arguments
from .proposer import Edits, Proposer

GONE = object()
"""In place of a value that is no longer given: the default applies."""
_INPUT = ("shape", "batch_size", "dtype", "sparse", "batch_shape", "name", "tensor")


class ParameterEdits:
    """Proposes edits that give a parameter another value."""

    def __init__(self, proposer: Proposer) -> None:
        self._proposer = proposer
        self._source = proposer.source
        self._writer = proposer.writer
        self._catalog = proposer.catalog

    def of_layer(self, layer: Layer, key: str, old: Json, new: object) -> Iterator[Edits]:
        """A parameter of a layer. `new` is `GONE` or a value of a document."""
        yield from self._of_object("layers", layer.kind, layer.config, layer.site, key, old, new)

    def of_named(self, named: Named, key: str, old: Json, new: object) -> Iterator[Edits]:
        """A parameter of an optimizer, loss, initializer, ..."""
        yield from self._of_object(named.kind, named.name, named.config, named.site, key, old, new)

    def of_application(
        self, model: Model, application: str, key: str, old: Json, new: object
    ) -> Iterator[Edits]:
        """A parameter of an application."""
        yield from self._of_object("applications", application, model.config, model.site, key, old, new)

    def of_call(self, call: Call, key: str, new: object) -> Iterator[Edits]:
        """An argument of a call that is no tensor."""
        if call.site is not None and isinstance(call.site.node, ast.Call):
            yield from self.argument(Arguments(self._source, call.site.node), call.site, None, key, None, new)

    def of_input(self, call: Call, key: str, old: Json, new: object) -> Iterator[Edits]:
        """The shape or dtype of an input, wherever the script says it."""
        if key == "shape" and isinstance(new, list):
            for model in self._proposer.reading.script.reading.models:
                yield from self._of_hint(model, call, new)
        if call.site is None or not isinstance(call.site.node, ast.Call):
            return
        arguments = Arguments(self._source, call.site.node, _INPUT)
        if key == "shape" and arguments.find("shape") is None and isinstance(new, list):
            batch = arguments.find("batch_shape", "batch_input_shape")
            if batch is not None:
                yield [self._source.replace(batch, self._writer.literal([None, *new]))]
        yield from self.argument(arguments, call.site, None, key, old, new)

    def of_operation(self, call: Call, key: str, old: Json, new: object) -> Iterator[Edits]:
        """A constant of an operation."""
        entry = self._catalog.ops[str(call.target)]
        site = call.site
        if site is None:
            return
        if isinstance(site.node, ast.Subscript) and call.target == SUBSCRIPT:
            if isinstance(new, list | int | dict):
                yield [self._source.replace(site.node.slice, subscript_text(new))]
            return
        parameter = entry.parameter.get(key)
        if parameter is None:
            return
        if isinstance(site.node, ast.Call):
            order = ORDER.get(entry.name) or positions("ops", entry.name)
            arguments = Arguments(self._source, site.node, order)
            if new is GONE:
                yield from self.argument(arguments, site, None, key, old, new)
                return
            code = self._writer.expression(argument_text(entry, parameter, new))  # type: ignore[arg-type]  # a value of a document
            yield from self._coded(arguments, site, key, old, code)
        elif new is not GONE:
            for expression, value in site.given:
                if value == old:
                    yield [self._source.replace(expression, repr(new))]

    def argument(
        self,
        arguments: Arguments,
        site: Site,
        parameter: Parameter | None,
        key: str,
        old: Json,
        new: object,
        former: tuple[str, ...] = (),
    ) -> Iterator[Edits]:
        """Set or remove one argument: first where its value comes from, if that is a constant elsewhere."""
        value = arguments.find(key, *former)
        if new is GONE:
            removed = arguments.remove(value) if value is not None else None
            if removed is not None:
                yield [removed]
            if parameter is None:
                return
            new = parameter.default
        code = self._writer.value(parameter, new, value)  # type: ignore[arg-type]  # a value of a document
        yield from self._coded(arguments, site, key, old, code, former)

    def _coded(
        self,
        arguments: Arguments,
        site: Site,
        key: str,
        old: Json,
        code: str,
        former: tuple[str, ...] = (),
    ) -> Iterator[Edits]:
        value = arguments.find(key, *former)
        if value is None:
            for part in [
                *arguments.call.args,
                *(word.value for word in arguments.call.keywords if word.arg is None),
            ]:
                yield from self._proposer.literals(site, part, old, code)
            yield [arguments.set(key, code)]
            return
        if not isinstance(value, ast.Constant):
            yield from self._proposer.literals(site, value, old, code)
        yield [self._source.replace(value, code)]

    def _of_hint(self, model: Model, call: Call, shape: list[Json]) -> Iterator[Edits]:
        """The shape that the first layer of a Sequential model says of the input."""
        if not model.layers or all(tensor.call is not call for tensor in model.inputs):
            return
        first = model.layers[0]
        if not isinstance(first, Layer) or first.site is None or not isinstance(first.site.node, ast.Call):
            return
        arguments = Arguments(self._source, first.site.node)
        for name in INPUT_ARGUMENTS:
            value = arguments.find(name)
            if value is not None:
                code = [None, *shape] if name.startswith("batch") else shape
                single = name in ("input_dim", "input_length")
                yield [self._source.replace(value, self._writer.literal(shape[-1] if single else code))]

    def _of_object(
        self,
        kind: str,
        name: str,
        config: Mapping[str, Value],
        site: Site | None,
        key: str,
        old: Json,
        new: object,
    ) -> Iterator[Edits]:
        entries: Mapping[str, CatalogEntry] = getattr(self._catalog, kind)
        entry = entries.get(name)
        if site is None or not isinstance(site.node, ast.Call):
            return
        inner = config.get(key)
        if isinstance(new, dict) and isinstance(inner, Layer | Named) and isinstance(old, dict):
            yield from self._inner(inner, old, new)
        skip = int(kind == "layers" and self._is_merge(site))
        arguments = Arguments(self._source, site.node, positions(kind, name), skip)
        parameter = entry.parameter.get(key) if entry is not None else None
        former = _former(entry, site.node, key) if entry is not None else ()
        yield from self.argument(arguments, site, parameter, key, old, new, former)

    def _inner(self, inner: Layer | Named, old: dict[str, Json], new: dict[str, Json]) -> Iterator[Edits]:
        """One changed parameter of a layer, initializer, ... that is an argument."""
        was, now = old.get("config") or {}, new.get("config") or {}
        same_class = (old.get("layer"), old.get("name")) == (new.get("layer"), new.get("name"))
        if not same_class or not isinstance(was, dict) or not isinstance(now, dict):
            return
        changed = [key for key in {**was, **now} if was.get(key) != now.get(key)]
        if len(changed) != 1:
            return
        key = changed[0]
        value = now.get(key, GONE)
        if isinstance(inner, Layer):
            yield from self.of_layer(inner, key, was.get(key), value)
        else:
            yield from self.of_named(inner, key, was.get(key), value)

    def _is_merge(self, site: Site) -> bool:
        """Whether an expression both makes a layer and calls it, as `concatenate([a, b])` does."""
        return any(
            call.site is not None and call.site.node is site.node
            for call in self._proposer.reading.script.reading.calls
        )


def _former(entry: CatalogEntry, call: ast.Call, key: str) -> tuple[str, ...]:
    """The former names, among the arguments of a call, of a parameter."""
    names = [word.arg for word in call.keywords if word.arg is not None and word.arg not in entry.parameter]
    return tuple(name for name in names if key in current_arguments(entry, {name: call}))
