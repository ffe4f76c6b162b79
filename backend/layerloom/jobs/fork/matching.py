"""What of a checkpoint fits a model: variables of the same node, number and slot, with the same shape."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layerloom_schema.runs.checkpoints import StoredVariable

Key = tuple[str | None, int, str | None, str | None, str]


@dataclass(frozen=True)
class Matching:
    """The variables of a model by what they belong to, and those of a checkpoint."""

    model: Sequence[StoredVariable]
    saved: Mapping[Key, StoredVariable]

    def of(self, variable: StoredVariable) -> StoredVariable | None:
        """What the checkpoint has for a variable of the model.

        Nothing where the shape is another one. What an optimizer remembers of a weight goes with the weight: its shape
        is that of the weight, or part of it.
        """
        found = self.saved.get(variable.key)
        return found if found is not None and found.shape == variable.shape else None

    @property
    def weights(self) -> list[StoredVariable]:
        """The weights of the model."""
        return [variable for variable in self.model if variable.slot is None]

    @property
    def fits(self) -> bool:
        """Whether any weight of the model is in the checkpoint."""
        return any(self.of(weight) is not None for weight in self.weights)


def match(model: Sequence[StoredVariable], saved: Sequence[StoredVariable]) -> Matching:
    """Match the variables of a model with those of a checkpoint."""
    return Matching(model, {variable.key: variable for variable in saved})
