"""The inspector: answers requests about documents, one at a time, until the web process closes its socket.

It may be killed at any moment: its only state is a cache.
"""

import signal
import socket
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from layerloom.build.dry.call_cache import CallCache
from layerloom.check.full_check import full_check
from layerloom.datasets.library import DataLibrary
from layerloom.graph.check import check_structure
from layerloom.graph.structure import Structure
from layerloom.processes.framing import Frame, encode_frame, read_frame
from layerloom.runtime.logs import configure_logs
from layerloom.trained_models import find_run, run_resolver, start_weights_folder
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import Catalog
from layerloom_schema.catalog.generated_files import read_catalog
from layerloom_schema.checks.problems import Problem, Severity
from layerloom_schema.data.binding import BindDataset, BoundDataset
from layerloom_schema.data.datasets import DatasetList
from layerloom_schema.data.drawn_columns import DrawColumns, DrawnColumns
from layerloom_schema.data.recipe_previews import PreviewRecipe
from layerloom_schema.documents.difference import DifferenceRequest
from layerloom_schema.documents.document import Document, read_document, write_document
from layerloom_schema.documents.edits import EditRequest
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits
from layerloom_schema.models.script_import import ScriptImport
from layerloom_schema.models.script_lens import ScriptPut
from layerloom_schema.runs.forks import ForkPoint
from layerloom_schema.service import CandidateRequest, ExpandRequest, Imported, SummaryText

from .document_operations import compared, edited
from .operations import encode_json, parse_body, reply_to
from .process_limits import limit_process

_GRACE = 5
"""Seconds beyond the time limit of a request after which the inspector ends itself."""


@dataclass
class Session:
    """The state of an inspector between requests."""

    limits: Limits
    runs: Path | None = None
    library: DataLibrary = field(default_factory=DataLibrary)
    catalog: Catalog = field(default_factory=read_catalog)
    cache: CallCache = field(default_factory=CallCache)

    def document(self, value: Json) -> Document:
        """The document of a decoded request, with the graphs of the trained runs it uses."""
        return run_resolver(self.runs)(read_document(value))

    def structure(self, document: Document) -> Structure:
        """The structural check of a document."""
        return check_structure(document, self.catalog, self.limits)


def serve(end: socket.socket, limits: Limits, runs: Path | None = None, datasets: Path | None = None) -> int:
    """The request loop. Memory is limited by the address space, time by an alarm."""
    configure_logs()
    limit_process(limits.inspector_bytes)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    session = Session(limits, runs, DataLibrary(datasets))
    with end, end.makefile("rb") as stream:
        while (question := read_frame(stream)) is not None:
            signal.alarm(int(limits.inspector_seconds) + _GRACE)
            reply = reply_to(OPERATIONS, session, question, "inspector")
            signal.alarm(0)
            end.sendall(encode_frame(reply))
    return 0


def _check(session: Session, question: Frame) -> bytes:
    document = session.document(strict_json.loads(question.body))
    training = question.head.get("for_training") is True
    report = full_check(
        document,
        session.catalog,
        session.limits,
        session.cache,
        for_training=training,
        library=session.library,
    )
    return encode_json(report)


def _candidates(session: Session, question: Frame) -> bytes:
    from layerloom.build.candidates import candidates

    asked = parse_body(CandidateRequest, question)
    structure = session.structure(run_resolver(session.runs)(asked.document))
    found = candidates(
        structure, asked.source, asked.source_output, session.cache, asked.model, palette=asked.palette
    )
    return encode_json(found)


def _summary(session: Session, question: Frame) -> bytes:
    from layerloom.build.real.summary import summary

    document = session.document(strict_json.loads(question.body))
    _refuse_broken(session, document.model_copy(update={"training": None, "data": None}))
    return encode_json(SummaryText(text=summary(document, session.structure(document))))


def _export(session: Session, question: Frame) -> bytes:
    from layerloom.codegen.notebook import to_notebook
    from layerloom.codegen.python_script import script

    document = session.document(strict_json.loads(question.body))
    _refuse_broken(session, document)
    written = script(document, session.structure(document), session.catalog, library=session.library)
    return (to_notebook(written) if question.head["to"] == "notebook" else written.text).encode()


