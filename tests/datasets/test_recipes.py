"""[D19] Recipes: what their steps make, described beforehand and made, and what the data does not let them make."""

from typing import Any

import numpy as np
import pytest

from codegen.prepared import RECIPES, file_of_columns, prepared
from datasets.test_binding_rules import made, only, problems
from jobs.models import edited, iris, twins
from layerloom.build.dry.call_cache import CallCache
from layerloom.datasets.dataset import Dataset, dataset
from layerloom.datasets.readers.npz import read_npz
from layerloom.datasets.recipes.run_recipes import run_learned, with_recipes
from layerloom.datasets.recipes.steps import cells, chunks, date_parts, fill, fill_values
from layerloom.datasets.rules.recipe_rules import check_recipes
from layerloom.graph.edits import apply
from layerloom_schema.checks.problems import Code, Problem, Severity
from layerloom_schema.documents.data_preparation import Recipe
from layerloom_schema.documents.document import Document, read_document, write_document
from layerloom_schema.errors import Refused

CACHE = CallCache()
TEXTS = np.array(["a b", "", "b", "c a b"] * 5)
BOUND = ("data", "inputs", "features")
DATA = dataset(
    "made",
    "Made",
    "",
    {
        "text": TEXTS,
        "number": np.array([1.5, np.nan, 3.0, -1.0] * 5),
        "count": np.arange(20) % 4,
        "image": np.random.default_rng(0).random((20, 6, 6, 3)).astype("float32"),
        "features": np.random.default_rng(0).random((20, 4)).astype("float32"),
        "label": np.arange(20) % 3,
    },
)


def cooked(*steps: dict[str, Any], sources: tuple[str, ...] = ("text",)) -> Document:
    recipes = {"cooked": {"from": [*sources], "steps": [*steps]}}
    return edited(iris(), "data", "recipes", value=recipes)


def problem_of(document: Document) -> Problem:
    """The only problem of its recipes, which the first fix mends."""
    (problem,) = check_recipes(document, DATA.info, CACHE)[1]
    assert check_recipes(apply(document, problem.fixes[0].edits), DATA.info, CACHE)[1] == []
    return problem


def layer(name: str, *, adapt: bool = False, **config: Any) -> dict[str, Any]:
    return {"layer": name, "config": config, "adapt": adapt}


@pytest.mark.parametrize(
    ("source", "steps"),
    [
        ("text", [layer("StringLookup", adapt=True)]),
        (
            "text",
            [
                layer(
                    "StringLookup", adapt=True, output_mode="multi_hot", max_tokens=9, pad_to_max_tokens=True
                )
            ],
        ),
        ("text", [layer("TextVectorization", adapt=True, output_sequence_length=4)]),
        (
            "number",
            [{"step": "fill", "config": {"with": 0}}, layer("Discretization", adapt=True, num_bins=3)],
        ),
        ("features", [layer("Discretization", adapt=True, num_bins=5, output_mode="multi_hot")]),
        ("text", [layer("Hashing", num_bins=5)]),
        ("count", [layer("Hashing", num_bins=5, output_mode="one_hot")]),
        ("count", [layer("Rescaling", scale=2)]),
        ("number", [{"step": "fill", "config": {"with": "mean"}}, layer("Normalization", adapt=True)]),
        (
            "number",
            [{"step": "fill", "config": {"with": 0}}, layer("Discretization", bin_boundaries=[0.0, 2.0])],
        ),
        ("count", [layer("CategoryEncoding", num_tokens=4)]),
        ("count", [layer("IntegerLookup", vocabulary=[3, 2, 1, 0])]),
        ("image", [layer("Resizing", height=3, width=2), layer("Rescaling", scale=0.5)]),
        ("image", [layer("CenterCrop", height=4, width=4), {"step": "reshape", "config": {"shape": [48]}}]),
        ("features", [{"step": "clip", "config": {"low": 0.2}}]),
        ("count", [{"step": "date", "config": {"parts": ["day", "hour"]}}, {"step": "stack"}]),
        ("image", [{"step": "image", "config": {"size": [4, 5], "crop": True}}]),
        ("image", [{"step": "image", "config": {"size": [6, 6], "channels": 1}}]),
        ("text", [{"step": "classes", "config": {"classes": ["", "a b", "b", "c a b"]}}]),
    ],
)
def test_D19_a_recipe_makes_what_is_reported_of_it_before(source: str, steps: list[dict[str, Any]]) -> None:
    document = cooked(*steps, sources=(source,))
    info, problems = check_recipes(document, DATA.info, CACHE)
    assert problems == []
    assert info is not None
    described = info.fields[-1]
    found = with_recipes(document, DATA, None).data.arrays["cooked"]
    assert (described.name, described.dtype, described.shape) == (
        "cooked",
        found.dtype.name,
        list(found.shape[1:]),
    )
    assert described.finite == bool(np.isfinite(found).all())


