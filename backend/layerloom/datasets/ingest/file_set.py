"""Many files that come together: a folder, or a ZIP archive, which is read without being unpacked."""

import os
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from .archive_limits import check_members
from .refusals import refuse_file

MAX_FILES = 200_000
MAX_FILE = 64 * 1024**2
"""Bytes of one file."""
TABLES = (".csv", ".tsv")
_HIDDEN = ("__MACOSX", ".")


class FileSet(Protocol):
    """Files by name, in alphabetical order; names have `/` between folders."""

    @property
    def title(self) -> str:
        """The name of the folder or archive."""

    @property
    def names(self) -> Sequence[str]:
        """The names of all files that are not hidden."""

    def read(self, name: str) -> bytes:
        """The content of a file. Raises `Refused` where it is too large, `DamagedFileError` where it is damaged."""


class DamagedFileError(Exception):
    """A member of an archive cannot be read."""


class Folder:
    """The files under a folder. Links are not followed."""

    def __init__(self, path: Path) -> None:
        """Raises `Refused` for too many files."""
        self.title = path.name
        self._path = path
        found: list[str] = []
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith(_HIDDEN))
            inside = Path(folder).relative_to(path)
            found += [
                (inside / name).as_posix()
                for name in files
                if not name.startswith(_HIDDEN) and not (Path(folder) / name).is_symlink()
            ]
            if len(found) > MAX_FILES:
                raise refuse_file("archive_many", path.name, limit=MAX_FILES, got=len(found))
        self.names: Sequence[str] = sorted(found)

    def read(self, name: str) -> bytes:
        """The content of a file."""
        path = self._path / name
        size = path.stat().st_size
        if size > MAX_FILE:
            raise refuse_file("member_large", self.title, member=name, limit=MAX_FILE, got=size)
        return path.read_bytes()


class ZipArchive:
    """The members of a ZIP archive, whose directory is judged before one of them is read."""

    def __init__(self, path: Path) -> None:
        """Raises `Refused` for an archive that is damaged, too large or a bomb."""
        self.title = path.name
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise refuse_file("damaged", path.name) from error
        members = self._archive.infolist()
        check_members(members, path.name, MAX_FILES)
        self.names: Sequence[str] = sorted(
            member.filename
            for member in members
            if not member.is_dir()
            and not any(part.startswith(_HIDDEN) for part in member.filename.split("/"))
        )

    def read(self, name: str) -> bytes:
        """The content of a member, at most as long as the directory says."""
        member = self._archive.getinfo(name)
        if member.file_size > MAX_FILE:
            raise refuse_file("member_large", self.title, member=name, limit=MAX_FILE, got=member.file_size)
        try:
            with self._archive.open(member) as stream:
                return stream.read(member.file_size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise DamagedFileError(name) from error


def open_file_set(path: Path) -> "Folder | ZipArchive":
    """A folder or an archive as its files."""
    return Folder(path) if path.is_dir() else ZipArchive(path)


def with_ending(names: Sequence[str], endings: tuple[str, ...]) -> list[str]:
    """The names of files that end so, in any case."""
    return [name for name in names if name.lower().endswith(endings)]
