"""Folders of the server whose files the operator lets people use as data (`LAYERLOOM_DATA_FOLDERS`)."""

from collections.abc import Sequence
from pathlib import Path

from layerloom_schema.data.ingest_jobs import DataFile, FolderFile, IngestFile
from layerloom_schema.errors import ErrorCode, Refused

_MOST = 10_000
"""Entries of one folder that are listed."""


class DataFolders:
    """The opened folders by name. Nothing outside of them is reached, by `..` or by a link."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = {folder.name or str(folder): folder.resolve() for folder in folders}

    @property
    def names(self) -> list[str]:
        """Their names, in the operator's order."""
        return list(self._folders)

    def resolve(self, file: FolderFile) -> IngestFile:
        """A file or folder inside one of them. Raises `Refused` (404) for anything else."""
        path = self._path(file)
        return IngestFile(path=str(path), name=path.name)

    def list(self, file: FolderFile) -> list[DataFile]:
        """What a folder holds: folders first, hidden ones left out, 10,000 entries at most."""
        path = self._path(file)
        if not path.is_dir():
            raise _missing(file)
        found = []
        for entry in path.iterdir():
            if not entry.name.startswith(".") and self._inside(entry.resolve(), file.folder):
                folder = entry.is_dir()
                size = 0 if folder else entry.stat().st_size
                found.append(DataFile(name=entry.name, is_folder=folder, bytes=size))
            if len(found) == _MOST:
                break
        return sorted(found, key=lambda each: (not each.is_folder, each.name.lower()))

    def _path(self, file: FolderFile) -> Path:
        root = self._folders.get(file.folder)
        if root is None or "\0" in file.path:
            raise _missing(file)
        path = (root / file.path.lstrip("/\\")).resolve()
        if not self._inside(path, file.folder) or not path.exists():
            raise _missing(file)
        return path

    def _inside(self, path: Path, folder: str) -> bool:
        return path.is_relative_to(self._folders[folder])


def _missing(file: FolderFile) -> Refused:
    return Refused(404, ErrorCode.not_found, variant="data_file", params={"path": file.path}, got=file.path)
