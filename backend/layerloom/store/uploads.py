"""Files that clients send in parts: each is appended where the last part ended, and kept for a day without a change."""

import errno
import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from itertools import groupby
from pathlib import Path
from uuid import UUID

from pydantic import ValidationError

from layerloom.runtime.disk_reserve import SPARE_BYTES
from layerloom.runtime.private_files import make_private_dir, write_private
from layerloom_schema.base import Json
from layerloom_schema.data.uploads import Upload
from layerloom_schema.errors import ErrorCode, Refused

PART_BYTES = 4 * 1024**2
"""Parts of this size lose little when a connection breaks, and cost one request in a tenth of a second."""
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
KEPT_SECONDS = 24 * 3600
"""How long an unfinished upload waits for its next part."""


class UploadPart:
    """A part that is being appended. Every method blocks on the disk."""

    def __init__(self, file: FileIO, upload: Upload) -> None:
        self._file = file
        self._upload = upload

    def write(self, data: bytes) -> None:
        """Append bytes. Raises `Refused` where they exceed the announced size or the disk's free space."""
        after = self._file.tell() + len(data)
        if after > self._upload.size:
            size = self._upload.size
            raise Refused(
                413, ErrorCode.too_large, variant="upload", params={"limit": size}, limit=size, got=after
            )
        _require_space(Path(self._file.name), len(data))
        view = memoryview(data)
        try:
            while view:
                view = view[self._file.write(view) :]
        except OSError as error:
            if error.errno not in _FULL:
                raise
            raise Refused(507, ErrorCode.disk_full, variant="upload") from error


class Uploads:
    """The folder of uploads: for each one its bytes, and a description that is written first."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes

    def path(self, id: UUID) -> Path:
        """The bytes of an upload. Raises `Refused` (404) if there is no such upload, 409 while bytes are missing."""
        upload = self.read(id)
        if not upload.complete:
            raise _out_of_step(upload, "incomplete")
        return self._bytes(id)

    def read(self, id: UUID) -> Upload:
        """An upload as far as it has arrived. Raises `Refused` (404) if there is no such upload."""
        try:
            text = self._description(id).read_bytes()
            received = self._bytes(id).stat().st_size
            upload = Upload.model_validate_json(text)
        except (
            FileNotFoundError,
            ValidationError,
        ) as error:  # the latter where the server died over writing it
            raise Refused(404, ErrorCode.not_found, variant="upload") from error
        return upload.model_copy(update={"received": received})

    def _find(self, id: UUID) -> Upload | None:
        try:
            return self.read(id)
        except Refused:
            return None

    def begin(self, id: UUID, name: str, size: int) -> Upload:
        """Announce an upload, or find it again.

        Raises:
            Refused: 413 above the limit, 507 without the disk space, 409 if its id names another file.
        """
        if size > self._max_bytes:
            limit = self._max_bytes
            raise Refused(
                413,
                ErrorCode.too_large,
                variant="upload_limit",
                params={"limit": limit},
                limit=limit,
                got=size,
            )
        known = self._find(id)
        if known is not None:
            if (known.name, known.size) != (name, size):
                raise _out_of_step(known, "differs")
            return known
        make_private_dir(self._folder)
        _require_space(self._folder, size)
        upload = Upload(id=id, name=name, size=size, part_bytes=PART_BYTES)
        os.close(os.open(self._bytes(id), os.O_WRONLY | os.O_CREAT, 0o600))
        write_private(self._description(id), upload.model_dump_json())
        return upload

    @contextmanager
    def part(self, upload: Upload, offset: int) -> Iterator[UploadPart]:
        """Append a part at `offset`. What was written stays, however the block ends.

        Raises:
            Refused: 409 if the upload does not end at `offset`, or another request is appending to it.
        """
        try:
            file = FileIO(self._bytes(upload.id), "ab")  # unbuffered: what a full disk took is what arrived
        except FileNotFoundError as error:
            raise Refused(404, ErrorCode.not_found, variant="upload") from error
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise _out_of_step(self.read(upload.id), "busy") from error
            if file.tell() != offset:
                raise _out_of_step(self.read(upload.id), "offset")
            yield UploadPart(file, upload)

    def remove(self, id: UUID) -> None:
        """Delete an upload; one that is gone is no error."""
        self._description(id).unlink(missing_ok=True)
        self._bytes(id).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Delete the uploads that have not changed for a day."""
        if not self._folder.is_dir():
            return
        oldest = time.time() - KEPT_SECONDS
        for stem, files in groupby(sorted(self._folder.iterdir()), key=lambda path: path.stem):
            with suppress(ValueError, FileNotFoundError):  # no upload's file, or finished meanwhile
                id = UUID(stem)
                if all(path.stat().st_mtime < oldest for path in files):
                    self.remove(id)

    def _bytes(self, id: UUID) -> Path:
        return self._folder / f"{id}.part"

    def _description(self, id: UUID) -> Path:
        return self._folder / f"{id}.json"


def _require_space(path: Path, size: int) -> None:
    if shutil.disk_usage(path if path.is_dir() else path.parent).free - size < SPARE_BYTES:
        raise Refused(507, ErrorCode.disk_full, variant="upload")


def _out_of_step(upload: Upload, variant: str) -> Refused:
    params: dict[str, Json] = {"name": upload.name, "received": upload.received, "size": upload.size}
    return Refused(409, ErrorCode.upload_state, variant=variant, params=params, got=upload.received)
