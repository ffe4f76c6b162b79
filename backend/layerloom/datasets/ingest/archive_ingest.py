"""Folders and archives of images or texts: a folder a class, a table that names the files, or neither."""

import codecs
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from layerloom.datasets.columns.content_hash import version_hash
from layerloom.datasets.columns.image_decoder import ENDINGS, DamagedImageError, check_image
from layerloom.datasets.columns.stored_columns import StoredTexts, column_path
from layerloom.datasets.columns.stored_images import ImageColumnWriter
from layerloom.datasets.columns.text_values import TextValues
from layerloom.datasets.columns.writers import TextColumnWriter
from layerloom.datasets.dataset import MIXED_IMAGES, TEXT
from layerloom.datasets.ingest.tables.csv_source import CsvSource
from layerloom.datasets.ingest.tables.table_ingest import (
    PREVIEW_ROWS,
    IngestedTable,
    Progress,
    ingest_table,
    preview_table,
)
from layerloom_schema.base import Json
from layerloom_schema.data.datasets import (
    ColumnInfo,
    ColumnType,
    DatasetSource,
    FieldInfo,
    FileFormat,
    IngestOptions,
    TablePreview,
)

from .encoding import decode_text
from .file_set import TABLES, DamagedFileError, FileSet, with_ending
from .kept_rows import KeptRows
from .member_names import files_by_name, labels_of
from .refusals import refuse_file

IMAGE, FILE, LABEL, WORDS = "image", "file", "label", "text"
"""Names of the columns."""
_SHOWN, _LISTED = 5, 1_000
"""Damaged files that are named in a refusal, and in the manifest of a version without them."""
_AT_ONCE = 256
TEXT_ENDINGS = (".txt",)


def preview_archive(files: FileSet, format_: FileFormat, options: IngestOptions) -> TablePreview:
    """The beginning of the table among the files; without one the first names and their classes."""
    names = _members(files, format_)
    with tempfile.TemporaryDirectory(prefix="layerloom-") as folder:
        inside = _table_inside(files, Path(folder))
        if inside is not None:
            table = preview_table(CsvSource(Path(folder) / Path(inside).name, options), options)
            known = {"files": [files.title, *table.source.files], "format": format_, "table": inside}
            return table.model_copy(update={"source": table.source.model_copy(update=known)})
    labels = labels_of(names)
    rows = [
        [name] if labels is None else [name, labels[row]] for row, name in enumerate(names[:PREVIEW_ROWS])
    ]
    columns = [FILE] if labels is None else [FILE, LABEL]
    return TablePreview(
        source=DatasetSource(files=[files.title], format=format_),
        columns=[ColumnInfo(name=name, type=ColumnType.text, guessed=False) for name in columns],
        rows=rows,
        rows_read=len(names),
        whole=len(names) <= PREVIEW_ROWS,
    )


def ingest_archive(
    files: FileSet,
    format_: FileFormat,
    table: Path | None,
    options: IngestOptions,
    folder: Path,
    progress: Progress | None,
) -> IngestedTable:
    """Write images or texts into the folder of a version, after the columns of a table or their names and classes.

    Raises `Refused` where a file is damaged, unless that is allowed, or where the table names a file that is not there.
    """
    names = _members(files, format_)
    inside = _table_inside(files, folder) if table is None else None
    if table is None and inside is None:
        content = _Content(files, format_, folder, 1 if labels_of(names) is None else 2)
        kept = content.write(names, progress, skip_damaged=options.skip_damaged)
        return content.joined(_name_columns(kept, labels_of(names) is not None, folder))
    path = table or folder / Path(str(inside)).name
    base, order = _by_table(path, names, options, folder)
    content = _Content(files, format_, folder, len(base.columns))
    kept = content.write(order, progress, skip_damaged=options.skip_damaged)
    if len(kept) < len(order):  # a row of the table would be without its file
        whole = set(kept)
        base = _without_rows(base, path, np.array([name in whole for name in order]), options, folder)
    if inside is not None:
        (folder / Path(inside).name).unlink()
        base = _with_source(base, table=inside)
    return content.joined(base)


