"""The data set library: built-in data sets, and those that people added, by name and version."""

import math
import re
import shutil
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from layerloom.datasets.ingest.tables.table_ingest import Progress
from layerloom.graph.closest_match import closest_match
from layerloom.runtime.private_files import make_private_dir
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import (
    DATASET_NAME,
    LIBRARY_FOLDER,
    ColumnType,
    DatasetInfo,
    DatasetNames,
    DatasetVersion,
    IngestOptions,
    RowFilter,
    RowPage,
    StatisticsList,
    Suspicion,
    TablePreview,
)
from layerloom_schema.errors import ErrorCode, Refused

from .builtin import BUILTIN, RANDOM, builtin_info
from .columns.image_decoder import small_png
from .columns.names import NameFiles, name_for
from .columns.row_pages import read_page
from .columns.staging import staging_folder, sweep_staging
from .columns.stored_columns import MANIFEST, StoredColumns
from .columns.version_folder import cached_statistics, info_of, open_version, read_manifest
from .dataset import Dataset
from .ingest.files import ingest_files, preview_file
from .ingest.keras_archive import keep_keras_archive
from .keras_archives import KERAS_DATASETS
from .statistics.column_statistics import column_statistics
from .statistics.row_hashes import row_hashes
from .statistics.suspicions import find_suspicions

T = TypeVar("T")
_STAGING = "staging"
PREPARED = "prepared"
"""The folder of what recipes made."""

MOST_CELLS = 2_000_000
"""Values of a data set that are looked through while a document is checked."""
_REMEMBERED = 64
_UNIQUE = 0.9
"""The share of rows that differ from all others, from which equal rows are a sign."""


def library_beside(runs: Path) -> "DataLibrary":
    """The library whose folder is beside that of the runs."""
    return DataLibrary(runs.parent / LIBRARY_FOLDER)


