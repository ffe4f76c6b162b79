"""[T] training.loss_mismatch: a loss that does not fit the shape of its output."""

from collections.abc import Iterator

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.dataset import TEXT
from layerloom.datasets.target_encoding import Target, canonical_name
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.checks.problems import Code, Fix, FixKind, Problem, Where
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.documents.training import Named
from layerloom_schema.text.messages import phrase

from .loss_suggestions import suggested_losses

_AXES = {"Circle": 2, "CTC": 3}
"""The number of axes that these losses take, batch axis included."""


def output_problems(
    document: Document, slot: Slot, catalog: Catalog, chosen: str | Named, field: FieldInfo | None
) -> Iterator[Problem]:
    """Why the loss of an output cannot be computed."""
    loss = canonical_name(chosen, catalog.losses)
    if loss is None or slot.shape is None:
        return
    shape = slot.shape
    if slot.dtype is not None and not slot.dtype.startswith(("float", "bfloat")):
        gives = phrase("cells.texts") if slot.dtype == TEXT else slot.dtype
        yield _mismatch(slot, loss, "not_floats", "float32", slot.dtype, [], dtype=gives)
        return
    fixes = [_use(slot, found) for found in suggested_losses(document, slot, field) if found["name"] != loss]
    wanted = _AXES.get(loss)
    axes = len(shape) - 1
    if wanted is not None and len(shape) != wanted:
        yield _mismatch(slot, loss, loss.lower(), wanted - 1, axes, fixes, count=axes)
    elif slot.target in (Target.classes, Target.one_hot) and len(shape) < 2:
        yield _mismatch(slot, loss, "one_number", 1, axes, fixes)
    elif shape[-1:] == [1] and (
        slot.target is Target.one_hot or (slot.target is Target.classes and field is None)
    ):
        # Known labels determine the number of units.
        binary = _use(slot, {"name": "BinaryCrossentropy", "config": {}})
        yield _mismatch(slot, loss, "one_unit", 2, 1, [binary])
    else:
        yield from _axis(slot, loss, chosen, len(shape))


def _axis(slot: Slot, loss: str, chosen: str | Named | None, rank: int) -> Iterator[Problem]:
    given = chosen.config.get("axis") if isinstance(chosen, Named) else None
    axes = given if isinstance(given, list) else [given]
    wrong = [axis for axis in axes if type(axis) is int and not -rank <= axis < rank]
    if wrong:
        path = ["training", "outputs", slot.name, "loss", "config", "axis"]
        yield Problem(
            code=Code.param_range,
            variant="loss_axis",
            params={
                "loss": loss,
                "axis": wrong[0],
                "output": slot.node_title,
                "rank": rank,
                "last": rank - 1,
            },
            where=Where(node=slot.node.id, field=".".join(path)),
            expected=[-rank, rank - 1],
            received=wrong[0],
            fixes=[make_fix(FixKind.unset, [SetField(path=path, unset=True)], argument="axis")],
        )


def _mismatch(
    slot: Slot,
    loss: str,
    variant: str,
    expected: Json,
    received: Json,
    fixes: list[Fix],
    **params: Json,
) -> Problem:
    return Problem(
        code=Code.training_loss_mismatch,
        variant=variant,
        params={"loss": loss, "output": slot.node_title, **params},
        where=Where(node=slot.node.id, field=f"training.outputs.{slot.name}.loss"),
        expected=expected,
        received=received,
        fixes=fixes,
    )


def _use(slot: Slot, loss: dict[str, Json]) -> Fix:
    edit = SetField(path=["training", "outputs", slot.name, "loss"], value=loss)
    return make_fix(FixKind.use, [edit], name=loss["name"])
