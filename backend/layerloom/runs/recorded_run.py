"""The record of a run that no server knows, read from its folder alone."""

from pathlib import Path

from layerloom.runs.event_log import Tail
from layerloom.runs.start_request import StartRequest, first_record
from layerloom.runs.state_reducer import reduce
from layerloom_schema import strict_json
from layerloom_schema.runs.folder import EVENTS, SPEC
from layerloom_schema.runs.views import RunRecord, RunSpec


def recorded_run(folder: Path) -> RunRecord:
    """The record that the events of a run make.

    Raises `OSError`, `Unreadable` or `ValidationError` for a damaged spec.
    """
    spec = RunSpec.model_validate(strict_json.loads((folder / SPEC).read_bytes()))
    record = first_record(StartRequest(spec.run, None, spec.document, "", ""))
    tail = Tail(folder / EVENTS)
    while lines := tail.read():
        for line in lines:
            record = reduce(record, line.event)
    return record
