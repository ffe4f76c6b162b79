"""Proposals for a call, or the ends of a model, that is to take other tensors."""

import ast
from collections.abc import Callable, Sequence

from layerloom.codegen.call_arguments import Results, layer_arguments, model_arguments
from layerloom.codegen.formatter import Bracket, flat
from layerloom.importers.script.state.values import Call, Layer, Site
from layerloom_schema.base import NodeId
from layerloom_schema.documents.graph import LayerNode, ModelNode, OutputNode

from .agreement import Wire, wires
from .call_arguments import Arguments
from .graph_change import GraphChange
from .proposer import Edits, Proposer
from .source_text import Edit
from .tensor_code import Occurrence, Unreachable, occurrences, tensors_of

Reference = Callable[[NodeId, int, Site], str]
"""The expression of an output of a node at a place. Raises `Unreachable`."""


class WireEdits:
    """Proposes edits for the wires of one graph."""

    def __init__(self, proposer: Proposer, change: GraphChange, reference: Reference) -> None:
        self._proposer = proposer
        self._source = proposer.source
        self._change = change
        self._reference = reference

    def rewire(self, node: NodeId) -> Edits:
        """Give a call that stays the tensors that it is to take."""
        call = self._change.call(node)
        if call is None or call.site is None or call.owner is not None:
            raise Unreachable
        before, now = self._change.former_wires(node), wires(self._change.now, node)
        found = occurrences(call.site)
        places = self._places(call, found)
        if [wire[:2] for wire in before] == [wire[:2] for wire in now] and places is not None:
            pairs = zip(places, before, now, strict=True)
            changed = [(part, wire) for part, old, wire in pairs if old != wire]
            if all(part is not None for part, _ in changed):
                return [
                    self._source.replace(part, self._reference(wire[2], wire[3], call.site))
                    for part, wire in changed
                    if part is not None
                ]
        return self._all_arguments(node, call, call.site, found)

    def _places(self, call: Call, found: Sequence[Occurrence]) -> list[ast.expr | None] | None:
        """The expressions of the wires, in the order in which wires are compared."""
        if len(found) != len(call.wires) or [one for _, one in found] != [wire[2] for wire in call.wires]:
            return None
        keyed = zip(call.wires, found, strict=True)
        ordered = sorted(keyed, key=lambda pair: (pair[0][0] or "", pair[0][1] or 0))
        return [expression for _, (expression, _) in ordered]

    def _all_arguments(self, node: NodeId, call: Call, site: Site, found: Sequence[Occurrence]) -> Edits:
        """Write all tensors that a call takes."""
        if not isinstance(site.node, ast.Call):
            raise Unreachable
        now = wires(self._change.now, node)
        results = self._results(now, site, found)
        if (
            isinstance(call.target, Layer)
            and call.target.site is not None
            and call.target.site.node is site.node
        ):
            return self._first_argument(now, results, site.node)
        declared = self._change.now.layer_node(node)
        if isinstance(declared, LayerNode):
            parts = layer_arguments(self._change.now, node, declared, results)
        elif isinstance(declared, ModelNode):
            parts = model_arguments(self._change.now, node, declared, results)
        else:
            raise Unreachable
        start = self._source.text.index("(", self._source.span(site.node.func)[1]) + 1
        return [Edit(start, self._source.span(site.node)[1] - 1, flat(Bracket(parts))[1:-1])]

    def _first_argument(self, now: Sequence[Wire], results: Results, node: ast.Call) -> Edits:
        """The list that a merging function takes."""
        first = Arguments(self._source, node, ("inputs",)).find("inputs")
        if first is None:
            raise Unreachable
        texts = [results[source][output] for _, _, source, output in now]
        return [self._source.replace(first, f"[{', '.join(texts)}]")]

    def _results(self, now: Sequence[Wire], site: Site, found: Sequence[Occurrence]) -> Results:
        """The expressions of the tensors, as the call has them already."""
        here: dict[tuple[NodeId, int], str] = {}
        ids = {call: node for node, call in self._change.reading.calls(self._change.entry).items()}
        names = self._change.pairs.nodes[self._change.entry]
        for expression, tensor in found:
            mine = names.get(ids.get(tensor.call, NodeId("")))
            if expression is not None and mine is not None:
                here[mine, tensor.output] = self._source.source(expression)
        results: Results = {}
        for _, _, source, output in now:
            texts = results.setdefault(source, [])
            texts += [""] * (output + 1 - len(texts))
            texts[output] = here.get((source, output)) or self._reference(source, output, site)
        return results

    def ends(self) -> Edits:
        """The inputs and outputs that the model is made of."""
        return [*self._outputs(), *self._inputs()]

    def _outputs(self) -> Edits:
        change = self._change
        mine = change.pairs.nodes[change.entry]
        former = [mine[node.id] for node in change.before.graph.nodes if isinstance(node, OutputNode)]
        sources = {node: wires(change.now, node) for node in change.outputs}
        moved = [
            node for node in change.outputs if node in former and sources[node] != change.former_wires(node)
        ]
        added = [node for node in change.outputs if node not in former]
        gone = [node for node in former if node not in change.outputs]
        if not (moved or added or gone):
            return []
        site, expression, found = self._end("outputs", "output")
        if not added and not gone and len(found) == len(former):
            parts = [(found[former.index(node)][0], sources[node][0]) for node in moved]
            if all(part is not None for part, _ in parts):
                return [
                    self._source.replace(part, self._reference(wire[2], wire[3], site))
                    for part, wire in parts
                    if part is not None
                ]
        texts = []
        for node in [*(node for node in former if node not in gone), *added]:
            part = found[former.index(node)][0] if node in former and node not in moved else None
            wire = sources[node][0]
            texts.append(
                self._source.source(part) if part is not None else self._reference(wire[2], wire[3], site)
            )
        keys = [
            getattr(change.now.nodes[node], "name", "")
            for node in [*(n for n in former if n not in gone), *added]
        ]
        return [self._source.replace(expression, self._listed(expression, keys, texts))]

    def _inputs(self) -> Edits:
        change = self._change
        added = [node for node in change.added if change.now.nodes[node].kind == "input"]
        removed = [node for node in change.removed if change.before.nodes[node].kind == "input"]
        if not added and not removed:
            return []
        site, expression, found = self._end("inputs", "input")
        gone = {change.reading.calls(change.entry)[node] for node in removed}
        kept = [(part, tensor) for part, tensor in found if tensor.call not in gone]
        texts = [self._source.source(part) for part, _ in kept if part is not None]
        if len(texts) != len(kept):
            raise Unreachable
        ids = {call: node for node, call in change.reading.calls(change.entry).items()}
        keys = [getattr(change.before.nodes[ids[tensor.call]], "name", "") for _, tensor in kept]
        keys += [getattr(change.now.nodes[node], "name", "") for node in added]
        texts += [self._reference(node, 0, site) for node in added]
        return [self._source.replace(expression, self._listed(expression, keys, texts))]

    def _end(self, *names: str) -> tuple[Site, ast.expr, list[Occurrence]]:
        """Where a model is made, the expression of its inputs or outputs, and the tensors in it."""
        site = self._change.model.site
        if site is None or not isinstance(site.node, ast.Call) or self._change.model.kind == "Sequential":
            raise Unreachable
        expression = Arguments(self._source, site.node, ("inputs", "outputs", "name")).find(*names)
        value = next((value for part, value in site.given if part is expression), None)
        if expression is None:
            raise Unreachable
        return site, expression, [*tensors_of(expression, value)]

    def _listed(self, like: ast.expr, keys: Sequence[str], texts: Sequence[str]) -> str:
        """Tensors in the manner in which the script gives them."""
        if isinstance(like, ast.Dict):
            pairs = zip(keys, texts, strict=True)
            return "{" + ", ".join(f"{self._proposer.writer.text(key)}: {text}" for key, text in pairs) + "}"
        if len(texts) == 1 and not isinstance(like, ast.List | ast.Tuple):
            return texts[0]
        return f"[{', '.join(texts)}]"
