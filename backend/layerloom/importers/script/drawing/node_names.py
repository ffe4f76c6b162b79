"""Names of nodes: the name that a script gives, else its variable, else the class of the layer."""

import re
from collections.abc import Sequence

from layerloom.graph.naming import NAME, clean_name, snake_name
from layerloom.importers.free_names import free_name
from layerloom.importers.script.state.values import Call, Layer, Model, Tensor
from layerloom_schema.documents.graph import InputNode, LayerNode, ModelNode, Node, OpNode

_PASSING = re.compile(r"(?:x|y|z|h|o|out|output|outputs|net|tensor|inp|model|layer|temp|tmp|_)\d*_?|l\d+")
"""Variables that are assigned again and again, and say nothing of what they hold."""


class NodeNames:
    """The names of one graph. Names that the script gives come first; others yield to them."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._given: dict[int, str] = {}

    def reserve(self, calls: Sequence[Call]) -> None:
        """Name the calls of a graph: those with names of their own before the rest."""
        for call in calls:
            said = _said(call)
            if said is not None and _key(call) not in self._given:
                self._give(call, said)
        for call in calls:
            if _key(call) not in self._given:
                self._give(call, clean_name(_made(call)))

    def of(self, call: Call) -> str:
        """The name of a call, which is that of its layer."""
        return self._given[_key(call)]

    def of_output(self, tensor: Tensor) -> str:
        """The name of an output of the model."""
        said = _said(tensor.call)
        return clean_name(said) if said is not None else (tensor.call.variable or self.of(tensor.call))

    def labelled(self, node: Node, call: Call) -> Node:
        """The node, with the name that the script gives as its label where it is no valid name."""
        said = _said(call)
        if said is None or NAME.fullmatch(said):
            return node
        if not isinstance(node, InputNode | LayerNode | ModelNode | OpNode):
            return node
        return node.model_copy(update={"label": said[:200]})

    def _give(self, call: Call, wanted: str) -> None:
        base = wanted if NAME.fullmatch(wanted) else clean_name(wanted)
        name = base if base not in self._taken else free_name(base, self._taken)
        self._taken.add(name)
        self._given[_key(call)] = name


def _key(call: Call) -> int:
    return id(call.target) if isinstance(call.target, Layer) else id(call)


def _said(call: Call) -> str | None:
    """The name that the script gives."""
    if isinstance(call.target, Model):
        return None
    return call.target.name if isinstance(call.target, Layer) else call.name


def _made(call: Call) -> str:
    target = call.target
    own = target.variable if isinstance(target, Layer) else None
    for variable in (own, call.variable):
        if variable and not _PASSING.fullmatch(variable):
            return variable
    if isinstance(target, Layer):
        return snake_name(target.kind)
    if isinstance(target, Model):
        return target.name or snake_name(target.application or target.variable or "model")
    return (target or call.variable or "input").rpartition(".")[2]
