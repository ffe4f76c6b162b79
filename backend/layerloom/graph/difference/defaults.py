"""What a setting is where a document does not give it."""

from typing import Any

from layerloom.graph.implied_arguments import IMPLIED_BY
from layerloom_schema.base import Part
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.graph import InputNode, LayerNode, Node, OpNode
from layerloom_schema.documents.training import OutputTraining, Training, Validation

from .setting_changes import NOT_KNOWN, Path


class CatalogDefaults:
    """Defaults of nodes, by the catalogue and the contract."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def __call__(self, node: Node, path: Path) -> Any:
        """The default of a setting of a node, or `NOT_KNOWN`."""
        if len(path) == 1:
            return _field(type(node), path[0])
        section, name, *inside = path
        parameters: dict[str, Any] = {}
        if isinstance(node, LayerNode) and node.layer in self._catalog.layers:
            entry = self._catalog.layers[node.layer]
            listed = entry.parameters if section == "config" else entry.call_parameters
            parameters = {parameter.name: parameter for parameter in listed}
        elif isinstance(node, OpNode) and section == "config" and node.op in self._catalog.ops:
            parameters = {parameter.name: parameter for parameter in self._catalog.ops[node.op].parameters}
        found = parameters.get(name)
        if found is not None and found.default is None and name in IMPLIED_BY and not inside:
            other = parameters.get(IMPLIED_BY[name])
            if other is not None and isinstance(node, LayerNode):
                return node.config.get(other.name, other.default)
        return NOT_KNOWN if inside or found is None or found.required else found.default


def training_default(path: Path) -> Any:
    """The default of a setting of training, or `NOT_KNOWN`."""
    match path:
        case ("training", name):
            return _field(Training, name)
        case ("training", "validation", name):
            return _field(Validation, name)
        case ("training", "outputs", _, name):
            return _field(OutputTraining, name)
        case _:
            return NOT_KNOWN


def _field(part: type[Part] | type[InputNode], name: str) -> Any:
    field = part.model_fields.get(name)
    if field is None or field.default is None or field.is_required() or field.default_factory is not None:
        return NOT_KNOWN
    return field.default
