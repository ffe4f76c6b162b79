"""[D] Does the data fit the drawn model? Every rule on real documents, with the shapes that Keras gives."""

from collections.abc import Mapping

import numpy as np
import pytest

from jobs.models import edited, iris, reader, structure_of, twins
from layerloom.build.dry.call_cache import CallCache
from layerloom.build.dry_build import dry_build
from layerloom.datasets.dataset import dataset
from layerloom.datasets.library import DataLibrary
from layerloom.datasets.rules.binding_rules import check_binding
from layerloom.datasets.rules.dataset_rules import choose_data
from layerloom.datasets.rules.validation_rules import of_validation
from layerloom.graph.edits import apply
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Code, Problem, Severity
from layerloom_schema.data.datasets import DatasetInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.limits import Limits

CACHE = CallCache()
LIBRARY = DataLibrary()


def problems(document: Document, info: DatasetInfo | None = None) -> list[Problem]:
    """The [D] problems of a document, whose nodes are inspected for real."""
    nodes = dry_build(structure_of(document), document, read_catalog(), Limits(), CACHE).nodes
    name = document.data.dataset if document.data else None
    return check_binding(document, nodes, info or LIBRARY.describe(name or ""), LIBRARY)


def only(document: Document, info: DatasetInfo | None = None) -> Problem:
    found = problems(document, info)
    assert len(found) == 1, [problem.message for problem in found]
    return found[0]


def mended(document: Document, problem: Problem, info: DatasetInfo | None = None) -> Document:
    """The document after the first fix, which must leave nothing to say."""
    after = apply(document, problem.fixes[0].edits)
    assert problems(after, info) == []
    return after


def made(**arrays: np.ndarray) -> DatasetInfo:
    """A data set with these fields."""
    return dataset("made", "Made", "", arrays).info


FEATURES = np.random.default_rng(0).random((30, 4)).astype("float32")
LABELS = np.arange(30) % 3


@pytest.mark.parametrize("document", [twins(), iris(), reader()], ids=["digits", "iris", "random"])
def test_D1_bound_data_that_fits_has_no_problem(document: Document) -> None:
    assert problems(document) == []


def test_D1_a_target_that_nobody_bound_is_offered_the_only_field_that_fits() -> None:
    document = edited(twins(), "data", "targets", value={})
    problem = only(document)
    assert problem.code is Code.data_unbound
    assert (problem.where.node, problem.where.field) == ("n11", "data.targets.digit")
    assert (
        problem.message
        == "What is the target of output digit? No field of Handwritten digits is bound to it."
    )
    assert problem.fixes[0].title == "Bind label"
    mended(document, problem)


def test_D1_an_input_is_offered_the_field_of_its_own_name_first() -> None:
    document = edited(iris(), "data", "inputs", value={})
    info = made(features=FEATURES, others=FEATURES, label=LABELS)
    problem = only(document, info)
    assert [fix.title for fix in problem.fixes] == ["Bind features"]
    document = edited(document, "graph", "nodes", "0", "name", value="x")
    assert only(document, info).fixes == []
    assert only(document, info).params["fitting"] == ["features", "others"]


def test_D2_a_near_miss_names_the_near_name() -> None:
    info = made(question=FEATURES, label=LABELS)
    document = edited(iris(), "data", "inputs", "features", value="qustion")
    problem = only(document, info)
    assert problem.code is Code.data_unknown_field
    assert problem.message == (
        "Made has no field qustion, which is bound to input features. Did you mean question?"
    )
    mended(document, problem, info)


def test_D2_a_binding_for_an_input_that_is_not_there_is_a_warning() -> None:
    document = edited(twins(), "data", "inputs", value={"left": "image", "rihgt": "image"})
    stranger, unbound = problems(document)
    assert (stranger.code, stranger.severity) == (Code.data_unknown_field, Severity.warning)
    assert "no input of that name. Did you mean right?" in stranger.message
    assert unbound.code is Code.data_unbound
    mended(document, stranger)


def test_D2_data_that_follows_the_model_takes_no_other_binding() -> None:
    document = edited(reader(), "data", "targets", value={"topic": "label"})
    problem = only(document)
    assert problem.code is Code.data_unknown_field
    mended(document, problem)


def test_D3_a_name_like_no_field_is_missing() -> None:
    document = edited(iris(), "data", "targets", "species", value="colour")
    problem = only(document)
    assert problem.code is Code.data_missing_field
    assert problem.message.endswith("It has features and label.")
    assert problem.fixes[0].title == "Bind label"
    mended(document, problem)


