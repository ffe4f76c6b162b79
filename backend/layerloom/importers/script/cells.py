"""The code in a file: a script, a notebook, or a notebook printed as text, with prose between the cells."""

import io
import re
import textwrap
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, LayerloomError, Refused

NOTEBOOK = ".ipynb"
_PROMPT = re.compile(r"In \[(?:[ \d]*|None|\*)\]:[ \t]*")
_FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<fence>```+|~~~+)[ \t]*(?P<language>\w*)[ \t]*")
_PYTHON = frozenset({"python", "python3", "py", "ipython", "ipython3"})
_MAGIC_CELL = re.compile(r"\s*%%(?!time|timeit|capture|prun)\w+")
_MAGIC = re.compile(r"\s*(?:[\w, \t]+=\s*)?[%!?].*|[^#'\"]*\w\?{1,2}\s*")
_MOST_CELLS = 5_000


@dataclass(frozen=True)
class Cell:
    """A piece of code, with the number of its first line, and of its cell where each counts its own lines.

    `exact` code is Python; of other code, what is no Python is left out.
    """

    text: str
    first: int = 1
    number: int | None = None
    exact: bool = True
    prose: bool = False
    """Whether text that is no code may follow the code."""


def cells_in(body: bytes | str, name: str) -> list[Cell]:
    """The code of a file, by its name. Raises `Refused`."""
    if name.lower().endswith(NOTEBOOK):
        return [*_notebook_cells(body)]
    text = _plain(_decoded(body) if isinstance(body, bytes) else body)
    lines = text.split("\n")
    if any(_PROMPT.fullmatch(line) for line in lines):
        return [*_printed_cells(lines)]
    if not name.lower().endswith(".py") and any(_is_code_fence(line) for line in lines):
        return [*_fenced_cells(lines, 1, None)]
    return [Cell(text)]


def without_magics(text: str) -> str:
    """Code without the lines that are commands of IPython; the numbers of lines stay."""
    if _MAGIC_CELL.match(text):
        return ""
    kept = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        kept.append(f"{indent}pass" if _MAGIC.fullmatch(line) else line)
    return "\n".join(kept)


def _decoded(body: bytes) -> str:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(body).readline)
        return body.decode(encoding)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        _unreadable("encoding")


def _plain(text: str) -> str:
    """A text with the ends of lines that Python makes of all others."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")


def _notebook_cells(body: bytes | str) -> Iterator[Cell]:
    try:
        value = strict_json.loads(body)
    except LayerloomError:
        _unreadable("notebook")
    number = 0
    for cell in _listed_cells(value):
        kind, source = cell.get("cell_type"), cell.get("source", cell.get("input"))
        text = "".join(source) if isinstance(source, list) and _is_lines(source) else source
        if not isinstance(text, str):
            continue
        number += 1
        if kind == "code":
            yield Cell(text.replace("\r\n", "\n"), 1, number, exact=False)
        elif kind == "markdown":
            yield from _fenced_cells(text.split("\n"), 1, number)


def _listed_cells(value: Json) -> list[dict[str, Any]]:
    """The cells of a notebook of format 4, or of format 3, which has them in work sheets."""
    if not isinstance(value, dict):
        _unreadable("notebook")
    found = value.get("cells")
    sheets = value.get("worksheets")
    if found is None and isinstance(sheets, list):
        parts = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        found = [cell for part in parts if isinstance(part, list) for cell in part]
    if not isinstance(found, list) or len(found) > _MOST_CELLS:
        _unreadable("notebook")
    return [cell for cell in found if isinstance(cell, dict)]


def _is_lines(source: list[Any]) -> bool:
    return all(isinstance(line, str) for line in source)


def _printed_cells(lines: list[str]) -> Iterator[Cell]:
    """The cells after `In [1]:`, and code between fences; what follows the code of a cell is output or prose."""
    starts = [place for place, line in enumerate(lines) if _PROMPT.fullmatch(line)]
    yield from _fenced_cells(lines[: starts[0]], 1, None)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        inside = lines[start + 1 : end]
        fence = next((place for place, line in enumerate(inside) if _is_code_fence(line)), len(inside))
        yield Cell("\n".join(inside[:fence]), start + 2, None, exact=False, prose=True)
        yield from _fenced_cells(inside[fence:], start + 2 + fence, None)


def _is_code_fence(line: str) -> bool:
    found = _FENCE.fullmatch(line)
    return found is not None and found["language"].lower() in _PYTHON


def _fenced_cells(lines: list[str], first: int, number: int | None) -> Iterator[Cell]:
    """The Python code between fences of Markdown."""
    place = 0
    while place < len(lines):
        opening = _FENCE.fullmatch(lines[place])
        place += 1
        if opening is None:
            continue
        end = place
        while end < len(lines) and lines[end].strip() != opening["fence"]:
            end += 1
        if opening["language"].lower() in _PYTHON:
            text = textwrap.dedent("\n".join(lines[place:end]))
            yield Cell(text, first + place, number, exact=False)
        place = end + 1


def _unreadable(variant: str) -> NoReturn:
    raise Refused(422, ErrorCode.code_unreadable, variant=variant)
