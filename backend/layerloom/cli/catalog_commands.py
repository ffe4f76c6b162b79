"""Commands that print the catalogue and the templates."""

import os
from collections.abc import Iterator
from typing import Annotated

import typer

from layerloom.cli.options import AsJson
from layerloom.cli.terminal import print_catalog, print_entry, print_json, print_table
from layerloom.templates import templates as read_templates
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import CatalogEntry
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.catalog.keras_objects import plain_name
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.text.descriptions import template_texts
from layerloom_schema.text.languages import terminal_language
from layerloom_schema.text.messages import did_you_mean
from layerloom_schema.text.output import printed

KINDS = (
    *("layers", "ops", "applications", "losses", "metrics", "optimizers", "schedules", "callbacks"),
    *("initializers", "regularizers", "constraints", "activations"),
)
"""The parts of the catalogue, in the order in which a name is searched."""


def templates(name: Annotated[str | None, typer.Argument()] = None, as_json: AsJson = False) -> None:
    """List the templates, or print one template's document."""
    found, language = read_templates(), terminal_language(os.environ)
    if name is None:
        if as_json:
            print(strict_json.dumps([template.model_dump(mode="json") for template in found], indent=2))
        else:
            print_table(
                (printed("catalog.name"), printed("catalog.teaches")),
                ((template.name, template_texts(template.name, language)["teaches"]) for template in found),
            )
        return
    for template in found:
        if template.name == name:
            print(strict_json.dumps(template.document, indent=2))
            return
    raise Refused(404, ErrorCode.not_found, variant="template", params={"name": name}, got=name)


def catalog(name: Annotated[str | None, typer.Argument()] = None, as_json: AsJson = False) -> None:
    """List what can be drawn, or one entry with its arguments."""
    known = read_catalog()
    if name is None:
        if as_json:
            print_json(known)
        else:
            print_catalog(known)
        return
    kind, entry = _find_entry(name)
    if as_json:
        print_json(entry)
        return
    print_entry(kind, entry)


def _find_entry(name: str) -> tuple[str, CatalogEntry]:
    """Find an entry and its kind by name, alias or path in Keras's modules. Raises `Refused` with the closest match."""
    known = read_catalog()
    kinds: dict[str, dict[str, CatalogEntry]] = {kind: getattr(known, kind) for kind in KINDS}
    asked = plain_name(name, {alias: kind for kind in kinds for alias in _names_of(kinds[kind])})
    for kind, entries in kinds.items():
        entry = next((entry for entry in entries.values() if asked in (entry.name, *entry.aliases)), None)
        if entry is not None:
            return kind, entry
    from layerloom.graph.former_names.layers import unknown_layer_variant
    from layerloom.graph.former_names.name_lookup import find_in_all_kinds

    rule = unknown_layer_variant(asked)
    meant = None if rule == "whole_model" else find_in_all_kinds(asked, kinds)
    params: dict[str, Json] = {"name": name if rule == "unknown" else asked, "near": did_you_mean(meant)}
    variant = {"whole_model": "whole_model", "removed": "removed_entry"}.get(rule, "entry")
    raise Refused(404, ErrorCode.not_found, variant=variant, params=params, got=name)


def _names_of(entries: dict[str, CatalogEntry]) -> Iterator[str]:
    for entry in entries.values():
        yield from (entry.name, *entry.aliases)
