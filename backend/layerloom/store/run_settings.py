"""The settings of a document as named values: what runs are filtered and sorted by, and what a list shows of them.

A setting is named by its path: `training.optimizer.learning_rate`, `stroke.filters`, `encoder/dense.units`. An object of
Keras is its class, and its arguments follow under its path.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from layerloom_schema.base import Json

Scalar = float | int | str | bool
_MOST, _LONGEST = 500, 200
"""Settings of a document, and characters of a name or a text, that are indexed."""
_DEFAULTS: dict[str, Json] = {"epochs": 1, "batch_size": 32, "seed": 0, "optimizer": "Adam"}


def settings_of(document: str) -> dict[str, Scalar]:
    """The settings of the JSON text of a document, by name; none of a text that is no document."""
    try:
        value = json.loads(document)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(value, dict):
        return {}
    found: dict[str, Scalar] = {}
    for name, setting in _all_of(value):
        if len(found) == _MOST:
            break
        if len(name) <= _LONGEST:
            found.setdefault(name, setting[:_LONGEST] if isinstance(setting, str) else setting)
    return found


def _all_of(document: Mapping[str, Any]) -> Iterator[tuple[str, Scalar]]:
    training = document.get("training")
    yield from _below("training", _DEFAULTS | (training if isinstance(training, dict) else {}))
    data = document.get("data")
    if isinstance(data, dict):
        yield from _below("data.split", data.get("split"))
    yield from _of_graph("", document.get("graph"))
    models = document.get("models")
    for name, entry in models.items() if isinstance(models, dict) else ():
        if isinstance(entry, dict):
            yield from _of_graph(f"{name}/", entry.get("graph"))
            yield from _below(str(name), entry.get("config"))


def _of_graph(prefix: str, graph: object) -> Iterator[tuple[str, Scalar]]:
    nodes = graph.get("nodes") if isinstance(graph, dict) else None
    for node in nodes if isinstance(nodes, list) else ():
        if not isinstance(node, dict) or not isinstance(node.get("name"), str):
            continue
        name = f"{prefix}{node['name']}"
        yield from _below(name, node.get("config"))
        if node.get("trainable") is False:
            yield f"{name}.trainable", False


def _below(name: str, value: object) -> Iterator[tuple[str, Scalar]]:
    """The settings under a name: of an object those of its members, of a list its elements as one text."""
    if isinstance(value, bool | int | float | str):
        yield name, value
    elif isinstance(value, list):
        named = [part for part in value if isinstance(part, dict) and isinstance(part.get("name"), str)]
        if not named:
            yield name, ", ".join(str(part) for part in value)
            return
        yield name, ", ".join(part["name"] for part in named)
        for part in named:
            yield from _below(f"{name}.{part['name']}", part.get("config"))
    elif isinstance(value, dict):
        kind = value.get("name", value.get("layer"))
        if isinstance(kind, str):
            yield name, kind
            yield from _below(name, value.get("config"))
            return
        for key, part in value.items():
            yield from _below(f"{name}.{key}", part)
