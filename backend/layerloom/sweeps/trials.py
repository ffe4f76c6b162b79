"""A trial as a run: its id, its document, and the record and files that it begins with."""

from collections.abc import Sequence

from layerloom.runs.active_run import ActiveRun
from layerloom.runs.broadcast import Hub
from layerloom.runs.folder import RunFolder
from layerloom.runs.start_request import StartRequest, fingerprint, first_event, first_record, spec_text
from layerloom.sweeps.space import trial_document
from layerloom_schema import strict_json
from layerloom_schema.base import Json, RunId
from layerloom_schema.documents.document import write_document
from layerloom_schema.runs.sweeps import SweepSpec
from layerloom_schema.runs.views import RunRecord


def trial_request(spec: SweepSpec, run: RunId, values: Sequence[Json]) -> StartRequest:
    """The request to start the run of a trial. Raises `Unreadable` where its values make the document none."""
    document = trial_document(spec.document, spec.space, values)
    written = write_document(document)
    return StartRequest(
        id=run,
        project=spec.project,
        document=document,
        text=strict_json.dumps(written),
        fingerprint=fingerprint(written, spec.project),
    )


def trial_record(spec: SweepSpec, request: StartRequest) -> RunRecord:
    """The first record of the run of a trial."""
    return first_record(request).model_copy(update={"sweep": spec.sweep})


def create_run(spec: SweepSpec, request: StartRequest, folder: RunFolder) -> ActiveRun:
    """Create the folder of a trial's run, unless it is there. Blocks."""
    record = trial_record(spec, request)
    folder.create(spec_text(record, request.text, spec.limits, spec.data), first_event(record, 0))
    return ActiveRun(record, folder, Hub(record.id, folder.events))
