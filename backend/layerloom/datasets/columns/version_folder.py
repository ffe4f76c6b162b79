"""The folder of one version: its manifest, its columns, and its files."""

import os
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pydantic import ValidationError

from layerloom.datasets.dataset import Dataset
from layerloom.runtime.private_files import write_private
from layerloom_schema import strict_json
from layerloom_schema.data.datasets import DatasetInfo, DatasetVersion, StatisticsList
from layerloom_schema.errors import LayerloomError

from .stored_columns import COLUMNS, MANIFEST, STATISTICS, StoredColumns

_FEW_FILES = 32
"""More files are flushed to the disk by one call for all, which writes its journal once."""


def write_manifest(folder: Path, manifest: DatasetVersion) -> None:
    """Write the manifest, after everything else of the version is on the disk."""
    files = list((folder / COLUMNS).iterdir())
    for path in files:
        path.chmod(0o600)
    if len(files) > _FEW_FILES:
        os.sync()
    else:
        with ThreadPoolExecutor() as pool:
            for _ in pool.map(_flush, files):
                pass
    text = strict_json.dumps(manifest.model_dump(mode="json", exclude_none=True))
    write_private(folder / MANIFEST, text + "\n")


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def read_manifest(folder: Path) -> DatasetVersion:
    """The manifest of a version. Raises `OSError`, `Unreadable` or `ValidationError`."""
    return DatasetVersion.model_validate(strict_json.loads((folder / MANIFEST).read_bytes()))


def cached_statistics(folder: Path, compute: Callable[[], StatisticsList]) -> StatisticsList:
    """The statistics beside the manifest, computed and written where there are none that can be read."""
    path = folder / STATISTICS
    try:
        return StatisticsList.model_validate(strict_json.loads(path.read_bytes()))
    except (FileNotFoundError, LayerloomError, ValidationError):
        found = compute()
    part = folder / f"{STATISTICS}.{secrets.token_hex(4)}"
    write_private(part, strict_json.dumps(found.model_dump(mode="json")) + "\n")
    part.replace(path)
    return found


def info_of(manifest: DatasetVersion, name: str, title: str, versions: list[str]) -> DatasetInfo:
    """What the checks and the lists say of a stored version."""
    return DatasetInfo(
        name=name,
        title=title,
        text=", ".join(manifest.source.files),
        rows=manifest.rows,
        version=manifest.version,
        fields=manifest.fields,
        versions=versions,
    )


def open_version(folder: Path, info: DatasetInfo) -> Dataset:
    """The columns of a version, each mapped or decoded when it is asked for."""
    return Dataset(info, StoredColumns(folder, read_manifest(folder)))
