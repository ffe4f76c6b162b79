"""The laws of the lens, over the corpus of scripts: what the canvas changes is put in, and the rest stays as it is."""

import random
from collections import Counter
from pathlib import Path

import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.lens.agreement import agreement
from layerloom.lens.put import Put, put
from layerloom.lens.script_reading import Reader
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import Document
from layerloom_schema.limits import Limits
from support.changed_statements import changed_statements
from support.random_edits import CanvasEdit, random_edit

CATALOG = read_catalog()
READER = Reader(CATALOG, Limits(), CallCache(), "model")
SCRIPTS = [
    script
    for script in sorted((Path(__file__).parent.parent / "importers" / "scripts").glob("*.py"))
    if not script.stem.startswith("application_")  # reading one builds the application
]
EDITS = 300
EDITS_LONG = 10_000
LEAST = 0.75
"""Share of random edits that are put in, or asked about: the rest has no notation in its script."""


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_I440_without_a_change_the_text_stays_byte_for_byte(script: Path) -> None:
    text = script.read_text("utf-8")
    document = READER.read(text).document
    assert put(READER, text, document, document).text == text


def check(text: str, document: Document, edit: CanvasEdit) -> str:
    """Put an edit in, hold it against the laws, and name what became of it."""
    found = put(READER, text, document, edit.document)
    if found.text is None:
        return asked(text, document, edit, found)
    assert agreement(READER.read(found.text), edit.document, CATALOG) is not None, edit.kind
    imports = sum(line.count("import") for line in set(found.text.split("\n")) - set(text.split("\n")))
    assert changed_statements(text, found.text) <= edit.most + imports, f"{edit.kind}\n{found.text}"
    return "put"


def asked(text: str, document: Document, edit: CanvasEdit, found: Put) -> str:
    """What a question offers says what it promises."""
    if found.apart is not None:
        assert agreement(READER.read(found.apart), edit.document, CATALOG) is not None, edit.kind
        assert found.count > 1
    if found.all is not None:
        assert READER.read(found.all).document != document
        assert changed_statements(text, found.all) <= edit.most + 1
    return "asked" if found.apart or found.all else "refused"


def outcomes(count: int) -> Counter[str]:
    """What becomes of so many random edits."""
    found: Counter[str] = Counter()
    texts = [script.read_text("utf-8") for script in SCRIPTS]
    read = [(text, READER.read(text).document) for text in texts]
    for seed in range(count):
        chance = random.Random(seed)
        text, document = chance.choice(read)
        edit = random_edit(document, chance)
        if edit is not None:
            found[check(text, document, edit)] += 1
    return found


def test_I441_random_edits_are_put_in_by_the_fewest_statements_or_asked_about() -> None:
    found = outcomes(EDITS)
    assert found["put"] + found["asked"] > LEAST * found.total(), found
    assert found["put"] > found["asked"], found


@pytest.mark.long
def test_I441_ten_thousand_random_edits_hold_the_laws() -> None:
    found = outcomes(EDITS_LONG)
    assert found["put"] + found["asked"] > LEAST * found.total(), found
