"""Train a document, or go on with a run, in this process without a server: `layerloom train` and `layerloom resume`."""

import signal
import uuid
from pathlib import Path

from layerloom.datasets.library import DataLibrary
from layerloom.jobs.prepare import read_spec
from layerloom.rundir.event_writer import EventLog, Listener
from layerloom.rundir.fork_origin import Fork
from layerloom.rundir.next_attempt import begin_attempt
from layerloom_schema import strict_json
from layerloom_schema.base import Json, RunId
from layerloom_schema.documents.document import Document, write_document
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.limits import Limits
from layerloom_schema.runs.checkpoints import Attempt
from layerloom_schema.runs.events import Event, Stopped
from layerloom_schema.runs.folder import SPEC
from layerloom_schema.runs.views import PROTOCOL, RunData
from layerloom_schema.text.os_errors import os_reason

from .trainer import run_in

INTERRUPTED = 130


def train_document(
    document: Document,
    out: Path,
    data_path: Path | None = None,
    on_event: Listener | None = None,
    *,
    runs: Path | None = None,
    library: DataLibrary | None = None,
    limits: Limits | None = None,
    fork: Fork | None = None,
) -> int:
    """Create a run folder at `out`, which must be new or empty, and train in it. Ctrl-C stops the run.

    `runs` is the folder of the trained runs that the document uses, `library` has the data sets that it may name;
    `limits` are those under which it was checked, and `fork` is what it takes from another run.

    Returns 0 when the run ended by itself, 1 when it failed or diverged, 130 when it was stopped.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()):
            raise Refused(409, ErrorCode.run_refused, variant="folder_not_empty", params={"path": str(out)})
    except OSError as error:
        why: dict[str, Json] = {"path": str(out), "why": os_reason(error)}
        raise Refused(422, ErrorCode.run_refused, variant="folder_unusable", params=why) from error
    run = RunId(str(uuid.uuid4()))
    spec: dict[str, Json] = {
        "protocol": PROTOCOL,
        "run": run,
        "attempt": 1,
        "document": write_document(document),
    }
    if limits is not None:
        spec["limits"] = limits.model_dump(mode="json")
    data = RunData()
    if library is not None:
        found = [library.find(name) for name in document.datasets]
        data = RunData(versions={info.name: info.version for info in found if info and info.versions})
    if fork is not None:
        data = data.model_copy(update={"recipes": dict(fork.recipes)})
        spec |= fork.spec_fields()
        fork.put_into(out)
    spec["data"] = data.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if data_path is not None:
        spec["data_path"] = str(data_path)
    (out / SPEC).write_text(strict_json.dumps(spec), "utf-8")
    return _train(out, run, 1, on_event, runs, library)


def resume_document(
    folder: Path,
    attempt: Attempt,
    on_event: Listener | None = None,
    *,
    runs: Path | None = None,
    library: DataLibrary | None = None,
) -> int:
    """Go on with the run in a folder, whose trainer is gone. Arguments and result are those of `train_document`."""
    begin_attempt(folder, attempt)
    return _train(folder, read_spec(folder).run, attempt.attempt, on_event, runs, library)


def _train(
    folder: Path,
    run: RunId,
    attempt: int,
    on_event: Listener | None,
    runs: Path | None,
    library: DataLibrary | None,
) -> int:
    last: Event | None = None

    def listen(event: Event) -> None:
        nonlocal last
        last = event
        if on_event is not None:
            on_event(event)

    log = EventLog(folder, run, attempt, [listen])
    log.write("queued")
    log.close()
    code = run_in(
        folder, signals=[signal.SIGTERM, signal.SIGINT], listener=listen, runs=runs, library=library
    )
    return INTERRUPTED if isinstance(last, Stopped) else code
