"""Import the config of a Keras Functional or Sequential model as a graph with nested models, by translating data.

The config may come from a file, so nothing in it is trusted: names are looked up in the catalogue only, types are
checked strictly, and sizes are limited. Values without a place in a document are reported as warnings.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from layerloom_schema.base import Json, ModelName, NodeId
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.document import NestedModel
from layerloom_schema.documents.graph import Graph
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits
from layerloom_schema.models.import_warnings import DocumentWarning, WarningCode, warning

from .changed_settings import Settings, calculates_apart
from .free_names import free_name
from .graph_translator import GraphTranslator, TranslatedGraph
from .keras_config import class_name, config_of, mapping
from .operation_classes import Operations
from .sequential import as_functional
from .shared_objects import SharedObjects

SEQUENTIAL = "Sequential"
MODELS = frozenset({"Functional", "Model", SEQUENTIAL})
"""Keras classes that are graphs."""
WRITTEN_AS: Mapping[str, str] = {"GroupedQueryAttention": "GroupQueryAttention"}
"""Classes whose own name differs from their public names."""
_MOST_WARNINGS = 100


@dataclass
class Importer:
    """Translates one model; its nested models become entries with free names."""

    catalog: Catalog
    limits: Limits
    taken: set[ModelName] = field(default_factory=set)
    models: dict[ModelName, NestedModel] = field(default_factory=dict)
    warnings: list[DocumentWarning] = field(default_factory=list)
    calls: int = 0
    objects: SharedObjects = field(default_factory=lambda: SharedObjects(None))
    shared: Mapping[NodeId, Json] = field(default_factory=dict)
    """The layers of the graph that is translated which a file marks as shared, by the nodes that declare them."""
    _depth: int = 0

    def __post_init__(self) -> None:
        self.operations = Operations(self.catalog)
        self.layer_names = {**self.catalog.layer_names, **WRITTEN_AS}
        self.settings = Settings(self.catalog, self.layer_names, self.warn, self.nested)

    def warn(self, code: WarningCode, **params: Json) -> None:
        """Record a value that could not be imported, once."""
        found = warning(code, **params)
        if found not in self.warnings and len(self.warnings) < _MOST_WARNINGS:
            self.warnings.append(found)

    def count(self) -> None:
        """Count a call; raise `Refused` beyond the limit."""
        self.calls += 1
        if self.calls > self.limits.nodes:
            raise _too_large("calls", self.limits.nodes)

    def draw(self, value: Json, called_with: Json) -> TranslatedGraph:
        """The graph of an object of a class in `MODELS`; `called_with` are the arguments that built it, if any."""
        if self._depth > self.limits.nesting:
            raise _too_large("nesting", self.limits.nesting)
        config = config_of(value)
        if class_name(value) == SEQUENTIAL:
            config = as_functional(config, called_with)
        self._depth += 1
        around = self.shared
        drawn = GraphTranslator(self, config).run()
        self.shared = around
        self._depth -= 1
        return drawn

    def nested(self, value: Json) -> Json:
        """`{"model": NAME}` of a new entry for a model inside a layer, `{"of": NODE}` for a layer that is a node too.

        `None` for all others.
        """
        for node, shared in self.shared.items():
            if self.objects.are_one(value, shared):
                return {"of": node}
        found = self.entry(value, None)
        return None if found is None else {"model": found[0]}

    def entry(self, value: Json, called_with: Json) -> tuple[ModelName, TranslatedGraph] | None:
        """A new entry for a model inside this one, and its translation; `None` for other objects."""
        if class_name(value) not in MODELS:
            return None
        name = self._free(config_of(value).get("name"))
        self.taken.add(name)
        drawn = self.draw(value, called_with)
        self.models[name] = NestedModel(graph=drawn.graph)
        return name, drawn

    def _free(self, wanted: Json) -> ModelName:
        return ModelName(free_name(wanted if isinstance(wanted, str) else "model", self.taken, 2))


@dataclass(frozen=True)
class Imported:
    """A model as a graph, its nested models, and warnings about what could not be imported."""

    graph: Graph
    models: Mapping[ModelName, NestedModel]
    warnings: list[DocumentWarning]


def import_model(value: Json, catalog: Catalog, limits: Limits, taken: Iterable[ModelName] = ()) -> Imported:
    """A serialized model, `{"class_name", "config"}`, as a graph; nested models get names that are not `taken`.

    Raises `Unreadable` where this is no such config, `Refused` where it is beyond the limits.
    """
    return imported_with(Importer(catalog, limits, set(taken)), value)


def imported_with(importer: Importer, value: Json) -> Imported:
    """`import_model` with an importer, which goes on recording warnings."""
    mapping(value, "model")
    if class_name(value) not in MODELS:
        raise Refused(422, ErrorCode.invalid, variant="not_a_model")
    importer.settings.mixed = calculates_apart(value)
    importer.objects = SharedObjects(value)
    drawn = importer.draw(value, None)
    return Imported(drawn.graph, importer.models, importer.warnings)


def _too_large(variant: str, limit: int) -> Refused:
    return Refused(422, ErrorCode.too_large, variant=variant, params={"limit": limit}, limit=limit)