class DataLibrary:
    """Data sets by name. Without a folder there are only the built-in ones.

    A version is immutable, and is there as a whole or not at all: it is made in `staging` and renamed. Names are changed
    under a lock that works between processes.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._names = None if folder is None else NameFiles(folder)
        # Versions are immutable, so what was found of one holds.
        self._suspected: OrderedDict[tuple[str, str | None], Sequence[Suspicion]] = OrderedDict()
        self._shared = lru_cache(maxsize=_REMEMBERED)(self._count_shared)
        self._remembered: OrderedDict[Hashable, Any] = OrderedDict()

    def list(self) -> list[DatasetInfo]:
        """Every data set that a document may name: the built-in ones, then the added ones by name."""
        added = self._names.list() if self._names else []
        found = [self._info(names) for names in added]
        taken = {names.name for names in added}
        of_keras = [each.info for name, each in KERAS_DATASETS.items() if name not in taken]
        built_in = [*map(builtin_info, BUILTIN), *of_keras, RANDOM]
        return [*built_in, *(info for info in found if info)]

    def find(self, name: str) -> DatasetInfo | None:
        """A data set by name in its newest version; None where there is none of the name."""
        if name in BUILTIN or name == RANDOM.name:
            return self.describe(name)
        names = self._names.read(name) if self._names else None
        if names is None:
            return KERAS_DATASETS[name].info if name in KERAS_DATASETS else None
        return self._info(names)

    def describe(self, name: str, version: str | None = None) -> DatasetInfo:
        """A data set by name, in its newest version or a given one. Raises `Refused` for an unknown name or version."""
        if name == RANDOM.name:
            return RANDOM
        if name in BUILTIN:
            return builtin_info(name)
        if name in KERAS_DATASETS and not self._is_added(name):
            return KERAS_DATASETS[name].info
        info = self._info(self._known(name), version)
        if info is None:
            raise Refused(
                404, ErrorCode.not_found, variant="dataset_version", params={"name": name}, got=version
            )
        return info

    def manifest(self, name: str, version: str | None = None) -> DatasetVersion:
        """How an added data set was read. Raises `Refused` for an unknown name or version, and for a built-in one."""
        info = self.describe(name, version)
        if not info.versions:
            raise Refused(422, ErrorCode.data_unreadable, variant="builtin", params={"name": name}, got=name)
        return read_manifest(self._version_folder(info.version))

    def open(self, name: str, version: str | None = None) -> Dataset:
        """The arrays of a data set by field name; those of an added one are mapped from the disk.

        `random` has no arrays of its own, and Keras opens its own: see `datasets.open_data`.

        Raises `Refused` for an unknown name or version.
        """
        if name in BUILTIN:
            return BUILTIN[name]()
        info = self.describe(name, version)
        return Dataset(info, {}) if info.follows_model else open_version(self.version_folder(info), info)

    def version_folder(self, info: DatasetInfo) -> Path:
        """The folder of a version of an added data set."""
        return self._version_folder(info.version)

    @property
    def prepared_folder(self) -> Path | None:
        """The folder of what recipes made of versions: an entry's name begins with its version."""
        return None if self._folder is None else self._folder / PREPARED

    def rows(
        self,
        name: str,
        version: str | None = None,
        start: int = 0,
        count: int = 100,
        sort: str | None = None,
        only: RowFilter | None = None,
    ) -> RowPage:
        """Some rows of an added data set. Raises `Refused` for an unknown name, version or column."""
        manifest = self.manifest(name, version)
        columns = StoredColumns(self._version_folder(manifest.version), manifest)
        return read_page(columns, manifest, start, count, sort, only)

    def image(self, name: str, column: str, row: int, size: int, version: str | None = None) -> bytes:
        """The image of a row as PNG, no side longer than `size` pixels.

        Raises `Refused` for an unknown name, version or row, and for a column that holds no images.
        """
        manifest = self.manifest(name, version)
        columns = StoredColumns(self._version_folder(manifest.version), manifest)
        if columns.types.get(column) is not ColumnType.image or row >= manifest.rows:
            params: dict[str, Json] = {"name": name, "column": column, "row": row}
            raise Refused(404, ErrorCode.not_found, variant="image", params=params)
        return small_png(columns.images(column).file(row), size)

    def statistics(
        self, name: str, version: str | None = None, progress: Progress | None = None
    ) -> StatisticsList:
        """The statistics of an added data set, which are computed once a version.

        Raises `Refused` for an unknown name or version.
        """
        manifest = self.manifest(name, version)
        folder = self._version_folder(manifest.version)
        columns = StoredColumns(folder, manifest)

        def compute() -> StatisticsList:
            found = []
            for column, field in zip(manifest.columns, manifest.fields, strict=True):
                found.append(column_statistics(columns, column, field))
                if progress is not None:
                    progress(len(found), len(manifest.columns))
            return StatisticsList(version=manifest.version, columns=found)

        return cached_statistics(folder, compute)

    def suspicions(
        self,
        name: str,
        version: str | None = None,
        target: str | None = None,
        progress: Progress | None = None,
    ) -> Sequence[Suspicion]:
        """What may be wrong with an added data set; `target` is the column that is to be predicted.

        Raises `Refused` for an unknown name or version.
        """
        manifest = self.manifest(name, version)
        known = (manifest.version, target)
        if known not in self._suspected:
            columns = StoredColumns(self._version_folder(manifest.version), manifest)
            statistics = self.statistics(name, manifest.version, progress).columns
            self._suspected[known] = find_suspicions(columns, manifest, statistics, target, progress)
            if len(self._suspected) > _REMEMBERED:
                self._suspected.popitem(last=False)
        return self._suspected[known]

    def shared_rows(self, one: DatasetInfo, other: DatasetInfo, names: Sequence[str]) -> int:
        """How many rows of the other data set are rows of the first, by the fields of these names.

        0 where they differ in type or hold too much to look at in passing, and where rows are so alike that equal ones
        say nothing.
        """
        if _cells(one, names) + _cells(other, names) > MOST_CELLS or not names:
            return 0
        if not self._has(one) or not self._has(other):  # a file that was not added
            return 0
        return self._shared(one.name, one.version, other.name, other.version, tuple(names))

    def remembered(self, key: Hashable, find: Callable[[], T]) -> T:
        """What was found of versions before, which never change; the least recently used is forgotten."""
        if key not in self._remembered:
            self._remembered[key] = find()
        self._remembered.move_to_end(key)
        while len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)
        found: T = self._remembered[key]
        return found

    def preview(self, path: Path, options: IngestOptions | None = None) -> TablePreview:
        """The beginning of a file, which is not added. Raises `Refused` where it is no data."""
        return preview_file(path, options or IngestOptions())

    def add(
        self,
        paths: Sequence[Path],
        name: str | None = None,
        options: IngestOptions | None = None,
        progress: Progress | None = None,
    ) -> DatasetNames:
        """Add files as a new version of a data set; the newest version of the answer is theirs.

        An archive of `keras.datasets` is put where Keras looks for it, unless it is given another name.
        Raises `Refused` with the file and the place of whatever is wrong; nothing of the files is left then.
        """
        folder, names = self._writable()
        if not paths:
            raise Refused(422, ErrorCode.data_unreadable, variant="several_files", params={"count": 0})
        if name is None and (kept := keep_keras_archive(paths)):
            return kept
        name = self._free_name(name, paths)
        self.sweep()
        with staging_folder(folder / _STAGING) as staging:
            manifest = ingest_files(paths, options or IngestOptions(), staging, progress)
            with names.locked():
                return self._keep(names, name, staging, manifest)

    def remove(self, name: str) -> None:
        """Remove a name, and its versions where no other name has them. The caller has checked that no run uses them."""
        folder, names = self._writable()
        with names.locked():
            found = self._known(name)
            names.remove(name)
            used = {version for each in names.list() for version in each.versions}
            for version in set(found.versions) - used:
                shutil.rmtree(self._version_folder(version), ignore_errors=True)
                for entry in (folder / PREPARED).glob(f"{version}-*"):
                    shutil.rmtree(entry, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what imports left whose process has died."""
        if self._folder is not None:
            sweep_staging(self._folder / _STAGING)

    def _count_shared(
        self, name: str, version: str, other: str, other_version: str, fields: Sequence[str]
    ) -> int:
        opened = [self.open(name, version), self.open(other, other_version)]
        described = [{field.name: field for field in each.info.fields} for each in opened]
        kinds = [[(fields_[each].dtype, fields_[each].shape) for each in fields] for fields_ in described]
        if kinds[0] != kinds[1]:
            return 0
        known, asked = (
            np.concatenate([*row_hashes(each.arrays, [fields_[name] for name in fields], each.info.rows)])
            for each, fields_ in zip(opened, described, strict=True)
        )
        distinct = np.unique(known)
        return int(np.isin(asked, distinct).sum()) if distinct.size >= _UNIQUE * known.size else 0

    def _has(self, info: DatasetInfo) -> bool:
        known = self.find(info.name)
        return known is not None and info.version in [known.version, *known.versions]

    def _keep(self, names: NameFiles, name: str, staging: Path, manifest: DatasetVersion) -> DatasetNames:
        """Move a version to its place, unless it is there, and write its name. The caller has the lock."""
        target = self._version_folder(manifest.version)
        make_private_dir(target.parent)
        if not (target / MANIFEST).is_file():
            shutil.rmtree(target, ignore_errors=True)
            staging.rename(target)
        before = names.read(name)
        versions = [each for each in before.versions if each != manifest.version] if before else []
        entry = DatasetNames(
            name=name,
            title=before.title if before else manifest.source.files[0],
            versions=[*versions, manifest.version],
            created_at=before.created_at if before else datetime.now(UTC),
        )
        names.write(entry)
        return entry

    def _info(self, names: DatasetNames, version: str | None = None) -> DatasetInfo | None:
        chosen = version or names.versions[-1]
        if chosen not in names.versions:
            return None
        try:
            manifest = read_manifest(self._version_folder(chosen))
        except FileNotFoundError:
            return None
        return info_of(manifest, names.name, names.title, names.versions)

    def _is_added(self, name: str) -> bool:
        return self._names is not None and self._names.read(name) is not None

    def _known(self, name: str) -> DatasetNames:
        found = self._names.read(name) if self._names else None
        if found is None:
            known = [info.name for info in self.list()]
            near = closest_match(name, known)
            variant = "dataset_near" if near else "dataset"
            params: dict[str, Json] = {"name": name, "near": near, "known": [*known]}
            raise Refused(404, ErrorCode.not_found, variant=variant, params=params, got=name)
        return found

    def _free_name(self, name: str | None, paths: Sequence[Path]) -> str:
        chosen = name if name is not None else name_for(paths[0].name)
        if re.fullmatch(DATASET_NAME, chosen) is None:
            raise Refused(
                422, ErrorCode.bad_request, variant="dataset_name", params={"name": chosen}, got=name
            )
        if chosen in BUILTIN or chosen == RANDOM.name:
            raise Refused(
                409, ErrorCode.bad_request, variant="dataset_taken", params={"name": chosen}, got=chosen
            )
        return chosen

    def _writable(self) -> tuple[Path, NameFiles]:
        if self._folder is None or self._names is None:
            raise ValueError("this library has no folder")
        return self._folder, self._names

    def _version_folder(self, version: str) -> Path:
        folder, _ = self._writable()
        return folder / "versions" / version


def _cells(info: DatasetInfo, names: Sequence[str]) -> int:
    return sum(field.rows * math.prod(field.shape) for field in info.fields if field.name in names)
