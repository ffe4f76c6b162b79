"""Data sets that are always there: those of scikit-learn, and random numbers, which follow the model."""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache

from layerloom_schema.base import Json
from layerloom_schema.catalog.generated_files import generated
from layerloom_schema.data.datasets import DatasetInfo
from layerloom_schema.text.descriptions import dataset_texts

from .dataset import Dataset, dataset

RANDOM_ROWS = 1_000

FILE = "datasets.json"
"""The generated file that says what the others hold."""

RANDOM = DatasetInfo(
    name="random",
    **dataset_texts("random"),
    rows=RANDOM_ROWS,
    version="follows the model",
    follows_model=True,
)


@lru_cache(maxsize=1)
def digits() -> Dataset:
    """1,797 images of handwritten digits. Pixels are 0 to 16, scaled by 1/16, which is exact in float32."""
    from sklearn.datasets import load_digits

    found = load_digits()
    return dataset(
        "digits",
        **dataset_texts("digits"),
        arrays={"image": (found.images / 16).astype("float32")[..., None], "label": found.target},
    )


@lru_cache(maxsize=1)
def iris() -> Dataset:
    """150 flowers ordered by species: the unshuffled validation split has one species only."""
    from sklearn.datasets import load_iris

    found = load_iris()
    return dataset(
        "iris",
        **dataset_texts("iris"),
        arrays={"features": found.data.astype("float32"), "label": found.target},
    )


@lru_cache(maxsize=1)
def wine() -> Dataset:
    """178 wines ordered by the grower, with 13 measurements of very different ranges."""
    from sklearn.datasets import load_wine

    found = load_wine()
    return dataset(
        "wine",
        **dataset_texts("wine"),
        arrays={"features": found.data.astype("float32"), "label": found.target},
    )


@lru_cache(maxsize=1)
def breast_cancer() -> Dataset:
    """569 tumours with 30 measurements; label 0 is malignant, 1 is benign."""
    from sklearn.datasets import load_breast_cancer

    found = load_breast_cancer()
    return dataset(
        "breast_cancer",
        **dataset_texts("breast_cancer"),
        arrays={"features": found.data.astype("float32"), "label": found.target},
    )


@lru_cache(maxsize=1)
def diabetes() -> Dataset:
    """442 patients, with 10 features that scikit-learn has centred and scaled already; the target is a number."""
    from sklearn.datasets import load_diabetes

    found = load_diabetes()
    return dataset(
        "diabetes",
        **dataset_texts("diabetes"),
        arrays={"features": found.data.astype("float32"), "target": found.target.astype("float32")},
    )


BUILTIN: Mapping[str, Callable[[], Dataset]] = {
    "digits": digits,
    "iris": iris,
    "wine": wine,
    "breast_cancer": breast_cancer,
    "diabetes": diabetes,
}
"""Built-in data sets that are the same for every model, by name."""


def builtin_info(name: str) -> DatasetInfo:
    """What is said of a built-in data set without its arrays."""
    return DatasetInfo.model_validate({"name": name, **dataset_texts(name), **_known()[name]})


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Mapping[str, Json]]:
    found: Mapping[str, Mapping[str, Json]] = json.loads(generated(FILE).read_bytes())
    return found
