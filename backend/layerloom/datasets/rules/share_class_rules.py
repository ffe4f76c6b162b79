"""[D371] data.range: classes that only the rows to validate on have, or those for the test."""

from collections.abc import Iterator, Mapping, Sequence

from layerloom.datasets.binding_slots import Slot, bound_field, slots
from layerloom.datasets.described_rows import rows_key, shares_key
from layerloom.datasets.document_rows import document_rows
from layerloom.datasets.library import MOST_CELLS, DataLibrary
from layerloom.datasets.open_data import open_named
from layerloom.datasets.row_shares import row_shares, split_of, validates
from layerloom.datasets.row_windows import windows_of
from layerloom.datasets.target_encoding import Target
from layerloom_schema.base import NodeId
from layerloom_schema.checks.problems import Code, Problem, Severity, Where
from layerloom_schema.checks.reports import NodeReport
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.data_preparation import SplitBy
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.training import Training
from layerloom_schema.errors import Refused

from .split_rules import SHARES, split_by_class, split_problems

_CLASSES = (Target.classes, Target.one_hot, Target.binary)
_TOGETHER = (SplitBy.group, SplitBy.time)
"""Splits that keep rows together for a reason, which one by class would ignore."""
Unseen = Mapping[str, Sequence[int | str]]
"""By the name of a share, the classes that no training row has."""


def share_class_problems(
    document: Document, nodes: Mapping[NodeId, NodeReport], dataset: DatasetInfo, library: DataLibrary
) -> Iterator[Problem]:
    """Warnings about classes that the rows kept out of training have alone: none of them can be learned."""
    if dataset.rows > MOST_CELLS or windows_of(document) is not None:
        return
    if not (validates(document) or split_of(document)) or not _is_stored(dataset, library):
        return
    fields = {field.name: field for field in dataset.fields}
    if any(split_problems(document, dataset, fields)):
        return
    columns = {slot.name: _class_column(document, slot, dataset, fields) for slot in slots(document, nodes)}
    for field in {field.name: field for field in columns.values() if field is not None}.values():
        for share, classes in _remembered(document, field, dataset, library).items():
            if classes:
                yield _problem(document, field, share, classes)


def _is_stored(dataset: DatasetInfo, library: DataLibrary) -> bool:
    """Whether the data is in the library, and no file in its place or data made for the model."""
    known = library.find(dataset.name)
    return known is not None and not known.follows_model and known.version == dataset.version


def _class_column(
    document: Document, slot: Slot, dataset: DatasetInfo, fields: Mapping[str, FieldInfo]
) -> FieldInfo | None:
    """The column of the classes of a target, where its rows are not sorted by it, which has a warning of its own."""
    if slot.target not in _CLASSES:
        return None
    name = bound_field(document, slot, dataset)
    recipe = document.data.recipes.get(name or "") if document.data else None
    sources = {*recipe.sources} if recipe is not None else {name}
    field = fields.get(sources.pop() or "") if len(sources) == 1 else None
    if field is None or field.shape not in ([], [1]) or not field.values:
        return None
    split = split_of(document)
    is_last = split is None or split.by == SplitBy.last
    return None if field.ordered and is_last else field


def _remembered(document: Document, field: FieldInfo, dataset: DatasetInfo, library: DataLibrary) -> Unseen:
    key = ("unseen", field.name, *rows_key(document, dataset, library), *shares_key(document))
    try:
        return library.remembered(key, lambda: _unseen(document, field, dataset, library))
    except Refused:  # an archive of Keras is missing, or a table cannot be joined: problems of their own
        return {}


def _unseen(document: Document, field: FieldInfo, dataset: DatasetInfo, library: DataLibrary) -> Unseen:
    """The values of the field, none of them missing, that a share has and the training rows lack."""
    data = document_rows(
        document, open_named(dataset.name, library), lambda other: open_named(other, library)
    )
    column = data.arrays[field.name].reshape(-1)
    training, *others = ({*column[rows].tolist()} for rows in row_shares(document, data, len(column)))
    return {
        share: [value for value in field.values or () if value in found and value not in training]
        for share, found in zip(SHARES, others, strict=True)
        if training
    }


def _problem(document: Document, field: FieldInfo, share: str, classes: Sequence[int | str]) -> Problem:
    split = split_of(document)
    validation = (document.training or Training()).validation
    kept_out = split.validation or split.test if split is not None else validation.split
    by_class = split is None or split.by not in _TOGETHER
    return Problem(
        code=Code.data_range,
        severity=Severity.warning,
        variant=f"unseen_{share}_classes",
        params={"field": field.name, "classes": [*classes], "count": len(classes)},
        where=Where(field="data.split.by" if split is not None else "training.validation.split"),
        expected=[value for value in field.values or () if value not in classes],
        received=[*classes],
        fixes=[split_by_class(document, field.name, kept_out)] if by_class else [],
    )
