"""Finds the field that an unknown field should be, in the same part or another part of the document."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from layerloom.graph.closest_match import closest_match
from layerloom.graph.document_parts import DocumentPart
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog, CatalogEntry
from layerloom_schema.documents.data_preparation import DataBinding
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.edits import Edit, SetField
from layerloom_schema.documents.graph import Edge, LayerNode, ModelNode, OpNode, OutputNode
from layerloom_schema.documents.training import Named, OutputTraining, Training
from layerloom_schema.literals import truth

from .field_aliases import ALIASES, OF_OPTIMIZER, OF_OUTPUTS, OF_TRAINING

_ALIKE = 0.75
"""The share of letters that a field must have in common with one that it may be: `data` is not `adapt`."""
_LAST_NUMBER = re.compile(r"(\d{1,6})$")


@dataclass(frozen=True)
class Move:
    """Edits that move a value to the intended field. `beside` means a field of the same part."""

    name: str
    edits: list[Edit] = field(default_factory=list)
    beside: bool = False


def moves(document: Document, catalog: Catalog, part: DocumentPart, name: str, value: Json) -> list[Move]:
    """Possible intended fields, most likely first; empty if there is none."""
    found = list(_moves(document, catalog, part, name, value))
    if found:
        return found
    free = [other for other in type(part.part).model_fields if other not in part.part.model_fields_set]
    guess = closest_match(name, free, cutoff=_ALIKE)
    return [_set(part, (guess,), value)] if guess else []


def _moves(
    document: Document, catalog: Catalog, part: DocumentPart, name: str, value: Json
) -> Iterator[Move]:
    model = part.part
    if isinstance(model, Training | Document) and (name in OF_OUTPUTS or name in OF_OPTIMIZER):
        yield from _of_training(document, name, value)
        return
    if isinstance(model, DataBinding) and name in OF_TRAINING:
        path = ("training", *OF_TRAINING[name])
        yield Move(".".join(path), [SetField(path=[*path], value=value)])
        return
    frozen = truth(value) if name in ("frozen", "freeze") and not isinstance(value, bool) else value
    if isinstance(model, LayerNode | ModelNode) and name in ("frozen", "freeze") and isinstance(frozen, bool):
        yield Move("trainable", [SetField(path=[*part.path, "trainable"], value=not frozen)])
        return
    target = ALIASES.get(type(model), {}).get(name)
    if target == ("config",):
        if isinstance(value, dict) and isinstance(model, LayerNode | OpNode | Named):
            yield _set(part, target, {**model.config, **value})
        return
    if target is not None:
        read = _handle(target[-1], value) if isinstance(model, Edge) else value
        read = [read] if target == ("metrics",) and not isinstance(read, list) else read
        if read is not None:
            yield _set(part, target, read)
        return
    argument = _argument(catalog, part, name)
    if argument is not None:
        yield _set(part, argument, value)


def _set(part: DocumentPart, target: tuple[str, ...], value: Json) -> Move:
    beside = len(target) == 1
    name = target[0] if beside else ".".join((*part.path, *target) if not part.where.node else target)
    return Move(name, [SetField(path=[*part.path, *target], value=value)], beside)


def _argument(catalog: Catalog, part: DocumentPart, name: str) -> tuple[str, ...] | None:
    """The path of an argument that was written outside of the config; `None` if it is no argument."""
    model = part.part
    entry: CatalogEntry | None = None
    if isinstance(model, LayerNode):
        layer = catalog.layers.get(catalog.layer_names.get(model.layer, ""))
        if layer is not None and any(each.name == name for each in layer.call_parameters):
            return ("call_with", name)
        entry = layer
    elif isinstance(model, OpNode):
        entry = catalog.ops.get(model.op)
    elif isinstance(model, Named) and part.kind is not None:
        entries: Mapping[str, CatalogEntry] = getattr(catalog, part.kind)
        entry = entries.get(catalog.object_names[part.kind].get(model.name, model.name))
    if part.kind == "optimizers":
        name = OF_OPTIMIZER.get(name, name)
    known = entry is not None and any(each.name == name for each in entry.parameters)
    return ("config", name) if known else None


def _handle(target: str, value: Json) -> Json:
    """A port by the handle of another program: the number at the end of `output_1`, or the name of an input."""
    if target == "target_input":
        return value if isinstance(value, str) else None
    if isinstance(value, str):
        number = _LAST_NUMBER.search(value)
        return int(number[1]) if number else None
    return value if isinstance(value, int) else None


def _of_training(document: Document, name: str, value: Json) -> Iterator[Move]:
    """Moves of `compile` arguments for the whole model, to the optimizer or to each output."""
    training = document.training or Training()
    if name in OF_OPTIMIZER:
        yield _of_optimizer(training.optimizer, OF_OPTIMIZER[name], value)
        return
    outputs = [node.name for node in document.graph.nodes if isinstance(node, OutputNode)]
    by_output = value if isinstance(value, dict) and value.keys() <= set(outputs) else None
    if by_output is None and isinstance(value, list) and name in ("loss", "loss_weights"):
        by_output = dict(zip(outputs, value, strict=False)) if len(value) == len(outputs) else None
    if by_output is None and len(outputs) == 1:
        by_output = {outputs[0]: value}
    if not by_output:
        return
    own = OF_OUTPUTS[name]
    edits: list[Edit] = []
    for output, each in by_output.items():
        listed = own.endswith("metrics") and not isinstance(each, list)
        known = training.outputs.get(output, OutputTraining())
        if own not in known.model_fields_set or len(by_output) == 1:
            edits.append(
                SetField(path=["training", "outputs", output, own], value=[each] if listed else each)
            )
    if edits:
        yield Move(f"training.outputs.{next(iter(by_output))}.{own}", edits)


def _of_optimizer(optimizer: str | Named, argument: str, value: Json) -> Move:
    name = f"training.optimizer.config.{argument}"
    if isinstance(optimizer, str):
        whole: Json = {"name": optimizer, "config": {argument: value}}
        return Move(name, [SetField(path=["training", "optimizer"], value=whole)])
    return Move(name, [SetField(path=["training", "optimizer", "config", argument], value=value)])
