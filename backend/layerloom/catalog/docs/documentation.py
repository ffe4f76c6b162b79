"""The documentation of a catalogue entry, read from the docstring of the installed Keras on request."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from layerloom.catalog.application_reader import APPLICATIONS
from layerloom.catalog.keras_classes import CLASSES, MODULES
from layerloom.catalog.operation_reader import OPS
from layerloom.catalog.overrides.allowlist import WORDS, Kind
from layerloom_schema.catalog.entries import names
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.text.descriptions import description
from layerloom_schema.text.documentation import Documentation, Signature
from layerloom_schema.text.messages import phrase

from .docstring_blocks import blocks_of

_DOCUMENTED: Mapping[str, tuple[str, Mapping[str, Callable[..., Any]]]] = {
    **{kind.value: (MODULES[kind].__name__, CLASSES[kind]) for kind in Kind},
    "ops": ("keras.ops", OPS),
    "applications": ("keras.applications", APPLICATIONS),
}
"""The Keras module and the allowed names, by kind."""


def documentation(kind: str, name: str) -> Documentation:
    """The documentation of an allowed entry, by name or alias. Raises `Refused` (404) for any other name."""
    if kind not in _DOCUMENTED:
        raise Refused(404, ErrorCode.not_found, variant="no_kind", params={"kind": kind}, got=kind)
    known = names(getattr(read_catalog(), kind)).get(name)
    if known is None:
        params = {"name": name, "kind": phrase(f"kinds.{kind}")}
        raise Refused(404, ErrorCode.not_found, variant="no_entry", params=params, got=name)
    if known in WORDS and kind == Kind.metrics:
        text = description(kind, known)
        return Documentation(kind=kind, name=name, text=text, signature=None, blocks=blocks_of(text))
    module, things = _DOCUMENTED[kind]
    if known not in things:
        raise Refused(404, ErrorCode.not_found, variant="not_allowed", params={"name": known}, got=name)
    text = inspect.cleandoc(inspect.getdoc(things[known]) or "").strip()
    signature = Signature(name=f"{module}.{known}", arguments=_arguments(things[known]))
    return Documentation(kind=kind, name=name, text=text, signature=signature, blocks=blocks_of(text))


def _arguments(thing: Callable[..., Any]) -> list[str]:
    parameters = inspect.signature(thing).parameters.values()
    return [str(parameter.replace(annotation=inspect.Parameter.empty)) for parameter in parameters]
