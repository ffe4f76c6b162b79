"""The folder of one sweep: its spec, and its log as what is known of each trial."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from pydantic import ValidationError

from layerloom.runtime.private_files import make_private_dir, write_private
from layerloom.sweeps.space import trial_count
from layerloom_schema import strict_json
from layerloom_schema.documents.document import write_document
from layerloom_schema.runs.sweeps import (
    LOG,
    SPEC,
    SWEEP_LINE,
    Asked,
    Ended,
    Reported,
    Retried,
    SweepDetail,
    SweepLine,
    SweepRecord,
    SweepSpec,
    SweepState,
    Trial,
    TrialState,
)

_LOG = structlog.get_logger("layerloom.sweeps")


@dataclass
class History:
    """What the lines of a sweep's log say so far."""

    asked: dict[int, Asked] = field(default_factory=dict)
    """By the number of the trial."""
    retries: dict[int, list[Retried]] = field(default_factory=dict)
    reported: dict[int, Reported] = field(default_factory=dict)
    ended: Ended | None = None

    def add(self, line: SweepLine) -> None:
        """Take one more line into account."""
        match line:
            case Asked():
                self.asked[line.trial] = line
            case Retried():
                self.retries.setdefault(line.trial, []).append(line)
            case Reported():
                self.reported[line.trial] = line
            case Ended():
                self.ended = line

    def trials(self) -> list[Trial]:
        """All trials in order."""
        return [self._trial(asked) for _, asked in sorted(self.asked.items())]

    def _trial(self, asked: Asked) -> Trial:
        retries = self.retries.get(asked.trial)
        reported = self.reported.get(asked.trial)
        run = retries[-1].run if retries else asked.run
        if reported is None:
            return Trial(number=asked.trial, run=run, values=asked.values, state=TrialState.running)
        return Trial(
            number=asked.trial,
            run=run,
            values=asked.values,
            state=reported.state,
            value=reported.value,
            epoch=reported.epoch,
            failure=reported.failure,
            message=None if reported.failure is None else reported.failure.sentence(),
        )


class SweepFolder:
    """Reads and writes the files of a sweep. Only the process that has the lock writes the log."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._offset = 0

    def create(self, spec: SweepSpec) -> None:
        """Create the folder with its spec, unless it has one."""
        make_private_dir(self.path.parent)
        make_private_dir(self.path)
        if not (self.path / SPEC).exists():
            value = spec.model_dump(mode="json") | {"document": write_document(spec.document)}
            write_private(self.path / f"{SPEC}.new", strict_json.dumps(value) + "\n")
            os.replace(self.path / f"{SPEC}.new", self.path / SPEC)

    def spec(self) -> SweepSpec:
        """The spec. Raises `OSError`, `Unreadable` or `ValidationError` where there is none that can be read."""
        return SweepSpec.model_validate(strict_json.loads((self.path / SPEC).read_bytes()))

    def append(self, line: SweepLine) -> None:
        """Append a line and flush it to the disk; half a line of a killed process is removed first."""
        fd = os.open(self.path / LOG, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            text = os.pread(fd, os.fstat(fd).st_size, 0)
            end = text.rfind(b"\n") + 1
            os.ftruncate(fd, end)
            data = SWEEP_LINE.dump_json(line) + b"\n"
            while data:
                written = os.pwrite(fd, data, end)
                data, end = data[written:], end + written
            os.fsync(fd)
        finally:
            os.close(fd)

    def new_lines(self) -> Iterator[SweepLine]:
        """The whole lines that were appended since the last call. A damaged one is logged and left out."""
        try:
            with (self.path / LOG).open("rb") as file:
                file.seek(self._offset)
                data = file.read()
        except FileNotFoundError:
            return
        end = data.rfind(b"\n") + 1
        self._offset += end
        for raw in filter(None, data[:end].split(b"\n")):
            try:
                yield SWEEP_LINE.validate_json(raw)
            except ValidationError:
                _LOG.warning("a line of a sweep cannot be read", folder=str(self.path))


def detail_of(spec: SweepSpec, history: History, *, stopping: bool = False) -> SweepDetail:
    """A sweep with its trials, as the API shows it."""
    trials = history.trials()
    ended = history.ended
    running = SweepState.stopping if stopping else SweepState.running
    return SweepDetail(
        id=spec.sweep,
        name=spec.document.name,
        project=spec.project,
        state=running if ended is None else SweepState(ended.state),
        sampler=spec.sampler,
        pruner=spec.pruner,
        objective=spec.objective,
        trials=trial_count(spec),
        places=spec.places,
        seed=spec.seed,
        ended=len(history.reported),
        best=_best(spec, trials),
        created_at=spec.created_at,
        ended_at=None if ended is None else ended.at,
        failure=None if ended is None else ended.failure,
        message=None if ended is None or ended.failure is None else ended.failure.sentence(),
        space=spec.space,
        all_trials=trials,
    )


def record_of(detail: SweepDetail) -> SweepRecord:
    """A sweep without its trials."""
    return SweepRecord.model_validate({name: getattr(detail, name) for name in SweepRecord.model_fields})


def _best(spec: SweepSpec, trials: list[Trial]) -> Trial | None:
    """The first of the best trials that were trained to their end."""
    sign = 1.0 if spec.objective.direction == "minimize" else -1.0
    known = [trial for trial in trials if trial.state is TrialState.completed and trial.value is not None]
    return min(known, key=lambda trial: sign * (trial.value or 0.0), default=None)
