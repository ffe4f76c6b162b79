"""Read a script or notebook as a document: the model that it trains, how it trains it, and what was stepped over."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from layerloom.build.dry.call_cache import CallCache
from layerloom.build.large_stack import SHALLOW, with_large_stack
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.documents.document import SCRIPT_LENGTH, Document, Script, write_document
from layerloom_schema.errors import ErrorCode, Refused, Unreadable
from layerloom_schema.limits import Limits
from layerloom_schema.models.import_warnings import WarningCode
from layerloom_schema.models.script_import import ScriptHole, ScriptModel
from layerloom_schema.service import Imported

from .candidates import Candidate, candidates, chosen
from .cells import Cell, cells_in
from .data_binding import data_of
from .drawing.graph_drawing import Drawing
from .keras_api.applications import look_inside
from .language.interpreter import Interpreter
from .state.reading import Reading
from .state.scope import Scope
from .state.values import Layer, Model, Place, Value
from .syntax import statements_of
from .training import training_of

BYTES = 4 * 1024**2
"""Of a script or notebook, with its pictures."""


@dataclass(frozen=True)
class ScriptChoices:
    """What a person chose: the model by its name, and values of holes by their keys."""

    model: str | None = None
    filled: Mapping[str, Value] = field(default_factory=dict)


def import_script(
    body: bytes | str, name: str, catalog: Catalog, limits: Limits, cache: CallCache, choices: ScriptChoices
) -> "ReadScript":
    """The document of a script; a text is one that was decoded, whatever encoding it names.

    Raises `Refused` for what is no Python, too much of it, or holds no model, and `Unreadable` where a name in it is no
    text that a file can hold.
    """
    if len(body) > BYTES:
        raise Refused(422, ErrorCode.code_too_large, variant="file", params={"limit": BYTES}, limit=BYTES)
    return with_large_stack(lambda: _read(body, name, catalog, limits, cache, choices), calls=SHALLOW + 1)


@dataclass(frozen=True)
class ReadScript:
    """The document, the models of the script, and its holes."""

    document: Document
    reading: Reading
    found: list[Candidate]
    chosen: Candidate
    drawing: Drawing
    body: list[ast.stmt]
    """The statements of all cells."""
    scope: Scope
    """The variables of the script at its end."""

    def message(self, written: dict[str, Json]) -> Imported:
        """The answer to a person; `written` is the document as JSON."""
        models = [
            ScriptModel(
                name=one.name,
                line=one.model.place.line,
                cell=one.model.place.cell,
                chosen=one is self.chosen,
                part=one.model.used,
            )
            for one in self.found
        ]
        holes = [
            ScriptHole(
                key=hole.key, name=hole.name, kind=hole.kind, line=hole.place.line, cell=hole.place.cell
            )
            for hole in self.reading.holes.values()
        ]
        return Imported(document=written, warnings=self.reading.warnings, models=models, holes=holes)


def _read(
    body: bytes | str, name: str, catalog: Catalog, limits: Limits, cache: CallCache, choices: ScriptChoices
) -> ReadScript:
    filled = {
        key: tuple(value) if isinstance(value, list) else value for key, value in choices.filled.items()
    }
    reading = Reading(catalog, limits, cache, filled=filled)
    interpreter = Interpreter(reading)
    all_statements: list[ast.stmt] = []
    cells = [*cells_in(body, name)]
    whole = True
    for cell in cells:
        statements, left_out = statements_of(cell)
        reading.here = Place(cell=cell.number)
        whole = whole and not left_out
        for line in left_out:
            reading.warn(WarningCode.no_python, Place(line, cell.number))
        reading.prose = cell.prose
        interpreter.read(statements, cell.number)
        all_statements += statements
    found = candidates(reading)
    one = chosen(reading, found, choices.model)
    if one is None:
        variant = "no_model" if choices.model is None else "no_such_model"
        names: list[Json] = [each.name for each in found]
        raise Refused(
            422,
            ErrorCode.code_unreadable,
            variant=variant,
            params={"name": choices.model or "", "known": names},
        )
    drawing = Drawing(reading)
    document = _document(reading, drawing, one.model, PurePath(name).stem)
    script = _script(cells, choices) if whole else None
    if script is not None:
        document = document.model_copy(update={"script": script})
    if strict_json.holds_surrogate(write_document(document)):
        raise Unreadable(ErrorCode.unreadable, variant="surrogate")
    return ReadScript(document, reading, found, one, drawing, all_statements, interpreter.scope)


def _script(cells: list[Cell], choices: ScriptChoices) -> Script | None:
    """The text as the document keeps it: of a notebook its code, in cells; `None` where there is too much of it."""
    single = len(cells) == 1 and cells[0].exact
    text = cells[0].text if single else "\n\n".join(f"# %%\n{cell.text.rstrip()}" for cell in cells) + "\n"
    if len(text) > SCRIPT_LENGTH:
        return None
    return Script(text=text, model=choices.model, filled={**choices.filled})


def _document(reading: Reading, drawing: Drawing, model: Model, title: str) -> Document:
    look_inside(reading, model)
    graph, ids = drawing.graph(model.inputs, model.outputs, mistakes=True)
    drawing.calls[None] = {node: call for call, node in ids.items()}
    names = [drawing.output_names[tensor] for _, tensor in model.outputs]
    said = [
        tensor.call.target.name or name if isinstance(tensor.call.target, Layer | Model) else name
        for (_, tensor), name in zip(model.outputs, names, strict=True)
    ]
    fields: dict[str, object] = {"name": title or "Untitled", "graph": graph}
    if drawing.models:
        fields["models"] = drawing.models
    training = training_of(reading, model, names, said)
    if training is not None:
        fields["training"] = training
    binding = data_of(model, graph, names)
    if binding is not None:
        fields["data"] = binding
    return Document(**fields)  # type: ignore[arg-type]  # only what is set
