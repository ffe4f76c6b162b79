"""Finds which saved documents and published models use runs as layers, and models by the names of published ones."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from layerloom.store.tables import ProjectRow, PublishedRow, RevisionRow, RunRow


@dataclass
class Usages:
    """Names of documents and published models, by the run or model that they use."""

    runs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By run id. Runs in the document of a used run count as used too."""
    models: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By the model's name."""


def find_usages(session: Session) -> Usages:
    """Search the newest revision of every document that is not in the bin, and every published model."""
    uses = Usages()
    newest = and_(RevisionRow.project_id == ProjectRow.id, RevisionRow.revision == ProjectRow.revision)
    documents = (
        select(ProjectRow.name, RevisionRow.document)
        .join(RevisionRow, newest)
        .where(ProjectRow.deleted_at.is_(None), RevisionRow.document.contains('"models"'))
        .order_by(ProjectRow.updated_at.desc())
    )
    for name, text in session.execute(documents):
        entries = _entries(text, "models")
        for model in entries:
            uses.models[model].append(name)
        _add_runs(session, uses, name, entries.values())
    live = select(PublishedRow.name, PublishedRow.text).where(PublishedRow.deleted_at.is_(None))
    for name, text in session.execute(live):
        published = {"entry": _member(text, "entry"), **_entries(text, "models")}
        _add_runs(session, uses, name, published.values())
    return uses


def _add_runs(session: Session, uses: Usages, name: str, entries: Iterable[object]) -> None:
    """Add the runs of these models, and recursively those in the documents of these runs."""
    waiting = [*_runs_in(entries)]
    seen: set[str] = set()
    while waiting:
        run = waiting.pop()
        if run in seen:
            continue
        seen.add(run)
        uses.runs[run].append(name)
        text = session.scalar(select(RunRow.document).where(RunRow.id == run))
        if text is not None:
            waiting += _runs_in(_entries(text, "models").values())


def _runs_in(entries: Iterable[object]) -> list[str]:
    found = [entry.get("run") for entry in entries if isinstance(entry, dict)]
    return [run.lower() for run in found if isinstance(run, str)]


def _entries(text: str, name: str) -> dict[str, object]:
    value = _member(text, name)
    return value if isinstance(value, dict) else {}


def _member(text: str, name: str) -> object:
    """A member of a JSON object; `None` if there is none, or if the text is no JSON object."""
    try:
        value = json.loads(text)
    except (
        ValueError,
        RecursionError,
    ):  # A number with thousands of digits, or nesting as deep: such a draft has no models.
        return None
    return value.get(name) if isinstance(value, dict) else None
