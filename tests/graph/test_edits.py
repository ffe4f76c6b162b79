"""[G25] Edits mean the same in Python and in the page: both pass the golden cases of `tests/cases/edits`."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from layerloom.graph.edits import apply
from layerloom.graph.json_paths import set_at_path
from layerloom_schema import strict_json
from layerloom_schema.documents.document import Document, read_document, write_document
from layerloom_schema.documents.edits import Edit, SetField
from layerloom_schema.errors import Unreadable
from support.cases import CASES

EDITS: TypeAdapter[list[Edit]] = TypeAdapter(list[Edit])


@pytest.mark.parametrize("path", sorted((CASES / "edits").glob("*.json")), ids=lambda path: path.stem)
def test_G25_an_edit_gives_the_golden_result(path: Path) -> None:
    case = strict_json.loads(path.read_bytes())
    before = read_document(case["document"])
    untouched = before.model_dump()

    after = apply(before, EDITS.validate_python(case["edits"]))

    assert write_document(after) == write_document(read_document(case["result"]))
    assert before.model_dump() == untouched


FIELDS = [
    ["training", "outputs", "species", "loss"],
    ["training", "epochs"],
    ["data", "dataset"],
    ["training", "dtype_policy"],
    ["graph", "nodes", "n2", "trainable"],
    ["name"],
]


@given(
    st.lists(st.tuples(st.sampled_from(FIELDS), st.sampled_from(["mse", 3, "iris", "mixed_bfloat16", True])))
)
def test_G25_fields_set_together_are_the_fields_set_one_after_another(
    drawn: list[tuple[list[str], Any]],
) -> None:
    case = strict_json.loads((CASES / "valid" / "iris.json").read_bytes())
    document = read_document(case["document"])
    edits = [SetField(path=path, value=value) for path, value in drawn]

    def one_by_one() -> Document:
        value = write_document(document)
        for edit in edits:
            set_at_path(value, edit.path, edit.value, unset=False)
        return read_document(value)

    try:
        expected = write_document(one_by_one())
    except Unreadable:
        with pytest.raises(Unreadable):
            apply(document, edits)
        return
    assert write_document(apply(document, edits)) == expected
