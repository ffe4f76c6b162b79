"""`python -m layerloom.sweeps.process.main SWEEP_FOLDER RUNS DATASETS`: one sweep, in a session of its own.

It has a fork server and inspectors of its own, so that it outlives the web process. `run_sweep` is the same in the
process of a command.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from layerloom.processes.fork_client import ForkServerClient
from layerloom.processes.inspector_pool import InspectorError, InspectorPool
from layerloom.rundir.lock import RunLockedError, take_lock
from layerloom.runs.executors.local_executor import LocalExecutor
from layerloom.runs.scheduler import Scheduler
from layerloom.runtime.logs import configure_logs
from layerloom.runtime.private_files import make_private_dir
from layerloom.sweeps.folder import SweepFolder
from layerloom.sweeps.process.sweep_loop import Check, LineListener, SweepLoop
from layerloom_schema.checks.problems import Severity
from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.errors import ErrorCode
from layerloom_schema.runs.failures import Failure
from layerloom_schema.runs.sweeps import Ended
from layerloom_schema.runs.views import RunRecord

BUSY = 3
"""Exit code: another process carries this sweep out."""
_WARM_UP_SECONDS = 60.0
_STOP_SECONDS = 20.0


class _NoRecords:
    """In place of the table of runs, which belongs to the web process: it reads the runs' logs itself."""

    def save(self, record: RunRecord) -> None:
        pass

    def index(self, record: RunRecord) -> None:
        pass


async def run_sweep(
    folder: SweepFolder,
    runs: Path,
    datasets: Path,
    *,
    on_line: LineListener | None = None,
    on_start: Callable[[SweepLoop], None] | None = None,
) -> Ended:
    """Carry a sweep out, whose folder this process has locked; its last line.

    Args:
        folder: The sweep's.
        runs: The folder of the run folders.
        datasets: The folder of the library, which trainers expect beside that of the runs.
        on_line: Called with each line of its log.
        on_start: Called with the loop before it runs, to be able to stop it.
    """
    spec = folder.spec()
    fork_server = ForkServerClient(make_private_dir(folder.path / "logs"))
    inspectors = InspectorPool(fork_server, spec.limits, _WARM_UP_SECONDS, runs, datasets)
    executor = LocalExecutor(fork_server, _WARM_UP_SECONDS, spec.limits.stalled_seconds)
    scheduler = Scheduler(_NoRecords(), executor, spec.places, _STOP_SECONDS)
    fork_server.start()
    try:
        loop = SweepLoop(folder, make_private_dir(runs), scheduler, _checked_by(inspectors), on_line)
        if on_start is not None:
            on_start(loop)
        return await loop.run()
    finally:
        await scheduler.close()
        await inspectors.close()
        await fork_server.close()


def _checked_by(inspectors: InspectorPool) -> Check:
    async def check(text: bytes) -> Failure | None:
        try:
            answer = await inspectors.ask("check", {"for_training": True}, text)
        except InspectorError as error:
            return _refused("problem", {"problem": error.problem.phrase})
        if answer.status != 200:
            return _refused("unfit", {})
        report = await asyncio.to_thread(CheckReport.model_validate_json, answer.body)
        if report.ok:
            return None
        errors = [problem for problem in report.problems if problem.severity is Severity.error]
        return _refused("problem", {"problem": errors[0].phrase}) if errors else _refused("unfit", {})

    return check


def _refused(variant: str, params: dict[str, object]) -> Failure:
    return Failure.model_validate({"code": ErrorCode.run_refused, "variant": variant, "params": params})


def main(arguments: list[str]) -> int:
    """The exit code of the sweep's process."""
    path, runs, datasets = (Path(argument) for argument in arguments)
    configure_logs()
    try:
        lock = take_lock(path)
    except RunLockedError:
        return BUSY
    try:
        asyncio.run(_until_signal(SweepFolder(path), runs, datasets))
    finally:
        os.close(lock)
    return 0


async def _until_signal(folder: SweepFolder, runs: Path, datasets: Path) -> None:
    def stop_on_signal(loop: SweepLoop) -> None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, loop.stop)

    await run_sweep(folder, runs, datasets, on_start=stop_on_signal)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
