"""The dry caller: the walker's calls, answered from the cache."""

import json

import keras

from layerloom_schema.base import NodeId
from layerloom_schema.catalog import Catalog
from layerloom_schema.document import InputNode, LayerNode
from layerloom_schema.problems import Severity

from .cache import CallCache
from .case import Case
from .dry import CallKey, Failure, Outcome
from .errors import explain
from .findings import Finding
from .late_faults import late_fault
from .specs import Arguments, Spec, Value


class DryCaller:
    """Calls without making anything; keeps what it learned of every call.

    A layer is built by its first call that succeeds, in call order, and its further calls are judged on that.
    """

    def __init__(self, catalog: Catalog, cache: CallCache) -> None:
        self.catalog = catalog
        self.cache = cache
        self.policy: str = keras.config.dtype_policy().name
        self.outcomes: dict[NodeId, Outcome] = {}
        self.findings: dict[NodeId, Finding] = {}
        self.arguments: dict[NodeId, Arguments] = {}
        self.built_on: dict[NodeId, Arguments] = {}
        self.builders: dict[NodeId, NodeId] = {}
        self._configs: dict[NodeId, str] = {}

    def begin(self, node: InputNode) -> Spec:
        return Spec(shape=(None, *node.shape), dtype=node.dtype, actual=node.dtype)

    def call(
        self, node: NodeId, declaring: LayerNode, arguments: dict[str, Spec | list[Spec]]
    ) -> list[Spec] | None:
        given = as_arguments(arguments)
        key = self.key(declaring, given)
        self.arguments[node] = given
        outcome = self.cache.call(key, self.catalog)
        if isinstance(outcome, Failure):
            case = Case(key, outcome, self.catalog, self.cache)
            self.findings[node] = self.cache.finding(key, lambda: explain(case))
            return None
        fault = late_fault(key)
        if fault is not None:
            self.findings[node] = fault
            if fault.severity is Severity.error:
                return None
        self.outcomes[node] = outcome
        if declaring.id not in self.built_on:
            self.built_on[declaring.id] = given
            self.builders[declaring.id] = node
        return list(outcome.outputs)

    def key(self, declaring: LayerNode, arguments: Arguments) -> CallKey:
        """The key of a call of a layer, as the graph stands."""
        config = self._configs.get(declaring.id)
        if config is None:
            config = self._configs[declaring.id] = json.dumps(declaring.config)
        built_on = self.built_on.get(declaring.id)
        return CallKey(
            layer=self.catalog.layer_names[declaring.layer],
            config=config,
            policy=self.policy,
            built_on=None if built_on == arguments else built_on,
            arguments=arguments,
        )


def as_arguments(arguments: dict[str, Spec | list[Spec]]) -> Arguments:
    """A call's tensors as a key."""
    return tuple((port, _value(value)) for port, value in arguments.items())


def _value(value: Spec | list[Spec]) -> Value:
    return tuple(value) if isinstance(value, list) else value
