"""Files and folders that only their owner can read, and the errors of a data folder that cannot be used."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from layerloom_schema.errors import ErrorCode, Unreadable

_ELSEWHERE = "or choose another folder with --data-dir or LAYERLOOM_DATA_DIR."
_REASONS = {
    errno.EROFS: f"lies on a disk that can only be read. Make it writable, {_ELSEWHERE}",
    errno.ENOSPC: f"lies on a disk that is full. Make room, {_ELSEWHERE}",
    errno.EDQUOT: f"lies on a disk where your quota is used up. Make room, {_ELSEWHERE}",
    errno.EACCES: f"may not be written to by this user. Give it to the one that Layerloom runs as, {_ELSEWHERE}",
    errno.EPERM: f"belongs to another user. Give it to the one that Layerloom runs as, {_ELSEWHERE}",
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
    if error.errno in (errno.EEXIST, errno.ENOTDIR) and inside:
        what = f"cannot be used: there is a file where the folder {error.filename} should be. Move it away."
    elif error.errno in (errno.EEXIST, errno.ENOTDIR):
        what = f"cannot be used: there is a file where a folder should be. Move it away, {_ELSEWHERE}"
    elif error.errno == errno.EISDIR:
        what = f"cannot be used: there is a folder where the file {error.filename} should be. Move it away."
    elif error.errno in _REASONS:
        what = _REASONS[error.errno]
    else:
        what = (
            f"cannot be used: {(error.strerror or 'input or output failed').lower()}. Check it, {_ELSEWHERE}"
        )
    return Unreadable(ErrorCode.data_dir, f"The data folder {data_dir} {what}", got=str(data_dir))


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