def test_D4_one_row_has_the_shape_of_its_input() -> None:
    document = edited(twins(), "graph", "nodes", "0", "shape", value=[28, 28, 1])
    problem = next(found for found in problems(document) if found.code is Code.data_shape)
    assert problem.message == (
        "Each row of input left has the shape (28, 28, 1); a row of field image has (8, 8, 1)."
    )
    assert (problem.expected, problem.received) == ([28, 28, 1], [8, 8, 1])
    mended(document, problem)


@pytest.mark.parametrize("shape", [(30,), (30, 1)])
def test_D4_labels_may_have_an_axis_of_length_one(shape: tuple[int, ...]) -> None:
    assert problems(iris(), made(features=FEATURES, label=LABELS.reshape(shape))) == []


def test_D4_an_open_axis_takes_any_length() -> None:
    document = edited(reader(), "data", value={"dataset": "made", "inputs": {"text": "w"}})
    document = edited(document, "data", "targets", value={"topic": "t", "score": "s"})
    arrays = {"w": np.zeros((6, 17), int), "t": np.zeros((6, 4)), "s": np.zeros(6)}
    assert problems(document, made(**arrays)) == []
    wrong = only(document, made(**{**arrays, "t": np.zeros((6, 5))}))
    assert (wrong.code, wrong.expected, wrong.received) == (Code.data_shape, [4], [5])


def test_D5_fractions_are_not_whole_numbers_but_whole_floats_are() -> None:
    broken = only(iris(), made(features=FEATURES, label=LABELS + 0.5))
    assert broken.code is Code.data_dtype
    assert broken.received == "float64"
    assert problems(iris(), made(features=FEATURES, label=LABELS.astype("float32"))) == []


def test_D5_an_integer_input_takes_no_fractions() -> None:
    document = edited(
        reader(), "data", value={"inputs": {"text": "w"}, "targets": {"topic": "t", "score": "s"}}
    )
    info = made(w=np.full((6, 4), 0.5), t=np.zeros((6, 4)), s=np.zeros(6))
    assert only(document, info).code is Code.data_dtype


def test_D6_labels_outside_the_outputs_are_offered_more_units() -> None:
    document = edited(twins(), "graph", "nodes", "9", "config", "units", value=8)
    problem = only(document)
    assert problem.code is Code.data_range
    assert problem.message == "Labels 0 to 9 need 10 units, one for each class; output digit has 8."
    assert problem.fixes[0].title == "Set units of classify to 10"
    mended(document, problem)


WORDS: Mapping[str, np.ndarray] = {"t": np.zeros((6, 4)), "s": np.zeros(6)}


@pytest.mark.parametrize(
    ("loss", "values", "sentence"),
    [
        ("SparseCategoricalCrossentropy", [-1, 0, 1], "Labels count from 0"),
        ("BinaryCrossentropy", [0, 1, 2], "0 or 1"),
        ("CategoricalCrossentropy", [0.0, 1.5, 0.2], "shares from 0 to 1"),
        ("Hinge", [-1, 1, 3], "-1 or 1"),
        ("Poisson", [-0.5, 1, 2], "at least 0"),
    ],
)
def test_D6_values_that_a_loss_cannot_compare_with(loss: str, values: list[float], sentence: str) -> None:
    document = edited(iris(), "training", "outputs", "species", value={"loss": loss})
    column = np.array(values * 10)
    label = column if loss.startswith("Sparse") else np.repeat(column[:, None], 3, axis=1)
    problem = only(document, made(features=FEATURES, label=label))
    assert problem.code is Code.data_range
    assert sentence in problem.message


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [
        ([5, 3], "class numbers from 1 to 2, and 0 where a row ends"),
        ([5, None], "class numbers from 1, and 0 where a row ends"),
    ],
)
def test_D6_a_sequence_of_classes_counts_from_one(shape: list[int | None], wanted: str) -> None:
    document = edited(iris(), "graph", "nodes", value=iris().model_dump(mode="json")["graph"]["nodes"][::3])
    document = edited(document, "graph", "edges", value=[{"source": "n1", "target": "n4"}])
    document = edited(document, "graph", "nodes", "0", "shape", value=shape)
    document = edited(document, "training", "outputs", value={"species": {"loss": "ctc"}})
    info = made(features=np.zeros((6, 5, 3)), label=np.full((6, 4), 3 if shape[-1] else -1))
    assert wanted in only(document, info).message


