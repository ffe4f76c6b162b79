"""Output of the command line for people: check reports, tables, the progress of a run."""

import os
from collections.abc import Iterable
from types import TracebackType

from pydantic import BaseModel
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from layerloom.graph.parameter_values import format_value
from layerloom_schema import strict_json
from layerloom_schema.catalog import Catalog, CatalogEntry, LayerEntry, OpEntry, OutputPort, Port
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
    Stalled,
    Stopped,
)
from layerloom_schema.languages import terminal_language
from layerloom_schema.problems import Severity
from layerloom_schema.reports import CheckReport

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)


def print_report(document: Document, report: CheckReport) -> None:
    """Print every problem with its fixes, then the verdict and the totals."""
    for problem in report.in_language(terminal_language(os.environ)).problems:
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
            f"({human_bytes(totals.bytes)}) in {totals.layers} layer{'s' * (totals.layers != 1)} · a row costs "
            f"{human_flops(totals.flops)} and {human_bytes(totals.activations)} between the layers"
        )
    )


def print_json(value: BaseModel) -> None:
    """Print a model of the contract as indented JSON."""
    print(strict_json.dumps(value.model_dump(mode="json"), indent=2))


def print_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Print a table without a frame."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    OUT.print(table)


def print_catalog(catalog: Catalog) -> None:
    """Print all entries, and for refused ones the reason."""
    layers = (
        (entry.name, entry.family.value, entry.refused or entry.text) for entry in catalog.layers.values()
    )
    applications = (
        (entry.name, "application", entry.refused or entry.text) for entry in catalog.applications.values()
    )
    ops = ((entry.name, f"op · {entry.group}", entry.refused or entry.text) for entry in catalog.ops.values())
    chosen = (
        (entry.name, kind, entry.refused or entry.text)
        for kind, entries in (
            ("loss", catalog.losses),
            ("metric", catalog.metrics),
            ("optimizer", catalog.optimizers),
            ("schedule", catalog.schedules),
            ("callback", catalog.callbacks),
            ("initializer", catalog.initializers),
            ("regularizer", catalog.regularizers),
            ("constraint", catalog.constraints),
            ("activation", catalog.activations),
        )
        for entry in entries.values()
    )
    print_table(("name", "family", ""), (*layers, *applications, *ops, *chosen))


def print_entry(entry: CatalogEntry) -> None:
    """Print one entry: its description, ports, arguments and call arguments."""
    OUT.print(Text(f"{entry.name}: {entry.refused or entry.text}"))
    if isinstance(entry, LayerEntry | OpEntry) and not entry.refused:
        OUT.print(Text(f"takes {', '.join(map(_input, entry.inputs))}"))
        many = (
            [f"as many as {entry.counted_by} says"] if isinstance(entry, OpEntry) and entry.counted_by else []
        )
        OUT.print(Text(f"gives {', '.join(many or map(_output, entry.outputs))}"))
    calls = entry.call_parameters if isinstance(entry, LayerEntry) else []
    rows = [
        (
            parameter.name,
            parameter.type.value,
            "required" if parameter.required else format_value(parameter.default),
        )
        for parameter in entry.parameters
    ]
    rows += [
        (parameter.name, f"{parameter.type.value}, of a call", format_value(parameter.default))
        for parameter in calls
    ]
    if rows:
        print_table(("argument", "type", "default"), rows)


def _input(port: Port) -> str:
    """`query`, `inputs (2 tensors or more)`, `initial_state (2 tensors, optional)`."""
    said = [_tensors(port)] if port.list else []
    said += ["optional"] if port.optional else []
    return f"{port.name} ({', '.join(said)})" if said else port.name


def _tensors(port: Port) -> str:
    count = f"{port.minimum} tensor{'s' * (port.minimum != 1)}"
    if port.maximum is None:
        return f"{count} or more"
    return count if port.maximum == port.minimum else f"{port.minimum} to {port.maximum} tensors"


def _output(port: OutputPort) -> str:
    """`output`, `state_h (with return_state)`."""
    return f"{port.name} (with {port.when})" if port.when else port.name


def human_bytes(count: int) -> str:
    """`46 kB`, `1.2 GB`."""
    size = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.3g} {unit}"
        size /= 1000
    return f"{size:.3g} TB"


def human_flops(count: int) -> str:
    """`46 FLOPs`, `1.2 GFLOPs`."""
    size = float(count)
    for unit in ("", "k", "M", "G", "T"):
        if size < 1000:
            return f"{size:.3g} {unit}FLOPs"
        size /= 1000
    return f"{size:.3g} PFLOPs"


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
        """Show the next event of the run."""
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
            case Stalled():
                why = "waits for room on the full disk" if event.cause == "disk_full" else "makes no step"
                self._progress.console.print(Text(f"the run {why}", style="yellow"))
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
