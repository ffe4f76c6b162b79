"""Files under the names that they have for people: uploads are stored under their ids, and a name says what a file is."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from layerloom_schema.data.ingest_jobs import IngestFile

_LONGEST_NAME, _LONGEST_ENDING = 240, 16
"""Bytes of a file's name and of its ending; a character may take four."""


@contextmanager
def named_files(files: Sequence[IngestFile]) -> Iterator[list[Path]]:
    """Paths that end in those names, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="layerloom-") as folder:
        yield [_link(Path(folder), index, file) for index, file in enumerate(files)]


def _link(folder: Path, index: int, file: IngestFile) -> Path:
    link = folder / str(index) / _file_name(file.name)
    link.parent.mkdir()
    os.symlink(file.path, link)
    return link


def _file_name(name: str) -> str:
    """The last part of a name as one that every file system takes; of a long one, its beginning and its ending."""
    plain = PurePosixPath(name.replace("\\", "/")).name.replace("\0", "").strip(". ") or "file"
    stem, dot, ending = plain.rpartition(".")
    ending = f".{ending}" if dot and len(ending.encode()) <= _LONGEST_ENDING else ""
    stem = stem if ending else plain
    return stem.encode()[: _LONGEST_NAME - len(ending.encode())].decode(errors="ignore") + ending
