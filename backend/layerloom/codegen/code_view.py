"""The code view beside the canvas: the script of the valid part of a document, with the lines of every node."""

from collections.abc import Sequence

from layerloom.datasets.library import DataLibrary
from layerloom.graph.check import check_structure
from layerloom.graph.structure import Structure
from layerloom_schema.base import NodeId
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.checks.problems import Problem
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits
from layerloom_schema.service import CodeLines, CodeText

from .partial_script import blocks_code, comment, is_of_graph, sound_part
from .python_script import Script, script
from .script_blocks import Origin

_ROUNDS = 4
"""Maximum rounds of removing nodes with errors."""


def code_view(
    document: Document,
    catalog: Catalog,
    limits: Limits,
    errors: Sequence[Problem],
    library: DataLibrary | None = None,
) -> CodeText:
    """The code of a document, given the errors of its full check.

    Without training and data where only these have errors. Raises `Refused` if no part can be written.
    """
    of_graph = [problem for problem in errors if is_of_graph(problem)]
    if of_graph:
        return _text(_part(check_structure(document, catalog, limits), catalog, limits, of_graph))
    if errors:
        document = document.model_copy(update={"training": None, "data": None})
    return _text(script(document, check_structure(document, catalog, limits), catalog, library=library))


def _part(structure: Structure, catalog: Catalog, limits: Limits, errors: Sequence[Problem]) -> Script:
    missing: dict[NodeId, str] = {}
    sound, problems = structure, errors
    for _ in range(_ROUNDS):  # without an edge or node, another node may lack an input
        draft = sound_part(sound, problems)
        missing |= draft.missing
        sound = check_structure(draft.document, catalog, limits)
        problems = sound.problems
        if not any(map(blocks_code, problems)):
            break
    else:
        raise Refused(422, ErrorCode.invalid, variant="problem", params={"problem": errors[0].phrase})
    written = script(draft.document, sound, catalog, whole=False)
    lines, origins = list(written.lines), list(written.origins)
    written_lines = [(node, missing[node]) for node in structure.index.nodes if node in missing]
    if written_lines:
        lines += ["", "# Not written yet."]
        origins += [(), ()]
    for node, reason in written_lines:
        lines.append(comment(structure.index, node, reason))
        origins.append((Origin(None, node),))
    return Script(lines, origins)


def _text(written: Script) -> CodeText:
    """The code with its line ranges: adjacent lines of one node are one entry."""
    found: list[CodeLines] = []
    open_since: dict[Origin, int] = {}
    for number, origins in enumerate([*written.origins, ()], start=1):
        closed = [origin for origin in open_since if origin not in origins]
        found += [_entry(origin, open_since.pop(origin), number - 1) for origin in closed]
        for origin in origins:
            open_since.setdefault(origin, number)
    return CodeText(text=written.text, lines=found)


def _entry(origin: Origin, first: int, last: int) -> CodeLines:
    return CodeLines(node=origin.node, model=origin.model, first=first, last=last)
