"""[I] A model as a file for other programs: opened again there, and compared before anyone gets it."""

from pathlib import Path
from typing import Any

import keras
import pytest
from ai_edge_litert.interpreter import Interpreter

from codegen.documents import begin, end, layer
from codegen.documents import document as case
from jobs.models import twins
from layerloom.build.real.model import build_model
from layerloom.datasets.library import DataLibrary
from layerloom.graph.check import check_structure
from layerloom.jobs.export.export_model import export_model
from layerloom.jobs.export.export_run import export_run
from layerloom.jobs.export.int8_model import refuse_recurrent
from layerloom.jobs.predict.predictor import Predictor
from layerloom.jobs.train.headless import train_document
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import Refused
from layerloom_schema.limits import Limits
from layerloom_schema.models.exports import EXPORT_FILES, OF_RUNS, ExportedModel, ModelFormat
from layerloom_schema.runs.predictions import Checkpoint

CATALOG, LIMITS = read_catalog(), Limits()
pytestmark = pytest.mark.filterwarnings("ignore")
"""Converters warn about themselves."""


def images() -> Document:
    """An image that is augmented, words that are embedded, a shared layer, two outputs."""
    return case(
        [
            begin("picture", 8, 8, 3),
            begin("words", 6, dtype="int32"),
            layer("turn", "RandomRotation", factor=0.4),
            layer("conv", "Conv2D", filters=3, kernel_size=3, activation="relu"),
            layer("norm", "BatchNormalization"),
            layer("drop", "Dropout", rate=0.5),
            layer("pool", "GlobalAveragePooling2D"),
            layer("embed", "Embedding", input_dim=5, output_dim=4),
            layer("read", "LSTM", units=3),
            layer("both", "Concatenate"),
            layer("kind", "Dense", units=3, activation="softmax"),
            layer("size", "Dense", units=1),
            end("kind"),
            end("size"),
        ],
        "picture>turn turn>conv conv>norm norm>drop drop>pool words>embed embed>read pool>both#0 read>both#1 "
        "both>kind both>size kind>out_kind size>out_size",
    )


def exported(document: Document, format_: ModelFormat, folder: Path) -> ExportedModel:
    structure = check_structure(document, CATALOG, LIMITS)

    def build(seed: int) -> keras.Model:
        keras.utils.set_random_seed(seed)
        return build_model(document, structure)

    return export_model(build(1), lambda: build(2), document, format_, folder, CATALOG, LIMITS)


@pytest.mark.parametrize("format_", [each for each in ModelFormat if each not in OF_RUNS])
def test_I310_a_file_gives_what_the_model_gives(format_: ModelFormat, tmp_path: Path) -> None:
    found = exported(images(), format_, tmp_path)
    assert (found.file, found.bytes) == (EXPORT_FILES[format_], (tmp_path / found.file).stat().st_size)
    assert [path.name for path in tmp_path.iterdir()] == [found.file]
    lines: dict[str, Any] = {line.what: (line.state, line.variant) for line in found.parity.lines}
    if format_ is ModelFormat.weights:
        assert lines == {
            **{"params": ("equal", None), "weights": ("equal", None), "outputs": ("equal", None)},
            "layers": ("not_compared", "no_layers"),
        }
    elif format_ is ModelFormat.keras_json:
        assert (lines["layers"], lines["outputs"]) == (("equal", None), ("not_compared", "no_outputs"))
    else:
        assert lines["outputs"] in {("equal", None), ("equal", "near")}
        assert found.milliseconds is not None


def test_I311_a_format_that_gives_other_numbers_is_refused(tmp_path: Path) -> None:
    document = case(
        [
            begin("word", 1, dtype="string"),
            layer("number", "StringLookup", vocabulary=["a", "b"]),
            layer("embed", "Embedding", input_dim=3, output_dim=2),
            end("answer"),
        ],
        "word>number number>embed embed>out_answer",
    )
    with pytest.raises(Refused) as refused:
        exported(document, ModelFormat.litert, tmp_path)
    assert (refused.value.body.code, refused.value.body.variant) == ("export.refused", "differs")
    assert [*tmp_path.iterdir()] == []


def test_I465_litert_of_8_bits_is_small_and_says_what_it_loses(tmp_path: Path) -> None:
    document = twins(epochs=1)
    assert train_document(document, tmp_path / "run", library=DataLibrary()) == 0
    predictor = Predictor(tmp_path / "run", tmp_path, DataLibrary(), Checkpoint.last)
    found = export_run(predictor, ModelFormat.litert_int8, tmp_path / "made")
    whole = export_run(predictor, ModelFormat.litert, tmp_path / "made")
    assert found.bytes < whole.bytes / 2
    outputs = found.parity.outputs
    assert (outputs.variant, outputs.params["output"], outputs.params["rows"]) == ("accuracy", "digit", 200)
    rows = predictor.unseen_rows(200)
    right = predictor.predict(rows.x)["digit"].argmax(axis=1) == rows.targets["digit"].reshape(-1)
    assert outputs.params["here"] == pytest.approx(right.mean())
    interpreter = Interpreter(str(tmp_path / "made" / found.file))
    assert "int8" in {detail["dtype"].__name__ for detail in interpreter.get_tensor_details()}


def test_I465_recurrent_layers_are_refused_before_the_converter_meets_them(tmp_path: Path) -> None:
    document = images()
    model = build_model(document, check_structure(document, CATALOG, LIMITS))
    with pytest.raises(Refused) as refused:
        refuse_recurrent(model)
    body = refused.value.body
    assert (body.code, body.variant, body.params["layer"]) == ("export.refused", "recurrent", "read")
