"""A run's folder: its files by name, its lock, the wish to stop."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from layerloom.private import make_private_dir, write_private
from layerloom.runs import log
from layerloom_schema import strict_json
from layerloom_schema.base import RunId
from layerloom_schema.errors import Unreadable
from layerloom_schema.events import Queued

_CHECKPOINTS = ("checkpoint.keras", "checkpoint.weights.h5")
"""What ModelCheckpoint leaves: whole as soon as it is there."""


Want = Literal["stop", "pause", "go"]
"""To end, to wait between two epochs, and to go on after that."""


class LockHeld(Exception):
    """The trainer still holds its run."""


@dataclass(frozen=True)
class Holder:
    """Who holds a run: a process number, and when that process began."""

    pid: int
    started: str


@dataclass(frozen=True)
class RunFolder:
    """Where one run lives. Made by the web process, written by the trainer."""

    path: Path

    @property
    def events(self) -> Path:
        """The log."""
        return self.path / log.NAME

    def create(self, spec: str, queued: Queued) -> None:
        """Makes the folder with its spec and first event; what is there already is left as it is."""
        make_private_dir(self.path.parent)
        make_private_dir(self.path)
        if not (self.path / "spec.json").exists():
            write_private(self.path / "spec.json.new", spec)
            os.replace(self.path / "spec.json.new", self.path / "spec.json")
        if not log.read_all(self.events):
            log.append(self.events, queued)

    def want(self, what: Want) -> None:
        """Tells the trainer what is wished for, in one step, so that it never reads half a wish."""
        new = self.path / "control.new"
        write_private(new, json.dumps({"want": what}))
        os.replace(new, self.path / "control")

    @property
    def wanted(self) -> Want | None:
        """What was wished for last."""
        try:
            value = strict_json.loads((self.path / "control").read_bytes())
        except (OSError, Unreadable):
            return None
        want = value.get("want") if isinstance(value, dict) else None
        return want if want in ("stop", "pause", "go") else None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the run's lock. Raises `LockHeld` while its trainer lives."""
        fd = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise LockHeld from error
            yield
        finally:
            os.close(fd)

    def holder(self) -> Holder | None:
        """Who said last that it holds the run."""
        try:
            value = strict_json.loads((self.path / "lock").read_bytes())
            return Holder(int(value["pid"]), str(value["started"]))
        except (OSError, ValueError, KeyError, TypeError, Unreadable):
            return None

    def artifacts(self, finished: bool) -> list[str]:
        """The names of what came out so far and can be downloaded."""
        names = [name for name in _CHECKPOINTS if (self.path / name).is_file()]
        names += ["spec.json", log.NAME, "model.py"]
        if finished and (self.path / "model.keras").is_file():
            names.insert(0, "model.keras")
        return names

    def remove(self) -> None:
        """Deletes the folder: out of sight in one step, then for good."""
        doomed = self.path.with_name(f".deleted-{self.path.name}")
        try:
            os.replace(self.path, doomed)
        except FileNotFoundError:
            return
        shutil.rmtree(doomed, ignore_errors=True)


def folder_of(root: Path, run: RunId) -> RunFolder:
    """The folder of a run, by its id, which is a UUID and nothing else."""
    return RunFolder(root / run)
