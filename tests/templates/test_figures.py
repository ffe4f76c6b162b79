"""The figures that each template is there to show: said by the check, and built by Keras."""

from typing import Any

import keras
import pytest

from layerloom.build.real.model import build_model
from layerloom.graph.check import check_structure
from layerloom.jobs.compile_model import compile_model
from layerloom_schema.base import NodeId
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import SharedNode
from templates.figures import CALLED_TWICE, FIGURES, Shape
from templates.shelf import LIMITS, SOUND, by_name, judged, opened, template


def real(document: Document) -> keras.Model:
    return build_model(document, check_structure(document, read_catalog(), LIMITS))


def test_T27_every_template_that_trains_has_its_figures() -> None:
    assert list(FIGURES) == SOUND


@pytest.mark.parametrize("name", SOUND)
def test_T27_the_check_says_the_figures_and_nothing_else_is_wrong(name: str) -> None:
    document = opened(name)
    report = judged(document)
    assert (report.ok, report.problems) == (True, [])
    assert report.totals.params == FIGURES[name].params
    nodes = by_name(document)
    said = {call: report.nodes[nodes[call].id] for call in FIGURES[name].calls}
    assert {call: (node.params, tuple(node.outputs[0].shape)) for call, node in said.items()} == FIGURES[
        name
    ].calls


@pytest.mark.parametrize("name", SOUND)
def test_T27_keras_builds_the_figures(name: str) -> None:
    document = opened(name)
    model = real(document)
    assert model.count_params() == FIGURES[name].params
    nodes = by_name(document)
    for call, figures in FIGURES[name].calls.items():
        assert built(model, document, nodes[call].id) == figures, call


def built(model: keras.Model, document: Document, node: NodeId) -> tuple[int, Shape]:
    """The parameters of a node's layer and the shape of its call, by Keras."""
    drawn = next(found for found in document.graph.nodes if found.id == node)
    place = 0
    if isinstance(drawn, SharedNode):
        drawn, place = next(found for found in document.graph.nodes if found.id == drawn.of), 1
    name = drawn.name
    if drawn.kind == "model":
        place = [found.id for found in document.graph.nodes if found.kind == "model"].index(node)
        name = drawn.model
    layer = model.get_layer(name)
    calls: list[Any] = layer._inbound_nodes
    return layer.count_params(), tuple(calls[place].outputs[0].shape)


@pytest.mark.parametrize("name", CALLED_TWICE)
def test_T27_what_is_called_twice_counts_once(name: str) -> None:
    model = real(opened(name))
    layer, params = CALLED_TWICE[name]
    found = [held for held in model.layers if held.name == layer]
    assert [held.count_params() for held in found] == [params]
    assert len(found[0]._inbound_nodes) == 2
    assert sum(held.count_params() for held in model.layers) == model.count_params()


def test_T27_one_mnist_model_reads_each_of_the_20_pictures() -> None:
    document = opened("model_as_layer")
    nested = document.models[next(iter(document.models))]
    assert nested.graph == opened("mnist").graph
    report = judged(document).models["mnist"]
    assert (report.totals.params, report.totals.layers) == (55_050, 3)
    assert [(port.name) for port in report.inputs] == ["inputs"]
    held = real(document).get_layer("processed_sequences").layer
    assert (held.count_params(), held.output_shape) == (55_050, (None, 10))


def test_T27_the_branches_of_the_inception_module_meet_by_their_padding() -> None:
    document = opened("inception")
    joined = by_name(document)["joined"]
    feeding = [edge.source for edge in document.graph.edges if edge.target == joined.id]
    assert len(feeding) == 4
    three = [name for name, node in by_name(document).items() if configured(node, "kernel_size") == 3]
    for name in (*three, "branch_c_1"):
        assert configured(by_name(document)[name], "padding") == "same", name
    model = real(document)
    assert model.get_layer("joined").axis == -1


def configured(node: Any, argument: str) -> Any:
    return node.config.get(argument) if node.kind == "layer" else None


@pytest.mark.parametrize(
    ("name", "optimizer", "losses"),
    [
        ("dense_stack", "rmsprop", {"scores": ("categorical_crossentropy", 1.0)}),
        ("mnist", "rmsprop", {"digit": ("sparse_categorical_crossentropy", 1.0)}),
        ("question_answering", "rmsprop", {"answer": ("categorical_crossentropy", 1.0)}),
        (
            "headline",
            "rmsprop",
            {"main_output": ("binary_crossentropy", 1.0), "aux_output": ("binary_crossentropy", 0.2)},
        ),
        ("same_author", "rmsprop", {"same_author": ("binary_crossentropy", 1.0)}),
        (
            "social_posts",
            "rmsprop",
            {
                "age": ("mse", 0.25),
                "income": ("categorical_crossentropy", 1.0),
                "gender": ("binary_crossentropy", 10.0),
            },
        ),
    ],
)
def test_T27_losses_and_weights_are_those_of_the_table(
    name: str, optimizer: str, losses: dict[str, tuple[str, float]]
) -> None:
    training = opened(name).training
    assert training is not None
    assert training.optimizer == optimizer
    assert {output: (chosen.loss, chosen.weight) for output, chosen in training.outputs.items()} == losses


def test_T27_mnist_holds_rows_back_and_tells_the_accuracy() -> None:
    training = opened("mnist").training
    assert training is not None
    assert training.validation.split == 0.2
    assert training.outputs["digit"].metrics == ["accuracy"]


def test_T27_branch_and_merge_learns_by_sgd_of_a_tenth_and_mse() -> None:
    document = opened("branch_and_merge")
    model = real(document)
    compile_model(document, model)
    assert isinstance(model.optimizer, keras.optimizers.SGD)
    assert float(model.optimizer.learning_rate) == pytest.approx(0.1)
    assert isinstance(model.loss, keras.losses.MeanSquaredError)
    assert opened("two_tensors").training == document.training


def test_T27_numbers_in_the_sentences_are_true() -> None:
    wider = FIGURES["dense_stack_wide"].params - FIGURES["dense_stack"].params
    for name, number in (
        ("dense_stack_wide", wider),
        ("twin_xception", FIGURES["twin_xception"].calls["left_features"][0]),
        ("mnist", 784),
        ("model_as_layer", 20),
        ("question_answering", FIGURES["question_answering"].calls["answer_scores"][1][-1]),
    ):
        assert f" {number:,} " in template(name).teaches, name
