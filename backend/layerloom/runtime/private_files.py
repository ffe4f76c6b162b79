"""Files and folders that only their owner can read, and the errors of a data folder that cannot be used."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from layerloom_schema.base import Json
from layerloom_schema.errors import ErrorCode, Unreadable
from layerloom_schema.text.os_errors import os_reason

_VARIANTS = {
    errno.EROFS: "folder_read_only",
    errno.ENOSPC: "folder_full",
    errno.EDQUOT: "folder_quota",
    errno.EACCES: "folder_denied",
    errno.EPERM: "folder_of_another",
    errno.EEXIST: "folder_is_file",
    errno.ENOTDIR: "folder_is_file",
    errno.EISDIR: "folder_for_file",
}


@contextmanager
def data_dir_errors(data_dir: Path) -> Iterator[None]:
    """Convert an `OSError` in the data folder to `Unreadable`, with the reason and what to do."""
    try:
        yield
    except OSError as error:
        raise data_dir_error(data_dir, error) from error


def data_dir_error(data_dir: Path, error: OSError) -> Unreadable:
    """The error for a data folder that cannot be used, with the reason and what to do."""
    inside = isinstance(error.filename, str | Path) and data_dir in Path(error.filename).parents
    variant = _VARIANTS.get(error.errno or 0, "folder_other")
    if variant == "folder_is_file" and inside:
        variant = "file_for_folder"
    params: dict[str, Json] = {
        "path": str(data_dir),
        "inside": None if error.filename is None else str(error.filename),
        "why": os_reason(error),
    }
    return Unreadable(ErrorCode.data_dir, variant=variant, params=params, got=str(data_dir))


def make_private_dir(path: Path) -> Path:
    """Create a folder of mode 0700, and its parents with default modes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)
    return path


def write_private(path: Path, text: str) -> None:
    """Write a file of mode 0600 and flush it to the disk with `fsync`."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.fchmod(fd, 0o600)
        view = memoryview(text.encode())
        while view:
            view = view[os.write(fd, view) :]
        os.fsync(fd)
    finally:
        os.close(fd)
