"""[D] data.suspicious: data that fits the model, and from which it will hardly learn what is wanted.

What is suspected of the values of a data set is known from its description, or is found once a version.
"""

from collections.abc import Iterator, Mapping, Sequence

from layerloom.datasets.binding_slots import Slot, bound_field, slots
from layerloom.datasets.library import MOST_CELLS, DataLibrary
from layerloom.datasets.row_shares import split_of
from layerloom.datasets.row_windows import windows_of
from layerloom.datasets.target_encoding import Target
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json, NodeId
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Severity, Where
from layerloom_schema.checks.reports import NodeReport
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo, Suspicion, SuspicionKind
from layerloom_schema.documents.data_preparation import BALANCED, SplitBy
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.documents.training import Training
from layerloom_schema.text.messages import phrase

from .split_rules import VALIDATION_SPLIT, split_by_class

FEW_ROWS = 20
"""Nothing is suspected of fewer rows."""
_AT_RANDOM = (SplitBy.random, SplitBy.stratified)
_OF_INPUTS = (
    *(SuspicionKind.near_unique, SuspicionKind.odd_cells),
    *(SuspicionKind.ambiguous_dates, SuspicionKind.rounded),
)


def suspicion_problems(
    document: Document, nodes: Mapping[NodeId, NodeReport], dataset: DatasetInfo, library: DataLibrary
) -> Iterator[Problem]:
    """Warnings about the data that a document binds."""
    if dataset.follows_model or dataset.rows < FEW_ROWS:
        return
    fields = {field.name: field for field in dataset.fields}
    bound = [(slot, _sources(document, slot, dataset)) for slot in slots(document, nodes)]
    inputs = [(slot, name) for slot, names in bound if slot.part == "inputs" for name in names]
    targets = [(slot, name) for slot, names in bound if slot.part == "targets" for name in names]
    for slot, name in inputs:
        if name in fields:
            yield from _of_input(slot, fields[name], alone=len(inputs) == 1)
    for slot, name in targets:
        if name in fields:
            yield from _of_target(
                document, slot, fields[name], [each for each, used in inputs if used == name]
            )
    yield from _of_time(document, fields)
    yield from _of_values(document, dataset, library, inputs, targets)


def _sources(document: Document, slot: Slot, dataset: DatasetInfo) -> Sequence[str]:
    """The columns that a slot is made of."""
    name = bound_field(document, slot, dataset)
    recipe = document.data.recipes.get(name or "") if document.data else None
    return [*dict.fromkeys(recipe.sources)] if recipe is not None else [name] if name is not None else []


def _of_input(slot: Slot, field: FieldInfo, *, alone: bool) -> Iterator[Problem]:
    value = _only_value(field)
    if value is not None:
        yield _suspected(slot.where, "constant", column=field.name, value=value, count=field.rows)
    elif _counts_up(field) and not alone:
        yield _suspected(slot.where, "id_like", column=field.name, count=field.rows)


def _only_value(field: FieldInfo) -> Json:
    if field.values is not None and len(field.values) == 1 and not field.missing:
        return field.values[0]
    return field.minimum if field.minimum == field.maximum and field.finite else None


def _counts_up(field: FieldInfo) -> bool:
    """Whether integers number the rows one by one."""
    if not field.ordered or field.dates or field.minimum is None or field.maximum is None:
        return False
    return field.classes == field.rows == field.maximum - field.minimum + 1


def _of_target(
    document: Document, slot: Slot, field: FieldInfo, taken_by: Sequence[Slot]
) -> Iterator[Problem]:
    value = _only_value(field)
    if value is not None:
        params: dict[str, Json] = {"output": slot.node_title, "field": field.name, "value": value}
        yield _problem(slot.where, "constant_target", params)
    if taken_by and field.shape in ([], [1]) and not _lies_ahead(document):
        params = {"output": slot.node_title, "field": field.name, "slot": taken_by[0].phrase}
        yield _problem(taken_by[0].where, "target_as_input", params)
    classes = slot.target in (Target.classes, Target.binary)
    if classes and field.ordered and field.values is not None and len(field.values) > 1:
        share = _last_share(document)
        if 1 <= share * field.rows < field.rows:
            by_split = document.data is not None and document.data.split is not None
            where = Where(field="data.split.by" if by_split else ".".join(VALIDATION_SPLIT))
            params = {"field": field.name, "count": len(field.values)}
            yield _problem(where, "ordered_classes", params, [split_by_class(document, field.name, share)])