def test_D6_a_label_that_the_loss_ignores_may_be_negative() -> None:
    loss = {"name": "SparseCategoricalCrossentropy", "config": {"ignore_class": -1}}
    document = edited(iris(), "training", "outputs", "species", "loss", value=loss)
    assert problems(document, made(features=FEATURES, label=LABELS - 1)) == []


def test_D6_negative_labels_are_said_with_the_field() -> None:
    problem = only(iris(), made(features=FEATURES, label=LABELS - 1))
    assert problem.message == "Labels count from 0; field label holds -1 to 1."


def test_D6_whole_numbers_fit_the_type_of_their_input() -> None:
    document = edited(iris(), "graph", "nodes", "0", "dtype", value="int8")
    problem = only(document, made(features=np.full((30, 4), 300), label=LABELS))
    assert (problem.code, problem.expected) == (Code.data_range, [-128, 127])


@pytest.mark.parametrize(
    ("dtype", "most", "title"),
    [
        ("float32", 1e300, None),
        ("bfloat16", -1e39, None),
        ("float16", 70_000.0, "Make it float32"),
        ("float16", 1e39, None),
    ],
)
def test_D6_numbers_that_the_type_of_their_input_cannot_hold(
    dtype: str, most: float, title: str | None
) -> None:
    info = made(features=np.full((30, 4), most), label=LABELS)
    document = edited(iris(), "graph", "nodes", "0", "dtype", value=dtype)
    problem = only(document, info)
    assert (problem.code, problem.variant) == (Code.data_range, "overflow")
    assert [fix.title for fix in problem.fixes] == ([title] if title else [])
    if title:
        after = apply(document, problem.fixes[0].edits)
        assert [found.variant for found in problems(after, info)] == ["unscaled_numbers"]


def test_D6_a_target_is_compared_in_float32() -> None:
    document = edited(iris(), "training", "outputs", value={"species": {"loss": "mse"}})
    problem = only(document, made(features=FEATURES, label=np.full((30, 3), 1e300)))
    assert problem.code is Code.data_range
    assert "1e+300" in problem.message


def test_D6_a_class_number_beyond_counting_is_said_in_short() -> None:
    info = made(features=FEATURES, label=np.array([0, 2**64 - 1] * 15, dtype=np.uint64))
    problem = only(iris(), info)
    assert problem.message.startswith("Labels 0 to 1.84467e+19 need 1.84467e+19 units")
    assert problem.fixes == []


def test_D7_fields_of_different_lengths_do_not_belong_together() -> None:
    problem = only(iris(), made(features=FEATURES, label=np.arange(29) % 3))
    assert problem.code is Code.data_length
    assert problem.received == {"features": 30, "label": 29}


def test_D7_a_field_that_nobody_bound_may_have_any_length() -> None:
    assert problems(iris(), made(features=FEATURES, label=LABELS, more=np.zeros(7))) == []


@pytest.mark.parametrize(("rows", "split"), [(0, 0.0), (1, 0.5), (30, 0.999)])
def test_D8_there_is_a_row_to_train_on(rows: int, split: float) -> None:
    document = iris(validation={"split": split})
    problem = only(document, made(features=FEATURES[:rows], label=LABELS[:rows]))
    assert problem.code is Code.data_empty


def test_D8_a_split_so_small_that_nothing_is_held_back() -> None:
    document = iris(validation={"split": 1e-17})
    problem = only(document, made(features=FEATURES, label=LABELS))
    assert problem.code is Code.data_empty
    assert "none to validate on" in problem.message
    mended(document, problem, made(features=FEATURES, label=LABELS))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_D9_no_bound_field_holds_what_is_not_a_number(value: float) -> None:
    features = FEATURES.copy()
    features[3, 1] = value
    problem = only(iris(), made(features=features, label=LABELS))
    assert problem.code is Code.data_not_finite
    assert problem.where.field == "data.inputs.features"


def test_D4_a_graph_without_shapes_is_checked_as_far_as_it_goes() -> None:
    document = edited(twins(), "data", "inputs", "left", value="label")
    assert [found.code for found in check_binding(document, {}, LIBRARY.describe("digits"), LIBRARY)] == [
        Code.data_shape
    ]


