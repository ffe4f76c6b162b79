"""[D] Does a field fit its slot: dtype, shape, range, and finite values only."""

from collections.abc import Iterator, Mapping

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.dataset import TEXT
from layerloom.datasets.target_encoding import agrees, better_form
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom.graph.node_titles import join_names
from layerloom_schema.datasets import FieldInfo
from layerloom_schema.document import Document
from layerloom_schema.edits import SetNode
from layerloom_schema.problems import Code, FixKind, Problem, Where

from .range_rules import range_problems
from .target_fixes import target_fixes


def field_problems(document: Document, slot: Slot, field: FieldInfo) -> Iterator[Problem]:
    """Problems of the field bound to a slot."""
    values = {"slot": slot.name, "part": slot.part, "field": field.name}
    if not field.finite:
        yield Problem(
            code=Code.data_not_finite,
            message=(
                f"Field {field.name}, bound to {slot.title}, holds numbers that are not finite (NaN or infinity). "
                "One of them is enough to turn every weight into NaN."
            ),
            values={**values},
            where=slot.where,
            expected="finite numbers",
            received="NaN or infinity",
        )
    if not slot.takes_type(field):
        wanted = slot.wanted_type()
        holds = "texts" if field.dtype == TEXT else f"{field.dtype} numbers"
        if wanted in ("whole numbers", "0 and 1 only") and field.dtype != TEXT:
            holds += " with fractions" if field.classes is None else ""
        yield Problem(
            code=Code.data_dtype,
            message=f"{slot.start} takes {wanted}; field {field.name} holds {holds}.",
            values={**values, "dtype": field.dtype},
            where=slot.where,
            expected=wanted,
            received=field.dtype,
        )
    elif _shape_agrees(slot, field):
        yield from range_problems(document, slot, field)
    elif better_form(slot.target, slot.shape, field) is None:
        yield _shape(document, slot, field)


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
        message=f"{_wants(slot, wanted)}; a row of field {field.name} has {_show(field.shape)}.",
        values={
            "slot": slot.name,
            "part": slot.part,
            "field": field.name,
            "expected": list(wanted),
            "received": list(field.shape),
        },
        where=slot.where,
        expected=list(wanted),
        received=list(field.shape),
        fixes=fixes,
    )


def _wants(slot: Slot, wanted: list[int | None]) -> str:
    if slot.part != "sample_weights":
        return f"Each row of {slot.title} has the shape {_show(wanted)}"
    each = f"numbers of the shape {_show(wanted)}" if wanted else "a single number"
    return f"{slot.start} are {each} for each row"


def length_problems(bound: Mapping[str, FieldInfo]) -> Iterator[Problem]:
    """Bound fields with different numbers of rows."""
    if len({field.rows for field in bound.values()}) < 2:
        return
    lengths = {name: field.rows for name, field in bound.items()}
    yield Problem(
        code=Code.data_length,
        message=(
            "The bound fields differ in length, so their rows do not belong together: "
            + join_names([f"{name} has {rows} rows" for name, rows in lengths.items()])
            + "."
        ),
        values={"lengths": dict(lengths)},
        where=Where(field="data"),
        expected="fields of one length",
        received=dict(lengths),
    )


def _show(shape: list[int] | list[int | None]) -> str:
    return "(" + ", ".join("any" if length is None else str(length) for length in shape) + ")"
