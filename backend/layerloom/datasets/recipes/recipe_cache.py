"""What recipes made, on the disk: computed once for a version of data, its training rows and the steps."""

import hashlib
import shutil
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

import keras
import numpy as np
from pydantic import ValidationError

from layerloom.datasets.columns.stored_columns import StoredTexts, map_numbers
from layerloom.datasets.columns.writers import NumberColumnWriter, TextColumnWriter
from layerloom.datasets.dataset import TEXT, Array, Dataset
from layerloom.datasets.lazy_arrays import LazyArray, RowIndex, take_rows
from layerloom.runtime.private_files import make_private_dir, write_private
from layerloom_schema.base import Message
from layerloom_schema.data.datasets import FieldInfo
from layerloom_schema.documents.data_preparation import Recipe

FORMAT = 1
"""Raised when a step makes something else of the same columns."""
ENTRY = "entry.json"
COLUMN = "column.bin"
BLOCK_BYTES = 2**26
"""Bytes of the rows that are made at once."""
AT_ONCE = 65_536
"""Maximum rows that are made at once."""


class CachedField(Message):
    """The manifest of an entry: the recipe with what it learned, and the field that it made."""

    recipe: Recipe
    field: FieldInfo


class RecipeCache:
    """A folder of entries named by version and key. The least recently used go when all are larger than `most_bytes`.

    An entry is removed while it is in use without harm: mapped files stay until they are closed.
    """

    def __init__(self, folder: Path | None = None, most_bytes: int = 0) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def find(self, data: Dataset, key: str) -> tuple[Recipe, LazyArray] | None:
        """The recipe with what it learned, and what it made of the data, if that is known."""
        entry = self._entry(data, key)
        if entry is None:
            return None
        try:
            found = CachedField.model_validate_json((entry / ENTRY).read_bytes())
            (entry / ENTRY).touch()
            return found.recipe, _open(entry, found.field)
        except (OSError, ValidationError, ValueError):
            return None

    def keep(self, data: Dataset, key: str, recipe: Recipe, column: LazyArray) -> LazyArray:
        """Write what a recipe made, and return it as it lies on the disk; as it is where it cannot be written."""
        entry = self._entry(data, key)
        if entry is None:
            return column
        field = FieldInfo(name=key, shape=[*column.shape[1:]], dtype=_dtype(column), rows=len(column))
        manifest = CachedField(recipe=recipe, field=field).model_dump_json(by_alias=True)
        if CachedField.model_validate_json(manifest).recipe != recipe:  # NaN has been learned
            return column
        staging = entry.with_name(f"{token_hex(8)}.part")
        try:
            make_private_dir(entry.parent)
            make_private_dir(staging)
            _write(staging / COLUMN, column)
            write_private(staging / ENTRY, manifest)
            shutil.rmtree(entry, ignore_errors=True)
            staging.rename(entry)
            self.sweep()
            return _open(entry, field)
        except OSError:  # a full disk ends no run
            traceback.print_exc()
            return column
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def sweep(self) -> None:
        """Remove the least recently used entries beyond the limit; the newest stays."""
        if self._folder is None:
            return
        found = []
        for entry in self._folder.glob("*/"):
            with suppress(FileNotFoundError):  # another run sweeps
                used = (entry / ENTRY).stat().st_mtime_ns
                found.append((used, sum(file.stat().st_size for file in entry.iterdir()), entry))
        total = 0
        for place, (_, size, entry) in enumerate(sorted(found, reverse=True)):
            total += size
            if place and total > self._most_bytes:
                shutil.rmtree(entry, ignore_errors=True)

    def _entry(self, data: Dataset, key: str) -> Path | None:
        """Only versions that the library holds are worth keeping: others have no name that lasts."""
        if self._folder is None or not data.info.versions:
            return None
        return self._folder / f"{data.info.version}-{key}"


def recipe_key(recipe: Recipe, data: Dataset, training: RowIndex) -> str:
    """What decides what a recipe makes: its steps and sources, the rows it learns from, and their version."""
    digest = hashlib.blake2b(digest_size=16)
    rows = repr(training).encode() if isinstance(training, slice) else training.tobytes()
    parts = (recipe.model_dump_json(), data.info.version, data.rows_key, str(FORMAT), keras.__version__)
    for part in (*(each.encode() for each in parts), rows):
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


def _dtype(column: LazyArray) -> str:
    """The dtype of a column as a field has it."""
    return TEXT if column.dtype == np.dtype(object) else column.dtype.name


def _open(entry: Path, field: FieldInfo) -> LazyArray:
    path = entry / COLUMN
    return StoredTexts(path, field) if field.dtype == TEXT else map_numbers(path, field)


def _write(path: Path, column: LazyArray) -> None:
    if _dtype(column) != TEXT:
        numbers = NumberColumnWriter(path, column.dtype.name)
        for block in _blocks(column):
            numbers.append(block)
        return
    texts = TextColumnWriter(path)
    for block in _blocks(column):
        encoded = [str(text).encode() for text in block.reshape(-1)]
        texts.append(np.array([len(text) for text in encoded], np.int64), b"".join(encoded))


def _blocks(column: LazyArray) -> Iterator[Array]:
    row_bytes = max(1, column.dtype.itemsize * int(np.prod(column.shape[1:], dtype=np.int64)))
    length = max(1, min(AT_ONCE, BLOCK_BYTES // row_bytes))
    for start in range(0, len(column), length):
        yield take_rows(column, slice(start, start + length))
