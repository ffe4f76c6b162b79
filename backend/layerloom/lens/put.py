"""Put a change of the canvas into a person's script: the fewest statements change, the rest stays byte for byte.

Edits are proposed and then verified: the text is read again, and counts only if it says exactly what the canvas says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from layerloom.importers.script.state.values import Site
from layerloom_schema.base import Json
from layerloom_schema.documents.document import Document
from layerloom_schema.documents.graph import Graph, OutputNode
from layerloom_schema.errors import LayerloomError

from .agreement import Pairs, agreement, paired_outputs
from .follow import follow
from .proposer import Edits, Proposer
from .script_reading import Reader, ScriptReading
from .source_text import Overlap
from .steps import Step, sites_of, steps, training_steps
from .tensor_code import Unreachable
from .training_edits import Field, training_fields
from .write_out import written_out

_MOST_TRIES = 40
"""Proposals for one step."""
_MOST_ROUNDS = 8
"""Loops and functions that are written out for one step."""


@dataclass(frozen=True)
class Put:
    """The text as it is to be.

    Without a `text`, `all` has the edit for everything that a statement stands for, and `apart` the text in which that
    statement is written out and only what was meant is changed; neither, where Python of this script cannot say it.
    """

    text: str | None
    all: str | None = None
    apart: str | None = None
    count: int = 0
    """What the statement stands for."""
    agreed: bool = True
    """Whether the script said what was before."""


class Disagreement(Exception):
    """The script does not say what the document before the change says."""


def put(reader: Reader, text: str, before: Document | None, after: Document) -> Put:
    """The script after a change. Where it did not say what was before, it is changed to say what is now.

    Raises `Refused` for a script that cannot be read.
    """
    reading = reader.read(text)
    agreed = before is not None and agreement(reading, before, reader.catalog) is not None
    if before is None or not agreed:
        before = follow(reading, after, reader.catalog)
    try:
        found = _Putting(reader, before, after).put(reading)
    except Disagreement:
        found = Put(None)
    return replace(found, agreed=agreed)


class _Putting:
    def __init__(self, reader: Reader, before: Document, after: Document) -> None:
        self._reader = reader
        self._catalog = reader.catalog
        self._first = before
        self._before = before
        self._after = after

    def put(self, reading: ScriptReading) -> Put:
        """All steps, one after the other."""
        for step in steps(reading, self._pairs(reading), self._before, self._after, self._catalog):
            if not step.needed and self._agrees(reading, step.goal):
                self._before = step.goal
                continue
            found, tried = self._verified(reading, step)
            if found is None:
                return self._question(reading, step, tried)
            reading, self._before = found, step.goal
        for step in self._training(reading):
            found, tried = self._verified(reading, step)
            if found is None:
                return Put(None)
            reading = found
        return Put(reading.text)

    def _pairs(self, reading: ScriptReading) -> Pairs:
        pairs = agreement(reading, self._before, self._catalog)
        if pairs is None:
            raise Disagreement
        return pairs

    def _agrees(self, reading: ScriptReading, goal: Document) -> bool:
        return agreement(reading, goal, self._catalog) is not None

    def _training(self, reading: ScriptReading) -> list[Step]:
        """The changes of the training, by the number of each output in the script."""
        graph = reading.document.graph
        mine = [node for node in graph.nodes if isinstance(node, OutputNode)]
        was = training_fields(self._first.training, _output_names(graph, self._first.graph), self._catalog)
        now = training_fields(self._after.training, _output_names(graph, self._after.graph), self._catalog)
        names = [node.name for node in mine]
        return [*training_steps(Proposer(reading, self._catalog), names, was, now, self._before)]

    def _verified(self, reading: ScriptReading, step: Step) -> tuple[ScriptReading | None, list[str]]:
        """The first proposal whose text says what the step leads to; else the texts that can be read."""
        tried: list[str] = []
        fields = self._fields(reading, step)
        for text in islice(self._texts(reading, step), _MOST_TRIES):
            try:
                found = self._reader.read(text)
            except LayerloomError:
                continue
            new_names = found.script.reading.undefined.keys() - reading.script.reading.undefined.keys()
            if new_names:
                continue
            if self._agrees(found, step.goal) and self._fields(found, None) == fields:
                return found, tried
            tried.append(text)
        return None, tried

    def _fields(self, reading: ScriptReading, step: Step | None) -> dict[Field, Json]:
        """The training that a script says, with the field that a step changes."""
        outputs = [node.name for node in reading.document.graph.nodes if isinstance(node, OutputNode)]
        fields = training_fields(reading.document.training, outputs, self._catalog)
        return fields | dict([step.field]) if step is not None and step.field is not None else fields

    def _texts(self, reading: ScriptReading, step: Step) -> Iterator[str]:
        """The texts of the proposals for a step, each once."""
        seen = {reading.text}
        proposer = Proposer(reading, self._catalog)
        try:
            for edits in step.proposals(proposer, self._pairs(reading)):
                text = _edited(proposer, edits)
                if text is not None and text not in seen:
                    seen.add(text)
                    yield text
        except (Unreachable, LayerloomError):
            return

    def _question(self, reading: ScriptReading, step: Step, tried: Sequence[str]) -> Put:
        """What may be done where a statement stands for more than the change means."""
        site = self._shared_site(reading, step)
        if site is None:
            return Put(None)
        count = reading.made_by[id(site.node)]
        apart = self._apart(reading, step)
        return Put(None, tried[-1] if tried else None, apart, count)

    def _apart(self, reading: ScriptReading, step: Step) -> str | None:
        """The text in which only what was meant is changed, with loops and functions written out for it."""
        for _ in range(_MOST_ROUNDS):
            site = self._shared_site(reading, step)
            text = written_out(reading, site) if site is not None else None
            if text is None:
                return None
            try:
                reading = self._reader.read(text)
            except LayerloomError:
                return None
            if not self._agrees(reading, self._before):
                return None
            found, _ = self._verified(reading, step)
            if found is not None:
                rest = _Putting(self._reader, step.goal, self._after).put(found)
                return rest.text
        return None

    def _shared_site(self, reading: ScriptReading, step: Step) -> Site | None:
        """An expression that makes what the step is about, and more."""
        sites = sites_of(reading, self._pairs(reading), step)
        return next((site for site in sites if reading.made_by[id(site.node)] > 1), None)


def _output_names(graph: Graph, other: Graph) -> list[str]:
    """The names that a document has for the outputs of a script, in the order of the script."""
    names = {node.id: node.name for node in other.nodes if isinstance(node, OutputNode)}
    return [names[theirs] for _, theirs in paired_outputs(graph, other)]


def _edited(proposer: Proposer, edits: Edits) -> str | None:
    try:
        return proposer.text_with(edits)
    except Overlap:
        return None
