"""Limits of ZIP archives, judged by their directory before one byte of a member is inflated."""

import stat
import zipfile
from collections.abc import Iterable

from .refusals import refuse_file

MAX_BYTES = 4 * 1024**3
MAX_RATIO = 200
RATIO_FROM = 64 * 1024**2
"""The compression ratio is not limited for smaller members: a table of zeros compresses a thousandfold."""


def check_members(
    members: Iterable[zipfile.ZipInfo], file: str, limit: int, *, max_bytes: int = MAX_BYTES
) -> None:
    """Raise `Refused` for an archive that is too large, a bomb, encrypted, or has names that lead elsewhere.

    `limit` is the number of members.
    """
    found = list(members)
    if len(found) > limit:
        raise refuse_file("archive_many", file, limit=limit, got=len(found))
    total = sum(member.file_size for member in found)
    if total > max_bytes:
        raise refuse_file("archive_large", file, limit=max_bytes, got=total)
    names: set[str] = set()
    for member in found:
        name = member.filename
        kind = stat.S_IFMT(member.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise refuse_file("archive_link", file, member=name[:80])
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or name in names:
            raise refuse_file("archive_name", file, member=name[:80])
        if member.flag_bits & 1:
            raise refuse_file("archive_encrypted", file, member=name[:80])
        if member.file_size > max(RATIO_FROM, MAX_RATIO * member.compress_size):
            raise refuse_file("archive_inflates", file, member=name[:80], limit=MAX_RATIO)
        names.add(name)
