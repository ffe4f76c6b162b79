"""Lines that read files of arrays, into the arrays that the readers of `datasets/readers` give."""

from collections.abc import Mapping, Sequence

from layerloom.codegen.formatter import Expression, Part, call, mapping, quote
from layerloom_schema.data.datasets import FieldInfo, FileFormat

GZIP = "import gzip"
_ARRAYS = (FileFormat.npz, FileFormat.npy, FileFormat.idx)
_BIG_ENDIAN: Mapping[str, str] = {"int16": ">i2", "int32": ">i4", "float32": ">f4", "float64": ">f8"}
"""IDX dtypes of several bytes."""


def reads_arrays(format_: FileFormat, files: Sequence[str], fields: Sequence[FieldInfo]) -> bool:
    """Whether files of arrays can be read by a script: one NPZ archive, or a file for each field."""
    return format_ in _ARRAYS and len(files) == (1 if format_ is FileFormat.npz else len(fields))


def arrays(format_: FileFormat, files: Sequence[str], fields: Sequence[FieldInfo]) -> Expression:
    """The expression of the arrays by field name."""
    if format_ is FileFormat.npz:
        return call("np.load", [Part(quote(files[0]))])
    read = _idx if format_ is FileFormat.idx else _npy
    return mapping([(field.name, read(file, field)) for file, field in zip(files, fields, strict=True)])


def array_imports(format_: FileFormat, files: Sequence[str]) -> list[str]:
    """The modules of Python's own library that the expression needs."""
    return [GZIP] if format_ is FileFormat.idx and any(map(_is_compressed, files)) else []


def _npy(file: str, field: FieldInfo) -> Expression:  # noqa: ARG001 (one shape for all)
    return call("np.load", [Part(quote(file))])


def _idx(file: str, field: FieldInfo) -> Expression:
    """The numbers after a header of 4 bytes, and 4 more for each axis."""
    header = 4 * (2 + len(field.shape))
    dtype = quote(_BIG_ENDIAN.get(field.dtype, field.dtype))
    native = f".astype({quote(field.dtype)})" if field.dtype in _BIG_ENDIAN else ""
    shape = ", ".join(map(str, [field.rows, *field.shape]))
    given = [Part(dtype), Part(str(header), "offset=")]
    after = f".reshape({shape}){native}"
    if _is_compressed(file):
        return call("np.frombuffer", [Part(f"gzip.open({quote(file)}).read()"), *given], after)
    return call("np.fromfile", [Part(quote(file)), *given], after)


def _is_compressed(file: str) -> bool:
    return file.endswith(".gz")
