"""Proposals for the layers of a Sequential model, which the script lists or adds one by one."""

import ast
from collections.abc import Iterator

from layerloom.importers.script.state.values import Instance, Layer, Model, Value
from layerloom_schema.base import NodeId
from layerloom_schema.documents.graph import LayerNode

from .agreement import wires
from .graph_change import GraphChange
from .proposer import Edits, Proposer
from .source_text import Edit


class SequentialEdits:
    """Proposes edits for the layers of one model."""

    def __init__(self, proposer: Proposer, change: GraphChange) -> None:
        self._source = proposer.source
        self._writer = proposer.writer
        self._change = change
        self._model: Model = change.model

    def proposals(self) -> Iterator[Edits]:
        """Layers put in or taken out, where the model stays a chain."""
        if self._model.kind != "Sequential":
            return
        edits: Edits = []
        for node in self._change.removed:
            removed = self._removed(self._change.reading.calls(self._change.entry)[node].target)
            if removed is None:
                return
            edits.append(removed)
        for node in self._change.added:
            added = self._added(node)
            if added is None:
                return
            edits.append(added)
        if edits:
            yield edits

    def _removed(self, layer: Value) -> Edit | None:
        site = self._model.added.get(id(layer))
        if site is None:
            return None
        part = self._element(layer)
        if part is not None:
            around = self._source.parents.get(part)
            if not isinstance(around, ast.List | ast.Tuple):
                return None
            return self._source.remove_element(around.elts, around.elts.index(part))
        return self._source.remove(site.statement)

    def _added(self, node: NodeId) -> Edit | None:
        """A layer after that whose output it takes: its own statement, or an element of the list."""
        found = self._change.now.nodes[node]
        incoming = wires(self._change.now, node)
        if not isinstance(found, LayerNode) or len(incoming) != 1:
            return None
        code = self._writer.layer(found)
        call = self._change.call(incoming[0][2])
        layers = self._model.layers
        place = next((number + 1 for number, one in enumerate(layers) if call and one is call.target), 0)
        if place < len(layers):
            return self._before(layers[place], code)
        return self._after(layers[-1], code) if layers else None

    def _before(self, layer: Layer | Model | Instance, code: str) -> Edit | None:
        site, part = self._model.added.get(id(layer)), self._element(layer)
        if site is None:
            return None
        if part is not None:
            start, _ = self._source.span(part)
            line = self._source.text.rfind("\n", 0, start) + 1
            head = self._source.text[line:start]
            return Edit(start, start, f"{code}, " if head.strip() else f"{code},\n{head}")
        added = self._add_call(site.node, code)
        return self._source.insert_before(site.statement, added) if added else None

    def _after(self, layer: Layer | Model | Instance, code: str) -> Edit | None:
        site, part = self._model.added.get(id(layer)), self._element(layer)
        if site is None:
            return None
        if part is not None:
            start, end = self._source.span(part)
            line = self._source.text.rfind("\n", 0, start) + 1
            head = self._source.text[line:start]
            return Edit(end, end, f", {code}" if head.strip() else f",\n{head}{code}")
        added = self._add_call(site.node, code)
        return self._source.insert_after(site.statement, added) if added else None

    def _add_call(self, node: ast.expr, code: str) -> str | None:
        """`model.add(...)`, as the script writes it."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add":
            return f"{self._source.source(node.func)}({code})"
        return None

    def _element(self, layer: Value) -> ast.expr | None:
        """The element of the list, from which a model is made, that is a layer."""
        site = self._model.added.get(id(layer))
        for expression, value in site.given if site is not None else ():
            if isinstance(expression, ast.List | ast.Tuple) and isinstance(value, list | tuple):
                for part, one in zip(expression.elts, value, strict=False):
                    if one is layer:
                        return part
        return None
