"""The words of the code: those that may not come back, each with the plain word to use, and file names that are gone."""

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("backend/layerloom", "shared_schema/layerloom_schema", "frontend/src")

PLAIN: dict[str, tuple[str, str]] = {
    "told": (r"told", "reported, given, changed"),
    "heed": (r"heed(?:s|ed|ing)?", "check, obey"),
    "begun": (r"begun", "started"),
    "anew": (r"anew", "again, new"),
    "wish": (r"wish(?:es|ed)?", "request, command"),
    "born": (r"born|births?|birthplace", "origin"),
    "aftermath": (r"aftermath", "report"),
    "hush": (r"hush(?:es|ed)?", "dismiss"),
    "mend": (r"mend(?:s|ed|ing)?", "fix, solve"),
    "stranger": (r"strangers?", "unknown name"),
    "stand": (r"stands?(?! for\b)", "be, exist"),
    "held": (r"held(?! down\b)", "wrapped, compared, locked, open"),
    "bear": (r"bears|borne", "have"),
    "whoever": (r"whoever", "the client, the reader, the caller"),
    "hang on": (r"hangs? on", "depend on"),
    "give back": (r"gives? back|given back", "return, release"),
}
"""By word, its pattern and what to write instead."""

GONE: dict[str, str] = {
    "backend/layerloom/api": (
        "door gate members strict worker failures bodies headers page serving sockets docs published unfold"
    ),
    "backend/layerloom/processes": "wire handle inspectors forkserver",
    "backend/layerloom/runs": "live watch record exits local",
    "backend/layerloom/graph": (
        "near prove titles words ends adapting held_states inner_layers inner_rules params values reach_rules "
        "wire_rules"
    ),
    "backend/layerloom/build": (
        "case late_faults kind_faults learned_faults meeting_fixes setting_faults proposal parts workshop stack words "
        "totals inspect calls objects"
    ),
    "backend/layerloom/catalog": "left_out shown probe refused texts",
    "backend/layerloom/codegen": "layout draft shown rows sources",
    "backend/layerloom/importers": "own_layers keras_data translation functional",
    "backend/layerloom/datasets": "drawn choice binding ranges arrays row_weights targets slots",
    "backend/layerloom/jobs": (
        "wish keeping trail aftermath birthplace origin probe readings watch watched tried files epochs"
    ),
    "backend/layerloom/check": "chosen tried forms objective numbers suggest rates",
    "backend/layerloom/runtime": "private datalock native_noise trained",
    "frontend/src": (
        "Ring Threads Wire CallNode useInPage FarAway say hush standing kept fill ownSentence Course Contact Born "
        "Strip RunSpeaker brief"
    ),
}
"""By folder, names of files that said nothing to a new reader."""


def sources() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", *SOURCES], cwd=ROOT, check=True, capture_output=True, text=True
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.suffix in (".py", ".ts", ".tsx", ".css") and path.exists()]


@cache
def apart(name: str) -> str:
    """A name as words: `unreadWish` and `unread_wish` are `unread wish`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", name)


def of_python(text: str) -> Iterator[tuple[int, str]]:
    """Names, comments and docstrings, with their lines. Other strings are for people and are held elsewhere."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NAME:
            yield token.start[0], apart(token.string)
        elif token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(text)):
        body = getattr(node, "body", None)
        for each in body if isinstance(body, list) else []:
            if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                yield each.lineno, str(each.value.value)


_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|`(?:[^`\\]|\\.)*`')
_COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


def of_page(text: str) -> Iterator[tuple[int, str]]:
    """Names and comments of TypeScript and CSS, with their lines."""
    comments = _COMMENT.findall(text)
    code = _TEXT.sub(lambda match: "\n" * match[0].count("\n"), _COMMENT.sub("", text))
    for number, line in enumerate(code.splitlines(), 1):
        yield number, apart(line)
    for comment in comments:
        yield text[: text.index(comment)].count("\n") + 1, comment


_LISTED = re.compile(
    rf"\b(?:{'|'.join(f'(?P<word{number}>{word})' for number, (word, _) in enumerate(PLAIN.values()))})\b",
    re.IGNORECASE,
)
_PLAIN = {f"word{number}": plain for number, (_, plain) in enumerate(PLAIN.values())}


def found(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    return [
        f"{path.relative_to(ROOT)}:{line}: {match[0]!r}: write {_PLAIN[match.lastgroup or '']}"
        for line, part in (of_python(text) if path.suffix == ".py" else of_page(text))
        for match in _LISTED.finditer(part)
    ]


@pytest.mark.parametrize("folder", SOURCES)
def test_no_word_of_the_list_comes_back(folder: str) -> None:
    inside = [path for path in sources() if path.is_relative_to(ROOT / folder)]
    wrong = [line for path in inside for line in found(path)]
    assert not wrong, "\n".join(wrong)


def test_no_file_has_a_name_of_the_list() -> None:
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in sources()
        for folder, names in GONE.items()
        if path.is_relative_to(ROOT / folder) and path.stem in names.split()
    ]
    assert not wrong
