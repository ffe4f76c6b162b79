"""Trains a document here and now, without a server: what `layerloom train` does."""

import signal
import uuid
from pathlib import Path

from layerloom_schema import strict_json
from layerloom_schema.base import RunId
from layerloom_schema.document import Document
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs import RunSpec

from .log import EventLog, Listener
from .run import SPEC, run_in


def train_document(
    document: Document, out: Path, data_path: Path | None = None, on_event: Listener | None = None
) -> int:
    """Makes a run folder at `out`, which must be new or empty, and trains in it. Ctrl-C stops it as a wish would.

    Returns 0 when the run ended by itself or as wished, 1 when it failed or diverged.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()):
            raise Refused(409, ErrorCode.run_refused, f"{out} is not empty: a run needs a folder of its own.")
    except OSError as error:
        raise Refused(
            422, ErrorCode.run_refused, f"{out} cannot be the run's folder: {error.strerror}."
        ) from error
    spec = RunSpec(
        run=RunId(str(uuid.uuid4())),
        attempt=1,
        document=document,
        data_path=str(data_path) if data_path else None,
    )
    (out / SPEC).write_text(strict_json.dumps(spec.model_dump(mode="json", exclude_unset=True)), "utf-8")
    log = EventLog(out, spec.run, spec.attempt, on_event)
    log.write("queued")
    log.close()
    return run_in(out, signals=[signal.SIGTERM, signal.SIGINT], listener=on_event)
