"""The code beside the drawing: whole where it is sound, and as far as it is sound where it is not."""

import ast
from collections.abc import Iterator

import keras
import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.codegen.code_view import code_view
from layerloom.codegen.partial_script import is_of_graph
from layerloom.codegen.python_script import to_python
from layerloom.graph.index import GraphIndex
from layerloom.graph.node_titles import node_title
from layerloom.templates import templates
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.checks.problems import Problem, Severity
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.documents.graph import InputNode, LayerNode, ModelNode, OpNode, SharedNode
from layerloom_schema.limits import Limits
from layerloom_schema.service import CodeText
from support.cases import Case, cases
from support.drawing import CATALOG, structure_of
from support.golden import LIMITS

SOUND = {f"template {template.name}": template.document for template in templates()}


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    keras.utils.clear_session(free_memory=False)


def errors_of(document: Document, limits: Limits = LIMITS) -> list[Problem]:
    report = full_check(document, CATALOG, limits, CallCache())
    return [problem for problem in report.problems if problem.severity is Severity.error]


def shown_of(document: Document) -> CodeText:
    return code_view(document, CATALOG, LIMITS, errors_of(document))


def lit(code: CodeText, node: str, model: str | None = None) -> list[str]:
    """The lines of a node."""
    lines = code.text.splitlines()
    spans = [each for each in code.lines if each.node == node and each.model == model]
    return [line for span in spans for line in lines[span.first - 1 : span.last]]


def graphs(document: Document) -> Iterator[tuple[ModelName | None, Document]]:
    yield None, document
    for name, nested in document.models.items():
        if nested.graph is not None:
            yield name, document.model_copy(update={"graph": nested.graph})


@pytest.mark.parametrize("name", SOUND)
def test_C80_what_is_sound_is_shown_as_it_is_exported_with_the_lines_of_every_node(name: str) -> None:
    document = read_document(SOUND[name])
    if errors_of(document):
        pytest.skip("shows a mistake")
    code = shown_of(document)
    assert code.text == to_python(document, structure_of(document), CATALOG)
    for model, inside in graphs(document):
        structure = structure_of(document).models[model] if model else structure_of(document)
        for id_ in structure.live:
            node = structure.index.nodes[id_]
            found = "\n".join(lit(code, id_, model))
            declaring = structure.index.layer_node(id_)
            if isinstance(node, InputNode | LayerNode):
                assert f'name="{node.name}"' in found
            elif isinstance(node, SharedNode) and isinstance(declaring, LayerNode):
                assert f"{declaring.name}(" in found
            elif isinstance(node, ModelNode | OpNode):
                assert node.name in found
            else:
                assert found
        assert inside.graph.nodes


def test_C80_a_layer_inside_a_nested_model_has_the_lines_of_its_block() -> None:
    document = next(read_document(value) for value in SOUND.values() if value.get("models"))
    name, entry = next((name, entry) for name, entry in document.models.items() if entry.graph is not None)
    assert entry.graph is not None
    layer = next(node for node in entry.graph.nodes if isinstance(node, LayerNode))
    assert any(f"keras.layers.{layer.layer}(" in line for line in lit(shown_of(document), layer.id, name))
    assert not any(f'name="{layer.name}"' in line for line in lit(shown_of(document), layer.id))


@pytest.mark.parametrize("case", [*cases("invalid")], ids=lambda case: case.name)
def test_C81_what_is_sound_of_a_drawing_with_errors_is_code_that_runs(case: Case) -> None:
    errors = errors_of(case.document)
    code = code_view(case.document, CATALOG, LIMITS, errors)
    tree = ast.parse(code.text)
    if any(map(is_of_graph, errors)):  # else it trains
        exec(compile(tree, "script.py", "exec"), {"__name__": "shown"})
    index = GraphIndex(case.document.graph, CATALOG, {})
    for error in errors:
        node = error.where.node
        if is_of_graph(error) and node is not None and error.where.model is None and error.where.field:
            assert lit(code, node)
            assert all(node_title(index, node) in line for line in lit(code, node))


def test_C81_a_node_that_waits_says_for_what() -> None:
    document = read_document(
        {
            "format": 1,
            "graph": {
                "nodes": [
                    {"kind": "input", "id": "n1", "name": "features", "shape": [8]},
                    {"kind": "layer", "id": "n2", "name": "first", "layer": "Dense", "config": {"units": 4}},
                    {"kind": "layer", "id": "n3", "name": "broken", "layer": "Dense", "config": {}},
                    {"kind": "shared", "id": "n4", "of": "n3"},
                    {"kind": "output", "id": "n5", "name": "answer"},
                ],
                "edges": [
                    {"source": "n1", "target": "n2"},
                    {"source": "n2", "target": "n3"},
                    {"source": "n3", "target": "n4"},
                    {"source": "n4", "target": "n5"},
                ],
            },
        }
    )
    code = shown_of(document)
    assert 'first = keras.layers.Dense(4, name="first")(features)' in code.text
    assert "keras.Model" not in code.text
    assert lit(code, "n3")[0].startswith("# Dense broken: ")
    assert lit(code, "n4") == ["# Dense, call 1 of broken: waits for broken."]
    assert lit(code, NodeId("n5")) == ["# output answer: waits for call 1 of broken."]


def test_C81_an_error_of_training_leaves_the_model_as_it_is() -> None:
    document = read_document(SOUND[next(iter(SOUND))]).model_copy(deep=True)
    assert document.training is not None
    broken = document.model_copy(update={"training": document.training.model_copy(update={"epochs": 0})})
    assert errors_of(broken)
    code = shown_of(broken)
    assert "keras.Model(" in code.text
    assert "model.fit" not in code.text
