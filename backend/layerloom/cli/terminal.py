"""Output of the command line for people: check reports, tables, the progress of a run."""

import os
from collections.abc import Iterable, Iterator
from types import TracebackType

from pydantic import BaseModel
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from layerloom_schema import strict_json
from layerloom_schema.base import Json
from layerloom_schema.catalog.entries import (
    Catalog,
    CatalogEntry,
    LayerEntry,
    OpEntry,
    OutputPort,
    Port,
    reason_phrase,
)
from layerloom_schema.checks.problems import Severity
from layerloom_schema.checks.reports import CheckReport
from layerloom_schema.documents.document import Document
from layerloom_schema.runs.events import (
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
from layerloom_schema.text.descriptions import description
from layerloom_schema.text.languages import terminal_language
from layerloom_schema.text.messages import written
from layerloom_schema.text.output import printed

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)
_KINDS = {
    "application": "applications",
    "loss": "losses",
    "metric": "metrics",
    "optimizer": "optimizers",
    "schedule": "schedules",
    "callback": "callbacks",
    "initializer": "initializers",
    "regularizer": "regularizers",
    "constraint": "constraints",
    "activation": "activations",
}
"""The word for one entry, and its part of the catalogue, of all but layers and operations."""


def print_report(document: Document, report: CheckReport) -> None:
    """Print every problem with its fixes, then the verdict and the totals."""
    for problem in report.in_language(terminal_language(os.environ)).problems:
        is_error = problem.severity is Severity.error
        line = Text.assemble(
            (printed(f"severity.{problem.severity.value}"), "bold red" if is_error else "bold yellow"),
            f"  {problem.code.value}",
        )
        OUT.print(line)
        OUT.print(Text(f"  {problem.message}"))
        for fix in problem.fixes:
            OUT.print(Text("    " + printed("report.fix", title=fix.title), style="dim"))
    OUT.print(Text(" · ".join(_verdict(document, report))))


def _verdict(document: Document, report: CheckReport) -> Iterator[str]:
    """Whether a document can be trained, how many problems it has, and what it costs."""
    verdict = "fit" if report.ok else "unfit"
    if report.ok and (document.training is None or document.data is None):
        verdict = "unplanned"
    yield printed(f"report.{verdict}", document=document.name)
    errors = sum(problem.severity is Severity.error for problem in report.problems)
    counts = {"errors": errors, "warnings": len(report.problems) - errors}
    if report.problems:
        yield ", ".join(printed(f"report.{kind}", count=count) for kind, count in counts.items() if count)
    totals = report.totals
    size: dict[str, Json] = {
        "params": totals.params,
        "bytes": human_bytes(totals.bytes),
        "layers": totals.layers,
    }
    yield printed("report.size", **size)
    yield printed("report.cost", flops=human_flops(totals.flops), activations=human_bytes(totals.activations))


def print_json(value: BaseModel) -> None:
    """Print a model of the contract as indented JSON."""
    print(strict_json.dumps(value.model_dump(mode="json"), indent=2))


def print_event(event: Event) -> None:
    """Print an event of a run as one line of JSON."""
    print(strict_json.dumps(event.model_dump(mode="json")), flush=True)


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
        (entry.name, entry.family.value, _described("layers", entry)) for entry in catalog.layers.values()
    )
    ops = ((entry.name, f"op · {entry.group}", _described("ops", entry)) for entry in catalog.ops.values())
    others = (
        (entry.name, word, _described(kind, entry))
        for word, kind in _KINDS.items()
        for entry in getattr(catalog, kind).values()
    )
    print_table((printed("catalog.name"), printed("catalog.family"), ""), (*layers, *ops, *others))


def _described(kind: str, entry: CatalogEntry) -> str:
    """What an entry does, or why it cannot be used."""
    language = terminal_language(os.environ)
    if entry.refused is None:
        return description(kind, entry.name, language)
    return written("text", reason_phrase(entry.refused), language)


