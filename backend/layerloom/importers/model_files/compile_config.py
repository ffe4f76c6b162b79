"""How a saved model was compiled, in the notation of documents: optimizer, losses, metrics, weights of losses."""

from collections.abc import Mapping, Sequence

import numpy as np

from layerloom.graph.former_names.arguments import with_current_names
from layerloom.importers.by_output import by_output, for_each_output
from layerloom.importers.changed_settings import Warn
from layerloom.importers.keras_config import class_name, config_of
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, CatalogEntry
from layerloom_schema.documents.training import Training
from layerloom_schema.models.import_warnings import WarningCode
from layerloom_schema.text.messages import written

_DEEPEST = 8
_REGISTERED = "Custom>"
"""Begins the names of Keras's own optimizers in `.h5` files of Keras 2.11 and newer."""
_AUTOMATIC = ("reduction", "auto")
"""The reduction of losses that Keras 2 had by default."""


def training_of(
    compiled: Mapping[str, Json], outputs: Mapping[str, str], catalog: Catalog, warn: Warn
) -> Training | None:
    """The training of a model; `outputs` are its names here by the names in the file. `None` where nothing is known."""
    objects = _Objects(catalog, warn)
    fields: dict[str, Json] = {}
    optimizer = objects.read(compiled.get("optimizer") or compiled.get("optimizer_config"), "optimizers")
    if optimizer is not None:
        fields["optimizer"] = optimizer
    per_output = _outputs(compiled, outputs, objects)
    if per_output:
        fields["outputs"] = per_output
    return Training.model_validate(fields) if fields else None


def _outputs(
    compiled: Mapping[str, Json], outputs: Mapping[str, str], objects: "_Objects"
) -> dict[str, Json]:
    names = [*outputs.values()]
    found: dict[str, dict[str, Json]] = {name: {} for name in names}
    for argument in ("loss", "metrics", "weighted_metrics"):
        whole = for_each_output(compiled.get(argument), argument, len(names))
        for key, value in by_output(whole, names).items():
            if argument == "loss":
                loss = objects.read(value, "losses")
                if loss is not None:
                    found.setdefault(outputs.get(key, key), {})["loss"] = loss
                continue
            parts = value if isinstance(value, list) else [value]
            metrics: list[Json] = [
                one for part in parts if (one := objects.read(part, "metrics")) is not None
            ]
            if metrics:
                found.setdefault(outputs.get(key, key), {})[argument] = metrics
    for key, value in by_output(compiled.get("loss_weights"), names).items():
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.setdefault(outputs.get(key, key), {})["weight"] = float(value)
    return {name: value for name, value in found.items() if value}


class _Objects:
    """Losses, metrics and optimizers as Keras serializes them."""

    def __init__(self, catalog: Catalog, warn: Warn) -> None:
        self._catalog = catalog
        self._warn = warn

    def read(self, value: Json, kind: str) -> Json:
        """The name, or the name with the arguments that were given; `None` for none, and for what is not Keras's."""
        if value is None:
            return None
        name, config = _parts(value)
        if kind == "optimizers":
            name = name.removeprefix(_REGISTERED)
        entries: Mapping[str, CatalogEntry] = getattr(self._catalog, kind)
        names = self._catalog.object_names[kind]
        known = names.get(name) or (names.get(name.lower()) if kind == "optimizers" else None)
        entry = entries.get(known or "")
        if entry is None or entry.refused:
            self._warn(WarningCode.training_unread, text=(name or written("value", value))[:60])
            return None
        if not config:
            return name if isinstance(value, str) else entry.name
        now = with_current_names(entry, {key: _shortened(part) for key, part in config.items()})
        given: dict[str, Json] = {
            key: part for key, part in now.items() if key in entry.parameter and (key, part) != _AUTOMATIC
        }
        return {"class_name": entry.name, "module": f"keras.{kind}", "config": given}


def _parts(value: Json) -> tuple[str, Mapping[str, Json]]:
    """The name of an object or function, and its config."""
    if isinstance(value, str):
        return value, {}
    name, config = class_name(value) or "", config_of(value)
    inside = value.get("config") if isinstance(value, dict) else None
    if name == "function":
        return (inside, {}) if isinstance(inside, str) else ("", {})
    if name in ("MeanMetricWrapper", "LossFunctionWrapper"):
        return _parts(config.get("fn") or config.get("name"))
    return name, config


def _shortened(value: Json, depth: int = 0) -> Json:
    """A number that was a variable of 32 bits, in the fewest digits with those bits: 0.001, not 0.0010000000474974513."""
    if isinstance(value, dict) and depth < _DEEPEST:
        return {name: _shortened(part, depth + 1) for name, part in value.items()}
    if not isinstance(value, float) or float(np.float32(value)) != value:
        return value
    return float(str(np.float32(value)))


def output_names(written_names: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """Names of outputs in a file with those in the document, both in the order of the model."""
    return {**dict(zip(written_names, names, strict=True)), **{name: name for name in names}}
