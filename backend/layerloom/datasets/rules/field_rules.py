"""[D] Does a field fit its slot: dtype, shape, range, and finite values only."""

from collections.abc import Iterator, Mapping

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.dataset import MIXED_IMAGES, TEXT
from layerloom.datasets.target_encoding import agrees, better_form
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.datasets import FieldInfo
from layerloom_schema.document import Document
from layerloom_schema.edits import SetNode
from layerloom_schema.messages import phrase
from layerloom_schema.problems import Code, Fix, FixKind, Problem, Where

from .range_rules import range_problems
from .recipe_proposals import number_texts, resize_images
from .target_fixes import target_fixes


def field_problems(document: Document, slot: Slot, field: FieldInfo) -> Iterator[Problem]:
    """Problems of the field bound to a slot."""
    if not field.finite:
        yield Problem(
            code=Code.data_not_finite,
            variant="field",
            params={"slot": slot.phrase, "field": field.name},
            where=slot.where,
        )
    if not slot.takes_type(field):
        yield _dtype(document, slot, field)
    elif _shape_agrees(slot, field):
        yield from range_problems(document, slot, field)
    elif better_form(slot.target, slot.shape, field) is None:
        yield _shape(document, slot, field)


def _dtype(document: Document, slot: Slot, field: FieldInfo) -> Problem:
    wanted = slot.wanted_type()
    fixes: list[Fix] = []
    if field.dtype == TEXT:
        holds = phrase("cells.texts")
        fixes = number_texts(document, slot, field) if wanted == "whole" and slot.part == "inputs" else []
    elif field.dtype == MIXED_IMAGES:
        holds = phrase("cells.image")
        fixes = resize_images(document, slot, field)
    else:
        fractions = wanted in ("whole", "bits") and field.classes is None
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


def _shape_agrees(slot: Slot, field: FieldInfo) -> bool:
    wanted = slot.wanted()
    return not wanted or any(agrees(field.shape, shape) for shape in wanted)


def _shape(document: Document, slot: Slot, field: FieldInfo) -> Problem:
    wanted = slot.wanted()[0]
    fixes = target_fixes(document, slot, field) if slot.part == "targets" else []
    if slot.part == "inputs":
        edit = SetNode(node=slot.node.id, field="shape", value=list(field.shape))
        fixes.append(make_fix(FixKind.give_shape, [edit], node=slot.phrase, row=[*field.shape]))
    return Problem(
        code=Code.data_shape,
        variant=_shape_variant(slot, wanted, field.shape),
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
