"""[D] The split of the rows: are its shares possible, and is what it goes by in the data."""

from collections.abc import Iterator, Mapping
from typing import Any

from layerloom.datasets.dataset import TEXT
from layerloom.datasets.split import share_counts
from layerloom.datasets.target_encoding import agrees
from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.data_preparation import BY_COLUMN, Split, SplitBy
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit, SetField
from layerloom_schema.documents.training import Training
from layerloom_schema.text.messages import did_you_mean

PATH = ["data", "split"]
SHARES = ("validation", "test")
VALIDATION_SPLIT = ["training", "validation", "split"]


def split_problems(
    document: Document, dataset: DatasetInfo, names: Mapping[str, FieldInfo | None]
) -> Iterator[Problem]:
    """Problems of `data.split`. `names` are the fields of the data, with what is known of each."""
    split = document.data.split if document.data else None
    if split is None:
        return
    validation = (document.training or Training()).validation
    if validation.split and (split.validation or split.test):
        yield _twice(validation.split)
    wrong = [*_shares(split)]
    yield from wrong
    if split.by not in [*SplitBy]:
        yield _unknown_way(split)
        return
    column = [*_column(document, split, dataset, names)]
    yield from column
    if not wrong and not column:
        counted = split.model_copy(update={"validation": 0.0}) if validation.dataset is not None else split
        yield from _nothing_left(counted, dataset, names.get(split.column or ""))


def split_by_class(document: Document, column: str, share: float) -> Fix:
    """Keep a share of the rows of each class of the column out of training."""
    split = document.data.split if document.data else None
    if split is not None:
        edits: list[Edit] = [
            SetField(path=["data", "split", "by"], value=SplitBy.stratified.value),
            SetField(path=["data", "split", "column"], value=column),
        ]
    else:
        value: Json = {"validation": share, "by": SplitBy.stratified.value, "column": column}
        edits = [SetField(path=["data", "split"], value=value), SetField(path=VALIDATION_SPLIT, unset=True)]
    return make_fix(FixKind.split_by_class, edits, column=column)


def _shares(split: Split) -> Iterator[Problem]:
    for name in SHARES:
        share = getattr(split, name)
        if not 0 <= share < 1:
            yield _problem(
                Code.param_range,
                "split_share",
                name,
                {"share": name, "received": share},
                expected=[0, 1],
                received=share,
                fixes=[_set(FixKind.set_number, name, 0.1, value=0.1)],
            )
    if all(0 <= getattr(split, name) < 1 for name in SHARES) and split.validation + split.test >= 1:
        edits = [SetField(path=[*PATH, name], value=0.1) for name in SHARES]
        yield _problem(
            Code.param_range,
            "split_shares",
            None,
            {"validation": split.validation, "test": split.test},
            expected=1,
            received=split.validation + split.test,
            fixes=[make_fix(FixKind.hold_back_tenths, edits)],
        )


def _twice(share: float) -> Problem:
    return _problem(
        Code.param_range,
        "split_twice",
        None,
        {"share": share},
        expected=0,
        received=share,
        fixes=[
            make_fix(
                FixKind.drop_validation_split,
                [SetField(path=VALIDATION_SPLIT, unset=True)],
            ),
            make_fix(FixKind.drop_split, [SetField(path=PATH, unset=True)]),
        ],
    )


def _unknown_way(split: Split) -> Problem:
    known = [way.value for way in SplitBy]
    guess = closest_match(split.by, known)
    return _problem(
        Code.param_range,
        "split_by",
        "by",
        {"by": split.by, "known": [*known], "near": did_you_mean(guess)},
        expected=[*known],
        received=split.by,
        fixes=[_set(FixKind.use, "by", guess or SplitBy.random.value, name=guess or SplitBy.random.value)],
    )


