"""The predictor: answers questions to trained runs, one at a time, until the web process closes its socket.

It holds the run and checkpoint that were asked last. It may be killed at any moment: it can load them again.
"""

import socket
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import keras

from layerloom.datasets.library import DataLibrary
from layerloom.datasets.open_data import open_named
from layerloom.jobs.predict.predict_file import predict_file
from layerloom.jobs.predict.predictor import Predictor
from layerloom.jobs.predict.trained_weights import weights_version
from layerloom.processes.framing import Frame, encode_frame, read_frame
from layerloom.runtime.logs import configure_logs
from layerloom_schema.data.ingest_jobs import IngestFile
from layerloom_schema.models.exports import ExportModel, ExportPhase
from layerloom_schema.runs.folder import EXPORTS
from layerloom_schema.runs.predictions import Checkpoint, PredictRows

from .named_files import named_files
from .operations import encode_json, parse_body, reply_to


@dataclass
class Session:
    """The state of a predictor between requests."""

    runs: Path
    library: DataLibrary
    report: Callable[[ExportPhase], None]
    """Tells the web process how far an export is."""
    loaded: tuple[tuple[object, ...], Predictor] | None = None

    def predictor(self, question: Frame, checkpoint: Checkpoint) -> Predictor:
        """The predictor of the run that a question names. Raises `Refused` where it cannot be loaded."""
        run = str(uuid.UUID(str(question.head["run"])))
        key = (run, checkpoint, *weights_version(self.runs / run, checkpoint))
        if self.loaded is None or self.loaded[0] != key:
            self.loaded = None
            keras.utils.clear_session()
            self.loaded = (key, Predictor(self.runs / run, self.runs, self.library, checkpoint))
        return self.loaded[1]


def serve(end: socket.socket, runs: Path, datasets: Path | None) -> int:
    """The request loop."""
    configure_logs()
    session = Session(
        runs, DataLibrary(datasets), lambda phase: end.sendall(encode_frame(Frame({"phase": phase.value})))
    )
    with end, end.makefile("rb") as stream:
        while (question := read_frame(stream)) is not None:
            end.sendall(encode_frame(reply_to(OPERATIONS, session, question, "predictor")))
    return 0


def _predict(session: Session, question: Frame) -> bytes:
    asked = parse_body(PredictRows, question)
    predictor = session.predictor(question, asked.checkpoint)
    return encode_json(predictor.answer(asked.rows, activations=asked.activations, large=asked.large))


def _predict_file(session: Session, question: Frame) -> bytes:
    file = IngestFile.model_validate(question.head["file"])
    predictor = session.predictor(question, _checkpoint(question))
    with named_files([file]) as (path,):
        to = path.parent / "predicted.csv"
        predict_file(predictor, path, to)
        return to.read_bytes()


def _form(session: Session, question: Frame) -> bytes:
    return encode_json(session.predictor(question, _checkpoint(question)).form())


def _sample(session: Session, question: Frame) -> bytes:
    row = question.head.get("row")
    wanted = row if isinstance(row, int) else None
    return encode_json(session.predictor(question, _checkpoint(question)).sample(wanted))


def _evaluate(session: Session, question: Frame) -> bytes:
    predictor = session.predictor(question, _checkpoint(question))
    name = question.head.get("dataset")
    data = None
    if name is not None:
        data = open_named(str(name), session.library, downloads=predictor.limits.downloads)
    return encode_json(predictor.evaluate(data))


def _checkpoint(question: Frame) -> Checkpoint:
    return Checkpoint(str(question.head.get("checkpoint") or Checkpoint.last))


def _export(session: Session, question: Frame) -> bytes:
    from layerloom.jobs.export.export_run import export_run

    asked = parse_body(ExportModel, question)
    session.report(ExportPhase.loading)
    predictor = session.predictor(question, asked.checkpoint)
    found = export_run(predictor, asked.format, predictor.folder / EXPORTS, session.report)
    return encode_json(found)


OPERATIONS: Mapping[str, Callable[[Session, Frame], bytes]] = {
    "predict": _predict,
    "predict_file": _predict_file,
    "form": _form,
    "sample": _sample,
    "evaluate": _evaluate,
    "export": _export,
}
"""What can be asked of a predictor, by the name of the operation."""
