"""Downloads of run files, consistent even while a trainer writes or replaces them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from starlette.responses import FileResponse, Response, StreamingResponse

_CHUNK = 256 * 1024
_MEDIA = "application/octet-stream"


def download(path: Path, *, ended: bool) -> Response:
    """A response with the file as an attachment.

    While a run goes on, its log grows and its checkpoint is replaced: the file is opened now, and its present number of
    bytes is sent. The files of an ended run do not change, and can be requested in ranges.

    Raises:
        OSError: If the file cannot be read.
    """
    if ended:
        return FileResponse(path, filename=path.name, media_type=_MEDIA, stat_result=path.stat())
    file = path.open("rb")
    size = os.fstat(file.fileno()).st_size
    headers = {"content-length": str(size), "content-disposition": f'attachment; filename="{path.name}"'}
    return StreamingResponse(_bytes_of(file, size), media_type=_MEDIA, headers=headers)


def _bytes_of(file: BinaryIO, size: int) -> Iterator[bytes]:
    with file:
        while size > 0 and (chunk := file.read(min(size, _CHUNK))):
            size -= len(chunk)
            yield chunk
