"""What the command line prints for people: a check, tables, the progress of a run."""

from collections.abc import Iterable
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from layerloom_schema.document import Document
from layerloom_schema.events import (
    Batch,
    Compiled,
    Completed,
    Diverged,
    EpochEnded,
    Event,
    Failed,
    Logs,
    Stopped,
)
from layerloom_schema.problems import Severity
from layerloom_schema.reports import CheckReport

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)


def print_report(document: Document, report: CheckReport) -> None:
    """The verdict, the totals, then every problem with its fixes."""
    for problem in report.problems:
        is_error = problem.severity is Severity.error
        line = Text.assemble(
            (problem.severity.value, "bold red" if is_error else "bold yellow"), f"  {problem.code.value}"
        )
        OUT.print(line)
        OUT.print(Text(f"  {problem.message}"))
        for fix in problem.fixes:
            OUT.print(Text(f"    fix: {fix.title}", style="dim"))
    errors = sum(problem.severity is Severity.error for problem in report.problems)
    warnings = len(report.problems) - errors
    counts = [f"{errors} error{'s' * (errors != 1)}"] * bool(errors)
    counts += [f"{warnings} warning{'s' * (warnings != 1)}"] * bool(warnings)
    verdict = "fit to train" if report.ok else "not fit to train"
    if report.ok and (document.training is None or document.data is None):
        verdict = "no mistakes; how and on what to train it is not said"
    totals = report.totals
    OUT.print(
        Text(
            f"{document.name}: {verdict}{' · ' if counts else ''}{', '.join(counts)} · {totals.params:,} parameters "
            f"({human_bytes(totals.bytes)}) in {totals.layers} layer{'s' * (totals.layers != 1)}"
        )
    )


def print_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """A plain table without a frame."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    OUT.print(table)


def human_bytes(count: int) -> str:
    """`46 kB`, `1.2 GB`."""
    size = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} TB"


class RunProgress:
    """A progress bar over all batches of a run, and one line an epoch."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=ERR,
        )
        self._task: TaskID | None = None
        self._steps = self._epochs = 0

    def __enter__(self) -> "RunProgress":
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def show(self, event: Event) -> None:
        """Takes the next event of the run."""
        match event:
            case Compiled():
                self._steps, self._epochs = event.steps, event.epochs
                self._task = self._progress.add_task("training", total=event.steps * event.epochs)
            case Batch() if self._task is not None:
                self._progress.update(self._task, completed=event.epoch * self._steps + event.batch)
            case EpochEnded():
                if self._task is not None:
                    self._progress.update(self._task, completed=(event.epoch + 1) * self._steps)
                line = (
                    f"epoch {event.epoch + 1} of {self._epochs}  {event.seconds:.2f} s  {_logs(event.logs)}"
                )
                self._progress.console.print(Text(line))
            case Completed():
                early = f", ended early by {event.early}" if event.early else ""
                self._progress.console.print(Text(f"completed after {event.epochs} epochs{early}"))
            case Stopped():
                self._progress.console.print(Text(f"stopped after {event.epochs} epochs"))
            case Failed() | Diverged():
                self._progress.console.print(Text(event.message, style="bold red"))
            case _:
                pass


def _logs(logs: Logs) -> str:
    return "  ".join(
        f"{name} {'not finite' if value is None else format(value, '.4f')}" for name, value in logs.items()
    )
