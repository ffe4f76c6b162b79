"""[D48] Columns drawn as inputs and outputs: what is drawn can be trained at once."""

import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.check.draw_columns import draw_columns
from layerloom.check.full_check import full_check
from layerloom.datasets.library import DataLibrary
from layerloom.graph.edits import apply
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits

TABLE = "area,rooms,rent,sold,stars,kind\n" + "\n".join(
    f"{30 + row}.5,{row % 3},{row * 7},{row % 2},{1 + row % 5},{'abc'[row % 3]}" for row in range(60)
)
EMPTY = {"format": 2, "name": "Homes", "data": {"dataset": "homes"}}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> DataLibrary:
    folder = tmp_path_factory.mktemp("homes")
    (folder / "homes.csv").write_text(TABLE)
    library = DataLibrary(folder / "datasets")
    library.add([folder / "homes.csv"], "homes")
    return library


def drawn(library: DataLibrary, inputs: list[str], targets: list[str]) -> Document:
    document = read_document(EMPTY)
    return apply(document, draw_columns(document, inputs, targets, library))


@pytest.mark.parametrize(
    ("target", "loss", "head"),
    [
        ("rent", "MeanSquaredError", {"units": 1}),
        ("sold", "BinaryCrossentropy", {"units": 1, "activation": "sigmoid"}),
        ("rooms", "SparseCategoricalCrossentropy", {"units": 3, "activation": "softmax"}),
        ("stars", "SparseCategoricalCrossentropy", {"units": 5, "activation": "softmax"}),
        ("kind", "SparseCategoricalCrossentropy", {"units": 3, "activation": "softmax"}),
    ],
)
def test_D48_a_drawn_model_is_fit_for_training(
    library: DataLibrary, target: str, loss: str, head: dict[str, object]
) -> None:
    document = drawn(library, ["area", "sold" if target != "sold" else "rent"], [target])
    report = full_check(document, read_catalog(), Limits(), CallCache(), for_training=True, library=library)
    assert [problem.code for problem in report.problems if problem.severity == "error"] == []
    assert document.training is not None
    assert document.training.outputs[target].loss is not None
    assert getattr(document.training.outputs[target].loss, "name", None) == loss
    (dense,) = [node for node in document.graph.nodes if node.name == "dense"]
    assert getattr(dense, "config", None) == head
    places = {(place.x, place.y) for place in document.layout.values()}
    assert len(places) == len(document.graph.nodes)


def test_D48_a_second_target_shares_what_the_first_is_fed_by(library: DataLibrary) -> None:
    document = drawn(library, ["area", "rooms"], ["rent", "sold"])
    names = {node.id: getattr(node, "name", "") for node in document.graph.nodes}
    fed = {names[edge.target]: names[edge.source] for edge in document.graph.edges}
    assert fed["dense"] == fed["dense_1"] == "concatenate"


def test_D48_texts_become_inputs_of_texts(library: DataLibrary) -> None:
    (node,) = drawn(library, ["kind"], []).graph.nodes
    assert (getattr(node, "dtype", ""), getattr(node, "shape", None)) == ("string", [1])


def test_D48_a_column_that_is_not_there_is_refused(library: DataLibrary) -> None:
    with pytest.raises(Refused, match="prize"):
        drawn(library, ["prize"], [])
