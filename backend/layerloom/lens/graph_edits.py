"""Proposals for a changed graph: a step put into a chain or taken out of it first, then any change of wires."""

import ast
from collections.abc import Iterator

from layerloom.codegen.call_arguments import Results, incoming, layer_arguments, model_arguments
from layerloom.codegen.formatter import Expression, flat
from layerloom.codegen.operation_calls import operation
from layerloom.importers.script.state.values import Call, Model, Site
from layerloom_schema.base import NodeId
from layerloom_schema.documents.document import NestedModel
from layerloom_schema.documents.graph import InputNode, LayerNode, ModelNode, OpNode

from .agreement import wires
from .graph_change import GraphChange
from .proposer import Edits, Proposer
from .source_text import Edit, SourceText
from .tensor_code import TensorCode, Unreachable, occurrences
from .wire_edits import WireEdits


class GraphEdits:
    """Proposes edits for one graph."""

    def __init__(self, proposer: Proposer, change: GraphChange) -> None:
        self._proposer = proposer
        self._source: SourceText = proposer.source
        self._change = change
        self._names = TensorCode(proposer)
        self._results: Results = {}
        self._wires = WireEdits(proposer, change, self._reference)

    def into_chain(self) -> Iterator[Edits]:
        """One new call between a tensor and what takes it: a line of its own under the same variable, else around it."""
        added = self._change.added
        incoming_wires = wires(self._change.now, added[0]) if len(added) == 1 else []
        if len(incoming_wires) != 1 or self._change.removed:
            return
        node, (_, _, source, output) = added[0], incoming_wires[0]
        takers = [self._change.call(taker) for taker in self._change.rewired]
        sites = [(taker.site, taker) for taker in takers if taker is not None and taker.site is not None]
        given = self._change.call(source)
        found = [
            (site, expression)
            for site, _ in sites
            for expression, tensor in occurrences(site)
            if tensor.call is given and tensor.output == output and expression is not None
        ]
        end = self._end_of_chain(source, output)
        found += [end] if end is not None else []
        if not found:
            return
        names = {expression.id for _, expression in found if isinstance(expression, ast.Name)}
        site, first = min(found, key=lambda pair: self._source.span(pair[1]))
        if len(names) == 1 and len(names) == len({ast.dump(expression) for _, expression in found}):
            name = names.pop()
            line = self._source.insert_before(
                site.statement, f"{name} = {self._called(node, source, output, name)}"
            )
            if line is not None:
                yield [line]
        if len(found) == 1:
            yield [
                self._source.replace(first, self._called(node, source, output, self._source.source(first)))
            ]

    def _end_of_chain(self, source: NodeId, output: int) -> tuple[Site, ast.expr] | None:
        """Where a tensor is an output of the model, if it is no longer to be."""
        site = self._change.model.site
        given = self._change.call(source)
        if site is None or all(
            self._change.former_wires(node) == wires(self._change.now, node)
            for node in self._change.outputs
            if node in self._change.of_script
        ):
            return None
        for expression, tensor in [*occurrences(site)][::-1]:
            if tensor.call is given and tensor.output == output and expression is not None:
                return site, expression
        return None

    def _called(self, node: NodeId, source: NodeId, output: int, argument: str) -> str:
        results: Results = {source: [argument] * (output + 1)}
        return self._call(node, results, None)

    def out_of_chain(self) -> Iterator[Edits]:
        """Calls that are gone, while what they took goes on in their place."""
        if self._change.added or not self._change.removed or self._change.removed != self._change.deleted:
            return
        edits: Edits = []
        for node in self._change.removed:
            call = self._change.reading.calls(self._change.entry)[node]
            found = occurrences(call.site) if call.site is not None else []
            if call.site is None or len(found) != 1 or found[0][0] is None:
                return
            edits.append(self._unwrapped(call.site, found[0][0]))
        yield edits

    def _unwrapped(self, site: Site, argument: ast.expr) -> Edit:
        """Put an argument in the place of its call; what then only says `x = x` goes."""
        statement = site.statement
        if (
            isinstance(statement, ast.Assign)
            and statement.value is site.node
            and isinstance(argument, ast.Name)
        ):
            targets = [target.id for target in statement.targets if isinstance(target, ast.Name)]
            if targets == [argument.id] and len(statement.targets) == 1:
                removed = self._source.remove(statement)
                if removed is not None:
                    return removed
        return self._source.replace(site.node, self._source.source(argument))

    def any_change(self, *, clean: bool) -> Edits:
        """New calls before what takes them, other tensors for the calls that stay; `clean` removes what is left over."""
        edits: Edits = []
        anchor = self._anchor() if self._change.added else None
        if anchor is not None:
            for node in self._change.added:
                code = self._statement(node, anchor)
                line = self._source.insert_before(anchor.statement, code)
                if line is None:
                    raise Unreachable
                edits.append(line)
        for node in self._change.rewired:
            edits += self._wires.rewire(node)
        edits += self._wires.ends()
        if clean:
            edits += self._left_over()
        lines = "".join(edit.new for edit in edits if anchor is not None and self._is_line(edit, anchor))
        rest = [edit for edit in edits if anchor is None or not self._is_line(edit, anchor)]
        if anchor is not None:
            start = self._source.line_start(anchor.statement) or 0
            rest.append(Edit(start, start, lines))
        return [*rest, *self._names.edits]

    def _is_line(self, edit: Edit, anchor: Site) -> bool:
        return edit.start == edit.end == self._source.line_start(anchor.statement) and edit.new.endswith("\n")

    def _anchor(self) -> Site:
        """Where new calls are made: before the first call that takes one of them, else before the model."""
        added = set(self._change.added)
        sites = [
            call.site
            for node in self._change.rewired
            if any(source in added for _, _, source, _ in wires(self._change.now, node))
            and (call := self._change.call(node)) is not None
            and call.site is not None
        ]
        end = self._change.model.site
        if end is not None and (not sites or self._change.model.kind != "Sequential"):
            sites.append(end)
        if not sites:
            raise Unreachable
        return min(sites, key=lambda site: self._source.span(site.statement))

    def _statement(self, node: NodeId, anchor: Site) -> str:
        """The line that makes a new node."""
        index = self._change.now
        names = [self._proposer.writer.fresh(self._name(node))]
        names += [self._proposer.writer.fresh(f"{names[0]}_{one.name}") for one in index.outputs_of[node][1:]]
        for _, _, source, output in wires(index, node):
            texts = self._results.setdefault(source, [])
            texts += [""] * (output + 1 - len(texts))
            texts[output] = texts[output] or self._reference(source, output, anchor)
        code = self._call(node, self._results, anchor)
        self._results[node] = names
        return f"{', '.join(names)} = {code}"

    def _name(self, node: NodeId) -> str:
        declared = self._change.now.layer_node(node) or self._change.now.nodes[node]
        return getattr(declared, "name", "tensor")

    def _call(self, node: NodeId, results: Results, site: Site | None) -> str:
        """The expression of a new node. Raises `Unreachable`."""
        index, writer = self._change.now, self._proposer.writer
        found = index.nodes[node]
        if isinstance(found, InputNode):
            return writer.input(found)
        if isinstance(found, OpNode):
            whole: Expression = operation(found, incoming(index, node, results), index.catalog)
            return writer.expression(whole)
        if isinstance(found, LayerNode):
            parts = layer_arguments(index, node, found, results)
            return f"{writer.layer(found)}({', '.join(part.before + flat(part.value) for part in parts)})"
        declared = index.layer_node(node)
        if isinstance(declared, LayerNode):
            parts = layer_arguments(index, node, declared, results)
        elif isinstance(declared, ModelNode):
            parts = model_arguments(index, node, declared, results)
        else:
            raise Unreachable
        inside = ", ".join(part.before + flat(part.value) for part in parts)
        return f"{self._callee(declared, site)}({inside})"

    def _callee(self, declared: LayerNode | ModelNode, site: Site | None) -> str:
        """The layer or model that a further call is of, by its name in the script."""
        if isinstance(declared, ModelNode):
            return self._model(declared, site)
        call = self._change.call(declared.id)
        if call is None or site is None or call.target is None or isinstance(call.target, str):
            raise Unreachable
        return self._names.layer(call.target, site, declared.name)

    def _model(self, node: ModelNode, site: Site | None) -> str:
        entries = {mine: theirs for theirs, mine in self._change.pairs.models.items()}
        known = entries.get(node.model)
        entry: NestedModel | None = self._change.goal.models.get(node.model)
        if known is not None and site is not None:
            model: Model = self._change.reading.script.drawing.sources[known]
            return self._names.layer(model, site, node.name)
        if entry is None or entry.application is None:
            raise Unreachable
        writer = self._proposer.writer
        arguments = [f"{key}={writer.literal(value)}" for key, value in entry.config.items()]
        return writer.written(f"keras.applications.{entry.application}({', '.join(arguments)})")

    def _reference(self, node: NodeId, output: int, site: Site) -> str:
        """The expression of a tensor at a place. Raises `Unreachable`."""
        known = self._results.get(node)
        if known is not None and node in self._change.added:
            return known[output]
        call: Call | None = self._change.call(node)
        if call is None:
            raise Unreachable
        return self._names.tensor(call, output, site, self._name(node))

    def _left_over(self) -> Edits:
        """Take out the statements that only made what is gone."""
        edits: Edits = []
        for node in self._change.deleted:
            site = self._change.reading.calls(self._change.entry)[node].site
            if site is None:
                continue
            statement = site.statement
            if isinstance(statement, ast.Assign) and statement.value is site.node:
                removed = self._source.remove(statement)
                edits += [removed] if removed is not None else []
        return edits
