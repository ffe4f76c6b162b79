"""[I] The page that predicts without a server, as it is written: what it holds, and what it refuses."""

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest
from ai_edge_litert.interpreter import Interpreter

from codegen.documents import begin, document, end, layer
from layerloom.datasets.library import DataLibrary
from layerloom.jobs.export.export_run import export_run
from layerloom.jobs.export.prediction_page.recipe_steps import page_steps
from layerloom.jobs.predict.predictor import Predictor
from layerloom.jobs.train.headless import train_document
from layerloom_schema.documents.data_preparation import RecipeStep
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import Refused
from layerloom_schema.models.exports import ModelFormat
from layerloom_schema.runs.predictions import Checkpoint
from support.page_steps import PATH, golden_steps

pytestmark = pytest.mark.filterwarnings("ignore")
"""Converters warn about themselves."""


def words(**word: Any) -> Document:
    """Texts that the model itself looks up, and a number."""
    return document(
        [
            begin("word", 1, dtype="string"),
            begin("size", 2),
            layer("number", "StringLookup", vocabulary=["</script>", "b"], **word),
            layer("embed", "Embedding", input_dim=4, output_dim=2),
            layer("flat", "Flatten"),
            layer("both", "Concatenate"),
            layer("kind", "Dense", units=1),
            end("kind"),
        ],
        "word>number number>embed embed>flat flat>both#0 size>both#1 both>kind kind>out_kind",
        training={"outputs": {"kind": {"loss": {"name": "MeanSquaredError", "config": {}}}}, "epochs": 1},
        data={"dataset": "random"},
    )


def trained(made: Document, folder: Path) -> Predictor:
    assert train_document(made, folder, library=DataLibrary()) == 0
    return Predictor(folder, folder.parent, DataLibrary(), Checkpoint.last)


def part(page: str, name: str) -> str:
    found = re.search(rf'<script type="[^"]+" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return found[1]


def test_I460_a_page_holds_the_model_its_form_and_rows_that_litert_computed(tmp_path: Path) -> None:
    found = export_run(trained(words(), tmp_path / "run"), ModelFormat.page, tmp_path / "made")
    page = (tmp_path / "made" / "model.html").read_text("utf-8")
    assert (found.file, found.bytes, found.parity.outputs.state) == (
        "model.html",
        len(page.encode()),
        "equal",
    )
    run = json.loads(part(page, "run"))
    assert [field["name"] for field in run["fields"]] == ["word", "size"]
    assert [(step["kind"], step.get("tokens")) for step in run["inputs"][0]["steps"]] == [
        ("look_up", ["[UNK]", "</script>", "b"])
    ]
    assert {row["values"]["word"][0] for row in run["rows"][:-1]} <= {"</script>", "b"}
    model = Interpreter(model_content=base64.b64decode(part(page, "model")))
    assert set(model.get_signature_runner().get_input_details()) == {"input_0", "input_1"}
    assert run["distance"] < 1e-5
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'")
    assert "connect-src" not in policy[1]
    assert "http" not in policy[1]


def test_I461_the_golden_steps_are_those_of_keras() -> None:
    assert golden_steps() == json.loads(PATH.read_text("utf-8"))


@pytest.mark.parametrize(
    ("step", "name"),
    [
        ({"layer": "Hashing", "config": {"num_bins": 3}}, "Hashing"),
        ({"layer": "StringLookup", "config": {"vocabulary": ["a"], "num_oov_indices": 2}}, "StringLookup"),
        ({"layer": "Resizing", "config": {"height": 2, "width": 2}}, "Resizing"),
    ],
)
def test_I462_a_step_that_the_page_cannot_do_is_refused_by_its_name(step: Any, name: str) -> None:
    with pytest.raises(Refused) as refused:
        page_steps([RecipeStep.model_validate(step)])
    body = refused.value.body
    assert (body.code, body.variant, body.params["step"]) == ("export.refused", "page_step", name)


def test_I462_a_model_whose_texts_no_page_can_look_up_is_refused(tmp_path: Path) -> None:
    predictor = trained(words(num_oov_indices=2), tmp_path / "run")
    with pytest.raises(Refused) as refused:
        export_run(predictor, ModelFormat.page, tmp_path / "made")
    assert refused.value.body.params["step"] == "StringLookup"
    assert [*(tmp_path / "made").iterdir()] == []
