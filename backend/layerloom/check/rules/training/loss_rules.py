"""[T] training.loss_mismatch: a loss that does not fit the shape of its output."""

from collections.abc import Iterator

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.target_encoding import Target, canonical_name
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.catalog import Catalog
from layerloom_schema.datasets import FieldInfo
from layerloom_schema.document import Document, Named
from layerloom_schema.edits import SetField
from layerloom_schema.problems import Code, Fix, FixKind, Problem, Where

from .loss_suggestions import suggested_losses

_AXES = {
    "Circle": ("one list of numbers for each row", 2),
    "CTC": ("the scores of each class at every step", 3),
}
"""The inputs of these losses, and their number of axes, batch axis included."""


def output_problems(
    document: Document, slot: Slot, catalog: Catalog, chosen: str | Named, field: FieldInfo | None
) -> Iterator[Problem]:
    """Why the loss of an output cannot be computed."""
    loss = canonical_name(chosen, catalog.losses)
    if loss is None or slot.shape is None:
        return
    output = slot.node.label or slot.name
    shape = slot.shape
    if slot.dtype is not None and not slot.dtype.startswith(("float", "bfloat")):
        gives = "texts" if slot.dtype == "string" else slot.dtype
        message = f"{loss} compares numbers that a model can learn to change; output {output} gives {gives}."
        yield _mismatch(
            slot, loss, message, "float32", gives, [], {"rule": "not_floats", "dtype": slot.dtype}
        )
        return
    fixes = [_use(slot, found) for found in suggested_losses(document, slot, field) if found["name"] != loss]
    wanted = _AXES.get(loss)
    if wanted is not None and len(shape) != wanted[1]:
        message = f"{loss} takes {wanted[0]}; a row of output {output} has {_axes(len(shape) - 1)}."
        yield _mismatch(slot, loss, message, wanted[1] - 1, len(shape) - 1, fixes, {"rule": loss.lower()})
    elif slot.target in (Target.classes, Target.one_hot) and len(shape) < 2:
        message = f"{loss} compares one number for each class; a row of output {output} is a single number."
        yield _mismatch(
            slot, loss, message, "one number for each class", "one number", fixes, {"rule": "one_number"}
        )
    elif shape[-1:] == [1] and (
        slot.target is Target.one_hot or (slot.target is Target.classes and field is None)
    ):
        # Known labels determine the number of units.
        message = (
            f"{loss} compares one number for each class, and output {output} has a single unit: "
            "there is nothing to tell apart."
        )
        binary = _use(slot, {"name": "BinaryCrossentropy", "config": {}})
        yield _mismatch(slot, loss, message, "2 units or more", 1, [binary], {"rule": "one_unit"})
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
            message=(
                f"{loss} is to work along axis {wrong[0]}; with the batch axis, output "
                f"{slot.node.label or slot.name} has {_axes(rank)}, from 0 to {rank - 1}."
            ),
            values={
                "owner": loss,
                "argument": "axis",
                "rule": "loss_axis",
                "output": slot.name,
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
    message: str,
    expected: Json,
    received: Json,
    fixes: list[Fix],
    values: dict[str, Json],
) -> Problem:
    return Problem(
        code=Code.training_loss_mismatch,
        message=message,
        values={"output": slot.name, "loss": loss, **values},
        where=Where(node=slot.node.id, field=f"training.outputs.{slot.name}.loss"),
        expected=expected,
        received=received,
        fixes=fixes,
    )


def _use(slot: Slot, loss: dict[str, Json]) -> Fix:
    edit = SetField(path=["training", "outputs", slot.name, "loss"], value=loss)
    return make_fix(FixKind.use, [edit], name=loss["name"])


def _axes(number: int) -> str:
    return f"{number} axis" if number == 1 else f"{number} axes"
