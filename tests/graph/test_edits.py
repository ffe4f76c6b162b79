"""[G25] Edits mean the same in Python and in the page: both pass the golden cases of `tests/cases/edits`."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter

from layerloom.graph.edits import apply
from layerloom_schema import strict_json
from layerloom_schema.document import read_document, write_document
from layerloom_schema.edits import Edit
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
