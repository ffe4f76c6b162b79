"""[T] Class weights and sample weights: not negative, of existing classes, for losses with one value per row."""

import math
from collections.abc import Iterator

from layerloom.datasets.binding_slots import Slot
from layerloom.datasets.target_encoding import Target, canonical_name
from layerloom.graph.fixes.fix_titles import make_fix
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.checks.problems import Code, FixKind, Problem, Where
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import SetField
from layerloom_schema.documents.training import Named, OutputTraining
from layerloom_schema.text.messages import phrase

from .balanced_weight_rules import word_problems

WHOLE_BATCH = frozenset({"Dice", "Tversky"})
"""Losses with one value per batch, unless an axis is given."""


def weight_problems(
    document: Document, slot: Slot, catalog: Catalog, training: OutputTraining, field: FieldInfo | None
) -> Iterator[Problem]:
    """Problems of the class weights and sample weights of an output; `field` is bound to its target."""
    path = ["training", "outputs", slot.name, "class_weight"]
    fields = document.data.sample_weights if document.data else {}
    if slot.name in fields and _at_once(catalog, training):
        yield _all_at_once(slot, ["data", "sample_weights", slot.name], catalog, training)
    if not training.class_weight:
        return
    if _at_once(catalog, training):
        yield _all_at_once(slot, path, catalog, training)
        return
    if not _one_class_a_row(slot):
        yield _refused(slot, path, "no_class_a_row")
        return
    if isinstance(training.class_weight, str):
        yield from word_problems(document, slot, training.class_weight, field)
        return
    units = slot.shape[-1] if slot.shape else None
    classes = 2 if slot.target is Target.binary else units
    for name, weight in training.class_weight.items():
        yield from _class(slot, [*path, name], name, classes)
        if not math.isfinite(weight) or weight < 0:
            yield _weight(slot, [*path, name], name, weight)


def _one_class_a_row(slot: Slot) -> bool:
    """Whether the target of each row is one class; true while the target is unknown."""
    if slot.target is None or slot.shape is None:
        return True
    if slot.target is Target.binary:
        return slot.shape[1:] in ([], [1])
    return slot.target in (Target.classes, Target.one_hot) and len(slot.shape) == 2


def _class(slot: Slot, path: list[str], name: str, classes: int | None) -> Iterator[Problem]:
    number = int(name) if name.isascii() and name.isdigit() else None
    if number is not None and str(number) == name and (classes is None or number < classes):
        return
    yield Problem(
        code=Code.param_range,
        variant="no_class" if classes else "no_class_open",
        params={"output": slot.node_title, "name": name, "last": classes - 1 if classes else None},
        where=Where(node=slot.node.id, field=".".join(path)),
        expected=[0, classes - 1 if classes else None],
        received=name,
        fixes=[make_fix(FixKind.remove_class, [SetField(path=path, unset=True)], name=name)],
    )


def _weight(slot: Slot, path: list[str], name: str, weight: float) -> Problem:
    finite = math.isfinite(weight)
    shown: Json = weight if finite else None
    owner = {"argument": f"class_weight.{name}", "owner": phrase("node.output", name=slot.node_title)}
    return Problem(
        code=Code.param_range if finite else Code.param_not_finite,
        variant="class_weight" if finite else None,
        params={"class": name, "weight": weight} if finite else owner,
        where=Where(node=slot.node.id, field=".".join(path)),
        expected=[0, None],
        received=shown,
        fixes=[make_fix(FixKind.set_number, [SetField(path=path, value=1.0)], value=1)],
    )


def _at_once(catalog: Catalog, training: OutputTraining) -> bool:
    loss = training.loss
    axis = loss.config.get("axis") if isinstance(loss, Named) else None
    return canonical_name(loss, catalog.losses) in WHOLE_BATCH and axis is None


def _all_at_once(slot: Slot, path: list[str], catalog: Catalog, training: OutputTraining) -> Problem:
    loss = canonical_name(training.loss, catalog.losses)
    return _refused(slot, path, "all_at_once", loss=loss)


def _refused(slot: Slot, path: list[str], variant: str, **params: Json) -> Problem:
    return Problem(
        code=Code.training_loss_mismatch,
        variant=variant,
        params={"output": slot.node_title, **params},
        where=Where(node=slot.node.id, field=".".join(path)),
        fixes=[make_fix(FixKind.rows_alike, [SetField(path=path, unset=True)])],
    )
