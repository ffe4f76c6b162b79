"""The token of this installation, in a file that only its owner can read."""

import os
import re
import secrets
from pathlib import Path

from layerloom.runtime.private_files import data_dir_errors, make_private_dir, write_private
from layerloom.runtime.settings import Settings
from layerloom_schema.errors import ErrorCode, Unreadable

_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]{20,1024}")
"""The syntax of a Bearer token (RFC 6750), with a length that nobody guesses."""


def token_path(settings: Settings) -> Path:
    """The path of the token file."""
    return settings.data_dir / "token"


def read_or_create(settings: Settings) -> str:
    """Read the token, or create it at the first call. Two processes that call at once get the same one.

    Raises:
        Unreadable: If the data folder cannot be used, or its token is damaged.
    """
    path = token_path(settings)
    with data_dir_errors(settings.data_dir):
        make_private_dir(settings.data_dir)
        fresh = path.with_name(f"token.{os.getpid()}")
        while True:
            token = _read(path)
            if token:
                return token
            try:
                write_private(fresh, secrets.token_urlsafe(_BYTES) + "\n")
                os.link(fresh, path)
            except FileExistsError:
                if not _read(path):
                    os.replace(fresh, path)
            finally:
                fresh.unlink(missing_ok=True)


def read_token(settings: Settings) -> str:
    """Read the token; empty if there is none yet. Raises `Unreadable` as `read_or_create` does."""
    with data_dir_errors(settings.data_dir):
        return _read(token_path(settings))


def _read(path: Path) -> str:
    """The token of a file; empty if there is no file, or if it was created and never written."""
    try:
        token = path.read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError:
        return ""
    if token.strip("\0") and not _TOKEN.fullmatch(token):
        raise Unreadable(ErrorCode.data_dir, variant="token", params={"path": str(path)}, got=str(path))
    return token.strip("\0")


def rotate(settings: Settings) -> str:
    """Replace the token, which signs out all programs and browsers."""
    path = token_path(settings)
    with data_dir_errors(settings.data_dir):
        make_private_dir(settings.data_dir)
        fresh = path.with_name(f"token.{os.getpid()}")
        try:
            write_private(fresh, secrets.token_urlsafe(_BYTES) + "\n")
            os.replace(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)
    return read_or_create(settings)
