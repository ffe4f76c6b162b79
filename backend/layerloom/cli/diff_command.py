"""The command that compares any two of documents, saved models, scripts and runs."""

import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from layerloom.cli.imported_files import read_any_file
from layerloom.cli.options import AsJson
from layerloom.cli.run_commands import run_folder
from layerloom.cli.terminal import print_json
from layerloom.graph.difference.compare_documents import compare_documents
from layerloom_schema import strict_json
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.documents.difference import ChangeKind, Difference, NodeChange, SettingChange
from layerloom_schema.documents.document import Document, read_document
from layerloom_schema.runs.folder import SPEC
from layerloom_schema.runs.views import RunSpec
from layerloom_schema.text.output import printed

_SIGNS = {ChangeKind.added: "+", ChangeKind.removed: "-", ChangeKind.changed: "~"}
_MOST_RENAMED = 10
"""Nodes with no change but their name that are listed one by one."""
Side = Annotated[
    str, typer.Argument(help="A document, .keras, .h5, config, script or notebook; a run by id or folder.")
]


def diff(before: Side, after: Side, as_json: AsJson = False) -> None:
    """Compare what two files or runs train: exit 0 where nothing differs, 1 where something does."""
    found = compare_documents(_document(before), _document(after), read_catalog())
    if as_json:
        print_json(found)
    else:
        for line in _lines(found):
            typer.echo(line)
    raise typer.Exit(0 if found.same else 1)


def _document(side: str) -> Document:
    """The document of a file, or the one that a run trains."""
    if _is_run(side):
        spec = strict_json.loads((run_folder(side) / SPEC).read_bytes())
        return RunSpec.model_validate(spec).document
    return read_document(read_any_file(Path(side)).document)


def _is_run(side: str) -> bool:
    try:
        return bool(uuid.UUID(side))
    except ValueError:
        return Path(side).is_dir()


def _lines(found: Difference) -> Iterator[str]:
    if found.same:
        yield printed("diff.same")
    renamed = [node for node in found.nodes if _is_renamed(node)]
    folded = renamed if len(renamed) > _MOST_RENAMED else []
    for node in found.nodes:
        if not (folded and _is_renamed(node)):
            inside = f" ({node.model})" if node.model is not None else ""
            yield f"{_SIGNS[node.kind]} {node.title} {node.class_name}{inside}"
            yield from _settings(node.settings, "    ")
    for edge in found.edges:
        yield f"{_SIGNS[edge.kind]} {edge.source_title} -> {edge.target_title}"
    for entry in found.entries:
        yield f"{_SIGNS[entry.kind]} {printed('diff.entry', model=entry.model)}"
        yield from _settings(entry.settings, "    ")
    for model in found.reordered:
        yield "~ " + (
            printed("diff.reordered") if model is None else printed("diff.reordered_in", model=model)
        )
    yield from _settings(found.settings, "~ ")
    if folded:
        yield printed("diff.renamed", count=len(folded))


def _is_renamed(node: NodeChange) -> bool:
    return node.kind is ChangeKind.changed and all(
        change.path in (["name"], ["label"]) for change in node.settings
    )


def _settings(changes: Sequence[SettingChange], indent: str) -> Iterator[str]:
    for change in changes:
        before, after = (
            strict_json.dumps(getattr(change, side))
            if side in change.model_fields_set
            else printed("diff.default")
            for side in ("before", "after")
        )
        yield f"{indent}{'.'.join(change.path)}: {before} -> {after}"
