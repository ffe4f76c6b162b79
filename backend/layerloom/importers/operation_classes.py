"""Map Keras operation classes (`Add`, `ExtractPatches`) to operations of the catalogue, and name their arguments."""

from collections.abc import Mapping
from types import MappingProxyType

from layerloom.catalog.keras_private import SOURCE
from layerloom_schema.catalog.entries import Catalog, OpEntry

from .keras_config import Layer, class_name

_OF_A_VOLUME = 3
MODULES = (f"{SOURCE}.ops.", "keras.ops")
"""Module prefixes of operation classes."""

_OF_THEIR_OWN: Mapping[str, str] = MappingProxyType(
    {
        "AllClose": "allclose",
        "CDist": "cdist",
        "CTCDecode": "ctc_decode",
        "CTCLoss": "ctc_loss",
        "BatchNorm": "batch_normalization",
        "LayerNorm": "layer_normalization",
        "RMSNorm": "rms_normalization",
        "FFT": "fft",
        "FFT2": "fft2",
        "IFFT2": "ifft2",
        "IRFFT": "irfft",
        "RFFT": "rfft",
        "STFT": "stft",
        "ISTFT": "istft",
        "IsIn": "isin",
        "PSNR": "psnr",
        "SVD": "svd",
        "SearchSorted": "searchsorted",
        "HSVToRGB": "image.hsv_to_rgb",
        "RGBToHSV": "image.rgb_to_hsv",
        "RGBToGrayscale": "image.rgb_to_grayscale",
        "SSIM": "image.ssim",
    }
)
"""Classes whose name is not the operation name in CamelCase."""

_POSITIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "slice_update": ("inputs", "start_indices", "updates"),
        "image.scale_and_translate": ("images", "output_shape", "scale", "translation"),
        "pad": ("x", "constant_values"),
    }
)
"""Positional arguments, where they are not the tensors first, then the rest."""


class Operations:
    """The operations of a catalogue by their Keras class."""

    def __init__(self, catalog: Catalog) -> None:
        self._ops = catalog.ops
        self._by_class = {_class_of(name): name for name in catalog.ops} | dict(_OF_THEIR_OWN)
        self._classes = {name: kind for kind, name in self._by_class.items()}

    def knows(self, kind: str) -> bool:
        """Whether an operation has a class of this name."""
        return kind in self._by_class

    def class_of(self, name: str) -> str | None:
        """The class of an operation that is not refused; `None` for anything else."""
        entry = self._ops.get(name)
        return None if entry is None or entry.refused else self._classes.get(name)

    def of(self, layer: Layer) -> OpEntry | None:
        """The entry of an operation that is not refused; `None` for anything else."""
        if not layer.module.startswith(MODULES):
            return None
        name = self._by_class.get(class_name(layer.value) or "", "")
        size = layer.config.get("size")
        if name == "image.extract_patches" and isinstance(size, list) and len(size) == _OF_A_VOLUME:
            name = "image.extract_patches_3d"
        entry = self._ops.get(name)
        return None if entry is None or entry.refused else entry


def positions(entry: OpEntry) -> list[str]:
    """The names of the arguments of a call, by position."""
    tensors = [port.name for port in entry.inputs]
    others = [parameter.name for parameter in entry.parameters if parameter.name not in tensors]
    return [*_POSITIONS.get(entry.name, (*tensors, *others))]


def _class_of(name: str) -> str:
    """`image.extract_patches` is the function of `ExtractPatches`."""
    return "".join(part[:1].upper() + part[1:] for part in name.rpartition(".")[2].split("_"))
