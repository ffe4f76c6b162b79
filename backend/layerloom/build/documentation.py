"""Keras's own words on an entry of the catalogue, read live from the installed Keras and never kept."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from layerloom.catalog.allowlist import WORDS, Kind
from layerloom.catalog.applications import APPLICATIONS
from layerloom.catalog.classes import CLASSES
from layerloom.catalog.ops import OPS
from layerloom_schema.catalog import names
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.generated import read_catalog

_DOCUMENTED: Mapping[str, Mapping[str, Callable[..., Any]]] = {
    **{kind.value: CLASSES[kind] for kind in Kind},
    "ops": OPS,
    "applications": APPLICATIONS,
}


def documentation(kind: str, name: str) -> str:
    """The docstring of an allowed entry, by its name or an alias. Raises `Refused` (404) for any other name."""
    if kind not in _DOCUMENTED:
        raise Refused(404, ErrorCode.not_found, f"There is no kind {kind} in the catalogue.", got=kind)
    known = names(getattr(read_catalog(), kind)).get(name)
    if known is None:
        raise Refused(404, ErrorCode.not_found, f"There is no {name} among the {kind}.", got=name)
    if known in WORDS and kind == Kind.metrics:
        return "The word by which `compile` picks an accuracy that fits the output and the target."
    if known not in _DOCUMENTED[kind]:
        raise Refused(404, ErrorCode.not_found, f"{known} cannot be used here.", got=name)
    return inspect.cleandoc(inspect.getdoc(_DOCUMENTED[kind][known]) or "").strip()
