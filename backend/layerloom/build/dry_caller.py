"""A `Caller` that makes dry calls through the cache."""

import json
from collections.abc import Mapping

import keras

from layerloom.graph.structure import Structure
from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.checks.problems import Severity
from layerloom_schema.documents.graph import InputNode, LayerNode, ModelNode, OpNode

from .call_key import Blueprint, BuiltInside, CallKey, LayerPart, Part
from .dry.call import CallResult, Failure
from .dry.call_cache import CallCache
from .explain.failed_call import FailedCall
from .explain.fit_time_faults import fit_time_fault
from .explain.keras_errors import explain
from .finding import Finding
from .layer_references import Reference, extract_references
from .tensor_spec import Arguments, Spec, Value
from .walk import Declaring


class BrokenPart(Exception):
    """A layer holds another layer or nested model that has an error of its own, reported there."""


class DryCaller:
    """Makes dry calls, and collects their results, findings and arguments by node.

    A layer is built by its first successful call in call order, and further calls are made on that layer.
    `blueprints` are the nested models without errors.
    """

    def __init__(
        self,
        structure: Structure,
        cache: CallCache,
        policy: str | None = None,
        blueprints: Mapping[ModelName, Blueprint] | None = None,
    ) -> None:
        self.index = structure.index
        self.catalog = structure.index.catalog
        self.unfinished = structure.unfinished
        self.cache = cache
        self.policy: str = policy or keras.config.dtype_policy().name
        self.blueprints = blueprints or {}
        self.results: dict[NodeId, CallResult] = {}
        self.findings: dict[NodeId, Finding] = {}
        self.arguments: dict[NodeId, Arguments] = {}
        self.built_on: dict[NodeId, Arguments | BuiltInside] = {}
        self.builders: dict[NodeId, NodeId] = {}
        self.references: dict[NodeId, list[Reference]] = {}
        self._configs: dict[NodeId, tuple[str, tuple[Part, ...]]] = {}

    def begin(self, node: InputNode) -> Spec:
        return Spec(shape=(None, *node.shape), dtype=node.dtype, actual=node.dtype)

    def call(
        self, node: NodeId, declaring: Declaring, arguments: dict[str, Spec | list[Spec]]
    ) -> list[Spec] | None:
        given = as_arguments(arguments)
        try:
            key = self.key(node, declaring, given)
        except BrokenPart:
            return None
        self.arguments[node] = given
        result = self.cache.call(key, self.catalog)
        if isinstance(result, Failure):
            failed = FailedCall(key, result, self.catalog, self.cache)
            self.findings[node] = self.cache.finding(key, lambda: explain(failed))
            return None
        fault = self.cache.fit_time_fault(key, fit_time_fault)
        if fault is not None:
            self.findings[node] = fault
            if fault.severity is Severity.error:
                return None
        self.results[node] = result
        if isinstance(declaring, LayerNode):
            self._remember(node, declaring, key)
        return list(result.outputs)

    def _remember(self, node: NodeId, declaring: LayerNode, key: CallKey) -> None:
        """Record that a call built its layer and the layers inside it, if it is the first."""
        if declaring.id not in self.builders:
            self.builders[declaring.id] = node
            self.built_on.setdefault(declaring.id, key.arguments)
            for place, (kind, name) in enumerate(self.references.get(declaring.id, ())):
                if kind == "of" and isinstance(self.index.nodes.get(NodeId(name)), LayerNode):
                    self.built_on.setdefault(NodeId(name), BuiltInside(key, place))

    def key(self, node: NodeId, declaring: Declaring, arguments: Arguments) -> CallKey:
        """The cache key of a call. Raises `BrokenPart`."""
        call_with = self.index.call_with(node)
        pinned = json.dumps(call_with) if call_with else "{}"
        match declaring:
            case OpNode():
                config = json.dumps(declaring.config)
                return CallKey(declaring.op, config, self.policy, None, arguments, kind="op")
            case ModelNode():
                part = self._model(declaring.model)
                return CallKey(
                    part.digest, "{}", self.policy, None, arguments, pinned, parts=(part,), kind="model"
                )
        config, parts = self._config(declaring)
        built_on = self.built_on.get(declaring.id)
        return CallKey(
            layer=self.catalog.layer_names[declaring.layer],
            config=config,
            policy=self.policy,
            built_on=None if built_on == arguments else built_on,
            arguments=arguments,
            call_with=pinned,
            parts=parts,
        )

    def _config(self, declaring: LayerNode) -> tuple[str, tuple[Part, ...]]:
        """The config of a layer and its parts, as they are when the layer is first called."""
        known = self._configs.get(declaring.id)
        if known is not None:
            return known
        drawn = _before_adapt(declaring)
        if self.catalog.layer_names[declaring.layer] in self.catalog.holders:
            taken, references = extract_references(drawn)
            self.references[declaring.id] = references
            known = (json.dumps(taken), tuple(self._part(reference) for reference in references))
        else:
            known = (json.dumps(drawn), ())
        self._configs[declaring.id] = known
        return known

    def _part(self, reference: Reference) -> Part:
        kind, name = reference
        if kind == "model":
            return self._model(ModelName(name))
        declared = self.index.nodes.get(NodeId(name))
        if isinstance(declared, ModelNode):
            return self._model(declared.model)
        if not isinstance(declared, LayerNode) or declared.id in self.unfinished:
            raise BrokenPart
        config, parts = self._config(declared)
        layer = self.catalog.layer_names[declared.layer]
        return LayerPart(layer, config, parts, self.built_on.get(declared.id))

    def _model(self, name: ModelName) -> Blueprint:
        if name not in self.blueprints:
            raise BrokenPart
        return self.blueprints[name]


def _before_adapt(declaring: LayerNode) -> Mapping[str, Json]:
    """The config for a call before `adapt`: `count` in place of `tf_idf`, whose weights do not exist yet."""
    if declaring.adapt and declaring.config.get("output_mode") == "tf_idf":
        return {**declaring.config, "output_mode": "count"}
    return declaring.config


def as_arguments(arguments: Mapping[str, Spec | list[Spec]]) -> Arguments:
    """The tensors of a call as a hashable key."""
    return tuple((port, _value(value)) for port, value in arguments.items())


def _value(value: Spec | list[Spec]) -> Value:
    return tuple(value) if isinstance(value, list) else value