def _code(session: Session, question: Frame) -> bytes:
    from layerloom.codegen.code_view import code_view

    document = session.document(strict_json.loads(question.body))
    errors = _errors(session, document)
    return encode_json(code_view(document, session.catalog, session.limits, errors, session.library))


def _import(session: Session, question: Frame) -> bytes:
    from layerloom.importers.json_document import import_json
    from layerloom.importers.model_files.model_file_importer import import_model_json, is_keras_json

    name = str(question.head["name"])
    value = strict_json.loads(question.body)
    if is_keras_json(value):
        return encode_json(import_model_json(value, name, session.catalog, session.limits))
    document, warnings = import_json(value, name)
    return encode_json(Imported(document=write_document(document), warnings=warnings))


def _import_model(session: Session, question: Frame) -> bytes:
    from layerloom.importers.model_files.model_file_importer import import_model_file

    path, name = Path(str(question.head["path"])), str(question.head["name"])
    parity = question.head.get("parity") is True
    return encode_json(import_model_file(path, name, session.catalog, session.limits, parity=parity))


def _import_script(session: Session, question: Frame) -> bytes:
    from layerloom.importers.script.script_importer import ScriptChoices, import_script

    asked = parse_body(ScriptImport, question)
    choices = ScriptChoices(asked.model, {**asked.filled})
    found = import_script(asked.text, asked.name, session.catalog, session.limits, session.cache, choices)
    return encode_json(found.message(write_document(found.document)))


def _follow_script(session: Session, question: Frame) -> bytes:
    from layerloom.lens.answers import followed

    document = session.document(strict_json.loads(question.body))
    return encode_json(followed(document, session.catalog, session.limits, session.cache))


def _put_script(session: Session, question: Frame) -> bytes:
    from layerloom.lens.answers import put_script

    asked = parse_body(ScriptPut, question)
    return encode_json(put_script(asked, session.catalog, session.limits, session.cache))


def _edit(session: Session, question: Frame) -> bytes:  # noqa: ARG001 (one shape for all)
    asked = parse_body(EditRequest, question)
    return encode_json(edited(asked))


def _difference(session: Session, question: Frame) -> bytes:
    asked = parse_body(DifferenceRequest, question)
    return compared(asked, session.catalog).model_dump_json(exclude_unset=True).encode()


def _expand(session: Session, question: Frame) -> bytes:
    from layerloom.importers.expand_nested import expand

    asked = parse_body(ExpandRequest, question)
    find = find_run(session.runs) if session.runs is not None else _no_run
    return encode_json(expand(asked.document, asked.model, session.catalog, session.limits, find))


def _logged(session: Session, question: Frame) -> bytes:
    from layerloom.check.logged_by_training import logged_by_training, refuse_unlogged

    document = session.document(strict_json.loads(question.body))
    if isinstance(metric := question.head.get("metric"), str):
        refuse_unlogged(document, metric)
    return encode_json(logged_by_training(document))


def _no_run(run: str) -> Document | None:  # noqa: ARG001 (one shape for all)
    return None


def _datasets(session: Session, question: Frame) -> bytes:  # noqa: ARG001 (one shape for all)
    return encode_json(DatasetList(datasets=session.library.list()))


def _dataset(session: Session, question: Frame) -> bytes:
    return encode_json(session.library.describe(str(question.head["name"])))


def _preview_recipe(session: Session, question: Frame) -> bytes:
    from layerloom.codegen.data.recipe_preview import preview_recipe

    asked = parse_body(PreviewRecipe, question)
    return encode_json(
        preview_recipe(asked.document, asked.recipe, asked.rows, session.library, session.cache)
    )


def _draw_columns(session: Session, question: Frame) -> bytes:
    from layerloom.check.draw_columns import draw_columns

    asked = parse_body(DrawColumns, question)
    edits = draw_columns(asked.document, asked.inputs, asked.targets, session.library)
    return encode_json(DrawnColumns(edits=edits))


