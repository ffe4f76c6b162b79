"""Functions of scripts that read folders and archives of files, written there by their source.

Lines have at most 100 characters. Limits and damaged files are the business of `datasets.ingest`, which read the same
files before.
"""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from layerloom.datasets.columns.image_decoder import pixels
from layerloom.datasets.ingest.encoding import decode_text


def open_files(path: str) -> tuple[list[str], Callable[[str], bytes]]:
    """The names of the files in a folder or ZIP archive, sorted, and a function that reads one."""
    archive = None if Path(path).is_dir() else zipfile.ZipFile(path)
    if archive is None:
        found = [file for file in Path(path).rglob("*") if file.is_file() and not file.is_symlink()]
        names = [file.relative_to(path).as_posix() for file in found]
    else:
        names = [member.filename for member in archive.infolist() if not member.is_dir()]
    hidden = ("__MACOSX", ".")
    shown = [name for name in names if not any(part.startswith(hidden) for part in name.split("/"))]

    def content(name: str) -> bytes:
        return archive.read(name) if archive is not None else (Path(path) / name).read_bytes()

    return sorted(shown), content


def read_images(names: list[str], content: Callable[[str], bytes]) -> np.ndarray:
    """Images of one size as float32 from 0 to 255, of shape (rows, height, width, 3)."""
    found = []
    for name in names:
        with Image.open(io.BytesIO(content(name))) as image:
            found.append(pixels(image))
    return np.stack(found).astype("float32")


def read_sizes(names: list[str], content: Callable[[str], bytes]) -> np.ndarray:
    """Images of several sizes: an object for each, the array of its pixels."""
    found = np.empty(len(names), "object")
    for row, name in enumerate(names):
        with Image.open(io.BytesIO(content(name))) as image:
            found[row] = pixels(image)
    return found


def read_texts(names: list[str], content: Callable[[str], bytes]) -> np.ndarray:
    """Texts in UTF-8, with or without a mark."""
    return np.array([content(name).decode("utf-8-sig") for name in names], "object")


def decode_texts(names: list[str], content: Callable[[str], bytes]) -> np.ndarray:
    """Texts in any encodings."""
    return np.array([decode_text(content(name)) for name in names], "object")
