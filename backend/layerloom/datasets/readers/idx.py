"""Read IDX files, the format of MNIST, plain or compressed by gzip."""

import gzip
import math
import zlib
from pathlib import Path
from typing import IO

import numpy as np

from layerloom.datasets.dataset import Array, Dataset, dataset
from layerloom.datasets.ingest.refusals import refuse_file

MAX_BYTES = 4 * 1024**3
_TYPES = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
_GZIP = b"\x1f\x8b"


def read_idx(path: Path) -> Dataset:
    """The array of the file as one field: `label` where a row is one number, else `image`.

    Raises `Refused` where the file does not have as many bytes as its header says.
    """
    try:
        with path.open("rb") as raw:
            compressed = raw.read(2) == _GZIP
            raw.seek(0)
            if compressed:
                with gzip.GzipFile(fileobj=raw) as stream:
                    array = _array(stream, path.name)
            else:
                array = _array(raw, path.name)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise refuse_file("damaged", path.name) from error
    name = "label" if array.ndim == 1 else "image"
    return dataset(path.name, path.stem, path.name, {name: array})


def _array(stream: "IO[bytes] | gzip.GzipFile", file: str) -> Array:
    head = stream.read(4)
    if len(head) < 4 or head[:2] != b"\0\0" or head[2] not in _TYPES or not head[3]:
        raise refuse_file("damaged", file)
    dtype = np.dtype(_TYPES[head[2]])
    sizes = stream.read(4 * head[3])
    if len(sizes) < 4 * head[3]:
        raise refuse_file("damaged", file)
    shape = tuple(int(size) for size in np.frombuffer(sizes, ">u4"))
    declared = math.prod(shape) * dtype.itemsize
    if declared > MAX_BYTES:
        raise refuse_file("array_large", file, limit=MAX_BYTES, got=declared)
    content = stream.read(declared)
    if len(content) != declared or stream.read(1):
        raise refuse_file("idx_length", file, limit=len(content), got=declared)
    return np.frombuffer(content, dtype).reshape(shape).astype(dtype.newbyteorder("="))
