"""Lines that read a folder or archive of images or texts into the arrays of the column store."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from layerloom.codegen.formatter import Expression, Part, call, lay_out, listing, mapping, quote
from layerloom.datasets.columns.image_decoder import ENDINGS, pixels, rgb
from layerloom.datasets.dataset import MIXED_IMAGES
from layerloom.datasets.ingest.archive_ingest import FILE, LABEL, TEXT_ENDINGS
from layerloom.datasets.ingest.encoding import decode_text, decodes, guess_encoding, guess_legacy
from layerloom.datasets.ingest.member_names import files_by_name, labels_of
from layerloom_schema.data.datasets import DatasetVersion, FileFormat

from .archive_functions import decode_texts, open_files, read_images, read_sizes, read_texts
from .table_lines import IMPORT, column_expression, table_call

Functions = Sequence[Callable[..., Any]]
_PIL = "from PIL import Image, ImageOps"


def reads_archive(manifest: DatasetVersion) -> bool:
    """Whether the files of a version are those of a folder or an archive."""
    return manifest.source.format in (FileFormat.images, FileFormat.texts)


def file_functions(manifest: DatasetVersion) -> Functions:
    """The functions that read the files themselves, each after those that it calls."""
    reader = _reader(manifest)
    if manifest.source.format is FileFormat.images:
        return [rgb, pixels, reader]
    return (
        [decodes, guess_legacy, guess_encoding, decode_text, reader] if reader is decode_texts else [reader]
    )


def archive_functions(manifest: DatasetVersion) -> Functions:
    """The functions that the lines call, each after those that it calls."""
    read = file_functions(manifest)
    if manifest.source.file_column is not None:
        return [open_files, files_by_name, *read]
    labelled = any(column.name == LABEL for column in manifest.columns)
    return [open_files, *([labels_of] if labelled else []), *read]


def archive_imports(manifest: DatasetVersion) -> tuple[list[str], list[str]]:
    """The imports of the lines and their functions: those of Python's own library, and others."""
    images = manifest.source.format is FileFormat.images
    table = manifest.source.file_column is not None
    own = ["import io"] if images or manifest.source.table else []
    own += ["import zipfile", "from collections.abc import Callable", "from pathlib import Path"]
    if any(function is labels_of for function in archive_functions(manifest)):
        own.append("import os")
    if manifest.source.other_encodings:
        own += ["import codecs", "import re"]
    return own, [*([IMPORT] if table else []), *([_PIL] if images else [])]


def archive_lines(manifest: DatasetVersion, path: Expression, table: str, variable: str) -> Iterator[str]:
    """The lines that read the files at `path`, and the table that names them at `table`, as a dict of arrays."""
    source = manifest.source
    yield from lay_out(call("open_files", [Part(path)]), before="names, content = ")
    yield from name_lines(manifest, source.damaged)
    fields: list[tuple[str, Expression]] = []
    if source.file_column is not None:
        yield from _table_lines(manifest, table)
        pairs = zip(manifest.columns[:-1], manifest.fields[:-1], strict=True)
        fields = [
            (field.name, column_expression(column, field, source.dialect, "table")) for column, field in pairs
        ]
    else:
        fields.append((FILE, "np.array(names)"))
        if any(column.name == LABEL for column in manifest.columns):
            left_out = ' or [name.split("/")[-2] for name in names]' if source.damaged else ""
            fields.append((LABEL, f"np.array(labels_of(names){left_out})"))
    fields.append((manifest.fields[-1].name, files_expression(manifest)))
    yield from lay_out(mapping(fields), before=f"{variable} = ")


def name_lines(manifest: DatasetVersion, damaged: Sequence[str] = ()) -> Iterator[str]:
    """The lines that keep the names of images, or of texts, in `names`."""
    endings = ENDINGS if manifest.source.format is FileFormat.images else TEXT_ENDINGS
    written = f"({', '.join(map(quote, endings))}{',' if len(endings) == 1 else ''})"
    yield f"names = [name for name in names if name.lower().endswith({written})]"
    if damaged:
        yield from lay_out(listing([quote(name) for name in damaged]), before="damaged = ")
        yield "names = [name for name in names if name not in damaged]"


def files_expression(manifest: DatasetVersion) -> str:
    """The array of the images or texts."""
    return f"{_reader(manifest).__name__}(names, content)"


def _reader(manifest: DatasetVersion) -> Callable[..., Any]:
    if manifest.source.format is FileFormat.texts:
        return decode_texts if manifest.source.other_encodings else read_texts
    return read_sizes if manifest.fields[-1].dtype == MIXED_IMAGES else read_images


def _table_lines(manifest: DatasetVersion, table: str) -> Iterator[str]:
    source = manifest.source
    inside = f"io.BytesIO(content({quote(source.table)}))" if source.table else table
    yield from lay_out(table_call(manifest, inside), before="table = ")
    names = listing([quote(column.name) for column in manifest.columns[:-1]])
    yield from lay_out(names, before="table.columns = ")
    yield "by_name = files_by_name(names)"
    if source.damaged:
        yield f"table = table.filter(pl.col({quote(source.file_column or '')}).is_in([*by_name]))"
    yield f"names = [by_name[name] for name in table[{quote(source.file_column or '')}]]"
