"""Files of any known format: as a new version in the column store, as a preview, or as a data set in memory."""

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from layerloom.datasets.columns.stored_columns import COLUMNS, column_path, number_portions
from layerloom.datasets.columns.version_folder import info_of, open_version, write_manifest
from layerloom.datasets.dataset import TEXT, Array, Dataset
from layerloom.datasets.ingest.tables.csv_source import CsvSource
from layerloom.datasets.ingest.tables.excel_source import ExcelSource
from layerloom.datasets.ingest.tables.json_lines_source import JsonLinesSource
from layerloom.datasets.ingest.tables.parquet_source import ParquetSource
from layerloom.datasets.ingest.tables.table_ingest import IngestedTable, Progress, ingest_table, preview_table
from layerloom.datasets.ingest.tables.table_source import TableSource
from layerloom.datasets.readers.idx import read_idx
from layerloom.datasets.readers.npz import read_npy, read_npz
from layerloom.runtime.private_files import make_private_dir
from layerloom_schema.data.datasets import (
    ColumnType,
    DatasetVersion,
    FieldInfo,
    FileFormat,
    IngestOptions,
    TablePreview,
)

from .archive_ingest import ingest_archive, preview_archive
from .array_ingest import ingest_arrays
from .file_format import find_format, unopened
from .file_set import open_file_set
from .refusals import refuse_file

_TABLES: Mapping[FileFormat, Callable[[Path, IngestOptions], TableSource]] = {
    FileFormat.csv: CsvSource,
    FileFormat.excel: ExcelSource,
    FileFormat.json_lines: JsonLinesSource,
    FileFormat.parquet: ParquetSource,
}
_BRIGHTEST = 255
_ARCHIVES = (FileFormat.images, FileFormat.texts)
_ARRAYS: Mapping[FileFormat, Callable[[Path], Dataset]] = {
    FileFormat.idx: read_idx,
    FileFormat.npy: read_npy,
    FileFormat.npz: read_npz,
}


@dataclass(frozen=True)
class FileData:
    """A file in memory; a file of arrays has no manifest, as nothing in it had to be found out."""

    data: Dataset
    manifest: DatasetVersion | None


def ingest_files(
    paths: Sequence[Path], options: IngestOptions, folder: Path, progress: Progress | None = None
) -> DatasetVersion:
    """Write files into the folder of a version, the manifest last.

    Raises `Refused` with the file and the place of whatever is wrong; the folder is then to be thrown away.
    """
    make_private_dir(folder / COLUMNS)
    formats = [find_format(path) for path in paths]
    if all(format_ in _ARRAYS for format_ in formats):
        arrays = _arrays(paths, formats)
        ingested = ingest_arrays(arrays, [path.name for path in paths], formats[0], folder)
    elif archived := _archived(paths, formats):
        archive, table = archived
        kind = formats[paths.index(archive)]
        ingested = ingest_archive(open_file_set(archive), kind, table, options, folder, progress)
    else:
        path = _alone(paths)
        try:
            ingested = ingest_table(_table(path, formats[0], options), options, folder, progress)
        except FileNotFoundError as error:
            raise unopened(path, error) from error
    manifest = _manifest(folder, ingested)
    write_manifest(folder, manifest)
    return manifest


def preview_file(path: Path, options: IngestOptions) -> TablePreview:
    """The beginning of a file with a table. Raises `Refused` where it is none."""
    format_ = find_format(path)
    if format_ in _ARCHIVES:
        return preview_archive(open_file_set(path), format_, options)
    return preview_table(_table(path, format_, options), options)


def read_file(path: Path) -> FileData:
    """A file as a data set in memory. Raises `Refused` where it cannot be read as data."""
    try:
        changed = path.stat()
    except OSError as error:
        raise unopened(path, error) from error
    return _read(path, changed.st_mtime_ns, changed.st_size)


@lru_cache(maxsize=1)
def _read(path: Path, changed: int, size: int) -> FileData:  # noqa: ARG001 (a changed file is read again)
    """The same file is described, trained on and written into a script one after the other."""
    format_ = FileFormat.npz if path.suffix == ".npz" else find_format(path)
    if format_ in _ARRAYS:
        return FileData(_ARRAYS[format_](path), None)
    with tempfile.TemporaryDirectory(prefix="layerloom-") as folder:
        manifest = ingest_files([path], IngestOptions(), Path(folder))
        info = info_of(manifest, path.name, path.stem, [])
        stored = open_version(Path(folder), info)
        arrays = {name: np.array(array) for name, array in stored.arrays.items()}
        return FileData(Dataset(info, arrays), manifest)


def _arrays(paths: Sequence[Path], formats: Sequence[FileFormat]) -> dict[str, Array]:
    """The arrays of all files by field name. Raises `Refused` where two have one name."""
    found: dict[str, Array] = {}
    for path, format_ in zip(paths, formats, strict=True):
        arrays = _ARRAYS[format_](path).arrays
        if twice := next((name for name in arrays if name in found), None):
            raise refuse_file("array_twice", path.name, column=twice)
        found |= arrays
    return found


def _archived(paths: Sequence[Path], formats: Sequence[FileFormat]) -> tuple[Path, Path | None] | None:
    """An archive or a folder, and the table that comes with it; None where there is neither."""
    archives = [path for path, format_ in zip(paths, formats, strict=True) if format_ in _ARCHIVES]
    others = [path for path in paths if path not in archives]
    if len(archives) != 1 or len(others) > 1 or (others and FileFormat.csv not in formats):
        return None
    return archives[0], others[0] if others else None


def _alone(paths: Sequence[Path]) -> Path:
    if len(paths) != 1:
        raise refuse_file("several_files", paths[0].name, count=len(paths))
    return paths[0]


def _table(path: Path, format_: FileFormat, options: IngestOptions) -> TableSource:
    if format_ not in _TABLES:
        raise refuse_file("no_table", path.name)
    return _TABLES[format_](path, options)


def _manifest(folder: Path, ingested: IngestedTable) -> DatasetVersion:
    fields = []
    for index, (column, dtype) in enumerate(zip(ingested.columns, ingested.dtypes, strict=True)):
        shape = ingested.shapes[index] if ingested.shapes else []
        field = FieldInfo(name=column.name, shape=shape, dtype=dtype, rows=ingested.rows)
        if column.type is ColumnType.image and shape:
            field = field.model_copy(update={"minimum": 0.0, "maximum": float(_BRIGHTEST)})
        elif column.type is not ColumnType.image and dtype != TEXT:
            portions = partial(number_portions, column_path(folder, index), field)
            field = ingested.numbers[column.name].described(field, portions)
            if column.type is ColumnType.date:
                field = field.model_copy(update={"dates": True})
        elif column.name in ingested.texts:
            field = ingested.texts[column.name].described(field)
        fields.append(field)
    with os.scandir(folder / COLUMNS) as files:
        size = sum(file.stat().st_size for file in files)
    return DatasetVersion(
        version=ingested.version,
        rows=ingested.rows,
        fields=fields,
        columns=ingested.columns,
        source=ingested.source,
        bytes=size,
        created_at=datetime.now(UTC),
    )