def _column(
    document: Document, split: Split, dataset: DatasetInfo, names: Mapping[str, FieldInfo | None]
) -> Iterator[Problem]:
    """Problems of the column that a split goes by."""
    if split.by not in BY_COLUMN:
        return
    name, title = split.column, dataset.phrase
    if name is None:
        fixes = [*_use(_fitting(document, split, names)), _at_random()]
        yield _problem(
            Code.data_unbound,
            "split_column",
            "column",
            {"dataset": title, "by": split.by},
            expected=[*names],
            fixes=fixes,
        )
        return
    if name not in names:
        guess = closest_match(name, names)
        yield _problem(
            Code.data_unknown_field if guess else Code.data_missing_field,
            "split_column",
            "column",
            {"dataset": title, "field": name, "near": did_you_mean(guess)},
            expected=[*names],
            received=name,
            fixes=[*_use([guess] if guess else _fitting(document, split, names)), _at_random()],
        )
        return
    field = names[name]
    if field is not None:
        yield from _values(split, field)


def _values(split: Split, field: FieldInfo) -> Iterator[Problem]:
    if not agrees(field.shape, []):
        yield _problem(
            Code.data_shape,
            "split_column",
            "column",
            {"field": field.name, "row": [*field.shape]},
            expected=[],
            received=[*field.shape],
            fixes=[_at_random()],
        )
    elif split.by == SplitBy.time and field.dtype == TEXT:
        yield _problem(
            Code.data_dtype,
            "split_time",
            "column",
            {"field": field.name},
            expected="numbers",
            received=field.dtype,
            fixes=[_set(FixKind.hold_back_last, "by", SplitBy.last.value)],
        )
    elif split.by == SplitBy.stratified and field.dtype != TEXT and field.classes is None:
        yield _problem(
            Code.data_dtype,
            "split_classes",
            "column",
            {"field": field.name},
            expected="classes",
            received=field.dtype,
            fixes=[_at_random()],
        )


def _nothing_left(split: Split, dataset: DatasetInfo, field: FieldInfo | None) -> Iterator[Problem]:
    """Shares that leave no row to train on; of groups and times, the fewest that a share can take."""
    if not (split.validation or split.test) or not dataset.rows:
        return
    rows = field.rows if field is not None else dataset.rows
    validations, tests = share_counts(rows, split.validation, split.test)
    if validations + tests >= rows:
        params: dict[str, Json] = {"rows": rows, "validation": validations, "test": tests}
        unset = SetField(path=PATH, unset=True)
        yield _problem(
            Code.data_empty,
            "split_rows",
            None,
            params,
            expected=1,
            received=rows - validations - tests,
            fixes=[make_fix(FixKind.hold_back_none, [unset])],
        )
        return
    needed = 1 + bool(validations) + bool(tests)
    together = split.by in (SplitBy.group, SplitBy.time)
    if together and field is not None and field.classes is not None and field.classes < needed:
        yield _problem(
            Code.data_empty,
            "split_values",
            "column",
            {"field": field.name, "count": field.classes, "needed": needed},
            expected=needed,
            received=field.classes,
            fixes=[_at_random()],
        )


def _fitting(document: Document, split: Split, names: Mapping[str, FieldInfo | None]) -> list[str]:
    """The fields to offer: for a stratified split the classes that the model is to tell apart."""
    if split.by != SplitBy.stratified or document.data is None:
        return []
    targets = dict.fromkeys(document.data.targets.values())
    known = ((name, names.get(name)) for name in targets)
    return [name for name, field in known if field is not None and not [*_values(split, field)]]


def _use(names: list[str]) -> list[Fix]:
    return [_set(FixKind.use, "column", name, name=name) for name in names]


def _at_random() -> Fix:
    return _set(FixKind.split_at_random, "by", SplitBy.random.value)


def _set(kind: FixKind, field: str, to: Json, /, **params: Json) -> Fix:
    edits: list[Edit] = [SetField(path=[*PATH, field], value=to)]
    return make_fix(kind, edits, **params)


def _problem(code: Code, variant: str, field: str | None, params: dict[str, Json], **more: Any) -> Problem:
    where = Where(field=".".join([*PATH, field] if field else PATH))
    return Problem(code=code, variant=variant, params=params, where=where, **more)
