"""Files of a run as downloads: what was there when it was asked for, whatever is written or replaced meanwhile."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from starlette.responses import FileResponse, Response, StreamingResponse

_CHUNK = 256 * 1024
_MEDIA = "application/octet-stream"


def download(path: Path, *, ended: bool) -> Response:
    """The file as an attachment. Raises `OSError` where it cannot be read.

    Of a run that is under way the log grows and a checkpoint is replaced: the file is opened now, and as many bytes
    are sent as it has now. The files of an ended run do not change, and may be asked for in ranges.
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
