"""`python -m layerloom.workers.data_worker FD FOLDER`: reads people's files, and answers questions about data sets.

It answers one request at a time until the web process closes its socket, and may be killed at any moment: what it makes
is complete or not there at all. Keras and TensorFlow are not imported.
"""

import os
import resource
import shutil
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from layerloom.datasets.library import DataLibrary
from layerloom.processes.framing import Frame, encode_frame, read_frame
from layerloom.runtime.disk_reserve import SPARE_BYTES
from layerloom.runtime.logs import configure_logs
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import DatasetList, DatasetReport, ImagePlace, IngestOptions, RowQuery
from layerloom_schema.data.ingest_jobs import IngestFile
from layerloom_schema.errors import ErrorCode, Refused

from .named_files import named_files
from .oom_score import be_first_to_go
from .operations import encode_json, reply_to
from .worker_log import tolerate_full_disk

_REPORT_SECONDS = 0.2
"""The shortest time between two reports of progress."""
_FILES: TypeAdapter[list[IngestFile]] = TypeAdapter(list[IngestFile])


@dataclass
class _Session:
    end: socket.socket
    library: DataLibrary
    folder: Path
    _reported: float = 0.0

    def report(self, done: int, total: int) -> None:
        """Tell how far the answer is, not more often than anybody looks at it."""
        if time.monotonic() - self._reported >= _REPORT_SECONDS:
            self._reported = time.monotonic()
            self.end.sendall(encode_frame(Frame({"progress": done / total if total else 0.0})))


def serve(end: socket.socket, folder: Path) -> None:
    """The request loop."""
    session = _Session(end, DataLibrary(folder), folder)
    session.library.sweep()
    with end, end.makefile("rb") as stream:
        while (question := read_frame(stream)) is not None:
            end.sendall(encode_frame(reply_to(_OPERATIONS, session, question, "data_worker")))


def _list(session: _Session, question: Frame) -> bytes:  # noqa: ARG001 (one shape for all)
    return encode_json(DatasetList(datasets=session.library.list()))


def _describe(session: _Session, question: Frame) -> bytes:
    return encode_json(session.library.describe(str(question.head["name"]), _version(question)))


def _manifest(session: _Session, question: Frame) -> bytes:
    return encode_json(session.library.manifest(str(question.head["name"]), _version(question)))


def _rows(session: _Session, question: Frame) -> bytes:
    query = RowQuery.model_validate(question.head["query"])
    name, version = str(question.head["name"]), query.version
    return encode_json(session.library.rows(name, version, query.start, query.count, query.sort, query.only))


def _image(session: _Session, question: Frame) -> bytes:
    place = ImagePlace.model_validate(question.head["image"])
    name, version = str(question.head["name"]), _version(question)
    return session.library.image(name, place.column, place.row, place.size, version)


def _report(session: _Session, question: Frame) -> bytes:
    name, version = str(question.head["name"]), _version(question)
    target = question.head.get("target")
    statistics = session.library.statistics(name, version, session.report)
    chosen = None if target is None else str(target)
    found = session.library.suspicions(name, version, chosen, session.report)
    return encode_json(
        DatasetReport(version=statistics.version, columns=statistics.columns, suspicions=list(found))
    )


def _preview(session: _Session, question: Frame) -> bytes:
    with named_files(_files(question)) as paths:
        return encode_json(session.library.preview(paths[0], _options(question)))


def _add(session: _Session, question: Frame) -> bytes:
    name = question.head["name"]

    def progress(done: int, total: int) -> None:
        if shutil.disk_usage(session.folder).free < SPARE_BYTES:
            raise Refused(507, ErrorCode.disk_full, variant="save")
        session.report(done, total)

    with named_files(_files(question)) as paths:
        chosen = None if name is None else str(name)
        return encode_json(session.library.add(paths, chosen, _options(question), progress))


def _remove(session: _Session, question: Frame) -> bytes:
    session.library.remove(str(question.head["name"]))
    return b""


def _sweep(session: _Session, question: Frame) -> bytes:  # noqa: ARG001
    session.library.sweep()
    return b""


def _files(question: Frame) -> list[IngestFile]:
    return _FILES.validate_python(question.head["files"])


def _version(question: Frame) -> str | None:
    version = question.head.get("version")
    return None if version is None else str(version)


def _options(question: Frame) -> IngestOptions:
    given: Json = question.head.get("options") or {}
    return IngestOptions.model_validate(given)


_OPERATIONS: dict[str, Callable[[_Session, Frame], bytes]] = {
    "list": _list,
    "describe": _describe,
    "manifest": _manifest,
    "rows": _rows,
    "image": _image,
    "report": _report,
    "preview": _preview,
    "add": _add,
    "remove": _remove,
    "sweep": _sweep,
}


def main() -> None:
    """Serve at the socket whose descriptor is the first argument, the data sets of the folder that is the second."""
    end = socket.socket(fileno=int(sys.argv[1]))
    os.set_inheritable(end.fileno(), False)
    tolerate_full_disk()
    configure_logs()
    be_first_to_go()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(end, Path(sys.argv[2]))


if __name__ == "__main__":
    main()
