"""The token of this installation: one file that only its owner may read."""

import os
import secrets
from pathlib import Path

from layerloom.private import make_private_dir, write_private
from layerloom.settings import Settings

_BYTES = 32


def token_path(settings: Settings) -> Path:
    """Where the token is kept."""
    return settings.data_dir / "token"


def read_or_create(settings: Settings) -> str:
    """The token; made the first time it is asked for. Two processes that ask at once get the same one."""
    path = token_path(settings)
    make_private_dir(settings.data_dir)
    fresh = path.with_name(f"token.{os.getpid()}")
    while True:
        try:
            token = path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            token = ""
        if token:
            return token
        write_private(fresh, secrets.token_urlsafe(_BYTES) + "\n")
        try:
            os.link(fresh, path)
        except FileExistsError:
            if not path.read_text(encoding="ascii").strip():
                os.replace(fresh, path)
        finally:
            fresh.unlink(missing_ok=True)


def rotate(settings: Settings) -> str:
    """A new token in place of the old one: programs and browsers that were signed in are so no more."""
    path = token_path(settings)
    make_private_dir(settings.data_dir)
    fresh = path.with_name(f"token.{os.getpid()}")
    write_private(fresh, secrets.token_urlsafe(_BYTES) + "\n")
    os.replace(fresh, path)
    return read_or_create(settings)