def test_D19_a_length_that_is_not_known_before_is_offered_one() -> None:
    problem = problem_of(cooked(layer("TextVectorization", adapt=True)))
    assert (problem.code, problem.variant) == (Code.data_shape, "recipe_open")
    assert problem.fixes[0].title == "Set output_sequence_length to 100"


def test_D19_missing_texts_are_filled_with_a_text() -> None:
    problem = problem_of(cooked({"step": "fill", "config": {"with": 0}}))
    assert problem.message == (
        "Missing texts of recipe cooked are filled with a text, or with the most_frequent one; 0 is none."
    )


def test_D19_what_is_filled_in_comes_from_the_training_rows() -> None:
    column, seen = np.array([1, np.nan, 9], "float32"), np.array([1, 3, np.nan], "float32")
    assert fill([column], fill_values([seen], "median"))[0].tolist() == [1, 2, 9]
    texts, others = cells(np.array(["b", "", "a"])), cells(np.array(["c", "c", "a"]))
    assert fill([texts], fill_values([others], "most_frequent"))[0].tolist() == ["b", "c", "a"]
    assert fill([texts], fill_values([texts], "unknown"))[0].tolist() == ["b", "unknown", "a"]


def test_D19_a_date_is_taken_apart_in_whole_numbers() -> None:
    days = np.arange("1850-01-01", "2150-01-01", 13, dtype="datetime64[D]")
    seconds = days.astype("datetime64[s]").astype("int64") + 3 * 3600 + 25 * 60 + 59
    found = date_parts([seconds], ["year", "month", "day", "weekday", "hour", "minute"])
    assert [*zip(*(part.tolist() for part in found[:4]), strict=True)] == [
        (day.year, day.month, day.day, day.weekday()) for day in days.tolist()
    ]
    assert set(found[4]) == {3}
    assert set(found[5]) == {25}


def test_D19_layers_take_chunks_that_are_whole_in_memory() -> None:
    column = np.asfortranarray(np.zeros((65_537, 2), "float32"))
    parts = [*chunks(column)]
    assert [part.shape for part in parts] == [(65_536, 2), (1, 2)]
    assert all(part.flags.c_contiguous for part in parts)
    assert next(chunks(np.zeros(3))).shape == (3, 1)


def test_D19_a_class_that_is_not_listed_is_named_before_training() -> None:
    document = cooked({"step": "classes", "config": {"classes": ["a b", "b"]}})
    with pytest.raises(Refused, match="does not list these classes, which the data has: , c a b"):
        with_recipes(document, DATA, None)


def test_D19_a_data_set_to_validate_on_is_prepared_by_what_was_learned(tmp_path: Any) -> None:
    data = read_npz(file_of_columns(tmp_path))
    first = Dataset(data.info, {name: array[:9] for name, array in data.arrays.items()})
    found = with_recipes(prepared(), data, first)
    assert found.validation is not None
    for name in RECIPES:
        assert np.array_equal(found.data.arrays[name][:9], found.validation.arrays[name])


def test_D19_recipes_are_kept_as_they_are_written() -> None:
    document = cooked({"step": "stack"}, sources=("count", "number"))
    written = write_document(document)
    assert written["data"]["recipes"] == {
        "cooked": {"from": ["count", "number"], "steps": [{"step": "stack"}]}
    }
    assert read_document(written) == document


def test_D19_columns_of_a_recipe_have_as_many_rows() -> None:
    info = made(number=np.zeros(30), count=np.zeros(20, "int64"))
    _, problems = check_recipes(cooked({"step": "stack"}, sources=("number", "count")), info, CACHE)
    assert [problem.code for problem in problems] == [Code.data_length]


def mended_by(document: Document, problem: Problem, data: Dataset) -> Dataset:
    """The data after the first fix of a problem, which leaves nothing to say of recipes or bindings."""
    after = apply(document, problem.fixes[0].edits)
    info, wrong = check_recipes(after, data.info, CACHE)
    assert wrong == problems(after, info) == []
    return with_recipes(after, data, None).data


