"""Weights in HDF5 files: those of Keras 3 by place, and those of Keras 1, 2 and `model.save("….h5")` by layer name."""

from collections.abc import Iterator, Mapping
from typing import Any

import h5py
import numpy as np

from layerloom.importers.model_files.hdf5_file import Hdf5File

from .keras_places import layer_place
from .saved_weights import Layout, SavedLayer, SavedModel, SavedWeight, unreadable

_SEEDS = "seed_generator"
"""The state of random generators, which a new run draws itself."""


def read_hdf5(
    stored: Hdf5File, name: str, layer_names: Mapping[str, tuple[str, ...]] | None = None
) -> SavedModel:
    """The layers of an open file; `layer_names` are those of the config beside it, by place.

    Raises `Refused` where it has no weights of Keras.
    """
    root = stored.root.get("model_weights", stored.root)
    if "layer_names" in root.attrs:
        return SavedModel(Layout.order, [*_by_layer_name(root)])
    found: dict[str, list[SavedWeight]] = {}
    for array in stored.arrays:
        place = layer_place(array.path)
        if place is not None and _SEEDS not in array.path:
            path = "/".join(array.path)
            weight = _weight(path.removeprefix(f"{place}/"), stored.root[path])
            found.setdefault(place, []).append(weight)
    if not found:
        raise unreadable("nothing", name)
    names = layer_names or {}
    return SavedModel(
        Layout.places,
        [SavedLayer(place, names.get(place), weights) for place, weights in found.items()],
    )


def _by_layer_name(root: h5py.Group) -> Iterator[SavedLayer]:
    for layer in _listed(root, "layer_names"):
        group = root.get(layer)
        if not isinstance(group, h5py.Group):
            continue
        arrays = {name: group.get(name) for name in _listed(group, "weight_names")}
        weights = [_weight(name, array) for name, array in arrays.items() if isinstance(array, h5py.Dataset)]
        if weights:
            yield SavedLayer(layer, (layer,), weights)


def _listed(group: h5py.Group, attribute: str) -> list[str]:
    """A list of names. Keras divides one that is too long for an attribute into several with numbers."""
    parts = [attribute] if attribute in group.attrs else []
    while not parts or parts[-1] != attribute:
        if f"{attribute}{len(parts)}" not in group.attrs:
            break
        parts.append(f"{attribute}{len(parts)}")
    found: list[Any] = [each for part in parts for each in np.ravel(group.attrs[part])]
    return [each.decode(errors="replace") if isinstance(each, bytes) else str(each) for each in found]


def _weight(name: str, array: h5py.Dataset) -> SavedWeight:
    return SavedWeight(name, tuple(array.shape or ()), lambda: np.asarray(array[()]))
