"""[G] Rules of fields that this version does not declare: a warning with the intended field."""

from collections.abc import Iterator, Sequence

from layerloom.graph.document_parts import DocumentPart, document_parts
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Severity, Where
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit, SetField
from layerloom_schema.text.messages import did_you_mean

from .field_moves import moves

EXTENSION_PREFIX = "x-"
"""Prefix of extension fields, which are kept without a warning."""
_MAX_SEPARATE = 8
"""Maximum number of parts with the same unknown field that get separate warnings."""


def unknown_field_problems(document: Document, catalog: Catalog) -> Iterator[Problem]:
    """A warning for each undeclared field, at every level of a document."""
    alike: dict[tuple[type, str], list[DocumentPart]] = {}
    for part in document_parts(document):
        for name in part.part.model_extra or ():
            if not name.startswith(EXTENSION_PREFIX):
                alike.setdefault((type(part.part), name), []).append(part)
    for (_, name), parts in alike.items():
        if len(parts) > _MAX_SEPARATE:
            yield _many(parts, name)
        else:
            for part in parts:
                yield _one(document, catalog, part, name)


def unknown_field(
    title: Json, name: str, where: Where, received: Json, near: str | None, fixes: list[Fix]
) -> Problem:
    """The warning of one field. `near` is the field that may be intended."""
    return Problem(
        code=Code.document_unknown_field,
        severity=Severity.warning,
        variant="one",
        params={"place": title, "name": name, "near": did_you_mean(near)},
        where=where,
        received=received,
        fixes=fixes,
    )


def _one(document: Document, catalog: Catalog, part: DocumentPart, name: str) -> Problem:
    value = (part.part.model_extra or {})[name]
    remove = SetField(path=[*part.path, name], unset=True)
    found = moves(document, catalog, part, name, value)
    fixes = [
        make_fix(FixKind.rename if move.beside else FixKind.move, [remove, *move.edits], name=move.name)
        for move in found
    ]
    fixes.append(make_fix(FixKind.remove, [remove], name=name))
    near = found[0].name if found else None
    return unknown_field(part.title, name, _where(part, name), value, near, fixes)


def _many(parts: Sequence[DocumentPart], name: str) -> Problem:
    """One warning for many parts of a kind, such as the edges in a file of another program."""
    edits: list[Edit] = [SetField(path=[*part.path, name], unset=True) for part in parts]
    first, count = parts[0], len(parts)
    return Problem(
        code=Code.document_unknown_field,
        severity=Severity.warning,
        variant="many",
        params={"place": first.title, "name": name, "count": count - 1},
        where=_where(first, name),
        received=(first.part.model_extra or {}).get(name),
        fixes=[make_fix(FixKind.remove, edits, name=name)],
    )


def _where(part: DocumentPart, name: str) -> Where:
    field = f"{part.prefix}.{name}" if part.prefix else name
    return part.where.model_copy(update={"field": field})
