"""[D200] Which rows are left out: are the columns there whose missing cells drop a row."""

from collections.abc import Iterator

from layerloom.datasets.dataset import MIXED_IMAGES
from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.data.datasets import DatasetInfo
from layerloom_schema.documents.data_preparation import DataBinding
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.text.messages import did_you_mean

PATH = ["data", "drop_missing"]


def drop_problems(document: Document, dataset: DatasetInfo) -> Iterator[Problem]:
    """Columns of `data.drop_missing` that the data set does not have."""
    binding = document.data or DataBinding()
    if dataset.follows_model:
        return
    known = [
        field.name
        for field in dataset.fields
        if field.name not in binding.recipes and field.dtype != MIXED_IMAGES
    ]
    for place, name in enumerate(binding.drop_missing):
        if name not in known:
            yield _unknown(binding.drop_missing, place, dataset, known)


def drop_rows(document: Document, column: str) -> Fix:
    """Leave out the rows in which a cell of the column is missing."""
    dropping = document.data.drop_missing if document.data else []
    edit = SetField(path=PATH, value=[*dropping, column])
    return make_fix(FixKind.drop_rows, [edit], field=column)


def keep_rows() -> Fix:
    """Leave out no row."""
    return make_fix(FixKind.keep_rows, [SetField(path=PATH, unset=True)])


def _unknown(dropping: list[str], place: int, dataset: DatasetInfo, known: list[str]) -> Problem:
    name = dropping[place]
    near = closest_match(name, [each for each in known if each not in dropping])
    without = [*dropping[:place], *dropping[place + 1 :]]
    fixes = [make_fix(FixKind.remove, [_set(without)], name=name)]
    if near:
        fixes.insert(
            0, make_fix(FixKind.use, [_set([*dropping[:place], near, *dropping[place + 1 :]])], name=near)
        )
    params: dict[str, Json] = {"dataset": dataset.phrase, "field": name, "near": did_you_mean(near)}
    return Problem(
        code=Code.data_unknown_field if near else Code.data_missing_field,
        variant="drop_missing",
        params=params,
        where=Where(field=".".join(PATH)),
        expected=[*known],
        received=name,
        fixes=fixes,
    )


def _set(columns: list[str]) -> SetField:
    return SetField(path=PATH, value=[*columns]) if columns else SetField(path=PATH, unset=True)
