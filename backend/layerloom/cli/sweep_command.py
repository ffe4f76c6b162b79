"""The command that carries out a sweep in this process."""

import asyncio
import os
import signal
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from layerloom.cli.documents import file_error, read_with_runs
from layerloom.cli.options import DocumentPath
from layerloom.cli.terminal import ERR, print_table
from layerloom.rundir.lock import RunLockedError, take_lock
from layerloom.runs.pinned_versions import pinned_versions
from layerloom.runtime.private_files import make_private_dir
from layerloom.runtime.quiet_stderr import redirect_native_stderr
from layerloom.runtime.settings import load_settings
from layerloom.sweeps.folder import History, SweepFolder, detail_of
from layerloom.sweeps.space import refuse_impossible
from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.documents.document import Document
from layerloom_schema.errors import ErrorCode, Refused
from layerloom_schema.runs.sweeps import SPEC, SWEEP_LINE, SweepLine, SweepPlan, SweepSpec, TrialState
from layerloom_schema.text.invalid_values import reason
from layerloom_schema.text.languages import terminal_language
from layerloom_schema.text.output import printed

INTERRUPTED = 130


def sweep(
    document: DocumentPath,
    space: Annotated[
        Path, typer.Argument(metavar="SPACE", help="The plan as JSON: space, sampler, objective, trials, ...")
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="The sweep's folder: a new one, or that of this sweep to go on with it."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one line of the sweep's log a line.")
    ] = False,
) -> None:
    """Train a document with other settings, trial by trial, in search of the best."""
    drawn = read_with_runs(document)
    plan = _read_plan(space)
    refuse_impossible(plan, drawn)
    redirect_native_stderr()
    from layerloom.check.full_check import with_all_sections
    from layerloom.check.logged_by_training import refuse_unlogged

    drawn = with_all_sections(drawn)
    refuse_unlogged(drawn, plan.objective.metric)
    folder = SweepFolder((out or Path.cwd() / f"{document.stem}-sweep-{uuid.uuid4().hex[:8]}").resolve())
    _prepare(folder, drawn, plan)
    if not as_json:
        ERR.print(printed("sweep.folder", path=str(folder.path)))
    try:
        lock = take_lock(folder.path)
    except RunLockedError as error:
        raise Refused(409, ErrorCode.sweep, variant="not_ended") from error
    history = History()

    def listen(line: SweepLine) -> None:
        history.add(line)
        if as_json:
            print(strict_json.dumps(SWEEP_LINE.dump_python(line, mode="json")), flush=True)

    try:
        stopped = asyncio.run(_carry_out(folder, listen))
    finally:
        os.close(lock)
    if not as_json:
        _print_trials(folder.spec(), history)
    raise typer.Exit(INTERRUPTED if stopped else 0)


async def _carry_out(folder: SweepFolder, listen: Callable[[SweepLine], None]) -> bool:
    """Whether it was stopped."""
    from layerloom.sweeps.process.main import run_sweep
    from layerloom.sweeps.process.sweep_loop import SweepLoop

    def stop_on_signal(loop: SweepLoop) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, loop.stop)

    runs, datasets = folder.path / "runs", folder.path / "datasets"
    ended = await run_sweep(folder, runs, datasets, on_line=listen, on_start=stop_on_signal)
    return ended.state == "stopped"


def _read_plan(path: Path) -> SweepPlan:
    try:
        value = strict_json.loads(path.read_bytes())
    except OSError as error:
        raise file_error(path, error) from error
    try:
        return SweepPlan.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        params: dict[str, Json] = {"field": place, "why": reason(first)}
        where: dict[str, Json] = {"field": place}
        raise Refused(422, ErrorCode.bad_request, variant="field", params=params, where=where) from error


def _prepare(folder: SweepFolder, drawn: Document, plan: SweepPlan) -> None:
    """Create the folder, or accept that of the same sweep. The library is beside the runs, as trainers expect it."""
    settings = load_settings()
    if (folder.path / SPEC).exists():
        known = folder.spec()
        same = all(getattr(known, name) == getattr(plan, name) for name in SweepPlan.model_fields)
        if not same or known.document != drawn:
            raise Refused(409, ErrorCode.sweep, variant="differs")
        return
    fields = {name: getattr(plan, name) for name in SweepPlan.model_fields}
    make_private_dir(folder.path)
    if not (folder.path / "datasets").exists():
        (folder.path / "datasets").symlink_to(settings.datasets_dir)
    spec = SweepSpec(
        sweep=str(uuid.uuid4()),
        document=drawn,
        created_at=datetime.now(UTC),
        limits=settings.limits,
        data=pinned_versions(drawn, folder.path / "runs"),
        **fields,
    )
    folder.create(spec)


def _print_trials(spec: SweepSpec, history: History) -> None:
    found = detail_of(spec, history)
    names = [dimension.name or _field(dimension.edit.model_dump()) for dimension in spec.space]
    head = (printed("sweep.trial"), *names, printed("sweep.state"), printed("sweep.value"))
    rows = (
        (
            str(trial.number),
            *(strict_json.dumps(value) for value in trial.values),
            trial.state.value,
            "" if trial.value is None else f"{trial.value:.6g}",
        )
        for trial in found.all_trials
    )
    print_table(head, rows)
    for trial in found.all_trials:
        if trial.state is TrialState.failed and trial.failure is not None:
            ERR.print(
                f"{trial.number}: {trial.failure.sentence(terminal_language(os.environ))}", markup=False
            )
    best = found.best
    if best is None:
        ERR.print(printed("sweep.none"))
    else:
        value = f"{best.value:.6g}"
        ERR.print(
            printed("sweep.best", trial=best.number, metric=spec.objective.metric, value=value, run=best.run)
        )


def _field(edit: dict[str, Json]) -> str:
    path = edit.get("path")
    return ".".join(map(str, path)) if isinstance(path, list) else f"{edit['node']}.{edit['field']}"