def _value(value: Json) -> str:
    """A value of an argument in the terminal's language."""
    return written("value", value, terminal_language(os.environ))


def print_entry(kind: str, entry: CatalogEntry) -> None:
    """Print one entry: its description, ports, arguments and call arguments."""
    OUT.print(Text(f"{entry.name}: {_described(kind, entry)}"))
    if isinstance(entry, LayerEntry | OpEntry) and not entry.refused:
        OUT.print(Text(printed("catalog.takes", ports=[_input(port) for port in entry.inputs])))
        counted_by = entry.counted_by if isinstance(entry, OpEntry) else None
        outputs: list[Json] = [_output(port) for port in entry.outputs]
        gives = printed("catalog.gives", ports=outputs)
        OUT.print(Text(printed("catalog.gives_counted", argument=counted_by) if counted_by else gives))
    calls = entry.call_parameters if isinstance(entry, LayerEntry) else []
    rows = [
        (
            parameter.name,
            parameter.type.value,
            printed("catalog.required") if parameter.required else _value(parameter.default),
        )
        for parameter in entry.parameters
    ]
    rows += [
        (
            parameter.name,
            printed("catalog.of_a_call", type=parameter.type.value),
            _value(parameter.default),
        )
        for parameter in calls
    ]
    if rows:
        print_table([printed(f"catalog.{column}") for column in ("argument", "type", "default")], rows)


def _input(port: Port) -> str:
    """`query`, `inputs (2 tensors or more)`, `initial_state (2 tensors, optional)`."""
    details: list[Json] = [_tensors(port)] if port.list else []
    details += [printed("catalog.optional")] if port.optional else []
    return printed("catalog.port_with", port=port.name, details=details) if details else port.name


def _tensors(port: Port) -> str:
    if port.maximum is None:
        return printed("catalog.tensors_or_more", count=port.minimum)
    if port.maximum == port.minimum:
        return printed("catalog.tensors", count=port.minimum)
    return printed("catalog.tensors_range", minimum=port.minimum, maximum=port.maximum)


def _output(port: OutputPort) -> str:
    """`output`, `state_h (with return_state)`."""
    return printed("catalog.port_when", port=port.name, argument=port.when) if port.when else port.name


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
                self._task = self._progress.add_task(printed("train.task"), total=event.steps * event.epochs)
            case Batch() if self._task is not None:
                self._progress.update(self._task, completed=event.epoch * self._steps + event.batch)
            case EpochEnded():
                if self._task is not None:
                    self._progress.update(self._task, completed=(event.epoch + 1) * self._steps)
                seconds = f"{event.seconds:.2f}"
                line = printed("train.epoch", epoch=event.epoch + 1, epochs=self._epochs, seconds=seconds)
                self._progress.console.print(Text(f"{line}  {_logs(event.logs)}"))
            case Stalled():
                why = "waits_for_disk" if event.cause == "disk_full" else "makes_no_step"
                self._progress.console.print(Text(printed(f"train.{why}"), style="yellow"))
            case Completed():
                early = "_early" if event.stopped_by else ""
                line = printed(f"train.completed{early}", epochs=event.epochs, callback=event.stopped_by)
                self._progress.console.print(Text(line))
            case Stopped():
                self._progress.console.print(Text(printed("train.stopped", epochs=event.epochs)))
            case Failed() | Diverged():
                self._progress.console.print(Text(_failure_text(event), style="bold red"))
            case _:
                pass


def _failure_text(event: Failed | Diverged) -> str:
    """Why a run failed or diverged, in the language of the terminal."""
    if not event.failure.has_sentence:
        return event.message
    return event.failure.sentence(terminal_language(os.environ))


def _logs(logs: Logs) -> str:
    lost = printed("train.not_finite")
    return "  ".join(
        f"{name} {lost if value is None else format(value, '.4f')}" for name, value in logs.items()
    )