def _lies_ahead(document: Document) -> bool:
    """Whether a target is of a later row than all that its inputs are made of."""
    windows = windows_of(document)
    return windows is not None and windows.ahead > 0


def _last_share(document: Document) -> float:
    """The share of the last rows that is kept out of training; 0 where rows are kept out in another way, or none."""
    split = split_of(document)
    validation = (document.training or Training()).validation
    if split is not None:
        return max(split.validation, split.test) if split.by == SplitBy.last else 0
    return validation.split if validation.dataset is None else 0


def _of_time(document: Document, fields: Mapping[str, FieldInfo]) -> Iterator[Problem]:
    """Rows in an order of time, of which some are kept out of training at random."""
    split = split_of(document)
    dates = next((field for field in fields.values() if field.dates and field.ordered), None)
    if split is None or split.by not in _AT_RANDOM or dates is None or windows_of(document) is not None:
        return
    edits = [
        SetField(path=["data", "split", "by"], value=SplitBy.time.value),
        SetField(path=["data", "split", "column"], value=dates.name),
    ]
    fix = make_fix(FixKind.split_by_time, edits, column=dates.name)
    yield _suspected(Where(field="data.split.by"), "time_order", [fix], column=dates.name, count=dates.rows)


def _of_values(
    document: Document,
    dataset: DatasetInfo,
    library: DataLibrary,
    inputs: Sequence[tuple[Slot, str]],
    targets: Sequence[tuple[Slot, str]],
) -> Iterator[Problem]:
    """What the values of an added data set make suspicious, where they are few enough to be looked through."""
    if not dataset.versions or dataset.rows * len(dataset.fields) > MOST_CELLS:
        return
    by_column = {name: slot for slot, name in reversed(inputs)}
    split = split_of(document)
    at_random = split is not None and split.by in _AT_RANDOM
    for found in library.suspicions(dataset.name, dataset.version):
        if found.kind in _OF_INPUTS and found.column in by_column:
            yield _of(found, by_column[found.column].where)
        elif found.kind is SuspicionKind.duplicate_rows and at_random:
            yield _of(found, Where(field="data.split.by"))
    for slot, target in targets:
        weighed = slot.training is not None and bool(slot.training.class_weight)
        for found in library.suspicions(dataset.name, dataset.version, target):
            if found.kind is SuspicionKind.leak and _lies_ahead(document):
                continue
            if found.kind is SuspicionKind.leak and found.column in by_column:
                yield _of(found, by_column[found.column].where)
            elif found.kind is SuspicionKind.imbalance and found.column == target and not weighed:
                yield _of(found, slot.where, _balanced(document, slot))


def _balanced(document: Document, slot: Slot) -> list[Fix]:
    path = ["training", "outputs", slot.name, "class_weight"]
    if document.training is None or slot.target not in (Target.classes, Target.one_hot, Target.binary):
        return []
    return [make_fix(FixKind.balance_classes, [SetField(path=path, value=BALANCED)])]


def _of(found: Suspicion, where: Where, fixes: list[Fix] | None = None) -> Problem:
    return _suspected(where, found.kind, fixes, **found.params)


def _suspected(where: Where, kind: str, fixes: list[Fix] | None = None, /, **params: Json) -> Problem:
    """A problem in the words of a suspicion."""
    return _problem(where, "suspicion", {"suspicion": phrase(f"suspicion.{kind}", **params)}, fixes)


def _problem(where: Where, variant: str, params: dict[str, Json], fixes: list[Fix] | None = None) -> Problem:
    return Problem(
        code=Code.data_suspicious,
        severity=Severity.warning,
        variant=variant,
        params=params,
        where=where,
        fixes=fixes or [],
    )
