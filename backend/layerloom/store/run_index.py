"""The index of runs: writes what runs are found by, and searches it.

`run_index` has a narrow row for each run, because a row of `runs` holds a whole document; `run_values` has its last
metrics and its settings, each under a name of `run_value_names`.
"""

import math
import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from layerloom.store.run_settings import settings_of
from layerloom.store.tables import ProjectRow, RunIndexRow, RunRow, RunTagRow, RunValueNameRow, RunValueRow
from layerloom_schema.base import Json, RunId
from layerloom_schema.runs.queries import Comparison, Condition, Mark, RunQuery, Word
from layerloom_schema.runs.views import RunColumns, RunRecord

Kind = Literal["metric", "parameter"]
_COLUMNS: dict[str, ColumnElement[Any]] = {
    "created_at": RunIndexRow.created_at.expression,
    "number": RunIndexRow.number.expression,
    "state": RunIndexRow.state.expression,
    "dataset": func.lower(RunIndexRow.dataset),
    "epochs_done": RunIndexRow.epochs_done.expression,
    "best_loss": RunIndexRow.best_loss.expression,
}
_BINNED_RUNS = select(RunRow.id).where(RunRow.deleted_at.is_not(None))
_BINNED_PROJECTS = select(ProjectRow.id).where(ProjectRow.deleted_at.is_not(None))


class Listing(NamedTuple):
    """What the index adds to a record."""

    number: int
    note: str | None
    tags: list[str]
    sweep: str | None
    parameters: dict[str, Json]


class RunIndex:
    """Writes and searches the index in the caller's session."""

    def __init__(self) -> None:
        self.writing = threading.Lock()
        """Locked while a transaction writes the index: two that add the same name would refuse each other."""

    def add(self, session: Session, record: RunRecord, document: str) -> None:
        """Index a new run, which is the next of its project."""
        of_project = (
            RunIndexRow.project == record.project if record.project else RunIndexRow.project.is_(None)
        )
        last = session.scalar(select(func.max(RunIndexRow.number)).where(of_project))
        number = (last or 0) + 1
        row = RunIndexRow(
            run=record.id,
            project=record.project,
            created_at=record.created_at,
            number=number,
            name=record.name,
            label=record.label,
            label_key=_label_key(record.label, number),
            dataset=record.dataset,
            sweep=record.sweep,
            origin=record.origin.run if record.origin is not None else None,
            **_progress(record),
        )
        session.add(row)
        session.flush()
        self._write(session, row.key, "parameter", settings_of(document))
        self._write(session, row.key, "metric", record.logs)

    def label(self, session: Session, run: RunId, label: str | None) -> None:
        """Set or remove the label of a run."""
        row = session.scalar(select(RunIndexRow).where(RunIndexRow.run == run))
        if row is not None:
            row.label, row.label_key = label, _label_key(label, row.number)

    def refresh(self, session: Session, record: RunRecord) -> None:
        """Update the state, the progress and the last metrics of a run."""
        key = session.scalar(select(RunIndexRow.key).where(RunIndexRow.run == record.id))
        if key is None:
            return
        session.execute(update(RunIndexRow).where(RunIndexRow.key == key).values(**_progress(record)))
        of_kind = select(RunValueNameRow.id).where(RunValueNameRow.kind == "metric")
        session.execute(delete(RunValueRow).where(RunValueRow.run == key, RunValueRow.name.in_(of_kind)))
        self._write(session, key, "metric", record.logs)

    def _write(self, session: Session, key: int, kind: Kind, values: Mapping[str, object]) -> None:
        given = {
            name: value
            for name, value in values.items()
            if value is not None and len(name) <= RunValueNameRow.LONGEST
        }
        ids = _ids_of(session, kind, list(given))
        rows = [{"run": key, "name": ids[name], **_cell(value)} for name, value in given.items()]
        if rows:
            session.execute(insert(RunValueRow), rows)

    def find(self, session: Session, query: RunQuery) -> tuple[list[RunId], int]:
        """The runs of a part of the list, in its order, and how many there are in all."""
        where = [*_visible(query.project), *(self._where(session, each) for each in query.conditions)]
        total = session.scalar(select(func.count()).select_from(RunIndexRow).where(*where)) or 0
        found = _ordered(session, query, select(RunIndexRow.run).where(*where))
        return [RunId(run) for run in session.scalars(found.offset(query.offset).limit(query.limit))], total

    def _where(self, session: Session, condition: Condition) -> ColumnElement[bool]:
        match condition:
            case Word(text):
                named = (RunIndexRow.name, RunIndexRow.label, RunIndexRow.note)
                return or_(*(column.icontains(text, autoescape=True) for column in named))
            case Mark("tag", text):
                return exists().where(
                    RunTagRow.run == RunIndexRow.key, func.lower(RunTagRow.tag) == text.lower()
                )
            case Mark("state", text):
                return RunIndexRow.state == text
            case Mark("sweep", text):
                return RunIndexRow.sweep == text
            case Mark("data", text):
                return RunIndexRow.dataset.icontains(text, autoescape=True)
            case Mark(_, text):
                return RunIndexRow.note.icontains(text, autoescape=True)
            case Comparison(name, operator, value):
                if name == "best_loss" and isinstance(value, float):
                    return RunIndexRow.best_loss.op(operator, is_comparison=True)(value)
                is_number = isinstance(value, float)
                left = RunValueRow.number if is_number else func.lower(RunValueRow.text)
                right = value if isinstance(value, float) else value.lower()
                return exists().where(
                    RunValueRow.run == RunIndexRow.key,
                    RunValueRow.name.in_(_names_like(session, name)),
                    left.op(operator, is_comparison=True)(right),
                )

    def listings(self, session: Session, runs: Sequence[str], show: Sequence[str] = ()) -> dict[str, Listing]:
        """What the index has of some runs, with the parameters of the names `show`."""
        columns = (RunIndexRow.key, RunIndexRow.run, RunIndexRow.number, RunIndexRow.note, RunIndexRow.sweep)
        rows = session.execute(select(*columns).where(RunIndexRow.run.in_(runs))).all()
        found = {row.run: Listing(row.number, row.note, [], row.sweep, {}) for row in rows}
        run_of = {row.key: row.run for row in rows}
        tags = select(RunTagRow.run, RunTagRow.tag).where(RunTagRow.run.in_(run_of)).order_by(RunTagRow.tag)
        for key, tag in session.execute(tags):
            found[run_of[key]].tags.append(tag)
        ids = {id_: name for name in show for id_ in _names_like(session, name)[:1]}
        if ids:
            values = select(RunValueRow).where(RunValueRow.run.in_(run_of), RunValueRow.name.in_(ids))
            for value in session.scalars(values):
                found[run_of[value.run]].parameters[ids[value.name]] = (
                    value.text if value.number is None else value.number
                )
        return found

    def columns(self, session: Session) -> RunColumns:
        """The names of all metrics and parameters that runs have, and all tags."""
        names = session.execute(
            select(RunValueNameRow.kind, RunValueNameRow.name).order_by(RunValueNameRow.name)
        ).all()
        return RunColumns(
            metrics=[name for kind, name in names if kind == "metric"],
            parameters=[name for kind, name in names if kind == "parameter"],
            tags=list(session.scalars(select(RunTagRow.tag).distinct().order_by(RunTagRow.tag))),
        )


