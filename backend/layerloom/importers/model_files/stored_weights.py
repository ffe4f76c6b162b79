"""Which of the arrays of a file are weights of the model."""

from collections.abc import Iterable

from .hdf5_file import StoredArray

_LEGACY = "model_weights"
"""The group of the weights in an `.h5` file with a model."""
_OTHERS = frozenset({"optimizer", "optimizer_weights", "metrics", "_metrics", "seed_generator", "generator"})
"""Groups of what is saved beside the weights: moments, metrics, the states of random generators."""


def shapes_of_weights(arrays: Iterable[StoredArray]) -> list[tuple[int, ...]]:
    """The shapes of the weights, sorted."""
    found = [*arrays]
    legacy = [array for array in found if array.path[0] == _LEGACY]
    chosen = legacy or [
        array
        for array in found
        if len(array.path) > 1 and array.path[-2] == "vars" and not _OTHERS & {*array.path}
    ]
    return sorted(array.shape for array in chosen)
