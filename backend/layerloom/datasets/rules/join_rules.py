"""[D201] Tables joined by keys: are they and their keys there, and does each row find one partner at most."""

from collections.abc import Iterator, Mapping

from layerloom.datasets.described_rows import DescribedRows
from layerloom.datasets.joins import JoinMisfit
from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Severity, Where
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.text.messages import did_you_mean

PATH = ["data", "joined"]
_MANY = 0.5
"""The share of rows without a partner from which the keys are hardly those that were meant."""
_CODES: Mapping[str, Code] = {
    "join": Code.data_unbound,
    "join_nothing": Code.data_unbound,
    "join_cells": Code.data_shape,
    "join_types": Code.data_dtype,
    "join_duplicates": Code.data_range,
}


def join_problems(document: Document, rows: DescribedRows) -> Iterator[Problem]:
    """The first table that cannot be joined, and those in which most rows have no partner."""
    if rows.misfit is not None:
        yield _misfit(document, len(rows.joined), rows.misfit)
    count = rows.info.rows + rows.dropped
    for place, joined in enumerate(rows.joined):
        if joined.alone >= _MANY * count and joined.alone:
            params: dict[str, Json] = {"dataset": joined.info.phrase, "count": joined.alone, "rows": count}
            yield Problem(
                code=Code.data_suspicious,
                severity=Severity.warning,
                variant="join_alone",
                params=params,
                where=_where(place),
                expected=0,
                received=joined.alone,
            )


def _misfit(document: Document, place: int, misfit: JoinMisfit) -> Problem:
    variant, params = misfit.variant, dict(misfit.params)
    known = params.get("known")
    received = params.get("field", params.get("dataset"))
    near = closest_match(str(received), [str(name) for name in known]) if isinstance(known, list) else None
    code = _CODES.get(variant, Code.data_unknown_field if near else Code.data_missing_field)
    if isinstance(known, list):
        params["near"] = did_you_mean(near)
    fixes = [_without(document, place)]
    if near:
        fixes.insert(0, _with_near(document, place, str(received), near, is_key=variant == "join_key"))
    return Problem(
        code=code,
        variant=variant,
        params=params,
        where=_where(place),
        expected=known,
        received=received if isinstance(received, str) else None,
        fixes=fixes,
    )


def _with_near(document: Document, place: int, name: str, near: str, *, is_key: bool) -> Fix:
    joins = _joins(document)
    join = joins[place]
    if not is_key:
        join["dataset"] = near
    else:
        on = join.get("on")
        pairs = on.items() if isinstance(on, dict) else []
        join["on"] = {near if own == name else own: near if other == name else other for own, other in pairs}
    return make_fix(FixKind.use, [SetField(path=PATH, value=[*joins])], name=near)


def _without(document: Document, place: int) -> Fix:
    joins = _joins(document)
    name = joins.pop(place)["dataset"]
    edit = SetField(path=PATH, value=[*joins]) if joins else SetField(path=PATH, unset=True)
    return make_fix(FixKind.remove, [edit], name=name)


def _joins(document: Document) -> list[dict[str, Json]]:
    return (
        [join.model_dump(mode="json", exclude_unset=True) for join in document.data.joined]
        if document.data
        else []
    )


def _where(place: int) -> Where:
    return Where(field=".".join([*PATH, str(place)]))
