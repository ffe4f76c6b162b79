"""The batch axis written into an input shape, though Keras adds one: its fix, and its sentence once the fix is verified.

A shape may begin with an unknown length on purpose. Only if an error goes away without that axis was it the batch.
"""

from collections.abc import Iterable

from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.node_titles import node_phrase
from layerloom.graph.order import upstream
from layerloom.graph.structure import Structure
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem
from layerloom_schema.documents.edits import SetNode
from layerloom_schema.documents.graph import InputNode
from layerloom_schema.documents.training import Training
from layerloom_schema.text.messages import phrase

MOST = 3
"""Maximum inputs that are tried one by one."""


def batch_axis_fixes(structure: Structure, problem: Problem) -> list[Fix]:
    """Candidate fixes: remove the first axis of an input that leads to the failing call, or of all inputs."""
    node = problem.where.node
    of_axes = problem.code in (Code.shape_rank, Code.shape_undefined) or problem.variant == "ranks_differ"
    if not of_axes or node is None:
        return []
    batch = (structure.document.training or Training()).batch_size
    found = (structure.index.nodes[before] for before in sorted(upstream(structure.index, [node])))
    inputs = [
        each
        for each in found
        if isinstance(each, InputNode) and len(each.shape) > 1 and each.shape[0] in (None, batch)
    ]
    if problem.code is Code.shape_undefined:
        inputs = [each for each in inputs if each.shape[0] is None and None not in each.shape[1:]]
    several = [inputs] if len(inputs) > 1 else []
    return [_without(structure, chosen) for chosen in (*([each] for each in inputs[:MOST]), *several)]


def _without(structure: Structure, inputs: list[InputNode]) -> Fix:
    edits = [SetNode(node=node.id, field="shape", value=node.shape[1:]) for node in inputs]
    names = [node_phrase(structure.index, node.id) for node in inputs]
    if len(names) == 1:
        names = [phrase("node.input", name=names[0])]
    return make_fix(FixKind.drop_batch_axis, edits, nodes=names)


def named_batch_axes(problems: Iterable[Problem]) -> list[Problem]:
    """Reword problems whose verified fix removes a batch axis, and drop their other fixes."""
    return [_named(problem) for problem in problems]


def _named(problem: Problem) -> Problem:
    fixes = [each for each in problem.fixes if each.kind is FixKind.drop_batch_axis]
    if not fixes or problem.code is Code.shape_undefined:
        return problem  # an unknown length may be meant: one fix among others
    params = {"layer": problem.params["layer"], "nodes": fixes[0].params["nodes"]}
    return problem.retold("batch_axis_in_shape", params, fixes=fixes[:1])