@pytest.mark.parametrize("name", [None, "digts"])
def test_D1_choosing_a_data_set_binds_what_fits(name: str | None) -> None:
    document = edited(twins(), "data", value={"dataset": name})
    nodes = dry_build(structure_of(document), document, read_catalog(), Limits(), CACHE).nodes
    problem = choose_data(document, nodes, LIBRARY)
    assert problem.code is Code.data_unbound
    assert [fix.title for fix in problem.fixes] == ["Use digits", *([] if name else ["Use random"])]
    for fix in problem.fixes:
        assert problems(apply(document, fix.edits)) == []


WEIGHED = {"dataset": "made", "inputs": {"features": "f"}, "targets": {"species": "l"}}


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        (np.full(30, -0.5), Code.data_range),
        (np.full(30, np.nan), Code.data_not_finite),
        (np.ones((30, 4)), Code.data_shape),
        (np.ones(29), Code.data_length),
        (np.array(["a"] * 30), Code.data_dtype),
    ],
)
def test_D15_weights_of_rows_are_held_to_what_weights_are(weights: np.ndarray, code: Code) -> None:
    document = edited(iris(), "data", value={**WEIGHED, "sample_weights": {"species": "w"}})
    problem = only(document, made(f=FEATURES, l=LABELS, w=weights))
    assert problem.code is code
    assert code is Code.data_length or problem.where.field == "data.sample_weights.species"


@pytest.mark.parametrize("shape", [(30,), (30, 1)])
def test_D15_a_row_weighs_one_number(shape: tuple[int, ...]) -> None:
    document = edited(iris(), "data", value={**WEIGHED, "sample_weights": {"species": "w"}})
    assert problems(document, made(f=FEATURES, l=LABELS, w=np.ones(shape))) == []


def test_D15_random_data_holds_no_weights() -> None:
    document = edited(reader(), "data", "sample_weights", value={"score": "score"})
    problem = only(document)
    assert problem.code is Code.data_missing_field
    mended(document, problem)


def test_D15_each_place_of_a_row_may_weigh_for_itself() -> None:
    document = edited(iris(), "graph", "nodes", "0", "shape", value=[5, 4])
    document = edited(document, "data", value={**WEIGHED, "sample_weights": {"species": "w"}})
    rows = {"f": np.zeros((6, 5, 4)), "l": np.zeros((6, 5), int)}
    assert problems(document, made(**rows, w=np.ones((6, 5)))) == []
    problem = only(document, made(**rows, w=np.ones(6)))
    assert problem.message == (
        "The row weights of output species are numbers of the shape (5) for each row; a row of field w has ()."
    )


def test_D14_texts_go_into_inputs_of_texts_alone() -> None:
    words = np.array(["a"] * 30)
    document = edited(iris(), "data", value=WEIGHED)
    problem = only(document, made(f=np.repeat(words[:, None], 4, axis=1), l=LABELS))
    assert problem.code is Code.data_dtype
    assert problem.message == "Input features takes numbers; field f holds texts."
    problem = only(document, made(f=FEATURES, l=words))
    assert problem.message == "The target of output species takes whole numbers; field l holds texts."


def test_D16_the_second_data_set_is_held_to_the_same_rules() -> None:
    info = made(features=np.zeros((30, 8, 8, 1)), label=np.arange(30) % 3)
    document = iris(validation={"dataset": "iris"})
    assert problems(document, made(features=FEATURES, label=LABELS)) == []
    other = edited(document, "graph", "nodes", "0", "shape", value=[8, 8, 1])
    found = [p for p in problems(other, info) if p.where.field == "training.validation.dataset"]
    assert {problem.code for problem in found} == {Code.data_shape}
    assert found[0].message.startswith("In Iris flowers, to validate on: ")
    assert found[0].fixes == []


@pytest.mark.parametrize(
    ("arrays", "code"),
    [
        ({"features": FEATURES, "label": LABELS + 0.5}, Code.data_dtype),
        ({"features": FEATURES, "label": np.arange(29) % 3}, Code.data_length),
        ({"features": np.full((30, 4), np.nan), "label": LABELS}, Code.data_not_finite),
        ({"features": FEATURES, "label": LABELS + 1}, Code.data_range),
        ({"features": FEATURES[:, :3], "label": LABELS}, Code.data_shape),
    ],
)
def test_D16_a_problem_of_the_rows_to_validate_on_names_their_data_set(
    arrays: Mapping[str, np.ndarray], code: Code
) -> None:
    info = made(**arrays)
    found = only(iris(), info)
    restated = of_validation(found, info)
    assert (restated.code, restated.fixes) == (code, [])
    assert restated.message == f"In Made, to validate on: {found.message}"