def test_D6_labels_from_1_are_numbered_from_0() -> None:
    data = dataset("made", "Made", "", {"features": DATA.arrays["features"], "label": np.arange(20) % 3 + 1})
    problem = only(iris(), data.info)
    assert problem.message == (
        "Labels of field label count from 1 to 3, and output species counts its 3 classes from 0: "
        "for label 3 it would need 4."
    )
    assert [fix.title for fix in problem.fixes] == [
        "Number the classes of label from 0",
        "Set units of class to 4",
    ]
    assert mended_by(iris(), problem, data).arrays["label_from_0"].tolist() == (np.arange(20) % 3).tolist()


def test_D5_texts_into_an_input_of_whole_numbers_are_numbered() -> None:
    document = edited(iris(), "graph", "nodes", "0", "dtype", value="int32")
    document = edited(document, "graph", "nodes", "0", "shape", value=[1])
    document = edited(document, "data", "inputs", "features", value="text")
    problem = only(document, DATA.info)
    assert [fix.title for fix in problem.fixes] == ["Number the texts of text"]
    assert mended_by(document, problem, DATA).arrays["text_numbers"].shape == (20, 1)


def test_D202_texts_and_dates_fill_an_input_of_several_numbers() -> None:
    seconds = (np.arange(20) * 40 * 86_400).reshape(20, 1)
    made = dataset("made", "Made", "", {**DATA.arrays, "day": seconds})
    fields = [each.model_copy(update={"dates": each.name == "day"}) for each in made.info.fields]
    data = Dataset(made.info.model_copy(update={"fields": fields}), made.arrays)

    document = edited(edited(iris(), "graph", "nodes", "0", "dtype", value="int32"), *BOUND, value="text")
    problem = only(document, data.info)
    assert [fix.title for fix in problem.fixes] == ["Number the first 4 words of each text of text"]
    assert mended_by(document, problem, data).arrays["text_words"].shape == (20, 4)

    document = edited(iris(), *BOUND, value="day")
    problem = next(each for each in problems(document, data.info) if each.code is Code.data_shape)
    assert problem.fixes[0].title == "Take the dates of day apart: year, month, day and weekday"
    parts = mended_by(document, problem, data).arrays["day_parts"]
    assert parts.shape == (20, 4)
    assert np.abs(parts.mean(axis=0)).max() < 1e-3


def test_D6_an_image_of_bytes_is_scaled() -> None:
    images = np.random.default_rng(0).integers(0, 256, size=(20, 8, 8, 1)).astype("uint8")
    data = dataset("made", "Made", "", {"image": images, "label": np.arange(20) % 10})
    problem = only(twins(), data.info)
    assert problem.severity is Severity.warning
    assert problem.message.startswith("Field image, bound to input ")
    scaled = mended_by(twins(), problem, data).arrays["image_scaled"]
    assert scaled.dtype == "float32"
    assert scaled.max() <= 1


@pytest.mark.parametrize(
    ("source", "steps"),
    [
        ("number", [{"step": "fill", "config": {"with": "mean"}}, layer("Normalization", adapt=True)]),
        (
            "number",
            [{"step": "fill", "config": {"with": "median"}}, layer("Discretization", adapt=True, num_bins=3)],
        ),
        ("image", [layer("Normalization", adapt=True, axis=[1, 3], invert=True)]),
        ("features", [layer("Normalization", adapt=True, axis=None)]),
        ("text", [{"step": "fill", "config": {"with": "most_frequent"}}, layer("StringLookup", adapt=True)]),
        (
            "text",
            [layer("StringLookup", adapt=True, output_mode="tf_idf", max_tokens=4, pad_to_max_tokens=True)],
        ),
        ("text", [layer("TextVectorization", adapt=True, output_mode="tf_idf")]),
        ("text", [layer("TextVectorization", adapt=True, output_mode="multi_hot")]),
        ("text", [layer("TextVectorization", adapt=True, output_mode="count", ngrams=2)]),
        ("text", [layer("TextVectorization", adapt=True, output_sequence_length=4, max_tokens=3)]),
        ("count", [layer("IntegerLookup", adapt=True, num_oov_indices=2)]),
    ],
)
def test_D19_what_a_recipe_learned_makes_the_same_bits_again(
    source: str, steps: list[dict[str, Any]]
) -> None:
    document = cooked(*steps, sources=(source,))
    first = with_recipes(document, DATA, None)
    learned = Recipe.model_validate_json(first.learned["cooked"].model_dump_json(by_alias=True))
    assert not any(step.adapt for step in learned.steps)
    again = run_learned("cooked", learned, DATA)
    assert again.tobytes() == first.data.arrays["cooked"].tobytes()
