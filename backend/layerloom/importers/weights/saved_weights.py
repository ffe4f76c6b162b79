"""The layers of a weights file, whatever its format."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from layerloom.datasets.dataset import Array
from layerloom_schema.errors import ErrorCode, Refused


class Layout(StrEnum):
    """How the weights of one layer are distinguished."""

    places = "places"
    """By their place below the layer, as Keras 3 writes them (`vars/0`, `cell/vars/1`)."""
    order = "order"
    """By their order: trainable ones first, as Keras wrote them before."""
    names = "names"
    """By the name of the variable or its number in the layer, as a person would write them into an archive of arrays."""


@dataclass(frozen=True)
class SavedWeight:
    """An array of a file, which is read when it is asked for."""

    name: str
    shape: tuple[int, ...]
    read: Callable[[], Array]


@dataclass(frozen=True)
class SavedLayer:
    """A layer of a file that has weights."""

    place: str
    """Where Keras 3 puts it in a file (`layers/dense_1`), or its name."""
    names: tuple[str, ...] | None
    """Its name, after those of the nested models that it is in; None where the file has no names."""
    weights: Sequence[SavedWeight]

    @property
    def title(self) -> str:
        """What a person knows it by."""
        return "/".join(self.names) if self.names is not None else self.place


@dataclass(frozen=True)
class SavedModel:
    """The layers of a file in their order. One layer without names holds the weights of all in order."""

    layout: Layout
    layers: Sequence[SavedLayer]


def unreadable(variant: str, file: str) -> Refused:
    """The error for a file that has no weights to read."""
    return Refused(422, ErrorCode.weights_unreadable, variant=variant, params={"file": file}, got=file)
