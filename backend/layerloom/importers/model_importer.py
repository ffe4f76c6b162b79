"""The config of a Keras Functional or Sequential model -> our graph and its nested models. A pure translation of data.

The config may come from a file, so nothing in it is trusted: names are looked up in the catalogue only, types are held
strictly, and sizes are bounded. What has no place in a document is told in sentences.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from layerloom_schema.base import Json, ModelName
from layerloom_schema.catalog import Catalog
from layerloom_schema.document import Graph, NestedModel
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits

from .changed_settings import Settings, calculates_apart
from .free_names import free_name
from .graph_translator import Drawn, Translation
from .keras_config import class_name, config_of, mapping
from .operation_classes import Operations
from .sequential import as_functional

SEQUENTIAL = "Sequential"
MODELS = frozenset({"Functional", "Model", SEQUENTIAL})
"""The classes of Keras that are graphs."""
WRITTEN_AS: Mapping[str, str] = {"GroupedQueryAttention": "GroupQueryAttention"}
"""Classes whose own name is none of those under which Keras has them in public."""
_MOST_LOST = 100


@dataclass
class Importer:
    """Translates one model; its nested models become entries beside it, each under a name that is free."""

    catalog: Catalog
    limits: Limits
    taken: set[ModelName] = field(default_factory=set)
    models: dict[ModelName, NestedModel] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    calls: int = 0
    _depth: int = 0

    def __post_init__(self) -> None:
        self.operations = Operations(self.catalog)
        self.layer_names = {**self.catalog.layer_names, **WRITTEN_AS}
        self.settings = Settings(self.catalog, self.layer_names, self.lose, self.nested)

    def lose(self, sentence: str) -> None:
        """Notes what could not be carried, once."""
        if sentence not in self.lost and len(self.lost) < _MOST_LOST:
            self.lost.append(sentence)

    def count(self) -> None:
        """Counts a call, and refuses one too many."""
        self.calls += 1
        if self.calls > self.limits.nodes:
            message = f"This model has more than {self.limits.nodes:,} calls."
            raise Refused(422, ErrorCode.too_large, message, limit=self.limits.nodes)

    def draw(self, value: Json, called_with: Json) -> Drawn:
        """The graph of an object of one of the classes `MODELS`; `called_with` is the call that shaped it, if any."""
        if self._depth > self.limits.nesting:
            message = f"This model holds models more than {self.limits.nesting} deep."
            raise Refused(422, ErrorCode.too_large, message, limit=self.limits.nesting)
        config = config_of(value)
        if class_name(value) == SEQUENTIAL:
            config = as_functional(config, called_with)
        self._depth += 1
        drawn = Translation(self, config).run()
        self._depth -= 1
        return drawn

    def nested(self, value: Json) -> Json:
        """`{"model": NAME}` of a new entry for a model inside a layer; `None` for what is no model."""
        found = self.entry(value, None)
        return None if found is None else {"model": found[0]}

    def entry(self, value: Json, called_with: Json) -> tuple[ModelName, Drawn] | None:
        """A new entry for a model inside this one, and what was drawn of it; `None` for what is no model."""
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
    """A model as a graph, the nested models it names, and in sentences what could not be carried."""

    graph: Graph
    models: Mapping[ModelName, NestedModel]
    lost: list[str]


def import_model(value: Json, catalog: Catalog, limits: Limits, taken: Iterable[ModelName] = ()) -> Imported:
    """A serialized model, `{"class_name", "config"}`, as a graph; nested models get names that are not `taken`.

    Raises `Unreadable` where this is no such config, `Refused` where it is beyond the limits.
    """
    mapping(value, "the model")
    if class_name(value) not in MODELS:
        raise Refused(422, ErrorCode.invalid, "This is not a model that can be drawn as a graph.")
    importer = Importer(catalog, limits, set(taken))
    importer.settings.mixed = calculates_apart(value)
    drawn = importer.draw(value, None)
    return Imported(drawn.graph, importer.models, importer.lost)