def _visible(project: str | None) -> Iterable[ColumnElement[bool]]:
    """Runs of a project, or of all, that are not in the bin, neither by themselves nor with their project."""
    yield RunIndexRow.run.not_in(_BINNED_RUNS)
    yield or_(RunIndexRow.project.is_(None), RunIndexRow.project.not_in(_BINNED_PROJECTS))
    if project is not None:
        yield RunIndexRow.project == project


def _ordered(session: Session, query: RunQuery, found: Select[str]) -> Select[str]:
    """In the order of a query; those without a value last, equal ones newest first."""
    newest = (RunIndexRow.created_at.desc(), RunIndexRow.run)
    column = _COLUMNS.get(query.sort)
    if query.sort == "name":
        # As the page calls them: with the document's name where they are of several.
        of_document = [func.lower(RunIndexRow.name)] if query.project is None else []
        values = [*of_document, RunIndexRow.label_key.expression]
    elif column is not None:
        values = [column]
    else:
        names = _names_like(session, query.sort)[:1]
        joined = (RunValueRow.run == RunIndexRow.key) & RunValueRow.name.in_(names)
        found = found.outerjoin(RunValueRow, joined)
        values = [RunValueRow.number.expression, func.lower(RunValueRow.text)]
    for value in values:
        found = found.order_by(value.is_(None), value.desc() if query.descending else value.asc())
    return found.order_by(*newest)


def _ids_of(session: Session, kind: Kind, names: Sequence[str]) -> dict[str, int]:
    """The ids of names, of which some may be new."""
    query = select(RunValueNameRow.name, RunValueNameRow.id).where(
        RunValueNameRow.kind == kind, RunValueNameRow.name.in_(names)
    )
    known = dict(session.execute(query).all())
    added = [RunValueNameRow(kind=kind, name=name) for name in names if name not in known]
    session.add_all(added)
    session.flush()
    return known | {row.name: row.id for row in added}


def _names_like(session: Session, name: str) -> list[int]:
    """The ids of what a name can mean: the metric or parameter itself, else the setting of the training, else all
    parameters that end with it after a dot."""
    query = (
        select(RunValueNameRow.name, RunValueNameRow.id)
        .where(or_(RunValueNameRow.name == name, RunValueNameRow.name.endswith(f".{name}", autoescape=True)))
        .order_by(RunValueNameRow.kind, RunValueNameRow.name)
    )
    found = session.execute(query).all()
    for exact in (name, f"training.{name}"):
        if ids := [id_ for known, id_ in found if known == exact]:
            return ids
    return [id_ for _, id_ in found]


def _label_key(label: str | None, number: int) -> str:
    """What runs are sorted by as their names: without regard to case and accents, and `run 9` before `run 10`."""
    text = unicodedata.normalize("NFKD", label or f"run {number}").casefold()
    return re.sub(r"[0-9]+", lambda digits: digits[0].zfill(12), text)


def _progress(record: RunRecord) -> dict[str, object]:
    return {
        "state": record.state.value,
        "epochs_done": record.epochs_done,
        "best_loss": record.best_loss,
    }


def _cell(value: object) -> dict[str, object]:
    """A number, truth values as 0 and 1 with their text, or a text."""
    if isinstance(value, bool):
        return {"number": float(value), "text": str(value).lower()}
    if isinstance(value, int | float):
        number = float(value) if abs(value) < 1e300 else math.copysign(1e300, value)
        return {"number": number, "text": None}
    return {"number": None, "text": str(value)}
