"""[D] data.range: values that a slot cannot take, found from the stored minimum and maximum.

TensorFlow fails on them late: on CPUs with forty lines about its graph, on GPUs with zeros or NaN. Values that reach an
Embedding are followed through the graph by `layerloom.datasets.intervals`.
"""

from collections.abc import Iterator

import numpy as np

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.target_encoding import Target
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetNode
from layerloom_schema.documents.graph import InputNode
from layerloom_schema.documents.training import Named

from .dense_units import dense_before, set_of
from .recipe_proposals import number_classes
from .scale_rules import scale_problems
from .target_fixes import equal_weights, fitting_targets

_COUNTABLE = 10**15

_BOUNDS: dict[Target, tuple[float | None, float | None]] = {
    Target.one_hot: (0, 1),
    Target.binary: (0, 1),
    Target.signs: (-1, 1),
    Target.counts: (0, None),
    Target.sequence: (0, None),
}


def range_problems(document: Document, slot: Slot, field: FieldInfo) -> Iterator[Problem]:
    """Values of a bound field out of the range of its slot. Shape and dtype are known to fit."""
    if field.minimum is None or field.maximum is None:
        return
    overflow = _overflow(slot, field, max(-field.minimum, field.maximum))
    if overflow is not None:
        yield overflow
        return
    if isinstance(slot.node, InputNode):
        yield from scale_problems(document, slot, field)
        yield from _storage(slot, slot.node, field, field.minimum, field.maximum)
    elif slot.part == "sample_weights":
        if field.minimum < 0 or field.maximum == 0:
            variant = "weights" if field.minimum < 0 else "weights_of_nothing"
            yield _problem(slot, field, variant, expected=[0, None], fixes=[equal_weights(slot)])
    elif slot.target is Target.classes:
        yield from _labels(document, slot, field, int(field.minimum), int(field.maximum))
    elif slot.target in _BOUNDS:
        low, high = _BOUNDS[slot.target]
        variant = f"target_{slot.target.value}"
        if slot.target is Target.sequence and slot.shape and slot.shape[-1]:
            high = slot.shape[-1] - 1
            variant = "target_sequence_to"
        if (low is not None and field.minimum < low) or (high is not None and field.maximum > high):
            yield _problem(
                slot,
                field,
                variant,
                expected=[low, high],
                params={"output": slot.node_title, "highest": high},
                fixes=fitting_targets(document, slot, field),
            )


def _overflow(slot: Slot, field: FieldInfo, largest: float) -> Problem | None:
    """Values that are finite in the file and infinite in the dtype of the input."""
    wanted = slot.node.dtype if isinstance(slot.node, InputNode) else "float32"
    # Integer targets are not cast; bfloat16 has the range of float32.
    if "float" not in (wanted if isinstance(slot.node, InputNode) else field.dtype):
        return None
    most = float(np.finfo("float32" if wanted == "bfloat16" else wanted).max)
    if largest <= most:
        return None
    wider = wanted == "float16" and largest <= float(np.finfo("float32").max)
    edit = SetNode(node=slot.node.id, field="dtype", value="float32")
    return _problem(
        slot,
        field,
        "overflow",
        expected=[-most, most],
        params={"dtype": wanted, "least": -most, "most": most},
        fixes=[make_fix(FixKind.become, [edit], name="float32")] if wider else [],
    )


def _labels(document: Document, slot: Slot, field: FieldInfo, lowest: int, highest: int) -> Iterator[Problem]:
    units = slot.shape[-1] if slot.shape else None
    # -1 for rows without a label is one class too many: it is not numbered with the others.
    few = units is not None and field.classes is not None and field.classes <= units
    numbered = number_classes(document, slot, field) if few else []
    if lowest < 0 and lowest != _ignored(slot):
        yield _problem(
            slot,
            field,
            "labels",
            expected=[0, units - 1 if units else None],
            fixes=numbered,
        )
    if units is None or highest < units:
        return
    from_1 = lowest == 1 and highest == units
    dense = dense_before(document, slot.node.id)
    yield _problem(
        slot,
        field,
        "classes_from_1" if from_1 else "classes",
        expected=[0, units - 1],
        params={"output": slot.node_title, "units": units, "needed": highest + 1},
        fixes=[*numbered, *([set_of(dense, "units", highest + 1)] if dense and highest < _COUNTABLE else [])],
    )


def _ignored(slot: Slot) -> Json:
    loss = slot.training.loss if slot.training else None
    return loss.config.get("ignore_class") if isinstance(loss, Named) else None


def _storage(
    slot: Slot, node: InputNode, field: FieldInfo, lowest: float, highest: float
) -> Iterator[Problem]:
    if not node.dtype.startswith(("int", "uint")):
        return
    bounds = np.iinfo(node.dtype)
    if lowest < bounds.min or highest > bounds.max:
        yield _problem(
            slot,
            field,
            "storage",
            expected=[int(bounds.min), int(bounds.max)],
            # As text: the page has no integers of 64 bits.
            params={"dtype": node.dtype, "least": str(bounds.min), "most": str(bounds.max)},
            fixes=[
                make_fix(FixKind.become, [SetNode(node=node.id, field="dtype", value="int64")], name="int64"),
            ],
        )


def _problem(
    slot: Slot,
    field: FieldInfo,
    variant: str,
    *,
    expected: Json,
    params: dict[str, Json] | None = None,
    fixes: list[Fix] | None = None,
) -> Problem:
    return Problem(
        code=Code.data_range,
        variant=variant,
        params={
            "field": field.name,
            "minimum": field.minimum,
            "maximum": field.maximum,
            **(params or {}),
        },
        where=slot.where,
        expected=expected,
        received=[field.minimum, field.maximum],
        fixes=fixes or [],
    )
