"""Weights as arrays of NumPy, in an `.npz` file."""

import re
import zipfile

import numpy as np

from .saved_weights import Layout, SavedLayer, SavedModel, SavedWeight, unreadable

_NUMBERED = re.compile(r"arr_\d+")
"""The names that `numpy.savez` gives to arrays without one."""


def numpy_archive(archive: zipfile.ZipFile, name: str) -> SavedModel:
    """The arrays of an `.npz` file: `dense/kernel` is the kernel of the layer `dense`; without names they go by order."""
    members = [info.filename.removesuffix(".npy") for info in archive.infolist()]
    if members and all(_NUMBERED.fullmatch(member) for member in members):
        ordered = sorted(members, key=lambda member: int(member.removeprefix("arr_")))
        layer = SavedLayer(name, None, [_array(archive, member, member, name) for member in ordered])
        return SavedModel(Layout.order, [layer])
    layers: dict[str, list[SavedWeight]] = {}
    for member in members:
        layer_name, _, weight = member.rpartition("/")
        if layer_name:
            own = weight.removesuffix(":0")
            layers.setdefault(layer_name, []).append(_array(archive, member, own, name))
    if not layers:
        raise unreadable("nothing", name)
    return SavedModel(
        Layout.names, [SavedLayer(each, tuple(each.split("/")), found) for each, found in layers.items()]
    )


def _array(archive: zipfile.ZipFile, member: str, weight: str, name: str) -> SavedWeight:
    with archive.open(f"{member}.npy") as file:
        version = np.lib.format.read_magic(file)
        if version == (1, 0):
            shape, _, dtype = np.lib.format.read_array_header_1_0(file)
        elif version == (2, 0):
            shape, _, dtype = np.lib.format.read_array_header_2_0(file)
        else:
            raise unreadable("damaged", name)
    if dtype.hasobject:
        raise unreadable("damaged", name)

    def read() -> np.ndarray:
        with archive.open(f"{member}.npy") as file:
            return np.lib.format.read_array(file, allow_pickle=False)

    return SavedWeight(weight, tuple(shape), read)
