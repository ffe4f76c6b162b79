"""[D] Does a field fit its slot: dtype, shape, range, and finite values only."""

from collections.abc import Iterator, Mapping

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.dataset import MIXED_IMAGES, TEXT
from layerloom.datasets.target_encoding import Target, agrees, better_form
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.text.messages import phrase

from .axis_fixes import is_channels_first, move_channels
from .range_rules import range_problems
from .recipe_proposals import (
    clip_infinite,
    fill_missing,
    number_classes,
    number_texts,
    number_words,
    one_hot_texts,
    reshape_rows,
    resize_images,
    split_dates,
)
from .row_rules import drop_rows
from .target_fixes import equal_weights, target_fixes
from .window_rules import give_row_shape, window_misfit


def field_problems(document: Document, slot: Slot, field: FieldInfo) -> Iterator[Problem]:
    """Problems of the field bound to a slot."""
    if not field.finite:
        yield _not_finite(document, slot, field)
    if not slot.has_window:
        yield window_misfit(document, slot, field)
    elif not slot.takes_type(field):
        yield _dtype(document, slot, field)
    elif _shape_agrees(slot, field):
        yield from range_problems(document, slot, field)
    elif better_form(slot.target, slot.shape, field) is None:
        yield _shape(document, slot, field)


def _not_finite(document: Document, slot: Slot, field: FieldInfo) -> Problem:
    """Which of missing and infinite numbers there are, and how many, where they were counted."""
    variant = "missing" if field.missing else "infinite" if field.infinite else "field"
    made = document.data is not None and field.name in document.data.recipes
    drops = [drop_rows(document, field.name)] if variant == "missing" and not made else []
    if slot.part == "sample_weights":
        fixes = [equal_weights(slot), *drops]
    elif slot.part == "targets":
        fixes = drops  # a made-up target would be learned like a real one
    elif variant == "infinite":
        fixes = clip_infinite(document, slot, field)
    else:
        fixes = [*fill_missing(document, slot, field), *drops]
    return Problem(
        code=Code.data_not_finite,
        variant=variant,
        params={
            "slot": slot.phrase,
            "field": field.name,
            "missing": field.missing,
            "infinite": field.infinite,
            "rows": field.rows,
        },
        where=slot.where,
        received=(field.missing or 0) + (field.infinite or 0) or None,
        fixes=fixes,
    )


def _dtype(document: Document, slot: Slot, field: FieldInfo) -> Problem:
    wanted = slot.wanted_type()
    fixes: list[Fix] = []
    if field.dtype == TEXT:
        holds = phrase("cells.texts")
        fixes = _from_texts(document, slot, field, wanted)
    elif field.dtype == MIXED_IMAGES:
        holds = phrase("cells.image")
        fixes = resize_images(document, slot, field)
    else:
        fractions = wanted in ("whole", "bits") and field.classes is None
        fixes = _as_numbers(slot, field)
        holds = phrase("cells.fractions" if fractions else "cells.dtype", dtype=field.dtype)
    return Problem(
        code=Code.data_dtype,
        variant="field",
        params={
            "slot": slot.start,
            "wanted": phrase(f"cells.{wanted}"),
            "field": field.name,
            "holds": holds,
        },
        where=slot.where,
        expected=wanted,
        received=field.dtype,
        fixes=fixes,
    )


def _as_numbers(slot: Slot, field: FieldInfo) -> list[Fix]:
    """Learn numbers with fractions as numbers, where the output has as many as the field."""
    if slot.part != "targets" or slot.shape is None or not agrees(field.shape, slot.shape[1:]):
        return []
    loss: Json = {"name": "MeanSquaredError", "config": {}}
    edit = SetField(path=["training", "outputs", slot.name, "loss"], value=loss)
    return [make_fix(FixKind.use, [edit], name="MeanSquaredError")]


def _from_texts(document: Document, slot: Slot, field: FieldInfo, wanted: str) -> list[Fix]:
    """Texts as numbers: of classes for a target, of words for whole numbers, one for each text for a list of numbers."""
    if slot.part == "targets":
        compared = slot.target in (None, Target.classes) or (
            slot.target is Target.binary and len(field.values or ()) == 2
        )
        return number_classes(document, slot, field) if compared else []
    if slot.part == "sample_weights":
        return [equal_weights(slot)]
    if wanted != "whole":
        return one_hot_texts(document, slot, field)
    return number_words(document, slot, field) or number_texts(document, slot, field)


def _shape_agrees(slot: Slot, field: FieldInfo) -> bool:
    wanted = slot.wanted()
    return not wanted or any(agrees(field.shape, shape) for shape in wanted)


def _shape(document: Document, slot: Slot, field: FieldInfo) -> Problem:
    wanted = slot.wanted()[0]
    fixes = target_fixes(document, slot, field) if slot.part == "targets" else []
    variant = _shape_variant(slot, wanted, field.shape)
    if slot.part == "sample_weights":
        fixes = [equal_weights(slot)]
    elif slot.part == "inputs":
        if is_channels_first(slot, field):
            variant = "channels_first"
            fixes += move_channels(document, slot, field)
        fixes += [*split_dates(document, slot, field), *reshape_rows(document, slot, field)]
        fixes.append(give_row_shape(slot, field))
    return Problem(
        code=Code.data_shape,
        variant=variant,
        params={
            "slot": slot.start if slot.part == "sample_weights" else slot.phrase,
            "field": field.name,
            "wanted": list(wanted),
            "given": list(field.shape),
        },
        where=slot.where,
        expected=list(wanted),
        received=list(field.shape),
        fixes=fixes,
    )


def _shape_variant(slot: Slot, wanted: list[int | None], given: list[int]) -> str:
    """The sentence by what a row should be, and is: numbers of a shape, or a single number."""
    if slot.part == "sample_weights":
        return "weights" if not wanted else "weights_row" if given else "weights_row_of_numbers"
    return "numbers" if not wanted else "row" if given else "row_of_numbers"


def length_problems(bound: Mapping[str, FieldInfo]) -> Iterator[Problem]:
    """Bound fields with different numbers of rows."""
    if len({field.rows for field in bound.values()}) < 2:
        return
    lengths = {name: field.rows for name, field in bound.items()}
    yield Problem(
        code=Code.data_length,
        variant="fields",
        params={"lengths": [phrase("field.rows", name=name, count=rows) for name, rows in lengths.items()]},
        where=Where(field="data"),
        received=dict(lengths),
    )
