"""The folder of one run: its files, as the web process uses them."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from layerloom.runs import event_log
from layerloom.runtime.private_files import make_private_dir, write_private
from layerloom_schema.base import RunId
from layerloom_schema.runs.events import Queued
from layerloom_schema.runs.folder import (
    BEST_MODEL,
    BEST_WEIGHTS,
    BUNDLE,
    CHECKPOINTS,
    EVALUATION,
    EVENTS,
    LAST_FINITE,
    MANIFEST,
    MODEL,
    PREPROCESS,
    RECIPES,
    SCRIPT,
    SPEC,
    TENSORBOARD,
)


@dataclass(frozen=True)
class RunFolder:
    """Path of one run folder. The web process creates it, the trainer writes to it."""

    path: Path

    @property
    def events(self) -> Path:
        """The path of the event log."""
        return self.path / EVENTS

    def create(self, spec: str, queued: Queued) -> None:
        """Create the folder with its spec, and the first event of an attempt. What exists is left unchanged."""
        make_private_dir(self.path.parent)
        make_private_dir(self.path)
        if not (self.path / SPEC).exists():
            write_private(self.path / f"{SPEC}.new", spec)
            os.replace(self.path / f"{SPEC}.new", self.path / SPEC)
        self.begin_attempt(queued)

    def begin_attempt(self, queued: Queued) -> None:
        """Append the first event of an attempt, unless the log has events of that attempt. No trainer may be alive.

        Raises `OSError` where it cannot be written.
        """
        end = event_log.read_log_end(self.events)
        if end.seq == 0 or (end.last is not None and end.last.attempt < queued.attempt):
            event_log.append(self.events, queued.model_copy(update={"seq": max(end.seq + 1, queued.seq)}))

    def artifacts(self, finished: bool) -> list[str]:
        """The names of the files that can be downloaded now."""
        names = [name for name in (BEST_MODEL, BEST_WEIGHTS) if (self.path / name).is_file()]
        names += [SPEC, EVENTS, SCRIPT]
        if not finished:
            return names
        if (self.path / EVALUATION).is_file():
            names.append(EVALUATION)
        if (self.path / MODEL).is_file():
            prepared = all((self.path / name).is_file() for name in (RECIPES, PREPROCESS))
            return [MODEL, *([BUNDLE] if prepared else []), *names]
        return [LAST_FINITE, *names] if self._has_last_finite() else names

    def tensorboard_files(self) -> dict[str, Path]:
        """TensorBoard's event files by their path within the folder."""
        found = sorted(self.path.glob(f"{TENSORBOARD}/*/events.out.*"))
        return {str(path.relative_to(self.path)): path for path in found}

    def _has_last_finite(self) -> bool:
        """Whether the last finite weights exist, as a file or as a checkpoint from which the file can be made."""
        return (self.path / LAST_FINITE).is_file() or (self.path / CHECKPOINTS / MANIFEST).is_file()

    def remove(self) -> None:
        """Delete the folder: rename it in one step, then remove it. A file of that name is removed as well."""
        doomed = self.path.with_name(f".deleted-{self.path.name}")
        shutil.rmtree(doomed, ignore_errors=True)
        try:
            os.replace(self.path, doomed)
        except FileNotFoundError:
            return
        if doomed.is_dir():
            shutil.rmtree(doomed, ignore_errors=True)
        else:
            doomed.unlink(missing_ok=True)


def folder_of(root: Path, run: RunId) -> RunFolder:
    """The folder of a run, by its id, which is always a UUID."""
    return RunFolder(root / run)
