"""Where the committed, generated files of the contract lie, in a checkout and in an installed wheel."""

from functools import lru_cache
from pathlib import Path

from .entries import Catalog

_HERE = Path(__file__).resolve().parents[1]


def generated(name: str) -> Path:
    """The path of one generated file, e.g. `catalog.json`."""
    inside = _HERE / "generated" / name
    return inside if inside.exists() else _HERE.parent / "generated" / name


@lru_cache(maxsize=1)
def read_catalog() -> Catalog:
    """The committed catalogue of the Keras that Layerloom is locked to."""
    return Catalog.model_validate_json(generated("catalog.json").read_bytes())
