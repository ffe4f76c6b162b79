"""Propagate intervals through every call of a checked graph: nested models, layers inside layers, operations.

The intervals that reach layers which look up rows or count classes are collected in `Trace.reached`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from layerloom.build.dry_build import DryBuild
from layerloom.build.layer_references import reference_of
from layerloom.build.real.operation_arguments import argument
from layerloom.build.walk import Declaring, walk
from layerloom.datasets.columns.number_values import PLACES
from layerloom.graph.nested_models import references_in
from layerloom.graph.node_titles import typed_phrase
from layerloom.graph.order import upstream
from layerloom.graph.structure import Structure
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.catalog.entries import Catalog, OpEntry
from layerloom_schema.checks.reports import NodeReport
from layerloom_schema.documents.graph import InputNode, LayerNode, ModelNode, OpNode, OutputNode
from layerloom_schema.errors import Refused
from layerloom_schema.text.messages import phrase

from . import interval as of
from .interval import NO_SOURCE, UNKNOWN, Interval
from .layer_intervals import RULES as LAYER_RULES
from .layer_intervals import LayerCall, layer_gives
from .operation_intervals import OpCall, op_gives

CALLS = 10_000
"""Maximum calls to follow, as calls of nested models multiply; later intervals are unknown."""
SIZES: Mapping[str, str] = {
    "Embedding": "input_dim",
    "ReversibleEmbedding": "input_dim",
    "CategoryEncoding": "num_tokens",
    "one_hot": "num_classes",
}
"""Layers and operations that take integers from 0 up to the value of an argument."""
HOLDERS = frozenset({"TimeDistributed", "SpectralNormalization", "Pipeline"})
"""Wrappers that call their inner layer on their own input."""
READERS = frozenset({"StringLookup", "IntegerLookup", "Hashing", "HashedCrossing", "TextVectorization"})
"""Lookup layers that map any value to an index."""


@dataclass(frozen=True)
class Site:
    """A layer or operation of a graph: that of a node, or one at `path` inside the config of its node."""

    model: ModelName | None
    node: NodeId
    name: str
    title: Json = field(compare=False)
    """Its name in sentences, as a typed param."""
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class Reached:
    """The interval that reaches a lookup layer, or a layer that takes integers below `size`."""

    site: Site
    given: Interval
    size: int | None
    config: Mapping[str, Json]


@dataclass(frozen=True)
class Traced:
    """A tensor during propagation."""

    interval: Interval
    shape: tuple[int | None, ...] | None = None


class Trace:
    """One propagation through a document, from the intervals of some inputs; the other inputs are unknown.

    In the outermost graph only calls are followed that lead to a layer that looks up, counts or indexes.
    """

    def __init__(
        self,
        structure: Structure,
        built: DryBuild,
        inputs: Mapping[NodeId, Interval],
        sources: int = 0,
    ) -> None:
        """`sources` is the number of sources of `inputs`; layers as sources are numbered from there."""
        self.structure = structure
        self.reports: dict[ModelName | None, Mapping[NodeId, NodeReport]] = {
            None: built.nodes,
            **{name: report.nodes for name, report in built.models.items()},
        }
        self.inputs = inputs
        self.reached: list[Reached] = []
        self.titles: dict[int, Json] = {}
        """The titles of the layers that values come from, by source number."""
        self.left = CALLS
        self.nested: dict[tuple[object, ...], list[Interval]] = {}
        """Outputs of nested models by name and input intervals: equal calls are followed once."""
        self._next = sources
        self.relevant = _relevant(structure)
        if self.relevant:
            walk(structure, _Caller(self, structure, None, inputs))

    def source(self, title: Json) -> int:
        """The source number of values that a layer creates."""
        number = next((known for known, given in self.titles.items() if given == title), self._next)
        self._next = max(self._next, number + 1)
        self.titles[number] = title
        return number


class _Caller:
    """A `Caller` that propagates intervals through one graph."""

    def __init__(
        self, trace: Trace, structure: Structure, name: ModelName | None, inputs: Mapping[NodeId, Interval]
    ) -> None:
        self._trace = trace
        self._name = name
        self._index = structure.index
        self._catalog: Catalog = structure.index.catalog
        self._inputs = inputs
        self._reports = trace.reports.get(name, {})

    def begin(self, node: InputNode) -> Traced:
        return Traced(self._inputs.get(node.id, UNKNOWN), (None, *node.shape))

    def call(
        self, node: NodeId, declaring: Declaring, arguments: dict[str, Traced | list[Traced]]
    ) -> list[Traced] | None:
        report = self._reports.get(node)
        if report is None or (self._name is None and node not in self._trace.relevant):
            return None
        self._trace.left -= 1
        shapes = [tuple(spec.shape) for spec in report.outputs]
        given = [_unpack(value) for value in arguments.values()]
        if self._trace.left < 0:
            return [Traced(UNKNOWN, shape) for shape in shapes]
        ports = dict(zip(arguments, given, strict=True))
        match declaring:
            case OpNode():
                made = self._operation(node, declaring, ports, report)
            case ModelNode():
                made = self._model(declaring.model, [each[0].interval for each in given], ports)
            case _:
                if not _says_something(self._catalog.layer_names[declaring.layer]):
                    return [Traced(UNKNOWN, shape) for shape in shapes]
                site = Site(
                    self._name, declaring.id, declaring.layer, typed_phrase(self._index, declaring.id)
                )
                call_with = self._index.call_with(node)
                made = [self._layer(site, declaring.config, _spread(given[0]), call_with)]
        made += [UNKNOWN] * (len(shapes) - len(made))
        return [Traced(each, shape) for each, shape in zip(made, shapes, strict=False)]

    def _operation(
        self, node: NodeId, declaring: OpNode, ports: Mapping[str, list[Traced]], report: NodeReport
    ) -> list[Interval]:
        entry = self._catalog.ops[declaring.op]
        try:
            arguments = dict(_arguments(entry, declaring.config))
        except Refused:
            return []
        tensors = {
            port.name: _spread(ports[port.name])
            if port.name in ports
            else [of.constant(declaring.config[port.name])]
            for port in entry.inputs
            if port.name in ports or _is_numbers(declaring.config.get(port.name))
        }
        first = next(iter(ports.values()))[0]
        call = OpCall(tensors, arguments, first.shape, report.outputs[0].dtype if report.outputs else None)
        if declaring.op in SIZES and call.all:
            site = Site(self._name, node, declaring.op, typed_phrase(self._index, node))
            self._note(site, call.first, declaring.config)
        title = typed_phrase(self._index, node)
        return [self._own(given, title) for given in op_gives(declaring.op, call, len(report.outputs))]

    def _model(
        self, name: ModelName, given: list[Interval], ports: Mapping[str, list[Traced]]
    ) -> list[Interval]:
        inside = self._trace.structure.models.get(name)
        if inside is None:
            return []
        key = (name, *ports, *(part.tobytes() for each in given for part in each.parts))
        if key in self._trace.nested:
            return self._trace.nested[key]
        nodes = inside.index.nodes.values()
        by_name = dict(zip(ports, given, strict=False))
        inputs = {
            node.id: by_name.get(node.name, given[0] if len(given) == 1 else UNKNOWN)
            for node in nodes
            if isinstance(node, InputNode)
        }
        made = walk(inside, _Caller(self._trace, inside, name, inputs))
        ends = (node.id for node in nodes if isinstance(node, OutputNode))
        gives = [made[end][0].interval if made.get(end) else UNKNOWN for end in ends]
        self._trace.nested[key] = gives
        return gives

    def _layer(
        self, site: Site, given: Mapping[str, Json], tensors: list[Interval], call_with: Mapping[str, Json]
    ) -> Interval:
        """The outputs of a layer, of a node or inside another layer."""
        name = self._catalog.layer_names[site.name]
        defaults = {p.name: p.default for p in self._catalog.layers[name].parameters}
        config: dict[str, Json] = {**defaults, **given}
        match name:
            case "TimeDistributed":
                return self._over_time(site, config.get("layer"), tensors[0])
            case "SpectralNormalization":
                return self._inside(site, "layer", config.get("layer"), tensors[0])
            case "Pipeline":
                layers = config.get("layers")
                current = tensors[0]
                for place, part in enumerate(layers if isinstance(layers, list) else []):
                    current = self._inside(site, "layers", part, current, place)
                return current
        if name in SIZES and not (config.get("reverse") or call_with.get("reverse")):
            self._note(site, tensors[0], config)
        if name in READERS:
            self._trace.reached += [Reached(site, tensor, None, config) for tensor in tensors]
        return self._own(layer_gives(LayerCall(name, config, tensors)), site.title)

    def _own(self, given: Interval, title: Json) -> Interval:
        """Values with no source in the inputs come from this call."""
        known = np.isfinite(given.low).all() and np.isfinite(given.high).all()
        if not known or (given.source != NO_SOURCE).any():
            return given
        return replace(given, source=np.full(given.source.shape, self._trace.source(title)))

    def _over_time(self, site: Site, part: Json, given: Interval) -> Interval:
        """TimeDistributed: each step of a row is a row to the inner layer."""
        steps = None if given.uniform or given.low.ndim < 2 else given.low.shape[1]
        merged = given if steps is None else of.moved(lambda x: x.reshape(-1, *x.shape[2:]), given)
        made = self._inside(site, "layer", part, merged)
        return (
            made
            if made.uniform or steps is None
            else of.moved(lambda x: x.reshape(-1, steps, *x.shape[1:]), made)
        )

    def _inside(
        self, site: Site, argument: str, part: Json, given: Interval, place: int | None = None
    ) -> Interval:
        """A call of a layer inside a wrapper: its own, the layer of another node, or a nested model."""
        if not isinstance(part, dict):
            return UNKNOWN
        reference = reference_of(part)
        config = part.get("config", {})
        if reference is None:
            path = (
                *site.path,
                *(["config"] if site.path else []),
                argument,
                *([] if place is None else [place]),
            )
            name = str(part.get("layer"))
            inner = Site(
                site.model, site.node, name, phrase("node.inside", inner=name, outer=site.title), path
            )
            return self._layer(inner, config if isinstance(config, dict) else {}, [given], {})
        kind, named = reference
        declared = self._index.nodes.get(NodeId(named)) if kind == "of" else None
        if isinstance(declared, LayerNode):
            own = Site(self._name, declared.id, declared.layer, typed_phrase(self._index, declared.id))
            return self._layer(own, declared.config, [given], {})
        model = declared.model if isinstance(declared, ModelNode) else ModelName(named)
        made = self._model(model, [given], {})
        return made[0] if made else UNKNOWN

    def _note(self, site: Site, given: Interval, config: Mapping[str, Json]) -> None:
        size = config.get(SIZES[self._catalog.layer_names.get(site.name, site.name)])
        if isinstance(size, int) and not isinstance(size, bool) and size > 0:
            self._trace.reached.append(Reached(site, given, size, config))


def _says_something(layer: str) -> bool:
    """Whether a layer has an interval rule, or takes integers below a size."""
    return layer in LAYER_RULES or layer in SIZES or layer in HOLDERS


def _relevant(structure: Structure) -> frozenset[NodeId]:
    """The nodes that lead to a layer that looks up, counts or indexes, also inside wrappers and nested models."""
    models: set[str] = set()
    for name, inside in structure.models.items():  # inner ones first
        if any(_looks_up(inside, node, models) for node in inside.index.nodes):
            models.add(name)
    index = structure.index
    return upstream(index, [node for node in index.nodes if _looks_up(structure, node, models)])


def _looks_up(structure: Structure, node: NodeId, models: Collection[str]) -> bool:
    """Whether a call is such a layer, or has one inside: in a wrapper, or in one of `models`."""
    declaring = structure.index.layer_node(node)
    if isinstance(declaring, ModelNode):
        return declaring.model in models
    names = {*_named(declaring, structure.index.catalog)}
    if isinstance(declaring, LayerNode) and _holds_layers(declaring, structure.index.catalog):
        others = (structure.index.nodes.get(NodeId(of)) for of in references_in(declaring.config, "of"))
        names.update(name for other in others for name in _named(other, structure.index.catalog))
        if not {*references_in(declaring.config, "model")}.isdisjoint(models):
            return True
    return not names.isdisjoint(SIZES.keys() | READERS)


def _holds_layers(node: LayerNode, catalog: Catalog) -> bool:
    return catalog.layer_names.get(node.layer) in catalog.holders


def _named(node: object, catalog: Catalog) -> Iterator[str]:
    if isinstance(node, OpNode):
        yield node.op
    elif isinstance(node, LayerNode):
        yield node.layer.rsplit(".", 1)[-1]
        if _holds_layers(node, catalog):
            yield from _named_inside(node.config)


def _named_inside(value: Json) -> Iterator[str]:
    if isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            if isinstance(part, list | dict):
                yield from _named_inside(part)
    if isinstance(value, dict) and isinstance(value.get("layer"), str):
        yield str(value["layer"])


def _arguments(entry: OpEntry, config: Mapping[str, Json]) -> Iterator[tuple[str, object]]:
    for parameter in entry.parameters:
        if parameter.name in config:
            yield parameter.name, argument(entry, parameter, config[parameter.name])


def _is_numbers(value: Json) -> bool:
    several = value if isinstance(value, list) else [value]
    return bool(several) and all(
        _is_numbers(part) if isinstance(part, list) else isinstance(part, int | float) for part in several
    )


def _unpack(value: Traced | list[Traced]) -> list[Traced]:
    return value if isinstance(value, list) else [value]


def _spread(given: list[Traced]) -> list[Interval]:
    """Tensors that meet one followed element by element are broadcast to be followed so too."""
    if all(each.interval.uniform for each in given):
        return [each.interval for each in given]
    return [of.spread(each.interval, each.shape, PLACES) for each in given]