class _Content:
    """The column of the images or texts themselves."""

    def __init__(self, files: FileSet, format_: FileFormat, folder: Path, index: int) -> None:
        self._files = files
        self._format = format_
        self._is_image = format_ is FileFormat.images
        path = column_path(folder, index)
        self._writer = ImageColumnWriter(path) if self._is_image else TextColumnWriter(path)
        self._sizes: set[tuple[int, ...]] = set()
        self._damaged: list[str] = []
        self._other_encodings = False

    def write(self, order: Sequence[str], progress: Progress | None, *, skip_damaged: bool) -> list[str]:
        """Write the files in an order; the names of those that are whole. Raises `Refused` for damaged ones."""
        kept: list[str] = []
        for start in range(0, len(order), _AT_ONCE):
            names = order[start : start + _AT_ONCE]
            found = {name: content for name in names if (content := self._read(name)) is not None}
            contents = [found[name] for name in names if name in found]
            lengths = np.array([len(content) for content in contents], np.int64)
            self._writer.append(lengths, b"".join(contents))
            kept += [name for name in names if name in found]
            if progress is not None:
                progress(min(start + _AT_ONCE, len(order)), len(order))
        if self._damaged and (not skip_damaged or not kept):
            shown: list[Json] = [*self._damaged[:_SHOWN]]
            raise refuse_file(
                "damaged_files", self._files.title, members=shown, count=len(self._damaged), total=len(order)
            )
        return kept

    def joined(self, base: IngestedTable) -> IngestedTable:
        """The columns before it, and this one."""
        hash_ = self._writer.close()
        one_size = len(self._sizes) == 1
        shape = list(next(iter(self._sizes))) if one_size else []
        dtype = ("float32" if one_size else MIXED_IMAGES) if self._is_image else TEXT
        taken = {column.name for column in base.columns}
        name = IMAGE if self._is_image else WORDS
        column = ColumnInfo(
            name=name if name not in taken else f"{name}_2",
            type=ColumnType.image if self._is_image else ColumnType.text,
            guessed=False,
        )
        return IngestedTable(
            version=version_hash([(base.version, "", [], b""), (column.name, dtype, shape, hash_)]),
            rows=base.rows,
            columns=[*base.columns, column],
            dtypes=[*base.dtypes, dtype],
            source=base.source.model_copy(
                update={
                    "files": [self._files.title, *base.source.files],
                    "format": self._format,
                    "damaged": self._damaged[:_LISTED],
                    "other_encodings": self._other_encodings,
                }
            ),
            shapes=[*([] for _ in base.columns), shape],
            texts=base.texts,
            numbers=base.numbers,
        )

    def _read(self, name: str) -> bytes | None:
        try:
            content = self._files.read(name)
            if not self._is_image:
                return self._as_utf_8(content)
            self._sizes.add(check_image(content))
        except (DamagedFileError, DamagedImageError, UnicodeDecodeError):
            if name not in self._damaged:  # a table may name it twice
                self._damaged.append(name)
            return None
        return content

    def _as_utf_8(self, content: bytes) -> bytes:
        text = decode_text(content).encode()
        if text != content.removeprefix(codecs.BOM_UTF8):
            self._other_encodings = True
        return text


def _members(files: FileSet, format_: FileFormat) -> list[str]:
    endings = ENDINGS if format_ is FileFormat.images else TEXT_ENDINGS
    names = with_ending(files.names, endings)
    if not names:
        raise refuse_file("unknown_archive", files.title)
    return names


def _table_inside(files: FileSet, folder: Path) -> str | None:
    """The first table among the files, of which a copy is put into the folder under the last part of its name."""
    tables = with_ending(files.names, TABLES)
    if not tables:
        return None
    (folder / Path(tables[0]).name).write_bytes(files.read(tables[0]))
    return tables[0]


def _by_table(
    table: Path, names: list[str], options: IngestOptions, folder: Path
) -> tuple[IngestedTable, list[str]]:
    """The table in the column store, and the file of each of its rows. Raises `Refused` where one is not there."""
    source = CsvSource(table, options)
    block, _ = source.sample()
    by_name = files_by_name(names)
    column = next((name for name in source.names if _names_files(block.frame[name], by_name)), None)
    if column is None:
        raise refuse_file("no_file_column", table.name, known=[*source.names])
    ingested = ingest_table(source, _with_names(options, column), folder)
    index = source.names.index(column)
    field = FieldInfo(name=column, shape=[], dtype=TEXT, rows=ingested.rows)
    texts = StoredTexts(column_path(folder, index), field).read(0, ingested.rows)
    for row, text in enumerate(texts):
        if text not in by_name:
            raise refuse_file("file_missing", table.name, column=column, row=row + 1, member=text)
    return _with_source(ingested, file_column=column), [by_name[text] for text in texts]


def _without_rows(
    base: IngestedTable, path: Path, kept: NDArray[np.bool_], options: IngestOptions, folder: Path
) -> IngestedTable:
    """The table once more, without the rows whose files are damaged."""
    column = str(base.source.file_column)
    source = KeptRows(CsvSource(path, options), kept)
    return _with_source(ingest_table(source, _with_names(options, column), folder), file_column=column)


def _with_names(options: IngestOptions, column: str) -> IngestOptions:
    """The options with names of files as texts, whatever they look like."""
    return options.model_copy(update={"types": {**options.types, column: ColumnType.text}})


def _with_source(ingested: IngestedTable, **known: str) -> IngestedTable:
    return replace(ingested, source=ingested.source.model_copy(update=known))


def _names_files(cells: pl.Series, by_name: Mapping[str, str]) -> bool:
    return sum(cell in by_name for cell in cells.to_list()) > 0.5 * len(cells)


def _name_columns(kept: list[str], labelled: bool, folder: Path) -> IngestedTable:
    """The columns of names and of classes."""
    found = {FILE: list(kept)}
    if labelled:
        found[LABEL] = labels_of(kept) or [name.split("/")[-2] for name in kept]
    hashes = []
    values = {name: TextValues() for name in found}
    for index, (column, texts) in enumerate(found.items()):
        writer = TextColumnWriter(column_path(folder, index))
        encoded = [text.encode() for text in texts]
        writer.append(np.array([len(text) for text in encoded], np.int64), b"".join(encoded))
        values[column].add(pl.Series(texts, dtype=pl.String))
        hashes.append(writer.close())
    contents = zip(found, hashes, strict=True)
    return IngestedTable(
        version=version_hash((name, TEXT, [], hash_) for name, hash_ in contents),
        rows=len(kept),
        columns=[ColumnInfo(name=name, type=ColumnType.text, guessed=False) for name in found],
        dtypes=[TEXT] * len(found),
        source=DatasetSource(files=[], format=FileFormat.images),
        texts=values,
    )
