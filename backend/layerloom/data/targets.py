"""What a loss wants to be told: the form of the targets it compares with."""

from collections.abc import Mapping
from enum import StrEnum

from layerloom_schema.catalog import CatalogEntry, names
from layerloom_schema.data import FieldInfo
from layerloom_schema.document import Named, OutputTraining


class Target(StrEnum):
    """The form of a target; every one but `classes` has the shape of the output."""

    classes = "classes"
    """The number of the right class: the output's shape without its last axis."""
    one_hot = "one_hot"
    """1 for the right class, 0 for the others, or shares that add up to 1."""
    binary = "binary"
    """0 or 1 for each unit."""
    signs = "signs"
    """-1 or 1 for each unit; 0 counts as -1."""
    counts = "counts"
    """Numbers of at least 0."""
    numbers = "numbers"
    """Any numbers."""


TARGETS: Mapping[str, Target] = {
    "SparseCategoricalCrossentropy": Target.classes,
    "CategoricalCrossentropy": Target.one_hot,
    "CategoricalFocalCrossentropy": Target.one_hot,
    "CategoricalHinge": Target.one_hot,
    "KLDivergence": Target.one_hot,
    "BinaryCrossentropy": Target.binary,
    "BinaryFocalCrossentropy": Target.binary,
    "Hinge": Target.signs,
    "SquaredHinge": Target.signs,
    "Poisson": Target.counts,
    "MeanSquaredLogarithmicError": Target.counts,
}
"""Losses that are not listed take any numbers."""


def target_of(training: OutputTraining | None, losses: Mapping[str, CatalogEntry]) -> Target | None:
    """The form of target that an output's loss wants, or None while no known loss is chosen."""
    name = known_name(training.loss if training else None, losses)
    return TARGETS.get(name, Target.numbers) if name else None


def known_name(choice: str | Named | None, entries: Mapping[str, CatalogEntry]) -> str | None:
    """The catalogue's one name for what a document calls by a name, an alias or an object."""
    if choice is None:
        return None
    return names(entries).get(choice if isinstance(choice, str) else choice.name)


def target_shape(target: Target, output: list[int | None]) -> list[int | None]:
    """The shape of one row's target for an output whose `output` shape includes the batch axis."""
    return output[1:-1] if target is Target.classes else output[1:]


def agrees(field: list[int], wanted: list[int | None]) -> bool:
    """Whether one row of a field has the wanted shape; Keras itself adds or drops a last axis of length 1."""
    if len(field) == len(wanted) + 1 and field[-1] == 1:
        field = field[:-1]
    if len(wanted) == len(field) + 1 and wanted[-1] == 1:
        wanted = wanted[:-1]
    return len(field) == len(wanted) and all(
        length is None or length == got for got, length in zip(field, wanted, strict=True)
    )


def better_form(target: Target | None, output: list[int | None] | None, field: FieldInfo) -> Target | None:
    """The form that a field is in when it is class numbers under a one-hot loss or the other way round, else None."""
    if output is None or target not in (Target.classes, Target.one_hot):
        return None
    other = Target.one_hot if target is Target.classes else Target.classes
    if agrees(field.shape, target_shape(target, output)) or not agrees(
        field.shape, target_shape(other, output)
    ):
        return None
    return other if other is Target.one_hot or field.classes is not None else None
