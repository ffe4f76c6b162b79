"""Data sets that ship with scikit-learn: small, real and available offline."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from sklearn.datasets import load_digits, load_iris

from layerloom.datasets.dataset import Dataset, dataset
from layerloom_schema.descriptions import dataset_texts


@lru_cache(maxsize=1)
def digits() -> Dataset:
    """1,797 images of handwritten digits. Pixels are 0 to 16, scaled by 1/16, which is exact in float32."""
    found = load_digits()
    return dataset(
        "digits",
        **dataset_texts("digits"),
        arrays={"image": (found.images / 16).astype("float32")[..., None], "label": found.target},
    )


@lru_cache(maxsize=1)
def iris() -> Dataset:
    """150 flowers ordered by species: the unshuffled validation split holds one species only."""
    found = load_iris()
    return dataset(
        "iris",
        **dataset_texts("iris"),
        arrays={"features": found.data.astype("float32"), "label": found.target},
    )


BUILTIN: Mapping[str, Callable[[], Dataset]] = {"digits": digits, "iris": iris}
