"""The folder of one run: its files and its lock, as the web process uses them."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from layerloom.runs import event_log
from layerloom.runtime.private_files import make_private_dir, write_private
from layerloom_schema import strict_json
from layerloom_schema.base import RunId
from layerloom_schema.errors import Unreadable
from layerloom_schema.events import Queued
from layerloom_schema.run_folder import (
    BEST_MODEL,
    BEST_WEIGHTS,
    CHECKPOINTS,
    EVENTS,
    LAST_FINITE,
    LOCK,
    MANIFEST,
    MODEL,
    SCRIPT,
    SPEC,
)


class RunLockedError(Exception):
    """The lock of the run is taken: its trainer is alive."""


@dataclass(frozen=True)
class LockHolder:
    """The process that locked a run: its pid and its start time."""

    pid: int
    started: str


@dataclass(frozen=True)
class RunFolder:
    """Path of one run folder. The web process creates it, the trainer writes to it."""

    path: Path

    @property
    def events(self) -> Path:
        """The path of the event log."""
        return self.path / EVENTS

    def create(self, spec: str, queued: Queued) -> None:
        """Create the folder with its spec and first event. Files that exist are left unchanged."""
        make_private_dir(self.path.parent)
        make_private_dir(self.path)
        if not (self.path / SPEC).exists():
            write_private(self.path / f"{SPEC}.new", spec)
            os.replace(self.path / f"{SPEC}.new", self.path / SPEC)
        if event_log.read_log_end(self.events).seq == 0:
            event_log.append(self.events, queued)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Take the lock of the run. Raises `RunLockedError` while its trainer is alive."""
        fd = os.open(self.path / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise RunLockedError from error
            yield
        finally:
            os.close(fd)

    def holder(self) -> LockHolder | None:
        """The process that last wrote itself into the lock file."""
        try:
            value = strict_json.loads((self.path / LOCK).read_bytes())
            return LockHolder(int(value["pid"]), str(value["started"]))
        except (OSError, ValueError, KeyError, TypeError, Unreadable):
            return None

    def artifacts(self, finished: bool) -> list[str]:
        """The names of the files that can be downloaded now."""
        names = [name for name in (BEST_MODEL, BEST_WEIGHTS) if (self.path / name).is_file()]
        names += [SPEC, EVENTS, SCRIPT]
        if not finished:
            return names
        if (self.path / MODEL).is_file():
            return [MODEL, *names]
        return [LAST_FINITE, *names] if self._has_last_finite() else names

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
