"""Random edits of a document, as a person makes them on the canvas: each with the most statements it may change."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from layerloom_schema.documents.document import Document, read_document, write_document

Json = dict[str, Any]


@dataclass(frozen=True)
class CanvasEdit:
    """An edit by its kind; `most` is the number of statements that it may change."""

    kind: str
    document: Document
    most: int


def random_edit(document: Document, chance: random.Random) -> CanvasEdit | None:
    """One edit of a document; `None` where the kind that was drawn does not fit it."""
    kind, edit = chance.choice(list(EDITS.items()))
    value = write_document(document)
    most = edit(value, chance)
    return None if most is None else CanvasEdit(kind, read_document(value), most)


def _layers(value: Json) -> list[Json]:
    return [node for node in value["graph"]["nodes"] if node["kind"] == "layer"]


def _pick(chance: random.Random, found: list[Any]) -> Any:
    return chance.choice(found) if found else None


def _number(value: Json, chance: random.Random) -> int | None:
    """A whole number of a layer: units, filters, a kernel size."""
    found = [
        (node, key)
        for node in _layers(value)
        for key, number in node.get("config", {}).items()
        if isinstance(number, int) and not isinstance(number, bool) and number > 0
    ]
    picked = _pick(chance, found)
    if picked is None:
        return None
    node, key = picked
    node["config"][key] += chance.randint(1, 9)
    return 1


def _new_parameter(value: Json, chance: random.Random) -> int | None:
    """A parameter that the script does not say yet."""
    node = _pick(chance, [node for node in _layers(value) if node["layer"] in ("Dense", "Conv2D", "Conv1D")])
    if node is None:
        return None
    node.setdefault("config", {})["activation"] = "softsign"
    return 1


def _default(value: Json, chance: random.Random) -> int | None:
    """A parameter back to its default."""
    keys = ("activation", "padding", "use_bias", "strides", "kernel_initializer")
    found = [(node, key) for node in _layers(value) for key in node.get("config", {}) if key in keys]
    picked = _pick(chance, found)
    if picked is None:
        return None
    del picked[0]["config"][picked[1]]
    return 1


def _shape(value: Json, chance: random.Random) -> int | None:
    found = [node for node in value["graph"]["nodes"] if node["kind"] == "input" and node["shape"]]
    node = _pick(chance, found)
    if node is None or any(length is None for length in node["shape"]):
        return None
    node["shape"][-1] += chance.randint(1, 4)
    return 1


def _name(value: Json, chance: random.Random) -> int | None:
    found = [node for node in value["graph"]["nodes"] if node["kind"] in ("layer", "input")]
    node = _pick(chance, found)
    if node is None:
        return None
    node["name"] = f"renamed_{chance.randint(0, 999)}"
    return 99  # and every place that uses the old name as text


def _calls(value: Json) -> list[Json]:
    """The calls with one wire in, from the first output of its source."""
    found = []
    for node in value["graph"]["nodes"]:
        edges = [edge for edge in value["graph"]["edges"] if edge["target"] == node["id"]]
        shared = any(other.get("of") == node["id"] for other in value["graph"]["nodes"])
        if node["kind"] in ("layer", "op") and len(edges) == 1 and not shared:
            found.append(node)
    return found


def _into_chain(value: Json, chance: random.Random) -> int | None:
    """A layer between a tensor and everything that takes it."""
    graph = value["graph"]
    node = _pick(chance, [node for node in graph["nodes"] if node["kind"] in ("layer", "input")])
    out = [edge for edge in graph["edges"] if edge["source"] == node["id"] and not edge.get("source_output")]
    if not out:
        return None
    graph["nodes"].append(
        {"kind": "layer", "id": "new", "name": "put_between", "layer": "Dropout", "config": {"rate": 0.25}}
    )
    for edge in out:
        edge["source"] = "new"
    graph["edges"].append({"source": node["id"], "target": "new"})
    return 1 if len(out) == 1 else 1 + len(out)


def _out_of_chain(value: Json, chance: random.Random) -> int | None:
    """A layer with one tensor in and one out, gone."""
    graph = value["graph"]
    node = _pick(chance, _calls(value))
    if node is None:
        return None
    edge = next(edge for edge in graph["edges"] if edge["target"] == node["id"])
    out = [one for one in graph["edges"] if one["source"] == node["id"]]
    if not out or any(one.get("source_output") for one in out):
        return None
    graph["nodes"].remove(node)
    graph["edges"].remove(edge)
    for one in out:
        one["source"] = edge["source"]
        one["source_output"] = edge.get("source_output", 0)
    return 1


def _wire(value: Json, chance: random.Random) -> int | None:
    """A call takes another tensor, of a node before it."""
    graph = value["graph"]
    ids = [node["id"] for node in graph["nodes"]]
    sources = [node["id"] for node in graph["nodes"] if node["kind"] in ("layer", "input", "op")]
    edge = _pick(chance, [edge for edge in graph["edges"] if ids.index(edge["target"]) > 1])
    if edge is None:
        return None
    before = [one for one in sources if ids.index(one) < ids.index(edge["target"]) and one != edge["source"]]
    other = _pick(chance, before)
    if other is None:
        return None
    edge["source"] = other
    edge.pop("source_output", None)
    return 3  # the call, a name for the tensor, and what only made a tensor that nothing takes any more


def _merge(value: Json, chance: random.Random) -> int | None:
    """A sum of two tensors in the place of one of them."""
    graph = value["graph"]
    ids = [node["id"] for node in graph["nodes"]]
    calls = [node["id"] for node in graph["nodes"] if node["kind"] == "layer"]
    if len(calls) < 3:
        return None
    first, second = sorted(chance.sample(calls, 2), key=ids.index)
    out = [edge for edge in graph["edges"] if edge["source"] == second]
    if not out:
        return None
    graph["nodes"].append({"kind": "layer", "id": "new", "name": "merged_here", "layer": "Concatenate"})
    for edge in out:
        edge["source"] = "new"
    graph["edges"] += [
        {"source": first, "target": "new", "order": 0},
        {"source": second, "target": "new", "order": 1},
    ]
    return 4 + len(out) - 1


def _training(value: Json, chance: random.Random) -> int | None:
    training = value.get("training")
    if training is None:
        return None
    kind = chance.choice(("optimizer", "epochs", "loss"))
    if kind == "optimizer":
        training["optimizer"] = {"name": "Nadam", "config": {"learning_rate": 0.25}}
    elif kind == "epochs":
        training["epochs"] = training.get("epochs", 1) + 5
    else:
        output = _pick(chance, [*training.get("outputs", {})])
        if output is None:
            return None
        training["outputs"][output]["loss"] = "hinge"
    return 2  # and an import


EDITS: dict[str, Callable[[Json, random.Random], int | None]] = {
    "number": _number,
    "new parameter": _new_parameter,
    "default": _default,
    "shape": _shape,
    "name": _name,
    "into chain": _into_chain,
    "out of chain": _out_of_chain,
    "wire": _wire,
    "merge": _merge,
    "training": _training,
}
