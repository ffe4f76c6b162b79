"""Read the whole catalogue from the installed Keras."""

from typing import Any

import keras

from layerloom_schema.catalog.entries import Catalog, CatalogEntry, LayerEntry, reason_phrase
from layerloom_schema.catalog.entries import ParameterType as T
from layerloom_schema.data.recipe_steps import STEP_PARAMETERS
from layerloom_schema.documents.data_preparation import RECIPE_LAYERS
from layerloom_schema.text.descriptions import description
from layerloom_schema.text.messages import written

from . import port_reader
from .application_reader import read_applications
from .base_arguments import FROZEN_INSIDE, base_parameters, inner_parameters
from .base_arguments import REFUSED as REFUSED_BASE
from .dtypes import DTYPES
from .keras_classes import CLASSES, aliases, string_aliases
from .operation_reader import read_operations
from .overrides.allowlist import WORDS, Kind
from .overrides.excluded_classes import OTHERS_REFUSED, REFUSED, REFUSED_ALIASES
from .overrides.layer_families import ADAPTS, INSIDE, LAYERS
from .parameter_reader import parameters, unavailable


def read() -> Catalog:
    """Every allowed entry of each kind, in the order of the allowlist, then those that are refused.

    Takes a few seconds: it probes constructors.
    """
    named = {kind: _entries(kind) for kind in Kind if kind is not Kind.layers}
    layers = {name: _layer(name) for name in LAYERS} | {name: _refused(name) for name in REFUSED}
    return Catalog(
        keras=keras.__version__,
        dtypes=[*DTYPES],
        layers=layers,
        applications=read_applications(),
        ops=read_operations(),
        **{kind.value: entries for kind, entries in named.items()},
        recipe_steps={
            step: CatalogEntry(name=step, text=description("recipe_steps", step), parameters=[*given])
            for step, given in STEP_PARAMETERS.items()
        },
        recipe_layers=[*RECIPE_LAYERS],
    )


def _entries(kind: Kind) -> dict[str, CatalogEntry]:
    words = WORDS if kind is Kind.metrics else {}
    by_word = {
        word: CatalogEntry(name=word, text=description(kind, word), aliases=list(short))
        for word, short in words.items()
    }
    refused = {
        name: CatalogEntry(
            name=name,
            text=_sentence(reason),
            aliases=string_aliases(kind, name),
            refused=reason,
        )
        for name, reason in OTHERS_REFUSED[kind].items()
    }
    return by_word | {name: _entry(kind, name) for name in CLASSES[kind]} | refused


def _sentence(reason: str) -> str:
    text = written("text", reason_phrase(reason))
    return f"{text[0].upper()}{text[1:]}."


def _entry(kind: Kind, name: str) -> CatalogEntry:
    # Activations are given by name alone, with default arguments.
    read_parameters = [] if kind is Kind.activations else parameters(kind, name, CLASSES[kind][name])
    return CatalogEntry(
        name=name,
        text=description(kind, name),
        parameters=read_parameters,
        aliases=aliases(kind, name),
        unavailable={} if kind is Kind.activations else unavailable(kind, name, CLASSES[kind][name]),
    )


def _layer(name: str) -> LayerEntry:
    layer = CLASSES[Kind.layers][name]
    entry = _entry(Kind.layers, name)
    fields: dict[str, Any] = {field: getattr(entry, field) for field in CatalogEntry.model_fields}
    fields["parameters"] = [*entry.parameters, *base_parameters(name, layer, entry.parameters)]
    holds = any(parameter.type in (T.layer, T.layers) for parameter in entry.parameters)
    taken = {parameter.name for parameter in fields["parameters"]}
    refused = entry.unavailable | dict(REFUSED_BASE) | ({"trainable": FROZEN_INSIDE} if holds else {})
    fields["unavailable"] = {
        argument: reason for argument, reason in refused.items() if argument not in taken
    }
    inner = inner_parameters(layer, entry.parameters)
    if name in INSIDE:
        return LayerEntry(**fields, family=LAYERS[name], inside=True, inner_parameters=inner)
    return LayerEntry(
        **fields,
        family=LAYERS[name],
        inner_parameters=inner,
        inputs=port_reader.inputs(layer, entry.parameters),
        outputs=port_reader.outputs(name, layer, entry.parameters),
        call_parameters=port_reader.call_parameters(layer),
        carries_mask=port_reader.carries_mask(layer, entry.parameters),
        adapts=name in ADAPTS,
    )


def _refused(name: str) -> LayerEntry:
    family, reason = REFUSED[name]
    text, aliases = description(Kind.layers, name), [*REFUSED_ALIASES.get(name, ())]
    return LayerEntry(name=name, text=text, aliases=aliases, family=family, refused=reason)
