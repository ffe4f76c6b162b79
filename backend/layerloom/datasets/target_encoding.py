"""Target encodings: what form of targets each loss expects."""

from collections.abc import Mapping
from enum import StrEnum

from layerloom_schema.catalog.entries import CatalogEntry, names
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.training import Named, OutputTraining

from .dataset import TEXT


class Target(StrEnum):
    """A target encoding; all but `classes`, `groups` and `sequence` have the shape of the output."""

    classes = "classes"
    """Integer class labels: the output's shape without its last axis."""
    one_hot = "one_hot"
    """One-hot vectors, or probabilities that sum to 1."""
    binary = "binary"
    """0 or 1 for each unit."""
    signs = "signs"
    """-1 or 1 for each unit; 0 counts as -1."""
    counts = "counts"
    """Values of at least 0."""
    numbers = "numbers"
    """Any values."""
    groups = "groups"
    """Integer group ids of rows (metric learning); no unit of the output stands for a group."""
    sequence = "sequence"
    """A sequence of class labels from 1, padded with 0 (CTC); its length is not the output's."""


TARGETS: Mapping[str, Target] = {
    "SparseCategoricalCrossentropy": Target.classes,
    "CategoricalGeneralizedCrossEntropy": Target.classes,
    "CategoricalCrossentropy": Target.one_hot,
    "CategoricalFocalCrossentropy": Target.one_hot,
    "CategoricalHinge": Target.one_hot,
    "KLDivergence": Target.one_hot,
    "BinaryCrossentropy": Target.binary,
    "BinaryFocalCrossentropy": Target.binary,
    "Dice": Target.binary,
    "Tversky": Target.binary,
    "Hinge": Target.signs,
    "SquaredHinge": Target.signs,
    "Poisson": Target.counts,
    "MeanSquaredLogarithmicError": Target.counts,
    "MeanSquaredError": Target.numbers,
    "MeanAbsoluteError": Target.numbers,
    "MeanAbsolutePercentageError": Target.numbers,
    "Huber": Target.numbers,
    "LogCosh": Target.numbers,
    "CosineSimilarity": Target.numbers,
    "Circle": Target.groups,
    "CTC": Target.sequence,
}
"""The encoding of every loss in the catalogue."""
WHOLE = frozenset({Target.classes, Target.groups, Target.sequence})
"""The encodings with integer values."""


def gives_logits(output: OutputTraining) -> bool:
    """Whether an output gives logits, which its loss turns into probabilities."""
    loss = output.loss
    return loss is not None and not isinstance(loss, str) and loss.config.get("from_logits") is True


def target_of(training: OutputTraining | None, losses: Mapping[str, CatalogEntry]) -> Target | None:
    """The target encoding that the loss of an output expects, or None while no known loss is chosen."""
    name = canonical_name(training.loss if training else None, losses)
    return TARGETS[name] if name else None


def canonical_name(choice: str | Named | None, entries: Mapping[str, CatalogEntry]) -> str | None:
    """The catalogue name of an object that a document gives by name, alias or `Named`; None where unknown."""
    if choice is None:
        return None
    return names(entries).get(choice if isinstance(choice, str) else choice.name)


def target_shape(target: Target, output: list[int | None]) -> list[int | None]:
    """The shape of one row's target for an output whose `output` shape includes the batch axis."""
    if target is Target.sequence:
        return [None]
    return output[1:-1] if target in (Target.classes, Target.groups) else output[1:]


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
    """The actual encoding of a field that is the opposite of what the loss expects: class labels for a loss over
    units, or one-hot rows for a loss over labels; else None."""
    if output is None or target is None or target in (Target.groups, Target.sequence):
        return None
    other = Target.one_hot if target is Target.classes else Target.classes
    if agrees(field.shape, target_shape(target, output)) or not agrees(
        field.shape, target_shape(other, output)
    ):
        return None
    if other is Target.one_hot:
        return other if field.dtype != TEXT else None
    sure = target is Target.one_hot or _counts_units(field, output[-1])
    return other if field.classes is not None and sure else None


def _counts_units(field: FieldInfo, units: int | None) -> bool:
    """Whether integers look like indices of the units of an output."""
    return units is not None and units > 1 and field.minimum == 0 and field.maximum == units - 1