def _bind_dataset(session: Session, question: Frame) -> bytes:
    from layerloom.build.dry_build import dry_build
    from layerloom.datasets.rules.binding_proposals import bind_dataset

    asked = parse_body(BindDataset, question)
    document = run_resolver(session.runs)(asked.document)
    built = dry_build(session.structure(document), document, session.catalog, session.limits, session.cache)
    found = bind_dataset(document, built.nodes, session.library.describe(asked.dataset), asked.roles)
    bound = [name for part, name in found.bound if part != "sample_weights"]
    return encode_json(BoundDataset(edits=found.edits, bound=bound, left=[slot.name for slot in found.left]))


def _documentation(session: Session, question: Frame) -> bytes:  # noqa: ARG001 (one shape for all)
    from layerloom.catalog.docs.documentation import documentation

    kind, name = str(question.head["kind"]), str(question.head["name"])
    return encode_json(documentation(kind, name))


def _load_weights(session: Session, question: Frame) -> bytes:
    from layerloom.importers.weights.load_weights import load_weights

    if session.runs is None:
        raise Refused(404, ErrorCode.not_found, variant="runs")
    document = session.document(strict_json.loads(question.body))
    _refuse_broken(session, document.model_copy(update={"training": None, "data": None}))
    report = load_weights(
        document,
        session.structure(document),
        Path(str(question.head["path"])),
        str(question.head["name"]),
        start_weights_folder(session.runs),
        partly=question.head.get("partly") is True,
    )
    return encode_json(report)


def _fork_report(session: Session, question: Frame) -> bytes:
    from layerloom.jobs.fork.fork_report import fork_report

    document = session.document(strict_json.loads(question.body))
    _refuse_broken(session, document)
    folder, point = Path(str(question.head["folder"])), ForkPoint(str(question.head["checkpoint"]))
    return encode_json(fork_report(folder, point, document, session.structure(document)))


def _restore(session: Session, question: Frame) -> bytes:
    from layerloom.jobs.restore_model import restore

    if session.runs is None:
        raise Refused(404, ErrorCode.not_found, variant="runs")
    restore(session.runs / str(uuid.UUID(str(question.head["run"]))))
    return b""


def _bundle(session: Session, question: Frame) -> bytes:
    from layerloom.jobs.model_bundle import write_bundle

    if session.runs is None:
        raise Refused(404, ErrorCode.not_found, variant="runs")
    write_bundle(session.runs / str(uuid.UUID(str(question.head["run"]))), session.runs)
    return b""


def _errors(session: Session, document: Document) -> list[Problem]:
    report = full_check(document, session.catalog, session.limits, session.cache, library=session.library)
    return [problem for problem in report.problems if problem.severity is Severity.error]


def _refuse_broken(session: Session, document: Document) -> None:
    """Raise `Refused` for a document with errors, which has neither a summary nor a script."""
    errors = _errors(session, document)
    if errors:
        problems: list[Json] = [problem.model_dump(mode="json") for problem in errors]
        first = {"problem": errors[0].phrase}
        raise Refused(422, ErrorCode.invalid, variant="problem", params=first, where={"problems": problems})


OPERATIONS: dict[str, Callable[[Session, Frame], bytes]] = {
    "check": _check,
    "candidates": _candidates,
    "summary": _summary,
    "export": _export,
    "code": _code,
    "import": _import,
    "import_model": _import_model,
    "import_script": _import_script,
    "follow_script": _follow_script,
    "put_script": _put_script,
    "edit": _edit,
    "difference": _difference,
    "expand": _expand,
    "datasets": _datasets,
    "dataset": _dataset,
    "preview_recipe": _preview_recipe,
    "draw_columns": _draw_columns,
    "bind_dataset": _bind_dataset,
    "documentation": _documentation,
    "logged": _logged,
    "load_weights": _load_weights,
    "fork_report": _fork_report,
    "restore": _restore,
    "bundle": _bundle,
}
"""What can be asked of an inspector, by the name of the operation."""
