"""[D] Windows of rows: are their numbers possible, do inputs take them, does each share have some."""

from collections.abc import Iterator, Mapping

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.dataset import TEXT
from layerloom.datasets.described_rows import DescribedRows
from layerloom.datasets.row_shares import split_of
from layerloom.datasets.row_windows import CountedWindows, windows_of
from layerloom.datasets.target_encoding import agrees
from layerloom.graph.closest_match import closest_match
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Severity, Where
from layerloom_schema.data.datasets import DatasetInfo, FieldInfo
from layerloom_schema.documents.data_preparation import SplitBy, Windows
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit, SetField, SetNode
from layerloom_schema.documents.graph import InputNode
from layerloom_schema.text.messages import did_you_mean

PATH = ["data", "windows"]
LEAST: Mapping[str, int] = {"length": 1, "step": 1, "ahead": 0}
"""The least that each number of the windows can be."""


def window_problems(document: Document, rows: DescribedRows) -> Iterator[Problem]:
    """Problems of `data.windows` on the rows that a document uses."""
    windows = windows_of(document)
    if windows is None or rows.info.follows_model:
        return
    wrong = [*_numbers(windows), *group_problems(document, rows.info), *_split(document, windows)]
    yield from wrong
    yield from _last(document, windows)
    if not wrong and rows.windows is not None:
        yield from _empty(document, windows, rows.windows)


def group_problems(document: Document, dataset: DatasetInfo) -> Iterator[Problem]:
    """The column that tells series apart: is it in the data, with one value a row."""
    windows = windows_of(document)
    name = windows.group if windows is not None else None
    if name is None:
        return
    made = document.data.recipes if document.data else {}
    fields = {field.name: field for field in dataset.fields if field.name not in made}
    without = make_fix(FixKind.remove, [_set("group", None)], name=name)
    if name not in fields:
        near = closest_match(name, fields)
        use = [make_fix(FixKind.use, [_set("group", near)], name=near)] if near else []
        params: dict[str, Json] = {"dataset": dataset.phrase, "field": name, "near": did_you_mean(near)}
        yield Problem(
            code=Code.data_unknown_field if near else Code.data_missing_field,
            variant="window_group",
            params=params,
            where=_where("group"),
            expected=[*fields],
            received=name,
            fixes=[*use, without],
        )
    elif not agrees(fields[name].shape, []):
        yield Problem(
            code=Code.data_shape,
            variant="window_group",
            params={"field": name, "row": [*fields[name].shape]},
            where=_where("group"),
            expected=[],
            received=[*fields[name].shape],
            fixes=[without],
        )


def window_misfit(document: Document, slot: Slot, field: FieldInfo) -> Problem:
    """An input without an axis for the rows of its windows, or with one of another length."""
    shape = (slot.shape or [None])[1:]
    fixes = [give_row_shape(slot, field)]
    if shape and shape[0] is not None and shape[0] > 1 and agrees(field.shape, shape[1:]):
        fixes.append(_of_length(shape[0]))
    if agrees(field.shape, shape):
        fixes.append(make_fix(FixKind.last_row, [_feed_last(document, slot)], slot=slot.phrase))
    return Problem(
        code=Code.data_shape,
        variant="window",
        params={
            "slot": slot.start,
            "length": slot.window,
            "field": field.name,
            "given": [slot.window, *field.shape],
            "wanted": [*shape],
        },
        where=slot.where,
        expected=[slot.window, *field.shape],
        received=[*shape],
        fixes=fixes,
    )


def give_row_shape(slot: Slot, field: FieldInfo) -> Fix:
    """Give an input the shape of what it is fed: a row of the field, or a window of them."""
    shape = [*field.shape]
    if slot.window is not None:
        row = shape if shape or field.dtype == TEXT else [1]  # what layers of sequences take
        shape = [slot.window, *row]
    edit = SetNode(node=slot.node.id, field="shape", value=[*shape])
    return make_fix(FixKind.give_shape, [edit], node=slot.phrase, row=[*shape])


def _numbers(windows: Windows) -> Iterator[Problem]:
    for name, least in LEAST.items():
        number = getattr(windows, name)
        if number < least:
            yield Problem(
                code=Code.param_range,
                variant="window_number",
                params={"name": name, "least": least, "received": number},
                where=_where(name),
                expected=[least, None],
                received=number,
                fixes=[make_fix(FixKind.set_number, [_set(name, least)], value=least)],
            )


def _split(document: Document, windows: Windows) -> Iterator[Problem]:
    """A split that draws single rows leaves hardly any that follow one another."""
    split = split_of(document)
    if split is None or split.by not in (SplitBy.random, SplitBy.stratified):
        return
    path = ["data", "split"]
    fixes = [make_fix(FixKind.hold_back_last, [SetField(path=[*path, "by"], value=SplitBy.last.value)])]
    if windows.group is not None:
        edits: list[Edit] = [
            SetField(path=[*path, "by"], value=SplitBy.group.value),
            SetField(path=[*path, "column"], value=windows.group),
        ]
        fixes.append(make_fix(FixKind.split_by_group, edits, column=windows.group))
    yield Problem(
        code=Code.param_range,
        variant="window_split",
        params={"by": split.by},
        where=Where(field="data.split.by"),
        expected=[SplitBy.last.value, SplitBy.time.value, SplitBy.group.value],
        received=split.by,
        fixes=fixes,
    )


def _last(document: Document, windows: Windows) -> Iterator[Problem]:
    """Names of inputs that the model does not have."""
    inputs = [node.name for node in document.graph.nodes if isinstance(node, InputNode)]
    for name in windows.last:
        if name in inputs:
            continue
        near = closest_match(name, [each for each in inputs if each not in windows.last])
        others: list[Json] = [each for each in windows.last if each != name]
        fixes = [make_fix(FixKind.remove, [_set("last", others or None)], name=name)]
        if near:
            fixes.insert(0, make_fix(FixKind.use, [_set("last", [*others, near])], name=near))
        yield Problem(
            code=Code.data_unknown_field,
            severity=Severity.warning,
            variant="window_last",
            params={"name": name, "near": did_you_mean(near)},
            where=_where("last"),
            expected=[*inputs],
            received=name,
            fixes=fixes,
        )


def _empty(document: Document, windows: Windows, counted: CountedWindows) -> Iterator[Problem]:
    """A share of the rows without a window; the longest windows that all of them have are offered."""
    if not counted.lacking:
        return
    fixes: list[Fix] = []
    if counted.longest >= LEAST["length"]:
        shapes: list[Edit] = [
            SetNode(node=node.id, field="shape", value=[counted.longest, *node.shape[1:]])
            for node in document.graph.nodes
            if isinstance(node, InputNode)
            and node.name not in windows.last
            and node.shape[:1] == [windows.length]
        ]
        fixes = [_of_length(counted.longest, shapes)]
    yield Problem(
        code=Code.data_empty,
        variant=f"windows_{counted.lacking[0]}",
        params={"length": windows.length, "ahead": windows.ahead},
        where=_where("length"),
        expected=1,
        received=0,
        fixes=fixes,
    )


def _of_length(length: int, more: list[Edit] | None = None) -> Fix:
    return make_fix(FixKind.window_length, [_set("length", length), *(more or [])], length=length)


def _feed_last(document: Document, slot: Slot) -> Edit:
    windows = windows_of(document) or Windows()
    return _set("last", [*windows.last, slot.name])


def _set(name: str, value: Json) -> Edit:
    path = [*PATH, name]
    return SetField(path=path, unset=True) if value is None else SetField(path=path, value=value)


def _where(name: str) -> Where:
    return Where(field=".".join([*PATH, name]))
