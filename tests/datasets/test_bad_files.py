"""[D] A file that is no data: refused with its place, in four languages, and nothing of it is left."""

import json
from pathlib import Path

import pytest

from support.bad_files import BAD_FILES, GOLDEN, golden


@pytest.mark.parametrize("name", BAD_FILES)
def test_D32_a_bad_file_is_refused_with_its_place_and_nothing_is_imported(name: str, tmp_path: Path) -> None:
    body = BAD_FILES[name]().refuse(tmp_path)
    assert golden(body, tmp_path) == json.loads(GOLDEN.read_text("utf-8"))[name]
    library = tmp_path / "library"
    left = [path for path in library.rglob("*") if path.is_file() and path.name != "lock"]
    assert left == []


def test_D32_every_golden_error_is_of_a_file() -> None:
    assert json.loads(GOLDEN.read_text("utf-8")).keys() == BAD_FILES.keys()
