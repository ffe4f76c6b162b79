"""Scripts with parts put in the place of others: whatever they say, they are read or refused, and nothing else."""

import ast
import random
from pathlib import Path

import pytest

from layerloom.build.dry.call_cache import CallCache
from layerloom.importers.script.script_importer import ScriptChoices, import_script
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.document import read_document, write_document
from layerloom_schema.errors import LayerloomError
from layerloom_schema.limits import Limits

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.py"))
CACHE = CallCache()
ATOMS = (
    "None",
    "-1",
    "0",
    "'x'",
    "[]",
    "{}",
    "()",
    "x",
    "model",
    "3.5",
    "...",
    "lambda q: q",
    "1j",
    "b'a'",
    "[1, [2]]",
)
REPLACED = (ast.Constant, ast.Name, ast.Call, ast.Tuple, ast.List, ast.Attribute)


def mutant(text: str, chance: random.Random) -> str:
    """The script with up to three of its expressions replaced by others of it, or by atoms."""
    tree = ast.parse(text)
    parts = [
        node
        for node in ast.walk(tree)
        if isinstance(node, REPLACED) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
    ]
    for _ in range(chance.randint(1, 3)):
        old = chance.choice(parts)
        new = (
            chance.choice(parts)
            if chance.random() < 0.4
            else ast.parse(chance.choice(ATOMS), mode="eval").body
        )
        fields = dict(vars(new))
        old.__class__ = new.__class__
        vars(old).clear()
        vars(old).update(fields)
    return ast.unparse(tree)


@pytest.mark.parametrize("script", SCRIPTS[::3], ids=lambda script: script.stem)
def test_I2_no_change_of_a_script_breaks_its_reader(script: Path) -> None:
    chance = random.Random(script.stem)
    text = script.read_text("utf-8")
    for _ in range(12):
        try:
            changed = mutant(text, chance)
        except (RecursionError, ValueError, AttributeError):
            continue
        try:
            found = import_script(changed.encode(), "a.py", read_catalog(), Limits(), CACHE, ScriptChoices())
        except LayerloomError:
            continue
        assert read_document(write_document(found.document)) is not None, changed
