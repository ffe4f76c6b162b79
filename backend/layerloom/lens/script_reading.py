"""A script, read: its document, and for every node the expressions that it came from."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from layerloom.build.dry.call_cache import CallCache
from layerloom.importers.script.script_importer import ReadScript, ScriptChoices, import_script
from layerloom.importers.script.state.values import Call, Layer, Model, Value
from layerloom_schema.base import ModelName, NodeId
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.document import read_document, write_document
from layerloom_schema.documents.graph import Graph, OutputNode
from layerloom_schema.limits import Limits

from .source_text import SourceText

_FILE = "script.py"


@dataclass(frozen=True)
class Reader:
    """Reads scripts of one document: `model` is the one that a person chose, `filled` the values of its holes."""

    catalog: Catalog
    limits: Limits
    cache: CallCache
    model: str | None = None
    filled: Mapping[str, Value] | None = None

    def read(self, text: str) -> "ScriptReading":
        """Read a script. Raises `Refused` for what is no Python, too much of it, or holds no model."""
        choices = ScriptChoices(self.model, self.filled or {})
        found = import_script(text, _FILE, self.catalog, self.limits, self.cache, choices)
        return ScriptReading(text, found)


class ScriptReading:
    """What a script says, and where."""

    def __init__(self, text: str, found: ReadScript) -> None:
        self.script = found
        self.source = SourceText(text, found.body)
        self.document = read_document(write_document(found.document))

    @property
    def text(self) -> str:
        return self.source.text

    @property
    def model(self) -> Model:
        """The model that the document is of."""
        return self.script.chosen.model

    def graph(self, entry: ModelName | None) -> Graph:
        """The document's graph, or that of a nested model."""
        found = self.document.graph if entry is None else self.document.models[entry].graph
        return found or Graph()

    def model_of(self, entry: ModelName | None) -> Model:
        """The model that a graph was drawn from."""
        return self.model if entry is None else self.script.drawing.sources[entry]

    def calls(self, entry: ModelName | None) -> Mapping[NodeId, Call]:
        """The call of every node of a graph that is no output."""
        return self.script.drawing.calls.get(entry, {})

    def says_name(self, entry: ModelName | None, node: NodeId) -> bool:
        """Whether the script itself gives a node its name; of an output, by a key."""
        call = self.calls(entry).get(node)
        if call is None:
            return node in self._keyed(entry)
        return bool(call.target.name if isinstance(call.target, Layer | Model) else call.name)

    def _keyed(self, entry: ModelName | None) -> set[NodeId]:
        nodes = [node.id for node in self.graph(entry).nodes if isinstance(node, OutputNode)]
        keys = [key for key, _ in self.model_of(entry).outputs]
        return {node for node, key in zip(nodes, keys, strict=False) if key is not None}

    def is_open(self, value: object) -> bool:
        """Whether a value of the document stands for one that the script does not say."""
        return isinstance(value, str) and value in self.script.reading.asked

    @cached_property
    def made_by(self) -> Counter[int]:
        """How many calls, or layers, each expression of the script makes, by its identity."""
        calls = self.script.reading.calls
        layers = {id(call.target): call.target for call in calls if isinstance(call.target, Layer | Model)}
        sites = [call.site for call in calls if call.owner is None]
        made = [layer.site for layer in layers.values()]
        found = Counter(id(site.node) for site in sites if site is not None)
        return found | Counter(id(site.node) for site in made if site is not None)
