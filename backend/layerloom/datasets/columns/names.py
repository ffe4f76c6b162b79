"""Names of data sets and their versions, each in a small file that is replaced as a whole."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import ValidationError

from layerloom.runtime.private_files import make_private_dir, write_private
from layerloom_schema import strict_json
from layerloom_schema.data.datasets import DATASET_NAME, NAMES_FOLDER, DatasetNames
from layerloom_schema.errors import LayerloomError

_SUFFIX = ".json"
_LONGEST = 64


class NameFiles:
    """The names in one folder. A writer has the lock, which works between processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / NAMES_FOLDER
        self._lock = folder / "lock"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Have the lock of the library, after whatever other process has it."""
        make_private_dir(self._folder.parent)
        make_private_dir(self._folder)
        fd = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            yield
        finally:
            os.close(fd)

    def list(self) -> list[DatasetNames]:
        """All names in alphabetical order. A damaged file is passed over: its versions are still there."""
        try:
            paths = sorted(self._folder.glob(f"*{_SUFFIX}"))
        except OSError:
            return []
        return [found for path in paths if (found := self.read(path.stem)) is not None]

    def read(self, name: str) -> DatasetNames | None:
        """The versions of a name; None where there is no such name."""
        if re.fullmatch(DATASET_NAME, name) is None:
            return None
        try:
            return DatasetNames.model_validate(strict_json.loads(self._path(name).read_bytes()))
        except (FileNotFoundError, LayerloomError, ValidationError):
            return None

    def write(self, names: DatasetNames) -> None:
        """Replace the file of a name. The caller has the lock."""
        path = self._path(names.name)
        part = path.with_suffix(".part")
        write_private(part, strict_json.dumps(names.model_dump(mode="json")) + "\n")
        part.replace(path)

    def remove(self, name: str) -> None:
        """Remove a name. The caller has the lock."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_SUFFIX}"


def name_for(file: str) -> str:
    """A name made from that of a file: `My Houses (2).csv` becomes `my-houses-2`."""
    stem = re.sub(r"\.\w{1,8}$", "", file.lower())
    plain = re.sub(r"[^a-z0-9_]+", "-", stem).strip("-_")[:_LONGEST].rstrip("-_")
    return plain or "data"
