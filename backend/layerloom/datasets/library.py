"""The data set library: data sets by name, and `.npz` files by path."""

from pathlib import Path

from layerloom.graph.closest_match import closest_match
from layerloom_schema.base import Json
from layerloom_schema.datasets import DatasetInfo
from layerloom_schema.document import Document
from layerloom_schema.errors import ErrorCode, Refused

from .dataset import Dataset
from .readers.npz import read_npz
from .readers.sklearn_datasets import BUILTIN
from .synthetic import INFO as RANDOM
from .synthetic import generate


def datasets() -> list[DatasetInfo]:
    """Every data set that a document may name."""
    return [*(make().info for make in BUILTIN.values()), RANDOM]


def describe(name: str) -> DatasetInfo:
    """The description of a data set by name. Raises `Refused` for an unknown name."""
    if name == RANDOM.name:
        return RANDOM
    if name not in BUILTIN:
        known = [*BUILTIN, RANDOM.name]
        guess = closest_match(name, known)
        params: dict[str, Json] = {"name": name, "near": guess, "known": [*known]}
        variant = "dataset_near" if guess else "dataset"
        raise Refused(404, ErrorCode.not_found, variant=variant, params=params, got=name)
    return BUILTIN[name]().info


def open_data(document: Document, data_path: str | None = None) -> Dataset:
    """Open the training data of a document; `data_path`, an `.npz` file, replaces the data set that it names."""
    if data_path is not None:
        return read_npz(Path(data_path))
    name = document.data.dataset if document.data else None
    if name is None:
        raise Refused(422, ErrorCode.not_found, variant="no_dataset")
    describe(name)
    return generate(document) if name == RANDOM.name else BUILTIN[name]()


def open_validation(document: Document) -> Dataset | None:
    """Open the validation data set of a document; None where it names none."""
    name = document.training.validation.dataset if document.training else None
    if name is None:
        return None
    if name not in BUILTIN:
        raise Refused(422, ErrorCode.not_found, variant="validation_dataset", params={"name": name}, got=name)
    return BUILTIN[name]()


def describe_file(path: Path) -> DatasetInfo:
    """The description of an `.npz` file. Raises `Refused` where it cannot be read as one."""
    return read_npz(path).info
