"""A finding: what is wrong with one call, independent of the node that makes it, so that it can be cached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from layerloom.graph.index import GraphIndex
from layerloom.graph.node_titles import typed_phrase
from layerloom_schema.base import Json, NodeId
from layerloom_schema.checks.problems import Code, Problem, Severity, Where


@dataclass(frozen=True)
class Finding:
    """One error of one call. `place` is the index of the input tensor at fault, if it is one."""

    code: Code
    variant: str | None = None
    params: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
    """What the sentence is made of, beside `layer`."""
    expected: Json = None
    received: Json = None
    place: int | None = None
    argument: str | None = None
    """The argument of the config at fault, if it is one."""
    severity: Severity = Severity.error


def to_problem(finding: Finding, index: GraphIndex, node: NodeId) -> Problem:
    """The finding as a problem of a node, with the layer's title in its sentence."""
    edges = [edge for port in index.inputs_of[node] for edge in index.feeds[node].get(port.name, [])]
    edge = edges[finding.place] if finding.place is not None and finding.place < len(edges) else None
    return Problem(
        code=finding.code,
        severity=finding.severity,
        variant=finding.variant,
        params={"layer": typed_phrase(index, node), **finding.params},
        where=Where(node=node, edge=edge, field=f"config.{finding.argument}" if finding.argument else None),
        expected=finding.expected,
        received=finding.received,
    )
