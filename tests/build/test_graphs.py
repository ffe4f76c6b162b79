"""Keras as the oracle of whole graphs: what is called valid is built and trained, what is refused has its place."""

import keras
import numpy as np
from hypothesis import HealthCheck, Phase, given, settings

from layerloom.graph.check import sort_problems
from layerloom_schema.checks.problems import Problem, Severity
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import InputNode
from support.drawing import look, structure_of
from support.graphs import graphs, spoiled
from support.oracles.oracle import holds, rows

SETTINGS = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
WHOLE = {"graph.no_input", "graph.no_output", "graph.empty", "graph.too_deep"}
"""Problems of the graph as a whole have no node."""


def judge(document: Document) -> list[Problem]:
    structure = structure_of(document)
    return sort_problems([*structure.problems, *look(document).problems], structure)


def trains(document: Document) -> None:
    """Builds the model, holds it against the check, and takes one training step."""
    model = holds(document)
    batch = {node.name: rows(node, 2) for node in document.graph.nodes if isinstance(node, InputNode)}
    answer = keras.tree.map_structure(np.asarray, model(batch))
    if not model.trainable_weights:
        return
    names = list(answer) if isinstance(answer, dict) else None
    loss = dict.fromkeys(names, "mse") if names else "mse"
    model.compile(optimizer="sgd", loss=loss, run_eagerly=True)
    model.train_on_batch(batch, answer)


def is_reported(document: Document, problem: Problem) -> bool:
    """A problem has a sentence, and a place that is in the document."""
    where = problem.where
    graph = document.graph
    if where.model is not None:
        nested = document.models.get(where.model)
        graph = (nested.graph or graph) if nested is not None else graph
    ids = {node.id for node in graph.nodes}
    placed = where.node in ids or where.edge is not None or where.model is not None
    return problem.message.endswith((".", "?")) and (placed or problem.code.value in WHOLE)


@SETTINGS
@given(document=graphs())
def test_S35_keras_agrees_on_any_graph(document: Document) -> None:
    problems = judge(document)
    assert all(is_reported(document, problem) for problem in problems)
    if not any(problem.severity is Severity.error for problem in problems):
        trains(document)


@SETTINGS
@given(document=spoiled())
def test_S35_nothing_throws_on_a_spoiled_graph(document: Document) -> None:
    problems = judge(document)
    assert all(is_reported(document, problem) for problem in problems)
    if not any(problem.severity is Severity.error for problem in problems):
        trains(document)


def test_S35_most_of_what_is_drawn_is_valid() -> None:
    """Else the oracle would be asked about little."""
    valid = []

    @settings(SETTINGS, max_examples=30)
    @given(document=graphs())
    def draw(document: Document) -> None:
        valid.append(not any(problem.severity is Severity.error for problem in judge(document)))

    draw()
    assert sum(valid) > len(valid) / 3
