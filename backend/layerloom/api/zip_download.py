"""A ZIP archive of files as a download that is made while it is sent: nothing of it is kept, on the disk or in memory."""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from starlette.responses import StreamingResponse

_CHUNK = 1024 * 1024


class _Sink:
    """What an archive is written to, piece by piece; it cannot seek, so sizes follow the files."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is buffered elsewhere."""

    def taken(self) -> bytes:
        """What was written since this was last called."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def zip_download(name: str, files: Mapping[str, Path], texts: Mapping[str, str]) -> StreamingResponse:
    """An archive of files and texts by their names. Models hardly shrink, so nothing is compressed.

    A missing file is left out.
    """
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_pieces(files, texts), media_type="application/zip", headers=headers)


def _pieces(files: Mapping[str, Path], texts: Mapping[str, str]) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(cast("zipfile._ZipWritable", sink), "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
            yield sink.taken()
        for name, path in files.items():
            if not path.is_file():
                continue
            with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
                while chunk := source.read(_CHUNK):
                    target.write(chunk)
                    yield sink.taken()
    yield sink.taken()
