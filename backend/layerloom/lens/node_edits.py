"""Proposals for a changed field of one node."""

import ast
from collections.abc import Iterator

from layerloom.importers.script.state.values import Call, Layer, Model, Site
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.documents.graph import LayerNode

from .call_arguments import Arguments
from .parameter_edits import ParameterEdits
from .proposer import Edits, Proposer


class NodeEdits:
    """Proposes edits for the fields of a node, by its id in the script."""

    def __init__(self, proposer: Proposer, entry: ModelName | None, node: NodeId) -> None:
        self._proposer = proposer
        self._source = proposer.source
        self._writer = proposer.writer
        self._entry = entry
        self._node = node
        self._call: Call | None = proposer.reading.calls(entry).get(node)
        self._parameters = ParameterEdits(proposer)

    def proposals(self, path: str, old: Json, new: object) -> Iterator[Edits]:
        """Give a field another value."""
        field, _, key = path.partition(".")
        call = self._call
        if call is None:
            yield from self._output_name(old, new)
        elif field == "name":
            yield from self._name(call, str(old), str(new))
        elif field == "config" and isinstance(call.target, Layer):
            yield from self._parameters.of_layer(call.target, key, old, new)
        elif field == "config":
            yield from self._parameters.of_operation(call, key, old, new)
        elif field == "call_with":
            yield from self._parameters.of_call(call, key, new)
        elif field in ("shape", "dtype"):
            yield from self._parameters.of_input(call, field, old, new)
        elif field == "trainable" and isinstance(call.target, Layer | Model):
            yield from self._trainable(call.target, trainable=bool(new))
        elif field == "layer" and isinstance(call.target, Layer) and isinstance(new, dict):
            yield from self._class(call.target, LayerNode.model_validate(new))

    def _output_name(self, old: Json, new: object) -> Iterator[Edits]:
        """The key of an output, wherever the script uses it."""
        yield self._proposer.texts(str(old), str(new))

    def _name(self, call: Call, old: str, new: str) -> Iterator[Edits]:
        """A name: where it is given, and wherever the script calls the node by it."""
        site = self._maker(call)
        if site is None or not isinstance(site.node, ast.Call):
            return
        arguments = Arguments(self._source, site.node)
        value = arguments.find("name")
        code = self._writer.text(new)
        if value is None:
            added = arguments.set("name", code)
            yield [added]
            yield [added, *self._proposer.texts(old, new)]
            return
        here = [self._source.replace(value, code)]
        if isinstance(value, ast.Constant):
            yield here
            yield [*here, *self._proposer.texts(str(value.value), new, but=[value])]
            return
        yield from self._proposer.literals(site, value, old, code)
        yield self._proposer.texts(old, new)
        yield here

    def _maker(self, call: Call) -> Site | None:
        if isinstance(call.target, Layer | Model):
            return call.target.site
        return call.site if call.target is None else None

    def _trainable(self, target: Layer | Model, *, trainable: bool) -> Iterator[Edits]:
        """Freeze a layer where it is made, or set another value where it is frozen."""
        site = target.site
        for statement in self._frozen():
            yield [self._source.replace(statement.value, repr(trainable))]
        if site is None or not isinstance(site.node, ast.Call):
            return
        arguments = Arguments(self._source, site.node)
        value = arguments.find("trainable")
        if value is not None:
            removed = arguments.remove(value) if trainable else None
            yield [removed or self._source.replace(value, repr(trainable))]
        elif isinstance(target, Layer):
            yield [arguments.set("trainable", repr(trainable))]
        elif isinstance(site.statement, ast.Assign) and isinstance(site.statement.targets[0], ast.Name):
            line = f"{site.statement.targets[0].id}.trainable = {trainable!r}"
            added = self._source.insert_after(site.statement, line)
            yield [added] if added else []

    def _frozen(self) -> Iterator[ast.Assign]:
        """The statements that set `trainable`."""
        for statement in self._source.body:
            for node in ast.walk(statement):
                if isinstance(node, ast.Assign) and any(
                    isinstance(target, ast.Attribute) and target.attr == "trainable"
                    for target in node.targets
                ):
                    yield node

    def _class(self, layer: Layer, node: LayerNode) -> Iterator[Edits]:
        """Another class of layer in the same place."""
        if layer.site is not None and isinstance(layer.site.node, ast.Call):
            yield [self._source.replace(layer.site.node, self._writer.layer(node))]
